//! The fields of many agents, and what their differences let one do that another may not.

use std::collections::BTreeSet;

use super::diff;
use crate::model::{AgentIx, Corpus, FieldPair, FieldRow, Value, is_privilege};

/// The fields of all members, in the order in which they bring them.
pub(super) fn fields(corpus: &Corpus, members: &[AgentIx]) -> Vec<FieldRow> {
    let mut rows: Vec<FieldRow> = Vec::new();
    for (at, member) in members.iter().enumerate() {
        for field in corpus.definition(*member).fields.iter().filter(|field| field.value != Value::Null) {
            let known = rows.iter().position(|row| row.field == field.name);
            let row = known.unwrap_or_else(|| {
                rows.push(FieldRow { field: field.name.clone(), ..FieldRow::default() });
                rows.len() - 1
            });
            let values = &mut rows[row].values;
            match values.iter_mut().find(|(value, _)| diff::same_value(&field.name, value, &field.value)) {
                Some((_, having)) if having.contains(&at) => {}
                Some((_, having)) => having.push(at),
                None => values.push((field.value.clone(), vec![at])),
            }
        }
    }
    for row in &mut rows {
        let has = |at: &usize| row.values.iter().any(|(_, having)| having.contains(at));
        row.lack = (0..members.len()).filter(|at| !has(at)).collect();
        row.pairs = pairs(corpus, members, row);
    }
    rows
}

/// What there is to say of any two who have the field differently.
fn pairs(corpus: &Corpus, members: &[AgentIx], row: &FieldRow) -> Vec<FieldPair> {
    if !is_privilege(&row.field) {
        return Vec::new();
    }
    // What it means to list no tools is the format's to say; what else is missing is missing.
    let format = |at: usize| (row.field == "tools").then(|| corpus.definition(members[at]).format);
    let mut formats = BTreeSet::new();
    let silent = row.lack.iter().filter(|at| formats.insert(format(**at)));
    let having = row.values.iter().filter_map(|(value, having)| Some((*having.first()?, Some(value))));
    let all: Vec<(usize, Option<&Value>)> = having.chain(silent.map(|at| (*at, None))).collect();
    let mut out = Vec::new();
    for (place, (a, x)) in all.iter().copied().enumerate() {
        for (b, y) in all[place + 1..].iter().copied() {
            let of = |at: usize| corpus.definition(members[at]);
            let detail = diff::field_detail(&row.field, (of(a), x), (of(b), y));
            if detail.power.is_some() || detail.tiers.is_some() {
                out.push(FieldPair { a, b, power: detail.power, tiers: detail.tiers });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        compare::made::{agent, with_field},
        model::{Power, Tier, Tiers},
    };

    #[test]
    fn what_one_may_do_beside_another_is_said_of_each_two() {
        let list = |items: &[&str]| Value::List(items.iter().map(|item| Value::Text((*item).to_owned())).collect());
        let text = |text: &str| Value::Text(text.to_owned());
        let bees = |id: &str| agent(id, "", "You keep bees.");
        let few = |id: &str| with_field(bees(id), "tools", list(&["Read"]));
        let corpus = Corpus::new(vec![
            with_field(few("a"), "model", text("haiku")),
            with_field(with_field(bees("b"), "tools", list(&["Read", "Write"])), "color", text("red")),
            with_field(bees("c"), "model", text("opus")),
            few("d"),
        ]);
        let rows = fields(&corpus, &corpus.indexes().collect::<Vec<_>>());
        let of = |name: &str| -> Vec<_> {
            let row = rows.iter().find(|row| row.field == name).unwrap();
            row.pairs.iter().map(|pair| (pair.a, pair.b, pair.power, pair.tiers)).collect()
        };
        let more = Some(Power::More);
        assert_eq!(of("tools"), [(0, 1, more, None), (0, 2, more, None), (1, 2, more, None)]);
        assert_eq!(of("model"), [(0, 2, None, Some(Tiers { a: Tier::Light, b: Tier::Heavy }))]);
        assert_eq!(of("color"), [], "a colour lets nobody do anything");
    }
}
