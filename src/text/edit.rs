//! What was edited between two texts, as ranges: words inside a line, lines inside a file. Myers' algorithm by way of
//! the `similar` crate.

use std::ops::Range;

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff};
use unicode_segmentation::UnicodeSegmentation;

/// A run of the two texts, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Stands in both, at these bytes of each.
    Same(Range<usize>, Range<usize>),
    /// Stands in the first only.
    Gone(Range<usize>),
    /// Stands in the second only.
    New(Range<usize>),
}

/// The word-level edits that make `b` of `a`; scripts without spaces are cut by Unicode word bounds (UAX #29). Changes
/// with nothing but spaces or marks between them are one, since two words that changed side by side are read as one change.
#[must_use]
pub fn word_edits(a: &str, b: &str) -> Vec<Edit> {
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split_word_bounds().collect(), b.split_word_bounds().collect());
    joined(edits(&x, &y), a)
}

/// The line-level edits that make `b` of `a`; each line with its line end.
#[must_use]
pub fn line_edits(a: &str, b: &str) -> Vec<Edit> {
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split_inclusive('\n').collect(), b.split_inclusive('\n').collect());
    edits(&x, &y)
}

fn edits(x: &[&str], y: &[&str]) -> Vec<Edit> {
    let (at_x, at_y) = (offsets(x), offsets(y));
    let mut out = Vec::new();
    for op in similar::capture_diff_slices(Algorithm::Myers, x, y) {
        push(&mut out, op, &at_x, &at_y);
    }
    out
}

/// Takes runs without a letter or digit that stand between changes into the change.
fn joined(edits: Vec<Edit>, a: &str) -> Vec<Edit> {
    let mut out: Vec<Edit> = Vec::new();
    let (mut gone, mut new): (Option<Range<usize>>, Option<Range<usize>>) = (None, None);
    let last = edits.len().saturating_sub(1);
    for (at, edit) in edits.into_iter().enumerate() {
        let between = gone.is_some() || new.is_some();
        match edit {
            Edit::Gone(p) => gone = Some(grown(gone, p)),
            Edit::New(q) => new = Some(grown(new, q)),
            Edit::Same(p, q) if between && at < last && !a[p.clone()].contains(char::is_alphanumeric) => {
                (gone, new) = (Some(grown(gone, p)), Some(grown(new, q)));
            }
            Edit::Same(p, q) => {
                out.extend(gone.take().map(Edit::Gone).into_iter().chain(new.take().map(Edit::New)));
                out.push(Edit::Same(p, q));
            }
        }
    }
    out.extend(gone.map(Edit::Gone).into_iter().chain(new.map(Edit::New)));
    out
}

fn grown(range: Option<Range<usize>>, more: Range<usize>) -> Range<usize> {
    range.map_or(more.start, |range| range.start)..more.end
}

/// A unified diff of `a` and `b` with these names in its header, `context` lines around each change: what `git apply` and
/// `patch` take. Empty where nothing differs.
#[must_use]
pub fn unified(a: &str, b: &str, names: (&str, &str), context: usize) -> String {
    // Only `\n` ends a line, as `git apply` has it: a carriage return belongs to its line.
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split_inclusive('\n').collect(), b.split_inclusive('\n').collect());
    let lines = TextDiff::configure().newline_terminated(true).diff_slices(&x, &y);
    let mut out = String::new();
    for hunk in lines.unified_diff().context_radius(context).iter_hunks() {
        if out.is_empty() {
            out.extend(["--- ", names.0, "\n+++ ", names.1, "\n"]);
        }
        out.push_str(&hunk.header().to_string());
        out.push('\n');
        for change in hunk.iter_changes() {
            push_line(&mut out, change.tag(), change.value());
        }
    }
    out
}

/// A line of a patch; that a file ends without a line end is said on a line of its own.
fn push_line(out: &mut String, tag: ChangeTag, line: &str) {
    out.push(match tag {
        ChangeTag::Equal => ' ',
        ChangeTag::Delete => '-',
        ChangeTag::Insert => '+',
    });
    out.push_str(line);
    if !line.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
}

fn offsets(pieces: &[&str]) -> Vec<usize> {
    let ends = pieces.iter().scan(0, |at, piece| {
        *at += piece.len();
        Some(*at)
    });
    std::iter::once(0).chain(ends).collect()
}

fn push(out: &mut Vec<Edit>, op: DiffOp, x: &[usize], y: &[usize]) {
    let (old, new) = (op.old_range(), op.new_range());
    let (old, new) = (x[old.start]..x[old.end], y[new.start]..y[new.end]);
    match op {
        DiffOp::Equal { .. } => out.push(Edit::Same(old, new)),
        DiffOp::Delete { .. } => out.push(Edit::Gone(old)),
        DiffOp::Insert { .. } => out.push(Edit::New(new)),
        DiffOp::Replace { .. } => out.extend([Edit::Gone(old), Edit::New(new)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_changed() {
        let (a, b) = ("Validate all inputs", "Validate all user inputs");
        let gone: Vec<_> = word_edits(a, b).into_iter().filter(|e| !matches!(e, Edit::Same(..))).collect();
        let [Edit::New(new)] = &gone[..] else { panic!("one insertion, not {gone:?}") };
        assert_eq!(b[new.clone()].trim(), "user");
    }

    #[test]
    fn neighbours_that_changed_are_one_change() {
        let (a, b) = ("Feed the old grey hens", "Feed the young white hens");
        let gone: Vec<&str> = word_edits(a, b)
            .into_iter()
            .filter_map(|e| if let Edit::Gone(p) = e { Some(&a[p]) } else { None })
            .collect();
        assert_eq!(gone, ["old grey"]);
    }

    #[test]
    fn a_patch_says_where_the_last_line_is_open() {
        let patch = unified("one\ntwo\n", "one\n2", ("a/x", "b/x"), 3);
        assert_eq!(patch, "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n\\ No newline at end of file\n");
        let bare = unified("one\ntwo\r", "one\n2\r", ("a/x", "b/x"), 3);
        assert!(bare.ends_with("-two\r\n\\ No newline at end of file\n+2\r\n\\ No newline at end of file\n"), "{bare}");
        assert!(unified("same\n", "same\n", ("a/x", "b/x"), 3).is_empty());
    }

    #[test]
    fn edits_rebuild_both_sides() {
        let (a, b) = ("設計を行う API を見る", "設計を見る API");
        let mut built = (String::new(), String::new());
        for edit in word_edits(a, b) {
            let (left, right) = match edit {
                Edit::Same(left, right) => (left, right),
                Edit::Gone(left) => (left, 0..0),
                Edit::New(right) => (0..0, right),
            };
            built.0.push_str(&a[left]);
            built.1.push_str(&b[right]);
        }
        assert_eq!((built.0.as_str(), built.1.as_str()), (a, b));
    }
}
