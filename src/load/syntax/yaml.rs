//! Strict YAML. The only file that names serde_yaml, which is archived upstream.

use serde_yaml::Value as Yaml;

use crate::model::{FindingCode, Severity, Value};

/// Front matter that is dangerous to read.
pub(in crate::load) const YAML_REFUSED: FindingCode = FindingCode {
    id: "yaml-refused",
    severity: Severity::Warning,
    meaning: "The front matter is too large, too deep, or uses so many aliases that reading it would take unbounded time or \
              memory. Its top-level lines were read one by one instead.",
    cure: "Write the values out, without anchors and aliases.",
};

/// The longest front matter that is parsed as YAML: the longest real one seen has 20 KB.
const MOST_BYTES: usize = 256 * 1024;
/// Nesting of brackets or indents beyond which YAML is not parsed: real ones nest six deep.
const MOST_DEPTH: usize = 64;
/// Aliases beyond which YAML is not parsed: real front matter has none.
const MOST_ALIASES: usize = 32;

/// Why a text was not read as strict YAML.
#[derive(Debug)]
pub(super) enum Fault {
    /// Not valid; what the parser says, and on which line of the text (from 1) where it tells.
    Invalid(String, Option<usize>),
    /// Not even tried.
    Refused(&'static str),
}

/// The mapping that `text` holds, keys in order. An empty text is an empty mapping.
pub(super) fn parse(text: &str) -> Result<Vec<(String, Value)>, Fault> {
    guard(text)?;
    let yaml: Yaml = serde_yaml::from_str(text).map_err(|error| {
        let line = error.location().map(|place| place.line());
        Fault::Invalid(error.to_string(), line)
    })?;
    match value(yaml) {
        Value::Map(entries) => Ok(entries),
        Value::Null => Ok(Vec::new()),
        _ => Err(Fault::Invalid("not a mapping of keys to values".to_owned(), None)),
    }
}

fn guard(text: &str) -> Result<(), Fault> {
    if text.len() > MOST_BYTES {
        return Err(Fault::Refused("too large"));
    }
    let (mut depth, mut deepest) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    let indent = text.lines().map(|line| line.len() - line.trim_start_matches([' ', '-', '?']).len()).max();
    if deepest > MOST_DEPTH || indent.unwrap_or(0) > 4 * MOST_DEPTH {
        return Err(Fault::Refused("too deep"));
    }
    let aliases = text.match_indices('*').filter(|(at, _)| is_alias(text, *at)).count();
    if aliases > MOST_ALIASES { Err(Fault::Refused("too many aliases")) } else { Ok(()) }
}

fn is_alias(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '[' | '{' | ','));
    before && text[at + 1..].chars().next().is_some_and(char::is_alphanumeric)
}

fn value(yaml: Yaml) -> Value {
    match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(b) => Value::Bool(b),
        Yaml::Number(n) => number(&n),
        Yaml::String(text) => Value::Text(text),
        Yaml::Sequence(items) => Value::List(items.into_iter().map(value).collect()),
        Yaml::Mapping(entries) => Value::Map(entries.into_iter().map(|(k, v)| (value(k).plain(), value(v))).collect()),
        Yaml::Tagged(tagged) => value(tagged.value),
    }
}

fn number(n: &serde_yaml::Number) -> Value {
    match (n.as_i64(), n.as_f64()) {
        (Some(whole), _) => Value::Integer(whole),
        (None, Some(real)) if real.is_finite() => Value::Number(real),
        _ => Value::Text(n.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_types_and_order() {
        let fields = parse("b: 1\na: [x, 2.5]\nc:\nd: {k: true}\n").unwrap();
        assert_eq!(fields[0], ("b".into(), Value::Integer(1)));
        assert_eq!(fields[1], ("a".into(), Value::List(vec![Value::Text("x".into()), Value::Number(2.5)])));
        assert_eq!(fields[2], ("c".into(), Value::Null));
        assert_eq!(fields[3].1.get("k"), Some(&Value::Bool(true)));
        assert!(parse("").unwrap().is_empty());
    }

    #[test]
    fn faults_and_bombs() {
        assert!(matches!(parse("a: b: c"), Err(Fault::Invalid(_, Some(1)))));
        assert!(matches!(parse("just text"), Err(Fault::Invalid(..))));
        assert!(matches!(parse("a: 1\na: 2\n"), Err(Fault::Invalid(..))));
        assert!(matches!(parse(&format!("a: {}{}", "[".repeat(20_000), "]".repeat(20_000))), Err(Fault::Refused(_))));
        let bomb: String = (0..9).fold("a: &a [x,x]\n".to_owned(), |bomb, i| {
            let (this, last) = ((b'b' + i) as char, (b'a' + i) as char);
            format!("{bomb}{this}: &{this} [{}]\n", vec![format!("*{last}"); 9].join(","))
        });
        assert!(matches!(parse(&bomb), Err(Fault::Refused(_))));
    }
}
