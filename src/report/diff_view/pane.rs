//! Wordings wrapped to a column, with their stressed words marked.

use super::emphasis::{Piece, Stress};
use crate::report::{
    Ink, Terminal, fit,
    ink::{Tone, paint, stress},
};

/// How a wording is printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) tone: Tone,
    pub(super) ink: Ink,
    /// What opens and closes stressed words where there is no colour to do it.
    pub(super) marks: (&'static str, &'static str),
}

/// Words that only A has.
pub(super) const GONE: (&str, &str) = ("[-", "-]");
/// Words that only B has.
pub(super) const NEW: (&str, &str) = ("{+", "+}");

/// A wording on one line: white space brought to single spaces, what acts on a terminal shown instead.
pub(super) fn flat(text: &str) -> String {
    Terminal(&text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}

/// A line of a block that is kept as it is, made safe; tabs as two spaces.
pub(super) fn verbatim(line: &str) -> String {
    Terminal(&line.replace('\t', "  ")).to_string()
}

/// The wording in lines of at most `most` columns; the second item is how many columns each takes.
pub(super) fn lines(pieces: &[Piece], most: usize, look: Look) -> Vec<(String, usize)> {
    let mut out: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut taken = 0;
    for token in tokens(&marked(pieces, look)) {
        let blank = token.text.trim().is_empty();
        let wide = fit::width(&token.text);
        if taken > 0 && taken + wide > most {
            out.push(Vec::new());
            taken = 0;
        }
        if taken == 0 && blank {
            continue;
        }
        for part in cut(&token, most) {
            let wide = fit::width(&part.text);
            if taken + wide > most && taken > 0 {
                out.push(Vec::new());
                taken = 0;
            }
            taken += wide;
            out.last_mut().into_iter().for_each(|line| line.push(part.clone()));
        }
    }
    out.iter().map(|line| painted(line, look)).collect()
}

/// Pieces with the marks of the stressed ones put in, where there is no colour.
fn marked(pieces: &[Piece], look: Look) -> Vec<Piece> {
    let mark = |piece: &Piece| match (piece.stress, look.ink) {
        (Stress::Stressed, Ink::Plain) => {
            Piece { text: format!("{}{}{}", look.marks.0, piece.text, look.marks.1), stress: piece.stress }
        }
        _ => piece.clone(),
    };
    pieces.iter().map(mark).collect()
}

/// Pieces cut before and after each space.
fn tokens(pieces: &[Piece]) -> Vec<Piece> {
    let cut = |piece: &Piece| {
        let words = piece.text.split_inclusive(' ').flat_map(|word| match word.strip_suffix(' ') {
            Some(bare) => [bare.to_owned(), " ".to_owned()],
            None => [word.to_owned(), String::new()],
        });
        let stress = piece.stress;
        words.filter(|word| !word.is_empty()).map(move |text| Piece { text, stress }).collect::<Vec<_>>()
    };
    pieces.iter().flat_map(cut).collect()
}

/// A token that is wider than a line, in parts.
fn cut(token: &Piece, most: usize) -> Vec<Piece> {
    if fit::width(&token.text) <= most {
        return vec![token.clone()];
    }
    fit::wrap(&token.text, most).into_iter().map(|text| Piece { text, stress: token.stress }).collect()
}

/// A line in its tones, neighbours of one stress together.
fn painted(line: &[Piece], look: Look) -> (String, usize) {
    let bare: String = line.iter().map(|piece| piece.text.as_str()).collect();
    let bare = bare.trim_end();
    let (mut at, mut out) = (0, String::new());
    for run in line.chunk_by(|x, y| x.stress == y.stress) {
        let end = (at + run.iter().map(|piece| piece.text.len()).sum::<usize>()).min(bare.len());
        let print = if run[0].stress == Stress::Stressed { stress } else { paint };
        out.push_str(&print(look.tone, &bare[at..end], look.ink));
        at = end;
    }
    (out, fit::width(bare))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::diff_view::emphasis::pieces;

    const PLAIN: Look = Look { tone: Tone::Bad, ink: Ink::Plain, marks: GONE };

    #[test]
    fn marks_stand_in_plain_text_and_lines_fit() {
        let said = pieces("Open the sluice at the lower weir", "Open the sluice gate at the weir");
        let got: Vec<String> = lines(&said.a, 16, PLAIN).into_iter().map(|(line, _)| line).collect();
        assert_eq!(got, ["Open the sluice", "at the [-lower-]", "weir"]);
        assert!(lines(&said.a, 16, PLAIN).iter().all(|(line, wide)| fit::width(line) == *wide && *wide <= 16));
    }

    #[test]
    fn colour_takes_no_columns() {
        let look = Look { ink: Ink::Colour, ..PLAIN };
        let said = pieces("日本語の文を直す", "日本語の文を読む");
        let got = lines(&said.a, 10, look);
        assert!(got.iter().all(|(line, wide)| *wide <= 10 && line.contains('\u{1b}')), "{got:?}");
    }

    #[test]
    fn nothing_of_a_file_acts() {
        assert_eq!(flat("a\n\u{1b}[2Jb\u{202e}"), "a \\u{1b}[2Jb\\u{202e}");
        assert_eq!(verbatim("\tx\r"), "  x\\r");
    }
}
