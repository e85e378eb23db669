//! A merge as an issue: the canonical whole, and what there is to settle.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::{head, row};
use crate::{
    model::{Choice, Conflict, Corpus, Proposal},
    report::{Code, Markdown, names, stance},
};

pub(super) fn write(corpus: &Corpus, proposal: &Proposal, decisions: &[Choice], out: &mut dyn Write) -> io::Result<()> {
    let id = |ix| Code(&corpus.agent(ix).id).to_string();
    writeln!(out, "# {}: one of {}\n", Code(&corpus.definition(proposal.base).name), proposal.members.len())?;
    writeln!(out, "Base: {} ({}).\n", id(proposal.base), Markdown(&proposal.base_because))?;
    for member in &proposal.members {
        let gave = proposal.statements.iter().filter(|s| s.sources.first().is_some_and(|x| x.agent == *member)).count();
        writeln!(out, "- {}: {gave} of {} statements", id(*member), proposal.statements.len())?;
    }
    let settles = |conflict: &&Conflict| decisions.iter().any(|decision| decision.settles(conflict));
    let (settled, open): (Vec<_>, Vec<_>) = proposal.conflicts.iter().partition(settles);
    conflicts(corpus, "To settle", (&open, &[]), out)?;
    conflicts(corpus, "Settled by decisions", (&settled, decisions), out)?;
    omitted(proposal, out)?;
    for note in &proposal.notes {
        writeln!(out, "\n> {}: {}", Code(note.code.id), Markdown(&note.message))?;
    }
    // Longer than any fence inside, so that the canonical ends where it ends.
    let fence = "`".repeat(proposal.text.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1);
    let end = if proposal.text.ends_with('\n') { "" } else { "\n" };
    writeln!(out, "\n## The canonical\n\n{fence}markdown\n{}{end}{fence}", proposal.text)
}

fn conflicts(
    corpus: &Corpus,
    title: &str,
    (conflicts, decisions): (&[&Conflict], &[Choice]),
    out: &mut dyn Write,
) -> io::Result<()> {
    if conflicts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {title}\n")?;
    head(out, &["kind", "what", "who", "says", "taken"])?;
    for conflict in conflicts {
        let kind = names::conflict(conflict.kind);
        for side in &conflict.sides {
            let at = side.line.map(|line| format!(":{line}")).unwrap_or_default();
            let who = format!("{}{at}", corpus.agent(side.agent).id);
            let says = stance(corpus.definition(side.agent), &conflict.what, &side.value);
            let decided = decisions.iter().any(|decision| decision.takes_side(conflict, side));
            let taken = if decided || conflict.chosen.as_ref() == Some(&side.value) { "yes" } else { "" };
            row(out, &[&kind, &Markdown(&conflict.what), &Code(&who), &Markdown(&says), &taken])?;
        }
    }
    Ok(())
}

fn omitted(proposal: &Proposal, out: &mut dyn Write) -> io::Result<()> {
    let mut by_reason = BTreeMap::new();
    for omission in &proposal.omitted {
        *by_reason.entry(omission.reason).or_insert(0) += 1;
    }
    if !by_reason.is_empty() {
        writeln!(out, "\n## Left out\n")?;
    }
    for (reason, times) in by_reason {
        writeln!(out, "- {times} {}", names::fate(reason))?;
    }
    Ok(())
}
