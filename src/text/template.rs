//! What several texts share, with a gap wherever they differ.

use std::ops::Range;

use super::edit::{Edit, word_edits};

/// A piece of several texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Stands in all of them; its bytes in the first.
    Kept(Range<usize>),
    /// Differs: its bytes in each.
    Gap(Vec<Range<usize>>),
}

/// Cuts several texts into what all share, word by word, and what each has between. The pieces rebuild every text: a gap by its
/// own bytes, what is kept by the first's.
///
/// Each text is held against the first (Myers' algorithm); what none of these comparisons touched is kept. That is not always
/// the longest text that all share, which would be NP-hard to find (Maier, "The complexity of some problems on subsequences and
/// supersequences", JACM 1978), but for texts made from one another it is nearly always the one that a person would mark.
#[must_use]
pub fn template(texts: &[&str]) -> Vec<Piece> {
    let Some((first, others)) = texts.split_first() else { return Vec::new() };
    let mut runs = vec![Run { at: 0..first.len(), starts: Vec::new() }];
    for other in others {
        runs = narrowed(&runs, &same(first, other));
    }
    let runs: Vec<Run> = runs.into_iter().filter(|run| first[run.at.clone()].contains(char::is_alphanumeric)).collect();
    pieces(&runs, texts)
}

/// A run of the first text that all texts seen so far have too, and where it begins in each.
#[derive(Debug, Clone)]
struct Run {
    at: Range<usize>,
    starts: Vec<usize>,
}

/// The runs that two texts share.
fn same(a: &str, b: &str) -> Vec<(Range<usize>, usize)> {
    let edits = word_edits(a, b).into_iter();
    edits.filter_map(|edit| if let Edit::Same(p, q) = edit { Some((p, q.start)) } else { None }).collect()
}

/// What of the runs lies in these ranges too.
fn narrowed(runs: &[Run], same: &[(Range<usize>, usize)]) -> Vec<Run> {
    let mut out = Vec::new();
    let mut from = 0;
    for run in runs {
        while same.get(from).is_some_and(|(range, _)| range.end <= run.at.start) {
            from += 1;
        }
        for (range, there) in same[from..].iter().take_while(|(range, _)| range.start < run.at.end) {
            let at = run.at.start.max(range.start)..run.at.end.min(range.end);
            let mut starts: Vec<usize> = run.starts.iter().map(|start| start + (at.start - run.at.start)).collect();
            starts.push(there + (at.start - range.start));
            out.push(Run { at, starts });
        }
    }
    out
}

/// Where a run ends in each text.
fn ends(run: &Run) -> Vec<usize> {
    std::iter::once(run.at.end).chain(run.starts.iter().map(|start| start + run.at.len())).collect()
}

fn pieces(runs: &[Run], texts: &[&str]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut last = vec![0; texts.len()];
    let gap = |out: &mut Vec<Piece>, from: &[usize], to: &[usize]| {
        let gap: Vec<Range<usize>> = from.iter().zip(to).map(|(from, to)| *from..*to).collect();
        if gap.iter().any(|range| !range.is_empty()) {
            out.push(Piece::Gap(gap));
        }
    };
    for run in runs {
        let starts: Vec<usize> = std::iter::once(run.at.start).chain(run.starts.iter().copied()).collect();
        gap(&mut out, &last, &starts);
        match out.last_mut() {
            Some(Piece::Kept(before)) => before.end = run.at.end,
            _ => out.push(Piece::Kept(run.at.clone())),
        }
        last = ends(run);
    }
    let whole: Vec<usize> = texts.iter().map(|text| text.len()).collect();
    gap(&mut out, &last, &whole);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The template as a person would write it, gaps as `{each|of|them}`.
    fn shown(texts: &[&str]) -> String {
        let gap = |ranges: &[Range<usize>]| {
            let each: Vec<&str> = ranges.iter().zip(texts).map(|(range, text)| &text[range.clone()]).collect();
            format!("{{{}}}", each.join("|"))
        };
        let piece = |piece: &Piece| match piece {
            Piece::Kept(range) => texts[0][range.clone()].to_owned(),
            Piece::Gap(ranges) => gap(ranges),
        };
        template(texts).iter().map(piece).collect()
    }

    #[test]
    fn terms_stand_in_gaps() {
        let texts = ["Write finance notes for analysts", "Write macro notes for analysts", "Write macro notes for all"];
        assert_eq!(shown(&texts), "Write {finance|macro|macro} notes for {analysts|analysts|all}");
        assert_eq!(shown(&["Run `pytest -q` now", "Run `go test` now"]), "Run `{pytest -q|go test}` now");
        assert_eq!(shown(&["Check all inputs", "Check all user inputs"]), "Check all {|user }inputs");
        assert_eq!(shown(&["the same", "the same"]), "the same");
        assert_eq!(shown(&["one", "two"]), "{one|two}");
        assert_eq!(shown(&[]), "");
    }

    #[test]
    fn a_mark_alone_is_not_shared() {
        assert_eq!(shown(&["Use a, b", "Use c, d"]), "Use {a, b|c, d}");
    }

    proptest! {
        #[test]
        fn pieces_rebuild_every_text(texts in prop::collection::vec("[ab ,設]{0,12}", 1..5)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let mut built = vec![String::new(); texts.len()];
            for piece in template(&texts) {
                for (at, text) in built.iter_mut().enumerate() {
                    match &piece {
                        Piece::Kept(range) => text.push_str(&texts[0][range.clone()]),
                        Piece::Gap(ranges) => text.push_str(&texts[at][ranges[at].clone()]),
                    }
                }
            }
            prop_assert_eq!(built, texts);
        }
    }
}
