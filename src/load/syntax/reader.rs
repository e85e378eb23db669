//! From any notation that serde reads to a mapping of values, with the order of keys kept and what it costs counted.

use std::{cell::Cell, collections::BTreeMap, fmt};

use serde::de::{DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::doubled::Doubled;
use crate::model::Value;

/// What each value costs beyond its text, in bytes.
const COST: usize = 16;

/// A mapping with its keys as they come, doubled ones too.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::load) struct Mapping {
    /// Keys and values of the top level in order.
    pub(in crate::load) entries: Vec<(String, Value)>,
    /// Keys that stand twice in one mapping: further down, or where the notation tells places on the top level too.
    pub(in crate::load) doubled: Vec<Doubled>,
}

/// Reads a mapping that costs at most `most` bytes when its aliases are written out; an empty text is a mapping without
/// keys, any other value `None`.
pub(super) fn mapping<'de, D: serde::Deserializer<'de>>(from: D, most: usize) -> Result<Option<Mapping>, D::Error> {
    let reader = Reader { left: &Cell::new(most), doubled: &Cell::new(Vec::new()) };
    let value = reader.deserialize(from)?;
    let doubled = reader.doubled.take();
    Ok(match value {
        Read::Map(entries) => {
            let entries = entries.into_iter().map(|(key, value)| (key, value.value())).collect();
            Some(Mapping { entries, doubled })
        }
        Read::Plain(Value::Null) => Some(Mapping { entries: Vec::new(), doubled }),
        Read::Plain(_) => None,
    })
}

/// A value as read: the top level keeps its doubled keys, what lies below keeps the last of them.
enum Read {
    Plain(Value),
    Map(Vec<(String, Read)>),
}

impl Read {
    /// Nothing recurses deeper than the parser allows, which is 128.
    fn value(self) -> Value {
        match self {
            Self::Plain(value) => value,
            Self::Map(entries) => Value::Map(entries.into_iter().map(|(key, value)| (key, value.value())).collect()),
        }
    }
}

/// Builds values while it counts what they cost.
#[derive(Clone, Copy)]
struct Reader<'b> {
    left: &'b Cell<usize>,
    doubled: &'b Cell<Vec<Doubled>>,
}

impl Reader<'_> {
    fn pay<E: serde::de::Error>(self, bytes: usize) -> Result<(), E> {
        let left = self.left.get().checked_sub(bytes + COST);
        self.left.set(left.ok_or_else(|| E::custom("its aliases grow beyond all bounds"))?);
        Ok(())
    }

    fn scalar<E: serde::de::Error>(self, value: Value) -> Result<Read, E> {
        self.pay(0)?;
        Ok(Read::Plain(value))
    }

    /// Of doubled keys the last holds; each but the last is noted beside the one that follows it.
    fn last_of_each(self, entries: Vec<(String, Read)>) -> Vec<(String, Value)> {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut out: Vec<Option<(String, Value)>> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let value = value.value();
            if let Some(before) = places.insert(key.clone(), out.len())
                && let Some((key, earlier)) = out.get_mut(before).and_then(Option::take)
            {
                let mut all = self.doubled.take();
                all.push(Doubled { key, values: [earlier, value.clone()], places: None });
                self.doubled.set(all);
            }
            out.push(Some((key, value)));
        }
        out.into_iter().flatten().collect()
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Read;

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<Read, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Read;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("YAML")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Read, E> {
        self.scalar(Value::Null)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Read, E> {
        self.visit_unit()
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Read, E> {
        self.scalar(Value::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Read, E> {
        self.scalar(Value::Integer(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Read, E> {
        self.scalar(i64::try_from(value).map_or_else(|_| Value::Text(value.to_string()), Value::Integer))
    }

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<Read, E> {
        self.scalar(Value::Text(value.to_string()))
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<Read, E> {
        self.scalar(Value::Text(value.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Read, E> {
        self.scalar(if value.is_nan() { Value::Text(".nan".to_owned()) } else { Value::Number(value) })
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Read, E> {
        self.pay(value.len())?;
        Ok(Read::Plain(Value::Text(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Read, A::Error> {
        self.pay(0)?;
        let mut out = Vec::new();
        while let Some(item) = items.next_element_seed(Below(self))? {
            out.push(item.value());
        }
        Ok(Read::Plain(Value::List(out)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Read, A::Error> {
        self.pay(0)?;
        let mut out = Vec::new();
        while let Some(key) = entries.next_key_seed(self)? {
            let key = match key {
                Read::Plain(key) if !matches!(key, Value::List(_)) => key.plain(),
                _ => return Err(A::Error::custom("a list or a mapping stands where a key should")),
            };
            let value = entries.next_value_seed(Below(self))?;
            out.push((key, value));
        }
        Ok(Read::Map(out))
    }

    /// A tag (`!word value`) has no meaning in front matter: it is kept as the text that it most probably was.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Read, A::Error> {
        let (tag, value) = data.variant_seed(self)?;
        let value = value.newtype_variant_seed(Below(self))?.value();
        let tag = match tag {
            Read::Plain(tag) => tag.plain(),
            Read::Map(_) => String::new(),
        };
        Ok(Read::Plain(match value {
            Value::List(_) | Value::Map(_) => value,
            value => Value::Text(format!("!{} {}", tag.trim_start_matches('!'), value.plain()).trim_end().to_owned()),
        }))
    }
}

/// A value below the top level: of doubled keys the last holds there.
#[derive(Clone, Copy)]
struct Below<'b>(Reader<'b>);

impl<'de> DeserializeSeed<'de> for Below<'_> {
    type Value = Read;

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<Read, D::Error> {
        Ok(match self.0.deserialize(from)? {
            Read::Map(entries) => Read::Plain(Value::Map(self.0.last_of_each(entries))),
            read @ Read::Plain(_) => read,
        })
    }
}
