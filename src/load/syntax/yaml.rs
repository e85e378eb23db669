//! Strict YAML within bounds: the only file that names the YAML package.

use serde_yaml::Deserializer;

use super::{
    merge_key,
    reader::{self, Mapping},
};

/// Longest text that is parsed. The longest front matter of 24,000 real files has 20 KiB, the
/// longest file of modes 230 KiB.
const MOST_BYTES: usize = 1024 * 1024;

/// How much a text may cost when its aliases are written out: a value takes two bytes of text at the least, so that text
/// without aliases never comes near this many times its length.
const GROWTH: usize = 20;

/// What any text may cost, however short.
const FREE: usize = 64 * 1024;

/// Deepest nesting of `[` and `{`. Real front matter stays below 8; the parser's time grows with the square.
const DEEPEST: usize = 64;

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
    let read = reader::mapping(Deserializer::from_str(text), FREE + GROWTH * text.len());
    let no_keys = || Refusal { reason: "it holds no keys".to_owned(), line: Some(0) };
    let mapping = read.map_err(|error| refusal(&error))?.ok_or_else(no_keys)?;
    Ok(Mapping { entries: merge_key::resolved(mapping.entries), ..mapping })
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
    let mut out = message.to_owned();
    for place in [" at line ", " column ", " at position "] {
        while let Some(at) = out.find(place) {
            let number = out[at + place.len()..].bytes().take_while(u8::is_ascii_digit).count();
            out.replace_range(at..at + place.len() + number, "");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;

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
        assert_eq!((all.doubled.len(), all.doubled[0].key.as_str()), (1, "a"));
        assert_eq!(all.doubled[0].values, [Value::Integer(1), Value::Integer(2)]);
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
        for text in [bomb, long, deep, steep, "x: y\n".repeat(300_000)] {
            assert!(mapping(&text).is_err());
        }
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    }
}
