//! What the fields of agents let them do, in words that every view takes.

use crate::{
    model::{AgentIx, Corpus, Definition, FieldRow, Power, Tier, Tiers, Value},
    report::told_format::omitted_tools,
};

/// The field by whose absence an agent says something too.
pub(crate) const TOOLS: &str = "tools";

/// What `who` may do beside another: what stands at the name of a field that says what an agent may do.
pub(crate) fn privilege(power: Option<Power>, who: &str) -> String {
    match power {
        Some(Power::More) => format!("privilege: {who} may do more"),
        Some(Power::Less) => format!("privilege: {who} may do less"),
        Some(Power::Other) => format!("privilege: {who} may do other things"),
        None => "privilege".to_owned(),
    }
}

/// Which of two models is the heavier one.
pub(crate) fn heavier(tiers: Tiers, a: &str, b: &str) -> String {
    let ((heavier, more), (lighter, less)) =
        if tiers.a > tiers.b { ((a, tiers.a), (b, tiers.b)) } else { ((b, tiers.b), (a, tiers.a)) };
    format!("{heavier}'s model is the heavier one ({}; {lighter}'s is {})", weight(more), weight(less))
}

const fn weight(tier: Tier) -> &'static str {
    match tier {
        Tier::Light => "light",
        Tier::Middle => "middle",
        Tier::Heavy => "heavy",
    }
}

/// What an agent says that lists no tools.
pub(crate) fn silence(of: &Definition) -> String {
    format!("lists no tools; {}", silence_means(of))
}

/// What a member says in a conflict about `what`, in words that every view takes: where it leaves its tools out, what that comes
/// to.
pub(crate) fn stance(of: &Definition, what: &str, value: &Value) -> String {
    match value {
        Value::Null if what == TOOLS => silence(of),
        Value::Null => "(left out)".to_owned(),
        value => value.told(),
    }
}

/// What the format of an agent that lists no tools makes of it.
pub(crate) fn silence_means(of: &Definition) -> String {
    format!("in {} that {}", of.format, omitted_tools(of.omitted_tools))
}

/// Those who lack the field, by what that comes to: their places, and the words for it where there are any.
pub(crate) fn lacking(corpus: &Corpus, members: &[AgentIx], row: &FieldRow) -> Vec<(Vec<usize>, Option<String>)> {
    if row.field != TOOLS {
        return if row.lack.is_empty() { Vec::new() } else { vec![(row.lack.clone(), None)] };
    }
    let mut out: Vec<(Vec<usize>, Option<String>)> = Vec::new();
    for at in &row.lack {
        let said = silence(corpus.definition(members[*at]));
        match out.iter_mut().find(|(_, known)| known.as_ref() == Some(&said)) {
            Some((lacking, _)) => lacking.push(*at),
            None => out.push((vec![*at], Some(said))),
        }
    }
    out
}
