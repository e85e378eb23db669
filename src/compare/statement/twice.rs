//! Statements of a merged agent that may ask for one thing in other words: for a person to look at, never dropped.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{StatementModel, Told, features::Side};
use crate::{
    compare::commonness,
    model::{AgentIx, FindingCode, MergedStatement, Note, Score, Severity},
    text::{count::counted, words::content_words},
};

/// Statements of two members that may be one.
pub(in crate::compare) static SAID_NEARLY_TWICE: FindingCode = FindingCode {
    id: "said-nearly-twice",
    severity: Severity::Info,
    meaning: "Two lines of the merged agent, from different members, may ask for one thing in other words. The merge drops a \
              line only where another surely says all of it, so both stand.",
    cure: "Read the two lines, and drop one where they ask for the same.",
};

/// How many pairs are named: the surest first.
const TOLD: usize = 8;

/// How many pairs are judged: each takes some ten microseconds.
const MOST_JUDGED: usize = 4_000;

/// A word that more statements than this have in common tells nothing.
const TOO_COMMON: usize = 40;

/// Content words that two statements must share before anybody asks.
const SHARED: usize = 2;

/// One in so many of the words of the shorter one, too: what shares fewer is hardly ever one thing in the model's opinion.
const SHARED_OF: usize = 4;

/// The pairs of statements, of different first sources, of which one could go in the built-in model's opinion, in a note.
#[must_use]
pub fn nearly_twice(statements: &[MergedStatement]) -> Vec<Note> {
    let model = StatementModel::built_in();
    let mut candidates = candidates(statements);
    candidates.truncate(MOST_JUDGED);
    // Read once: a statement is in many pairs.
    let common = commonness::built_in();
    let asked: BTreeSet<usize> = candidates.iter().flat_map(|(x, y)| [*x, *y]).collect();
    let asked: Vec<usize> = asked.into_iter().collect();
    let told = |at: usize| Told {
        text: &statements[at].text,
        side: Side::of(&statements[at].text, common),
        claims: OnceLock::new(),
    };
    let told: BTreeMap<usize, Told<'_>> = asked.into_par_iter().map(|at| (at, told(at))).collect();
    let judged =
        candidates.into_par_iter().filter_map(|(x, y)| model.goes(&told[&x], &told[&y]).map(|goes| (goes, x, y)));
    let mut found: Vec<(Score, usize, usize)> = judged.collect();
    found.sort_by(|one, other| other.0.cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    note(statements, &found).into_iter().collect()
}

/// One note on all pairs, which names the surest.
fn note(statements: &[MergedStatement], found: &[(Score, usize, usize)]) -> Option<Note> {
    let pair = |(_, x, y): &(Score, usize, usize)| format!("{} and {}", statements[*x].line, statements[*y].line);
    let named: Vec<String> = found.iter().take(TOLD).map(pair).collect();
    let more = found.len() - named.len();
    let tail = if more > 0 { format!("; and {}", counted(more, "more pair")) } else { String::new() };
    let message = format!("lines that may ask for one thing in other words: {}{tail}", named.join(", "));
    (!named.is_empty()).then(|| Note::new(&SAID_NEARLY_TWICE, message))
}

/// Pairs of different first sources that share words, in order.
fn candidates(statements: &[MergedStatement]) -> Vec<(usize, usize)> {
    let source = |at: usize| -> Option<AgentIx> { statements[at].sources.first().map(|source| source.agent) };
    let mut holders: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    let mut lengths = Vec::with_capacity(statements.len());
    for (at, statement) in statements.iter().enumerate() {
        let words = content_words(&statement.text);
        lengths.push(words.len());
        for word in words {
            holders.entry(word).or_default().push(at);
        }
    }
    let least = |(x, y): (usize, usize)| SHARED.max(lengths[x].min(lengths[y]).div_ceil(SHARED_OF));
    let mut shared: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for at in holders.into_values().filter(|at| at.len() <= TOO_COMMON) {
        for (nth, x) in at.iter().enumerate() {
            at[nth + 1..].iter().for_each(|y| *shared.entry((*x, *y)).or_default() += 1);
        }
    }
    let telling = shared.into_iter().filter(|(pair, count)| *count >= least(*pair)).map(|(pair, _)| pair);
    let mut out: Vec<(usize, usize)> = telling.filter(|(x, y)| source(*x) != source(*y)).collect();
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SourceLine, StatementIx};

    fn said(agent: usize, line: u32, text: &str) -> MergedStatement {
        let source = SourceLine { agent: AgentIx::new(agent), statement: StatementIx::new(0), line };
        MergedStatement { text: text.to_owned(), line, sources: vec![source], support: 1, rule: "base" }
    }

    #[test]
    fn what_goes_is_what_the_opinion_says() {
        let model = StatementModel::built_in();
        let all = [
            "Check every rope for wear",
            "Check each rope for signs of wear",
            "Never check a rope for wear",
            "name: heron",
            "name: moss",
        ];
        for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (*a, *b))) {
            let told = |text| Told { text, side: Side::of(text, commonness::built_in()), claims: OnceLock::new() };
            let opinion = model.opinion(a, b);
            let goes = opinion.standing.goes().then_some(opinion.goes);
            assert_eq!(model.goes(&told(a), &told(b)), goes, "{a} | {b}");
        }
    }

    #[test]
    fn two_wordings_of_one_thing_are_told() {
        let all = [
            said(0, 3, "Check every rope for wear before the tide"),
            said(0, 4, "Paint the hull in spring"),
            said(1, 5, "Check each rope for signs of wear before the tide"),
            said(1, 6, "Write the log at dusk"),
        ];
        let notes = nearly_twice(&all);
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(notes[0].message.ends_with(": 3 and 5"), "{}", notes[0].message);
        let own = [all[0].clone(), said(0, 5, "Check each rope for signs of wear before the tide")];
        assert!(nearly_twice(&own).is_empty(), "what one member says twice is its own affair");
    }
}
