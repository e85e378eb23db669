//! From any notation that serde reads to a mapping of values, with the order of keys kept and what it costs counted.

use std::{cell::Cell, fmt};

use serde::de::{DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::model::Value;

/// What each value costs beyond its text, in bytes.
const COST: usize = 16;

/// A mapping with its keys as they come, doubled ones too.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::load) struct Mapping {
    /// Keys and values of the top level in order.
    pub(in crate::load) entries: Vec<(String, Value)>,
    /// Keys that stand twice in one mapping further down.
    pub(in crate::load) doubled_below: Vec<String>,
}

/// Reads a mapping that costs at most `most` bytes when its aliases are written out; an empty text is a mapping without
/// keys, any other value `None`.
pub(super) fn mapping<'de, D: serde::Deserializer<'de>>(from: D, most: usize) -> Result<Option<Mapping>, D::Error> {
    let reader = Reader { left: &Cell::new(most), doubled: &Cell::new(Vec::new()) };
    let value = reader.deserialize(from)?;
    let doubled_below = reader.doubled.take();
    Ok(match value {
        Read::Map(entries) => {
            let entries = entries.into_iter().map(|(key, value)| (key, value.value())).collect();
            Some(Mapping { entries, doubled_below })
        }
        Read::Plain(Value::Null) => Some(Mapping { entries: Vec::new(), doubled_below }),
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
    doubled: &'b Cell<Vec<String>>,
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

    fn note_doubled(self, entries: &[(String, Read)]) {
        let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        let twice = keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned());
        let mut all = self.doubled.take();
        all.extend(twice);
        self.doubled.set(all);
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
        while let Some(item) = items.next_element_seed(self)? {
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
        let value = value.newtype_variant_seed(self)?.value();
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
        let read = self.0.deserialize(from)?;
        if let Read::Map(entries) = read {
            self.0.note_doubled(&entries);
            return Ok(Read::Map(last_of_each(entries)));
        }
        Ok(read)
    }
}

fn last_of_each(entries: Vec<(String, Read)>) -> Vec<(String, Read)> {
    let mut seen = std::collections::BTreeSet::new();
    let mut out: Vec<(String, Read)> = entries.into_iter().rev().filter(|(key, _)| seen.insert(key.clone())).collect();
    out.reverse();
    out
}
