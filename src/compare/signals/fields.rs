//! Whether the fields agree: tools, model, colour and whatever else stands in the front matter, name and description aside.

use std::collections::BTreeSet;

use crate::{
    compare::{
        evidence::list,
        marked::{Marked, SEEN_ELSEWHERE},
        sides::{Side, Sides},
        signal::Signal,
    },
    model::Score,
};

pub(super) struct Fields;

impl Signal for Fields {
    fn name(&self) -> &'static str {
        "fields"
    }

    fn meaning(&self) -> &'static str {
        "the share of fields with the same value, name and description aside; lists count by the items in common"
    }

    #[expect(clippy::cast_precision_loss, reason = "front matter has few fields")]
    fn score(&self, sides: &Sides<'_>) -> Option<Score> {
        let (agreed, all) = sides.a.weights.fields.agreement(&sides.b.weights.fields);
        Score::ratio(agreed, all as f64)
    }

    fn explain(&self, sides: &Sides<'_>) -> Option<String> {
        self.score(sides)?;
        let (same, unlike): (Vec<&str>, Vec<&str>) =
            field_names(sides).into_iter().partition(|name| agree(sides, name));
        Some(match (same.is_empty(), unlike.is_empty()) {
            (false, true) => format!("They agree in {}.", list(same.into_iter())),
            (true, _) => format!("They differ in {}.", list(unlike.into_iter())),
            (false, false) => {
                format!("They agree in {}, and differ in {}.", list(same.into_iter()), list(unlike.into_iter()))
            }
        })
    }
}

fn field_names<'s>(sides: &Sides<'s>) -> BTreeSet<&'s str> {
    let names = |side: Side<'s>| side.definition.fields.iter().map(|field| field.name.as_str());
    names(sides.a).chain(names(sides.b)).filter(|name| !SEEN_ELSEWHERE.contains(name)).collect()
}

/// Whether they agree in the field wholly.
fn agree(sides: &Sides<'_>, name: &str) -> bool {
    let only = |side: Side<'_>| side.definition.field(name).map(|field| Marked::of(std::slice::from_ref(field)));
    only(sides.a).zip(only(sides.b)).is_some_and(|(a, b)| a.agreement(&b).0 >= 1.0)
}

#[cfg(test)]
mod tests {
    use crate::compare::made::{agent, said, with_field};
    use crate::model::Value;

    #[test]
    fn fields_agree_by_value_and_lists_by_items() {
        let tools = |names: &[&str]| Value::List(names.iter().map(|n| Value::Text((*n).to_owned())).collect());
        let a = with_field(
            with_field(agent("a", "", "x"), "tools", tools(&["read", "edit"])),
            "model",
            Value::Text("m".into()),
        );
        let b =
            with_field(with_field(agent("b", "", "x"), "model", Value::Text("m".into())), "tools", tools(&["edit"]));
        let (score, because) = said(&a, &b, "fields").unwrap();
        assert!((score - 0.75).abs() < 1e-9, "{score}");
        assert_eq!(because, "They agree in \"model\", and differ in \"tools\".");
        assert_eq!(said(&a, &b, "fields"), said(&b, &a, "fields"));
        assert_eq!(said(&agent("a", "", "x"), &agent("b", "", "y"), "fields"), None);
    }
}
