//! What several texts share, with a gap wherever they differ.

use std::ops::Range;

use super::edit::{Edit, line_edits, word_edits};

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
    cut(texts, word_edits)
}

/// The same for texts of many lines: lines that all share first, then words in those lines that stand for each other. What
/// all have at the edges of a gap (blanks, marks, line ends) is kept.
#[must_use]
pub fn lined(texts: &[&str]) -> Vec<Piece> {
    let mut out = Vec::new();
    for piece in cut(texts, line_edits) {
        match piece {
            Piece::Gap(ranges) => inside(&ranges, texts).into_iter().for_each(|piece| push(&mut out, piece)),
            kept @ Piece::Kept(_) => push(&mut out, kept),
        }
    }
    out
}

/// Lines that stand for each other, word by word; the gap as it is where not all texts have as many.
fn inside(ranges: &[Range<usize>], texts: &[&str]) -> Vec<Piece> {
    let lines = |(range, text): (&Range<usize>, &&str)| {
        let ends = text[range.clone()].split_inclusive('\n').scan(range.start, |at, line| {
            *at += line.len();
            Some(*at - line.len()..*at)
        });
        ends.collect::<Vec<_>>()
    };
    let lines: Vec<Vec<Range<usize>>> = ranges.iter().zip(texts).map(lines).collect();
    let rows = lines.first().map_or(0, Vec::len);
    if rows == 0 || lines.iter().any(|lines| lines.len() != rows) {
        return trimmed(ranges, texts);
    }
    let row = |row: usize| {
        let at: Vec<Range<usize>> = lines.iter().map(|lines| lines[row].clone()).collect();
        let said: Vec<&str> = at.iter().zip(texts).map(|(range, text)| &text[range.clone()]).collect();
        let pieces = template(&said);
        if shares_enough(&pieces, &said) {
            pieces.into_iter().flat_map(|piece| moved(piece, &at, texts)).collect()
        } else {
            trimmed(&at, texts)
        }
    };
    (0..rows).flat_map(row).collect()
}

/// Whether lines have enough in common to be told as one line with gaps: half of the letters of the longest.
fn shares_enough(pieces: &[Piece], said: &[&str]) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let kept = |piece: &Piece| if let Piece::Kept(range) = piece { letters(&said[0][range.clone()]) } else { 0 };
    let longest = said.iter().map(|text| letters(text)).max().unwrap_or(0);
    2 * pieces.iter().map(kept).sum::<usize>() >= longest
}

/// A piece of texts that begin at these places.
fn moved(piece: Piece, at: &[Range<usize>], texts: &[&str]) -> Vec<Piece> {
    let shifted = |range: &Range<usize>, by: usize| range.start + by..range.end + by;
    match piece {
        Piece::Kept(range) => vec![Piece::Kept(shifted(&range, at[0].start))],
        Piece::Gap(ranges) => {
            let ranges: Vec<_> = ranges.iter().zip(at).map(|(range, at)| shifted(range, at.start)).collect();
            trimmed(&ranges, texts)
        }
    }
}

/// A gap without the blanks and marks that all have at its beginning and at its end.
fn trimmed(ranges: &[Range<usize>], texts: &[&str]) -> Vec<Piece> {
    let said: Vec<&str> = ranges.iter().zip(texts).map(|(range, text)| &text[range.clone()]).collect();
    let first = said[0];
    let is_mark = |c: &char| !c.is_alphanumeric();
    let common = first.chars().take_while(is_mark).scan(0, |at, c| {
        *at += c.len_utf8();
        Some(*at)
    });
    let begins = |end: &usize| said.iter().all(|text| text.starts_with(&first[..*end]));
    let head = common.take_while(begins).last().unwrap_or(0);
    let rest: Vec<&str> = said.iter().map(|text| &text[head..]).collect();
    let common = rest[0].chars().rev().take_while(is_mark).scan(0, |at, c| {
        *at += c.len_utf8();
        Some(*at)
    });
    let ends = |end: &usize| rest.iter().all(|text| text.ends_with(&rest[0][rest[0].len() - end..]));
    let tail = common.take_while(ends).last().unwrap_or(0);
    let gap: Vec<Range<usize>> = ranges.iter().map(|range| range.start + head..range.end - tail).collect();
    let edge = |range: Range<usize>| (!range.is_empty()).then_some(Piece::Kept(range));
    let (start, end) = (ranges[0].start, ranges[0].end);
    let inner = gap.iter().any(|range| !range.is_empty()).then_some(Piece::Gap(gap));
    edge(start..start + head).into_iter().chain(inner).chain(edge(end - tail..end)).collect()
}

/// Puts a piece at the end; what is kept runs on from what was.
fn push(out: &mut Vec<Piece>, piece: Piece) {
    match (out.last_mut(), piece) {
        (Some(Piece::Kept(before)), Piece::Kept(range)) if before.end == range.start => before.end = range.end,
        (_, piece) => out.push(piece),
    }
}

/// What all share by these edits, and the gaps between.
fn cut(texts: &[&str], edits: fn(&str, &str) -> Vec<Edit>) -> Vec<Piece> {
    let Some((first, others)) = texts.split_first() else { return Vec::new() };
    let mut runs = vec![Run { at: 0..first.len(), starts: Vec::new() }];
    for other in others {
        runs = narrowed(&runs, &same(&edits(first, other)));
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
fn same(edits: &[Edit]) -> Vec<(Range<usize>, usize)> {
    let same = |edit: &Edit| if let Edit::Same(p, q) = edit { Some((p.clone(), q.start)) } else { None };
    edits.iter().filter_map(same).collect()
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

    fn built(pieces: &[Piece], texts: &[&str]) -> Vec<String> {
        let mut built = vec![String::new(); texts.len()];
        for piece in pieces {
            for (at, text) in built.iter_mut().enumerate() {
                match piece {
                    Piece::Kept(range) => text.push_str(&texts[0][range.clone()]),
                    Piece::Gap(ranges) => text.push_str(&texts[at][ranges[at].clone()]),
                }
            }
        }
        built
    }

    proptest! {
        #[test]
        fn pieces_rebuild_every_text(texts in prop::collection::vec("[ab ,設]{0,12}", 1..5)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            prop_assert_eq!(built(&template(&texts), &texts), texts);
        }

        #[test]
        fn pieces_by_lines_rebuild_every_text(texts in prop::collection::vec("[ab ,設\n-]{0,24}", 1..5)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            prop_assert_eq!(built(&lined(&texts), &texts), texts);
        }
    }
}
