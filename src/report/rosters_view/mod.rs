//! Two trees of agents laid out: for a person, as JSON, as Markdown.

mod json;
mod markdown;
mod table;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use serde::Serialize;

use crate::{
    model::{AgentIx, FieldChange, RosterPair, Rosters, SectionChange},
    report::{Page, figures},
};

/// Writes the two trees for a terminal.
pub(in crate::report) fn terminal(rosters: &Rosters, page: Page, out: &mut dyn Write) -> io::Result<()> {
    table::write(rosters, page, out)
}

/// Writes the two trees as Markdown.
pub(in crate::report) fn markdown(rosters: &Rosters, out: &mut dyn Write) -> io::Result<()> {
    markdown::write(rosters, out)
}

/// The document `agentkin.diff-folders/1`.
pub(in crate::report) fn json(rosters: &Rosters) -> impl Serialize + '_ {
    json::RostersJson::new(rosters)
}

/// Where an agent of the first tree lies in it.
fn place_a(rosters: &Rosters, a: AgentIx) -> &str {
    Rosters::place(&rosters.a.root, &rosters.corpus.agent(a).id)
}

/// Where an agent of the second tree lies in it.
fn place_b(rosters: &Rosters, b: AgentIx) -> &str {
    Rosters::place(&rosters.b.root, &rosters.corpus.agent(b).id)
}

/// Whether the two lie at different places in their trees.
fn is_renamed(rosters: &Rosters, pair: &RosterPair) -> bool {
    place_a(rosters, pair.a) != place_b(rosters, pair.b)
}

/// How many agents are what: `12 the same, 3 drifted, 1 only in A, none only in B`.
fn summary(rosters: &Rosters) -> String {
    let drifted = rosters.drifted().count();
    let number = |n: usize| if n == 0 { "none".to_owned() } else { figures::thousands(n as u64) };
    format!(
        "{} the same, {} drifted, {} only in A, {} only in B",
        number(rosters.pairs.len() - drifted),
        number(drifted),
        number(rosters.only_a.len()),
        number(rosters.only_b.len())
    )
}

/// What drifted, in a few words: `model, tools; 2 sections changed, 1 added`.
fn drift(pair: &RosterPair) -> String {
    let mut said = Vec::new();
    if let Some(drift) = &pair.drift {
        let fields = drift.fields.iter().filter(|field| field.change != FieldChange::Same);
        let fields: Vec<&str> = fields.map(|field| field.field.as_str()).collect();
        if !fields.is_empty() {
            said.push(fields.join(", "));
        }
        said.extend(sections(drift.sections.iter().map(|row| row.change[0])));
    }
    if pair.beside_differs {
        said.push("files beside it".to_owned());
    }
    said.join("; ")
}

/// How many sections became what; `None` where all are the same.
fn sections(all: impl Iterator<Item = SectionChange>) -> Option<String> {
    let (mut changed, mut added, mut removed) = (0, 0, 0);
    for change in all {
        match change {
            SectionChange::Same => {}
            SectionChange::Added => added += 1,
            SectionChange::Removed => removed += 1,
            _ => changed += 1,
        }
    }
    let named = [(changed, "changed"), (added, "added"), (removed, "removed")];
    let mut parts = named.into_iter().filter(|(n, _)| *n > 0);
    let (n, word) = parts.next()?;
    let first = format!("{} {word}", figures::count(n, "section"));
    let rest = parts.map(|(n, word)| format!(", {n} {word}"));
    Some(std::iter::once(first).chain(rest).collect())
}
