//! Text from files, made fit to be shown by a page: each wording once.

use std::{borrow::Cow, collections::HashMap, fmt::Write};

use rustc_hash::FxBuildHasher;
use serde::Serialize;

use crate::{report::is_hidden, text::secrets::masked};

/// The text with whatever acts or hides made visible and secrets masked; line ends and tabs stay.
pub(super) fn shown(text: &str) -> String {
    let text = masked(text);
    let text: Cow<'_, str> = if text.contains('\r') { text.replace("\r\n", "\n").into() } else { text };
    if !text.contains(acts) {
        return text.into_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if acts(c) {
            // Writing into a string cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

fn acts(c: char) -> bool {
    c != '\n' && c != '\t' && is_hidden(c)
}

/// At most so many characters of the text as [`shown`], on one line.
pub(super) fn clipped(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = shown(&line);
    if let Some((at, _)) = out.char_indices().nth(most) {
        out.truncate(at);
        out.push('…');
    }
    out
}

/// Wordings, each once, told apart by their place.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Texts {
    all: Vec<String>,
    /// By the wording as it was given: most come many times over, and need be looked at once.
    #[serde(skip)]
    places: HashMap<String, usize, FxBuildHasher>,
}

impl Texts {
    /// The place of a wording.
    pub(super) fn place(&mut self, text: &str) -> usize {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = self.all.len();
        self.all.push(shown(text));
        self.places.insert(text.to_owned(), place);
        place
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Bytes of all wordings if each is cut after `most`.
    pub(super) fn bytes(&self, most: usize) -> usize {
        self.all.iter().map(|text| text.len().min(most)).sum()
    }

    /// Cuts every wording after `most` bytes, and says in it how much is gone; how many were cut.
    pub(super) fn cut(&mut self, most: usize) -> usize {
        self.places.clear();
        let long = self.all.iter_mut().filter(|text| text.len() > most);
        long.map(|text| {
            let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
            let gone = text[end..].chars().count();
            text.truncate(end);
            // Writing into a string cannot fail.
            let _ = write!(text, " … [{gone} more characters: see the file]");
        })
        .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_visible_and_lines_stay() {
        assert_eq!(shown("a\r\nb\tc\u{202e}\u{1b}[0m"), "a\nb\tc\\u{202e}\\u{1b}[0m");
        assert_eq!(clipped("one\n two  three", 7), "one two…");
    }

    #[test]
    fn a_wording_stands_once() {
        let mut texts = Texts::default();
        assert_eq!([texts.place("a"), texts.place("b"), texts.place("a")], [0, 1, 0]);
    }

    #[test]
    fn a_cut_is_said_and_falls_between_characters() {
        let mut texts = Texts::default();
        texts.place("ééé");
        assert_eq!((texts.bytes(3), texts.cut(3)), (3, 1));
        assert_eq!(serde_json::to_string(&texts).unwrap(), r#"["é … [2 more characters: see the file]"]"#);
    }
}
