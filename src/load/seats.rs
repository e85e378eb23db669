//! Where in a file of data its agents lie.

use crate::model::{Data, Profile, RawField, Seats, Value};

/// One agent of a file of data, before any format's sense is given to its keys.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// What tells it from others in the file.
    pub(super) key: Option<String>,
    /// Its keys with what they hold, in the order of the file.
    pub(super) fields: Vec<(String, Value)>,
}

/// Whether a dotted key begins with `first`.
fn is_under(dotted: &str, first: &str) -> bool {
    dotted.split_once('.').is_some_and(|(begin, _)| begin == first)
}

/// What a prompt shorter than this must have more than one line to be taken for one, in bytes: forms and configurations
/// call the line that they print a prompt too.
const LEAST_PROMPT: usize = 120;

impl Item {
    /// The value at a dotted path.
    pub(super) fn at(&self, path: &str) -> Option<&Value> {
        let mut parts = path.split('.');
        let first = parts.next()?;
        let value = self.fields.iter().rev().find(|(key, _)| key == first).map(|(_, value)| value);
        parts.fold(value, |value, part| value?.get(part))
    }

    /// Whether one of the keys that hold prompts says anything.
    pub(super) fn has_prompt(&self, data: &Data) -> bool {
        data.prompt.iter().filter_map(|key| self.at(key)).any(|value| !value.plain().trim().is_empty())
    }

    /// Whether one of those keys is there, even with nothing in it.
    pub(super) fn has_prompt_key(&self, data: &Data) -> bool {
        data.prompt.iter().any(|key| self.at(key).is_some())
    }

    /// Whether one of those keys holds what can only be a prompt.
    pub(super) fn has_long_prompt(&self, data: &Data) -> bool {
        let texts = data.prompt.iter().filter_map(|key| self.at(key)?.as_text());
        texts.map(str::trim).any(|text| text.len() >= LEAST_PROMPT || text.contains('\n'))
    }

    /// Whether one of its keys is one of the format's.
    pub(super) fn has_key_of(&self, profile: &Profile) -> bool {
        let known =
            |key: &str| profile.canonical(key).is_some() || profile.fields.iter().any(|(k, _)| is_under(k, key));
        self.fields.iter().any(|(key, _)| known(key))
    }

    /// Whether it says who it is.
    pub(super) fn is_described(&self) -> bool {
        let says = |key: &str| self.at(key).is_some_and(|value| !value.plain().trim().is_empty());
        ["name", "description", "title", "slug", "role"].into_iter().any(says)
    }
}

/// The agents that lie there.
pub(super) fn seated(fields: &[RawField], seats: Seats) -> Vec<Item> {
    let held = |key: &str| fields.iter().rev().find(|field| field.key == key).map(|field| &field.value);
    match seats {
        Seats::Whole => vec![Item { key: None, fields: plain(fields) }],
        Seats::Under(key) => held(key).and_then(|value| item(None, value)).into_iter().collect(),
        Seats::Items { list, key } => match held(list) {
            Some(Value::List(values)) => {
                let name = |at: usize, value: &Value| {
                    value
                        .get(key)
                        .map(Value::plain)
                        .filter(|name| !name.is_empty())
                        .unwrap_or_else(|| (at + 1).to_string())
                };
                values.iter().enumerate().filter_map(|(at, value)| item(Some(name(at, value)), value)).collect()
            }
            _ => Vec::new(),
        },
        Seats::Entries("") => fields.iter().filter_map(|field| item(Some(field.key.clone()), &field.value)).collect(),
        Seats::Entries(key) => match held(key) {
            Some(Value::Map(entries)) => {
                entries.iter().filter_map(|(key, value)| item(Some(key.clone()), value)).collect()
            }
            _ => Vec::new(),
        },
    }
}

fn plain(fields: &[RawField]) -> Vec<(String, Value)> {
    fields.iter().map(|field| (field.key.clone(), field.value.clone())).collect()
}

fn item(key: Option<String>, value: &Value) -> Option<Item> {
    let Value::Map(entries) = value else { return None };
    Some(Item { key, fields: entries.clone() })
}

/// Whether a part of a path is no name.
pub(super) fn is_dots(part: &str) -> bool {
    matches!(part, "" | "." | "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(key: &str, value: Value) -> RawField {
        RawField { key: key.to_owned(), value, span: None }
    }

    fn map(entries: &[(&str, &str)]) -> Value {
        Value::Map(entries.iter().map(|(key, text)| ((*key).to_owned(), Value::Text((*text).to_owned()))).collect())
    }

    const ROO: Data =
        Data { seats: &[Seats::Items { list: "modes", key: "slug" }, Seats::Whole], prompt: &["role", "more.text"] };

    #[test]
    fn agents_lie_where_the_format_says() {
        let list = Value::List(vec![map(&[("slug", "a"), ("role", "x")]), Value::Null, map(&[("role", "y")])]);
        let keys = |fields: &[RawField], seats| -> Vec<Option<String>> {
            seated(fields, seats).into_iter().map(|item| item.key).collect()
        };
        let modes = Seats::Items { list: "modes", key: "slug" };
        assert_eq!(keys(&[field("modes", list)], modes), [Some("a".to_owned()), Some("3".to_owned())]);
        assert!(keys(&[field("slug", Value::Text("a".into()))], modes).is_empty());
        assert_eq!(keys(&[field("slug", Value::Text("a".into()))], Seats::Whole), [None]);
        let owl = [field("owl", map(&[])), field("n", Value::Integer(1))];
        assert_eq!(keys(&owl, Seats::Entries("")), [Some("owl".to_owned())]);
        assert_eq!(keys(&owl, Seats::Under("owl")), [None]);
        assert!(keys(&owl, Seats::Entries("owl")).is_empty());
    }

    #[test]
    fn prompts_are_told_by_their_keys() {
        let more = ("more".to_owned(), map(&[("text", "You\nwatch")]));
        let item = Item { key: None, fields: vec![more] };
        assert!(item.has_prompt(&ROO) && item.has_long_prompt(&ROO) && !item.is_described());
        let short = Item { key: None, fields: vec![("role".to_owned(), Value::Text("Name?".to_owned()))] };
        assert!(short.has_prompt(&ROO) && !short.has_long_prompt(&ROO) && short.is_described());
    }
}
