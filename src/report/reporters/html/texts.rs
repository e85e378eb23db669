//! Text from files, made fit to be shown by a page: each wording once.

use std::{borrow::Cow, collections::HashMap, fmt::Write, ops::Range};

use rustc_hash::FxBuildHasher;
use serde::{Serialize, Serializer};

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
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: Vec<String>,
    /// By the wording as it was given: most come many times over, and need be looked at once.
    places: HashMap<String, usize, FxBuildHasher>,
    /// Of those that are held against others, where they first differ from them.
    differ: HashMap<usize, usize, FxBuildHasher>,
    /// After how many bytes they are cut where they are written.
    bound: Option<Bound>,
}

/// A wording as the page holds it.
#[derive(Serialize)]
#[serde(untagged)]
enum Wording<'t> {
    Whole(&'t str),
    /// How many characters are gone before it, what is left, and how many are gone behind it.
    Part(usize, &'t str, usize),
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq((0..self.all.len()).map(|place| self.wording(place)))
    }
}

/// After how many bytes wordings are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bound {
    /// Those that all who say it say alike.
    pub(super) alike: usize,
    /// Those that are shown beside another, for what differs: `None` leaves them whole.
    pub(super) beside: Option<usize>,
}

/// A cut that takes no more characters than this is not made: the reader would be told of it in as many.
const WORTH: usize = 60;
/// What is left before the first difference of a wording that is cut, so that it is read in its sentence.
const LEAD: usize = 60;

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

    /// Keeps in mind that these are shown beside each other for what differs in them.
    pub(super) fn beside(&mut self, places: &[usize]) {
        let Some((first, others)) = places.split_first() else { return };
        let one = &self.all[*first];
        let common = others.iter().map(|other| common(one, &self.all[*other])).min();
        let Some(common) = common else { return };
        for place in places {
            let known = self.differ.entry(*place).or_insert(common);
            *known = common.min(*known);
        }
    }

    /// Bytes of all wordings if they are cut so.
    pub(super) fn bytes(&self, bound: Bound) -> usize {
        (0..self.all.len()).map(|place| self.kept(place, bound).len()).sum()
    }

    /// Has long wordings cut; how many are.
    pub(super) fn cut(&mut self, bound: Bound) -> usize {
        self.bound = Some(bound);
        (0..self.all.len()).filter(|place| self.kept(*place, bound).len() < self.all[*place].len()).count()
    }

    fn wording(&self, place: usize) -> Wording<'_> {
        let text = &self.all[place];
        let kept = self.bound.map_or(0..text.len(), |bound| self.kept(place, bound));
        if kept.len() == text.len() {
            return Wording::Whole(text);
        }
        let gone = |text: &str| text.chars().count();
        Wording::Part(gone(&text[..kept.start]), &text[kept.clone()], gone(&text[kept.end..]))
    }

    /// What is left of a wording.
    fn kept(&self, place: usize, bound: Bound) -> Range<usize> {
        let text = &self.all[place];
        let differs = self.differ.get(&place);
        let most = if differs.is_some() { bound.beside.unwrap_or(usize::MAX) } else { bound.alike };
        let whole = 0..text.len();
        if text.len() <= most.saturating_add(WORTH) {
            return whole;
        }
        // As far on as its first difference makes necessary, and no further than the last of it.
        let start = differs.map_or(0, |at| at.saturating_sub(LEAD.min(most / 2))).min(text.len() - most);
        let kept = floor(text, start)..floor(text, start + most);
        let gone = text[..kept.start].chars().chain(text[kept.end..].chars()).take(WORTH + 1).count();
        if gone > WORTH { kept } else { whole }
    }
}

/// The last place between two characters that is no further on than this.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// How many bytes both begin with.
fn common(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(x, y)| x == y).count()
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

    const WHOLE: Bound = Bound { alike: 200, beside: None };

    fn json(texts: &Texts) -> serde_json::Value {
        serde_json::to_value(texts).unwrap()
    }

    #[test]
    fn a_cut_is_counted_and_falls_between_characters() {
        let mut texts = Texts::default();
        texts.place(&"é".repeat(200));
        let bound = Bound { alike: 201, beside: None };
        assert_eq!((texts.bytes(bound), texts.cut(bound)), (200, 1));
        assert_eq!(json(&texts), serde_json::json!([[0, "é".repeat(100), 100]]));
    }

    #[test]
    fn no_cut_costs_more_than_it_saves() {
        let mut texts = Texts::default();
        texts.place(&"a".repeat(200 + WORTH));
        assert_eq!(texts.cut(WHOLE), 0);
        texts.place(&"語".repeat(100));
        assert_eq!(texts.cut(WHOLE), 0, "few characters may be many bytes");
        texts.place(&"a".repeat(201 + WORTH));
        assert_eq!(texts.cut(WHOLE), 1);
    }

    #[test]
    fn what_is_shown_for_its_difference_is_whole_or_cut_round_it() {
        let of = |end: &str| format!("{} {end} {}", "reed ".repeat(200), "moss ".repeat(200));
        let make = || {
            let mut texts = Texts::default();
            let places = [texts.place(&of("heron")), texts.place(&of("egret"))];
            texts.beside(&places);
            texts
        };
        assert_eq!(make().cut(WHOLE), 0);
        let mut texts = make();
        assert_eq!(texts.cut(Bound { alike: 200, beside: Some(200) }), 2);
        for (at, word) in ["heron", "egret"].into_iter().enumerate() {
            let held = &json(&texts)[at];
            assert!(held[1].as_str().unwrap().contains(word) && held[0].as_u64() > Some(900), "{held}");
        }
    }
}
