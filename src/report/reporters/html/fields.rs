//! Fields of several contents side by side, and what they let one do that another may not.

use serde::Serialize;

use super::{
    rows::value_of,
    texts::{Texts, shown},
};
use crate::{
    model::{
        AgentDiff, Corpus, FieldChange, FieldDiff, FieldPair, FieldRow, Matrix, Power, Tier, Tiers, Value, is_privilege,
    },
    report::{Couple, powers},
};

/// A field: its distinct values with the columns that have them, the columns that lack it with what that comes to, and what
/// there is to say of any two of these. Values are wordings.
#[derive(Debug, Serialize)]
pub(super) struct Field {
    #[serde(rename = "field")]
    name: String,
    /// Whether it says what an agent may do.
    grants: bool,
    values: Vec<(usize, Vec<usize>)>,
    lack: Vec<(Vec<usize>, Option<String>)>,
    /// Two columns, each for all that have the field as it has, and the place of what is said in [`words`].
    pairs: Vec<[usize; 3]>,
}

/// What can be said of two columns by a field: `{a}` and `{b}` stand for them.
pub(super) fn words() -> Vec<String> {
    SAYINGS.into_iter().map(Saying::told).collect()
}

/// What is said of two by a field.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Saying {
    May(Power),
    Weigh(Tiers),
}

const fn weigh(a: Tier, b: Tier) -> Saying {
    Saying::Weigh(Tiers { a, b })
}

/// All that can be said.
const SAYINGS: [Saying; 9] = [
    Saying::May(Power::More),
    Saying::May(Power::Less),
    Saying::May(Power::Other),
    weigh(Tier::Light, Tier::Middle),
    weigh(Tier::Light, Tier::Heavy),
    weigh(Tier::Middle, Tier::Light),
    weigh(Tier::Middle, Tier::Heavy),
    weigh(Tier::Heavy, Tier::Light),
    weigh(Tier::Heavy, Tier::Middle),
];

impl Saying {
    fn told(self) -> String {
        match self {
            Self::May(power) => powers::privilege(Some(power), "{b}"),
            Self::Weigh(tiers) => powers::heavier(tiers, "{a}", "{b}"),
        }
    }
}

fn pairs(all: &[FieldPair]) -> Vec<[usize; 3]> {
    let place = |saying: Saying| SAYINGS.iter().position(|known| *known == saying);
    let said = |pair: &FieldPair| {
        let sayings = [pair.power.map(Saying::May), pair.tiers.map(Saying::Weigh)];
        let (a, b) = (pair.a, pair.b);
        sayings.into_iter().flatten().filter_map(place).map(move |place| [a, b, place]).collect::<Vec<_>>()
    };
    all.iter().flat_map(said).collect()
}

/// The fields of a matrix.
pub(super) fn fields(corpus: &Corpus, matrix: &Matrix, texts: &mut Texts) -> Vec<Field> {
    let field = |row: &FieldRow| {
        let values = row.values.iter().map(|(value, having)| (texts.place(&value_of(value)), having.clone())).collect();
        Field {
            name: shown(&row.field),
            grants: is_privilege(&row.field),
            values,
            lack: powers::lacking(corpus, &matrix.members, row),
            pairs: pairs(&row.pairs),
        }
    };
    let fields = matrix.fields.iter().map(field).collect();
    beside(fields, texts)
}

/// The fields, with their values kept in mind as such that are shown beside each other.
fn beside(fields: Vec<Field>, texts: &mut Texts) -> Vec<Field> {
    for field in &fields {
        texts.beside(&field.values.iter().map(|(value, _)| *value).collect::<Vec<_>>());
    }
    fields
}

/// The fields of two, as `diff` tells of them.
pub(super) fn fields_told(couple: Couple<'_>, diff: &AgentDiff, texts: &mut Texts) -> Vec<Field> {
    let mut fields: Vec<Field> = diff.fields.iter().map(|row| field_told(couple, row, texts)).collect();
    let both = [couple.first(), couple.second()].map(|agent| &agent.definition);
    let lists =
        |of: &&crate::model::Definition| of.field(powers::TOOLS).is_some_and(|field| field.value != Value::Null);
    // Both leave it out, and their formats make different things of that.
    if !both.iter().any(lists) && both[0].omitted_tools != both[1].omitted_tools {
        let lack = both.iter().enumerate().map(|(column, of)| (vec![column], Some(powers::silence(of)))).collect();
        fields.retain(|field| field.name != powers::TOOLS);
        fields.push(Field {
            name: powers::TOOLS.to_owned(),
            grants: true,
            values: Vec::new(),
            lack,
            pairs: Vec::new(),
        });
    }
    beside(fields, texts)
}

fn field_told(couple: Couple<'_>, row: &FieldDiff, texts: &mut Texts) -> Field {
    let mut values: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut lack = Vec::new();
    let same = row.change == FieldChange::Same;
    for (column, (value, agent)) in [(&row.a, couple.first()), (&row.b, couple.second())].into_iter().enumerate() {
        let silent = value.as_ref().is_none_or(|value| *value == Value::Null);
        match (value, values.first_mut()) {
            _ if silent && row.detail.left_out.is_some() => {
                lack.push((vec![column], Some(powers::silence(&agent.definition))));
            }
            (None, _) => lack.push((vec![column], None)),
            (Some(_), Some((_, having))) if same => having.push(column),
            (Some(value), _) => values.push((texts.place(&value_of(value)), vec![column])),
        }
    }
    let pair = FieldPair { a: 0, b: 1, power: row.detail.power, tiers: row.detail.tiers };
    Field { name: shown(&row.field), grants: is_privilege(&row.field), values, lack, pairs: pairs(&[pair]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{AgentIx, FieldDetail, OmittedTools},
        report::sample,
    };

    fn told(rows: Vec<FieldDiff>, texts: &mut Texts) -> serde_json::Value {
        let corpus = Corpus::new(vec![sample::agent("a.md", "bees", 10), sample::agent("b.md", "bees", 10)]);
        let couple = Couple { corpus: &corpus, a: AgentIx::new(0), b: AgentIx::new(1), comparison: None };
        let diff = AgentDiff { fields: rows, sections: Vec::new(), notes: Vec::new() };
        serde_json::to_value(fields_told(couple, &diff, texts)).unwrap()
    }

    #[test]
    fn a_missing_list_of_tools_is_told_for_what_it_means() {
        let list = Value::List(vec![Value::Text("Read".to_owned())]);
        let detail =
            FieldDetail { power: Some(Power::More), left_out: Some(OmittedTools::All), ..FieldDetail::default() };
        let row = |b| FieldDiff {
            field: "tools".to_owned(),
            change: FieldChange::Removed,
            a: Some(list.clone()),
            b,
            detail: detail.clone(),
        };
        for silent in [None, Some(Value::Null)] {
            let mut texts = Texts::default();
            let told = told(vec![row(silent)], &mut texts);
            assert_eq!(told[0]["values"], serde_json::json!([[0, [0]]]));
            assert_eq!(told[0]["lack"][0][0], serde_json::json!([1]));
            let said = told[0]["lack"][0][1].as_str().unwrap();
            assert!(said.starts_with("lists no tools; in ") && said.ends_with(" that means all tools"), "{said}");
            assert_eq!(told[0]["pairs"], serde_json::json!([[0, 1, 0]]));
            assert_eq!(words()[0], "privilege: {b} may do more");
        }
    }

    #[test]
    fn the_heavier_model_is_named() {
        let row = FieldDiff {
            field: "model".to_owned(),
            change: FieldChange::Changed,
            a: Some(Value::Text("opus".to_owned())),
            b: Some(Value::Text("haiku".to_owned())),
            detail: FieldDetail { tiers: Some(Tiers { a: Tier::Heavy, b: Tier::Light }), ..FieldDetail::default() },
        };
        let told = told(vec![row], &mut Texts::default());
        let word = usize::try_from(told[0]["pairs"][0][2].as_u64().unwrap()).unwrap();
        assert_eq!(words()[word], "{a}'s model is the heavier one (heavy; {b}'s is light)");
    }
}
