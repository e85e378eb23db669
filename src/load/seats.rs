//! Where in a file of data its agents lie.

use crate::{
    load::lines,
    model::{Data, Profile, RawField, Seats, Value},
};

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

/// Finds lines of a file by what stands on them, each search from where the last one ended.
pub(super) struct Finder<'t> {
    lines: Vec<&'t str>,
    at: usize,
}

/// How far ahead a line of a prompt is looked for. Comments between the lines of a value do not exist; this many lines of
/// other keys may stand between two values.
const AHEAD: usize = 400;

impl<'t> Finder<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { lines: text.split('\n').collect(), at: 0 }
    }

    /// Goes on to the next line that holds `word`, and stays where it is when there is none.
    pub(super) fn go_to(&mut self, word: &str) {
        let found = self.lines[self.at..].iter().position(|line| line.contains(word));
        self.at += found.unwrap_or(0);
    }

    /// The line, from 1, of each row of a value whose first line lies ahead: rows that a line of the file begins with are on
    /// it, all others (escaped, folded) where the last one was.
    pub(super) fn rows(&mut self, value: &str) -> Vec<u32> {
        let place = |row: &str| {
            let begin: String = row.trim().chars().take(40).collect();
            if !begin.is_empty() {
                let ahead = &self.lines[self.at..self.lines.len().min(self.at + AHEAD)];
                // The next line first: the same words may stand on the line where the last row was found.
                let near = |line: &&str| line.contains(&begin);
                let next = ahead.iter().take(3).skip(1).position(near).map(|at| at + 1);
                let far = || (begin.len() > 8).then(|| ahead.iter().position(near)).flatten();
                self.at += next.or_else(far).unwrap_or(0);
            }
            lines::number(self.at)
        };
        value.split('\n').map(place).collect()
    }
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

    #[test]
    fn rows_are_found_in_the_file() {
        let mut finder = Finder::new("name: a\nrole: |\n  You watch.\n\n  - rows\n  - rows\nnext: one line");
        finder.go_to("role");
        assert_eq!(finder.rows("You watch.\n\n- rows\n- rows"), [3, 3, 5, 6]);
        finder.go_to("next");
        assert_eq!(finder.rows("one line\nescaped"), [7, 7]);
        finder.go_to("nowhere");
        assert_eq!(finder.rows("x"), [7]);
    }
}
