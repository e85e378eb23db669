//! Strict YAML within bounds: the only file that names the YAML package.

use std::{cell::Cell, fmt};

use serde::de::{DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_yaml::Deserializer;

use crate::model::Value;

/// Longest text that is parsed. The longest front matter of 24,000 real files has 20 KiB.
const MOST_BYTES: usize = 256 * 1024;

/// What a text may grow to when its aliases are written out, in bytes. Without aliases nothing grows beyond its text.
const MOST_GROWN: usize = 2 * 1024 * 1024;

/// What each value costs beyond its text, in bytes.
const COST: usize = 16;

/// Deepest nesting of `[` and `{`. Real front matter stays below 8; the parser's time grows with the square.
const DEEPEST: usize = 64;

/// A YAML mapping with its keys as they come, doubled ones too.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::load) struct Mapping {
    /// Keys and values of the top level in order.
    pub(in crate::load) entries: Vec<(String, Value)>,
    /// Keys that stand twice in one mapping further down.
    pub(in crate::load) doubled_below: Vec<String>,
}

/// Why a text is no strict YAML mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) struct Refusal {
    /// What the parser says, without a place.
    pub(in crate::load) reason: String,
    /// The line of the text, from 0, where it knows one.
    pub(in crate::load) line: Option<usize>,
}

/// Parses one document that must be a mapping; an empty one is a mapping without keys.
///
/// # Errors
/// Why it is not: broken syntax, several documents, no mapping, or beyond a bound.
pub(in crate::load) fn mapping(text: &str) -> Result<Mapping, Refusal> {
    bounded(text).map_err(|reason| Refusal { reason, line: None })?;
    let reader = Reader { left: &Cell::new(MOST_GROWN), doubled: &Cell::new(Vec::new()) };
    let value = reader.deserialize(Deserializer::from_str(text)).map_err(|error| refusal(&error))?;
    let doubled_below = reader.doubled.take();
    match value {
        Read::Map(entries) => {
            let entries = entries.into_iter().map(|(key, value)| (key, value.value())).collect();
            Ok(Mapping { entries, doubled_below })
        }
        Read::Plain(Value::Null) => Ok(Mapping { entries: Vec::new(), doubled_below }),
        Read::Plain(_) => Err(Refusal { reason: "it holds no keys".to_owned(), line: Some(0) }),
    }
}

fn bounded(text: &str) -> Result<(), String> {
    if text.len() > MOST_BYTES {
        return Err(format!("it is longer than {} KiB", MOST_BYTES / 1024));
    }
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if deepest > DEEPEST { Err(format!("brackets are nested deeper than {DEEPEST}")) } else { Ok(()) }
}

fn refusal(error: &serde_yaml::Error) -> Refusal {
    let line = error.location().map(|place| place.line().saturating_sub(1));
    Refusal { reason: without_places(&error.to_string()), line }
}

/// The parser counts lines from the front matter's own start: its places would mislead.
fn without_places(message: &str) -> String {
    let mut out = String::new();
    let mut rest = message;
    while let Some(at) = rest.find(" at line ") {
        out.push_str(&rest[..at]);
        let tail = rest[at + " at line ".len()..].trim_start_matches(|c: char| c.is_ascii_digit());
        let column = tail.strip_prefix(" column ").map(|tail| tail.trim_start_matches(|c: char| c.is_ascii_digit()));
        rest = column.unwrap_or(tail);
    }
    out.push_str(rest);
    out
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

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<(String, Value)> {
        mapping(text).unwrap().entries
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn values_keep_kind_and_order() {
        let all =
            entries("name: 2048\non: yes\nb: true\nn:\nx: 1.5\nl: [a, {k: v}]\nd: 2026-01-02\nt: !must go\nu: .nan");
        let keys: Vec<&str> = all.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["name", "on", "b", "n", "x", "l", "d", "t", "u"]);
        assert_eq!(all[0].1, Value::Integer(2048));
        assert_eq!(all[1].1, text("yes"));
        assert_eq!(all[3].1, Value::Null);
        assert_eq!(all[5].1, Value::List(vec![text("a"), Value::Map(vec![("k".to_owned(), text("v"))])]));
        assert_eq!((&all[6].1, &all[7].1, &all[8].1), (&text("2026-01-02"), &text("!must go"), &text(".nan")));
    }

    #[test]
    fn doubled_keys_are_kept_on_top_and_told_below() {
        let all = mapping("model: slow\nmap: {a: 1, a: 2}\nmodel: fast").unwrap();
        assert_eq!(all.entries.len(), 3);
        assert_eq!(all.doubled_below, ["a"]);
        assert_eq!(all.entries[1].1, Value::Map(vec![("a".to_owned(), Value::Integer(2))]));
    }

    #[test]
    fn broken_yaml_says_why_and_where() {
        let refusal = mapping("name: a\ndescription: b: c\n").unwrap_err();
        assert_eq!(refusal.line, Some(1));
        assert!(!refusal.reason.contains("line") && refusal.reason.contains("mapping values"), "{}", refusal.reason);
        for bad in ["- a\n", "just words", "{{x}}: y", "a: *gone", "a: b\n---\nc: d"] {
            assert!(mapping(bad).is_err(), "{bad}");
        }
        assert_eq!(mapping("# nothing\n").unwrap().entries, []);
    }

    #[test]
    fn bombs_are_refused_in_good_time() {
        let nine = |item: &str| [item; 9].join(",");
        let rows =
            ('a'..'j').zip('b'..'k').map(|(one, next)| format!("{next}: &{next} [{}]", nine(&format!("*{one}"))));
        let bomb = format!("a: &a [{}]\n{}\n", nine("x"), rows.collect::<Vec<_>>().join("\n"));
        let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), vec!["*a"; 1000].join(","));
        let deep = format!("k: {}{}", "[".repeat(20_000), "]".repeat(20_000));
        let steep = format!("k:\n  {}x", "- ".repeat(20_000));
        let started = std::time::Instant::now();
        for text in [bomb, long, deep, steep, "x: y\n".repeat(200_000)] {
            assert!(mapping(&text).is_err());
        }
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    }
}
