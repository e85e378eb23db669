//! Fields as far as they can agree: each value by its digest, lists by their items'.

use crate::{
    model::{Field, Numbers, Record, Value, wide},
    text::words::hash,
};

/// Fields that other signals see.
pub(super) const SEEN_ELSEWHERE: [&str; 2] = ["name", "description"];

/// The fields of an agent, name and description aside, sorted by the hash of their names; the first of each name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Marked(Vec<(u64, Mark)>);

/// A value without its text.
#[derive(Debug, Clone, PartialEq)]
enum Mark {
    /// Any value but a list.
    One(u64),
    /// The items, sorted, distinct.
    Items(Vec<u64>),
}

impl Marked {
    /// Marks `fields`.
    pub(super) fn of(fields: &[Field]) -> Self {
        let others = fields.iter().filter(|field| !SEEN_ELSEWHERE.contains(&field.name.as_str()));
        let mut marks: Vec<(u64, Mark)> = others.map(|field| (hash(&field.name), mark(&field.value))).collect();
        marks.sort_by_key(|one| one.0);
        marks.dedup_by_key(|one| one.0);
        Self(marks)
    }

    /// In how many fields the two agree, a list by the share of its items in common, and how many fields they have.
    pub(super) fn agreement(&self, other: &Self) -> (f64, usize) {
        let (mut mine, mut theirs) = (self.0.as_slice(), other.0.as_slice());
        let (mut agreed, mut all) = (0.0, 0);
        while let (Some(x), Some(y)) = (mine.first(), theirs.first()) {
            all += 1;
            if x.0 == y.0 {
                agreed += x.1.agreement(&y.1);
            }
            mine = &mine[usize::from(x.0 <= y.0)..];
            theirs = &theirs[usize::from(y.0 <= x.0)..];
        }
        (agreed, all + mine.len() + theirs.len())
    }
}

impl Record for Marked {
    fn write(&self, out: &mut Vec<u32>) {
        out.push(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        for (name, mark) in &self.0 {
            wide(*name, out);
            let (items, is_list) = match mark {
                Mark::One(value) => (std::slice::from_ref(value), 0),
                Mark::Items(items) => (items.as_slice(), 1),
            };
            out.extend([is_list, u32::try_from(items.len()).unwrap_or(u32::MAX)]);
            for item in items {
                wide(*item, out);
            }
        }
    }

    fn read(from: &mut Numbers<'_>) -> Self {
        let one = |from: &mut Numbers<'_>| {
            let (name, is_list, items) = (from.wide(), from.one() == 1, from.one());
            let items: Vec<u64> = (0..items).map(|_| from.wide()).collect();
            (name, if is_list { Mark::Items(items) } else { Mark::One(items.first().copied().unwrap_or_default()) })
        };
        Self((0..from.one()).map(|_| one(from)).collect())
    }
}

impl Mark {
    #[expect(clippy::cast_precision_loss, reason = "lists of tools are short")]
    fn agreement(&self, other: &Self) -> f64 {
        match (self, other) {
            (Mark::One(x), Mark::One(y)) if x == y => 1.0,
            (Mark::Items(x), Mark::Items(y)) => {
                let both = x.iter().filter(|item| y.binary_search(item).is_ok()).count();
                let all = x.len() + y.len() - both;
                if all == 0 { 1.0 } else { both as f64 / all as f64 }
            }
            _ => 0.0,
        }
    }
}

fn mark(value: &Value) -> Mark {
    match value {
        Value::List(items) => {
            let mut marks: Vec<u64> = items.iter().map(|item| hash(&item.plain())).collect();
            marks.sort_unstable();
            marks.dedup();
            Mark::Items(marks)
        }
        Value::Text(text) => Mark::One(hash(text)),
        // What it is written as tells `true` from "true".
        other => Mark::One(hash(&format!("{other:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, value: Value) -> Field {
        Field { name: name.to_owned(), key: name.to_owned(), value, as_written: None, span: None }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn fields_agree_by_value_and_lists_by_items() {
        let one = Marked::of(&[
            field("name", text("a")),
            field("model", text("small")),
            field("tools", Value::List(vec![text("read"), text("edit")])),
        ]);
        let other = Marked::of(&[
            field("name", text("b")),
            field("color", text("red")),
            field("model", text("small")),
            field("tools", Value::List(vec![text("read")])),
        ]);
        assert_eq!(one.agreement(&other), (1.5, 3));
        assert_eq!(other.agreement(&one), (1.5, 3));
        assert_eq!(Marked::default().agreement(&Marked::default()), (0.0, 0));
        let said = |value| Marked::of(&[field("hidden", value)]);
        assert_eq!(said(Value::Bool(true)).agreement(&said(text("true"))), (0.0, 1));
    }
}
