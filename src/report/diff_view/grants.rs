//! Lists whose order is of no weight, as tools: what each has that the other lacks.

use std::collections::BTreeSet;

use super::{
    emphasis::{Piece, Pieces, Stress},
    pane::flat,
    told::Told,
};
use crate::model::{Agent, FieldDiff, Value};

/// Both lists with the items stressed that the other lacks, as the files spell them where both are of one format, else by
/// their canonical names; `None` where a side is no list, or where the items are the same in another order.
pub(super) fn grants(told: &Told<'_>, field: &FieldDiff) -> Option<Pieces> {
    let written = |agent, value| items(as_written(agent, field).unwrap_or(value));
    let (x, y) = (field.a.as_ref()?, field.b.as_ref()?);
    let own = told.a().definition.format == told.b().definition.format;
    let spelt = own.then(|| Some((written(told.a(), x)?, written(told.b(), y)?))).flatten();
    spelt.and_then(|(x, y)| apart(&x, &y)).or_else(|| apart(&list(x)?, &list(y)?))
}

/// A field's value as the agent's file spells it, where that is another spelling than the canonical one.
pub(super) fn as_written<'d>(agent: &'d Agent, field: &FieldDiff) -> Option<&'d Value> {
    agent.definition.field(&field.field)?.as_written.as_ref()
}

fn list(value: &Value) -> Option<Vec<String>> {
    if let Value::List(items) = value { Some(items.iter().map(|item| flat(&item.plain())).collect()) } else { None }
}

/// The items of a list, or of a text with commas between them.
fn items(value: &Value) -> Option<Vec<String>> {
    let cut = |text: &str| text.split(',').map(|item| flat(item.trim())).filter(|item| !item.is_empty()).collect();
    list(value).or_else(|| value.as_text().map(cut))
}

fn apart(x: &[String], y: &[String]) -> Option<Pieces> {
    let set = |list: &[String]| list.iter().map(|item| item.to_lowercase()).collect::<BTreeSet<_>>();
    let (in_x, in_y) = (set(x), set(y));
    (in_x != in_y).then(|| Pieces { a: stressed(x, &in_y), b: stressed(y, &in_x) })
}

fn stressed(list: &[String], other: &BTreeSet<String>) -> Vec<Piece> {
    if list.is_empty() {
        return vec![Piece { text: "(an empty list)".to_owned(), stress: Stress::Calm }];
    }
    let item = |(at, item): (usize, &String)| {
        let comma = (at > 0).then(|| Piece { text: ", ".to_owned(), stress: Stress::Calm });
        let stress = if other.contains(&item.to_lowercase()) { Stress::Calm } else { Stress::Stressed };
        [comma, Some(Piece { text: item.clone(), stress })]
    };
    list.iter().enumerate().flat_map(item).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(x: &[&str], y: &[&str]) -> Option<(String, String)> {
        let owned = |list: &[&str]| list.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        let side = |list: &[Piece]| {
            let piece = |piece: &Piece| match piece.stress {
                Stress::Calm => piece.text.clone(),
                Stress::Stressed => format!("[{}]", piece.text),
            };
            list.iter().map(piece).collect::<String>()
        };
        apart(&owned(x), &owned(y)).map(|pieces| (side(&pieces.a), side(&pieces.b)))
    }

    #[test]
    fn only_what_the_other_lacks_is_stressed() {
        let told = shown(&["Read", "Grep", "Bash"], &["grep", "Write", "Read"]);
        assert_eq!(told, Some(("Read, Grep, [Bash]".to_owned(), "grep, [Write], Read".to_owned())));
        assert_eq!(shown(&["Read", "Grep"], &["grep", "read"]), None);
        assert_eq!(shown(&[], &["Read"]), Some(("(an empty list)".to_owned(), "[Read]".to_owned())));
    }

    #[test]
    fn a_text_with_commas_is_a_list() {
        assert_eq!(items(&Value::Text("Read, Grep ,".to_owned())), Some(vec!["Read".to_owned(), "Grep".to_owned()]));
        assert_eq!(items(&Value::Bool(true)), None);
    }
}
