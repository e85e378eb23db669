//! Which words of two wordings differ, ready to be printed.

use crate::text::edit::{Edit, word_edits};

/// A stretch of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) stress: Stress,
}

/// Whether a stretch is in the other wording too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stress {
    /// It is.
    Calm,
    /// It is not.
    Stressed,
}

/// Both wordings in pieces.
pub(super) struct Pieces {
    pub(super) a: Vec<Piece>,
    pub(super) b: Vec<Piece>,
}

/// The share of the longer wording that must stand in both before single words are worth stressing: below it everything
/// would be.
const LEAST_SHARED: f64 = 0.3;

/// Sets the words apart that only one of the two has.
pub(super) fn pieces(a: &str, b: &str) -> Pieces {
    let edits = word_edits(a, b);
    let shared: usize = edits.iter().map(|edit| if let Edit::Same(p, _) = edit { p.len() } else { 0 }).sum();
    #[expect(clippy::cast_precision_loss, reason = "wordings are short")]
    let little = (shared as f64) < LEAST_SHARED * a.len().max(b.len()) as f64;
    if little {
        return Pieces { a: calm(a), b: calm(b) };
    }
    let mut out = Pieces { a: Vec::new(), b: Vec::new() };
    for edit in edits {
        match edit {
            Edit::Same(p, q) => {
                push(&mut out.a, &a[p], Stress::Calm);
                push(&mut out.b, &b[q], Stress::Calm);
            }
            Edit::Gone(p) => stress(&mut out.a, &a[p]),
            Edit::New(q) => stress(&mut out.b, &b[q]),
        }
    }
    out
}

/// A wording without any stress.
pub(super) fn calm(text: &str) -> Vec<Piece> {
    vec![Piece { text: text.to_owned(), stress: Stress::Calm }]
}

/// Spaces around stressed words are left calm, so that marks stand close to the words.
fn stress(list: &mut Vec<Piece>, text: &str) {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(start);
    push(list, &text[..start], Stress::Calm);
    push(list, &text[start..end], Stress::Stressed);
    push(list, &text[end..], Stress::Calm);
}

fn push(list: &mut Vec<Piece>, text: &str, stress: Stress) {
    match list.last_mut() {
        _ if text.is_empty() => {}
        Some(end) if end.stress == stress => end.text.push_str(text),
        _ => list.push(Piece { text: text.to_owned(), stress }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(list: &[Piece]) -> String {
        let mark = |p: &Piece| if p.stress == Stress::Stressed { format!("[{}]", p.text) } else { p.text.clone() };
        list.iter().map(mark).collect()
    }

    #[test]
    fn words_that_differ_are_set_apart() {
        let said = pieces("Feed the hens at dawn", "Feed the old hens before dawn");
        assert_eq!(marked(&said.a), "Feed the hens [at] dawn");
        assert_eq!(marked(&said.b), "Feed the [old] hens [before] dawn");
        let strangers = pieces("Feed the hens", "Repaint every fence post in autumn");
        assert_eq!(marked(&strangers.a), "Feed the hens");
    }
}
