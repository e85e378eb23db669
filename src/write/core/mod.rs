//! What a family shares, as a file that people can edit, and each member built from it again, to the byte.
//!
//! The texts are cut into what all share and what each has of its own (see [`template::lined`]). What is shared is the core,
//! with a mark wherever the members differ; what a member has there is in its vocabulary, under the mark's name. How it ends
//! its lines and whether it begins with a byte order mark is in its vocabulary too.

mod toml;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::text::template::{self, Piece};

/// The byte order mark in UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// What marks a place in the core: the first with which every member comes back.
const MARKS: &[(&str, &str)] = &[("{{", "}}"), ("[[", "]]")];

/// The shared core of some files with the vocabulary of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoreFile {
    /// What a mark begins and ends with.
    marks: (String, String),
    /// What all share, with marks.
    core: String,
    /// The files, in the order given.
    members: Vec<CoreMember>,
}

/// What one file has of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CoreMember {
    /// Where it lies, from the folder that all lie in; joined with `/`.
    file: String,
    line_ends: LineEnds,
    bom: bool,
    /// What it says at each mark.
    terms: BTreeMap<String, String>,
}

/// How the lines of a file end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LineEnds {
    /// As the core and the terms have them: `\n`, or a mixture.
    #[default]
    Lf,
    /// All with `\r\n`.
    Crlf,
}

/// Why a core cannot be written or read, or a member not be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CoreError {
    /// A core is text.
    #[error("{file} is not UTF-8: a core holds text alone")]
    NotText {
        /// The member.
        file: String,
    },
    /// The bytes of the file are not this agent's alone.
    #[error("{id} shares its file with other agents: a core holds whole files")]
    Shared {
        /// The member.
        id: String,
    },
    /// No core.
    #[error("{path} is no core: {why}")]
    NoCore {
        /// What was read.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// A member that is not in it.
    #[error("there is no member {asked} in it: there are {known}")]
    NoMember {
        /// What was asked for.
        asked: String,
        /// Those that are in it.
        known: String,
    },
    /// A mark without a word for it.
    #[error("{file} has no term {term:?}, which the core asks for")]
    NoTerm {
        /// The member.
        file: String,
        /// The name in the mark.
        term: String,
    },
    /// A mark that does not end.
    #[error("a mark in the core has no {close:?}: {near:?}")]
    NoEnd {
        /// What should end it.
        close: String,
        /// How it goes on.
        near: String,
    },
}

impl CoreFile {
    /// The core of these files, each with its place and its bytes.
    ///
    /// # Errors
    /// A file that is not UTF-8.
    pub fn of(files: &[(String, &[u8])]) -> Result<Self, CoreError> {
        let members: Vec<(CoreMember, String)> =
            files.iter().map(|(file, bytes)| member(file, bytes)).collect::<Result<_, _>>()?;
        let texts: Vec<&str> = members.iter().map(|(_, text)| text.as_str()).collect();
        let pieces = template::lined(&texts);
        let terms = Terms::of(&pieces, &texts);
        let told = members
            .iter()
            .enumerate()
            .map(|(at, (member, _))| CoreMember { terms: terms.of_member(at), ..member.clone() });
        let members: Vec<CoreMember> = told.collect();
        let with = |marks: (String, String)| {
            let core = terms.core(&pieces, &texts, &marks);
            Self { marks, core, members: members.clone() }
        };
        let holds = |made: &Self| made.members.iter().zip(&texts).all(|(member, text)| made.is(member, text));
        let known = MARKS.iter().map(|(open, close)| ((*open).to_owned(), (*close).to_owned()));
        let known = known.filter(|(open, _)| !texts.iter().any(|text| text.contains(open))).map(with).find(holds);
        Ok(known.unwrap_or_else(|| with(longer(&texts))))
    }

    /// Whether the member is built as this text.
    fn is(&self, member: &CoreMember, text: &str) -> bool {
        self.filled(member).is_ok_and(|built| built == text)
    }

    /// The files that it is the core of.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|member| member.file.as_str())
    }

    /// How many terms each member puts in, and which share of the longest member is shared, in whole percent.
    #[must_use]
    pub fn figures(&self) -> (usize, usize) {
        let terms = self.members.iter().map(|member| member.terms.len()).max().unwrap_or(0);
        let own = |member: &CoreMember| member.terms.values().map(String::len).sum::<usize>();
        let shared = self.core.len();
        let longest = self.members.iter().map(|member| own(member) + shared).max().unwrap_or(0);
        (terms, (100 * shared).checked_div(longest).unwrap_or(100))
    }

    /// A member, to the byte.
    ///
    /// # Errors
    /// No such member, or a mark in the core that it has no term for.
    pub fn render(&self, file: &str) -> Result<Vec<u8>, CoreError> {
        let member = self.members.iter().find(|member| member.file == file).ok_or_else(|| CoreError::NoMember {
            asked: file.to_owned(),
            known: self.files().collect::<Vec<_>>().join(", "),
        })?;
        let text = self.filled(member)?;
        let text = if member.line_ends == LineEnds::Crlf { text.replace('\n', "\r\n") } else { text };
        let bom = if member.bom { BOM } else { &[] };
        Ok([bom, text.as_bytes()].concat())
    }

    fn filled(&self, member: &CoreMember) -> Result<String, CoreError> {
        let (open, close) = &self.marks;
        let (mut out, mut rest) = (String::with_capacity(self.core.len()), self.core.as_str());
        while let Some((before, behind)) = rest.split_once(open.as_str()) {
            let (term, after) = behind
                .split_once(close.as_str())
                .ok_or_else(|| CoreError::NoEnd { close: close.clone(), near: behind.chars().take(20).collect() })?;
            let said = member
                .terms
                .get(term)
                .ok_or_else(|| CoreError::NoTerm { file: member.file.clone(), term: term.to_owned() })?;
            out.extend([before, said]);
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// The file, as TOML.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::written(self)
    }

    /// Reads what [`Self::to_toml`] wrote and somebody may have edited; `path` is what it is called where it is refused.
    ///
    /// # Errors
    /// A text that is no core.
    pub fn from_toml(text: &str, path: &str) -> Result<Self, CoreError> {
        toml::read(text).map_err(|why| CoreError::NoCore { path: path.to_owned(), why })
    }
}

/// A member with its text, its line ends and its byte order mark told apart.
fn member(file: &str, bytes: &[u8]) -> Result<(CoreMember, String), CoreError> {
    let bare = bytes.strip_prefix(BOM);
    let text = std::str::from_utf8(bare.unwrap_or(bytes)).map_err(|_| CoreError::NotText { file: file.to_owned() })?;
    let (all, pairs) = (text.matches('\n').count(), text.matches("\r\n").count());
    let (line_ends, text) = if all > 0 && all == pairs {
        (LineEnds::Crlf, text.replace("\r\n", "\n"))
    } else {
        (LineEnds::Lf, text.to_owned())
    };
    let member = CoreMember { file: file.to_owned(), line_ends, bom: bare.is_some(), terms: BTreeMap::new() };
    Ok((member, text))
}

/// A mark that none of the texts holds, whatever stands before it: no end of it is its beginning.
fn longer(texts: &[&str]) -> (String, String) {
    let free = |open: &String| !texts.iter().any(|text| text.contains(open));
    // One longer than the longest text stands in none.
    let longest = texts.iter().map(|text| text.len()).max().unwrap_or(0);
    let open = (1..=longest + 1).map(|times| format!("<{}", "%".repeat(times))).find(free).unwrap_or_default();
    let close = format!("{}>", "%".repeat(open.len() - 1));
    (open, close)
}

/// What the members say at the gaps, each distinct row of sayings once, those used most first.
struct Terms {
    names: FxHashMap<Vec<String>, String>,
}

impl Terms {
    fn of(pieces: &[Piece], texts: &[&str]) -> Self {
        let mut uses: Vec<(Vec<String>, usize)> = Vec::new();
        let mut at: FxHashMap<Vec<String>, usize> = FxHashMap::default();
        for said in pieces.iter().filter_map(|piece| said(piece, texts)) {
            let place = *at.entry(said.clone()).or_insert_with(|| {
                uses.push((said, 0));
                uses.len() - 1
            });
            uses[place].1 += 1;
        }
        uses.sort_by_key(|(_, uses)| std::cmp::Reverse(*uses));
        let width = uses.len().to_string().len();
        let named = uses.into_iter().enumerate().map(|(at, (said, _))| (said, format!("term-{:0width$}", at + 1)));
        Self { names: named.collect() }
    }

    /// What all share, with marks.
    fn core(&self, pieces: &[Piece], texts: &[&str], marks: &(String, String)) -> String {
        let mut out = String::new();
        for piece in pieces {
            match piece {
                Piece::Kept(range) => out.push_str(&texts[0][range.clone()]),
                Piece::Gap(_) => out.extend([&marks.0, &self.name(piece, texts), &marks.1].map(String::as_str)),
            }
        }
        out
    }

    fn name(&self, piece: &Piece, texts: &[&str]) -> String {
        said(piece, texts).and_then(|said| self.names.get(&said).cloned()).unwrap_or_default()
    }

    fn of_member(&self, at: usize) -> BTreeMap<String, String> {
        self.names.iter().map(|(said, name)| (name.clone(), said[at].clone())).collect()
    }
}

/// What each of the texts says at a gap.
fn said(piece: &Piece, texts: &[&str]) -> Option<Vec<String>> {
    let Piece::Gap(ranges) = piece else { return None };
    Some(ranges.iter().zip(texts).map(|(range, text)| text[range.clone()].to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(texts: &[&str]) -> CoreFile {
        let files: Vec<(String, &[u8])> =
            texts.iter().enumerate().map(|(at, text)| (format!("m{at}.md"), text.as_bytes())).collect();
        CoreFile::of(&files).unwrap()
    }

    fn comes_back(texts: &[&str]) -> CoreFile {
        let core = of(texts);
        let read = CoreFile::from_toml(&core.to_toml(), "core.toml").unwrap();
        assert_eq!(read, core, "{}", core.to_toml());
        for (at, text) in texts.iter().enumerate() {
            let built = read.render(&format!("m{at}.md")).unwrap();
            assert_eq!(String::from_utf8(built).unwrap(), *text);
        }
        core
    }

    #[test]
    fn a_word_of_their_own_is_one_term_everywhere() {
        let tide =
            "---\nname: tide-clerk\n---\n\n# Tide clerk\n\n- Read the tide table at dawn\n- Close the tide book\n";
        let wind = tide.replace("tide", "wind").replace("Tide", "Wind");
        let core = comes_back(&[tide, &wind]);
        assert!(
            core.core.contains("- Read the {{term-1}} table at dawn\n- Close the {{term-1}} book\n"),
            "{}",
            core.core
        );
        assert_eq!(core.members[1].terms["term-1"], "wind");
    }

    #[test]
    fn line_ends_and_byte_order_marks_are_the_members_own() {
        let plain = "Open the gate\nFeed the hens\n";
        let core = comes_back(&[
            plain,
            &format!("\u{feff}{}", plain.replace('\n', "\r\n")),
            "Open the gate\r\nFeed the hens\n",
        ]);
        assert_eq!((core.members[1].line_ends, core.members[1].bom), (LineEnds::Crlf, true));
        assert_eq!(core.members[2].line_ends, LineEnds::Lf, "a mixture is kept as it is");
    }

    #[test]
    fn what_stands_in_the_texts_is_no_mark() {
        let core = comes_back(&["Greet {{name}} [[at]] <% noon %> with ⟦bells⟧", "Greet {{name}} at dusk {{{"]);
        assert_eq!(core.marks.0, "<%%");
    }

    #[test]
    fn faults_are_told() {
        let core = of(&["Feed the hens", "Feed the geese"]);
        let told = |text: &str| CoreFile::from_toml(text, "x.toml").map(drop).unwrap_err().to_string();
        assert!(told("a = [").starts_with("x.toml is no core: "), "{}", told("a = ["));
        assert!(told(&core.to_toml().replace("core/1", "core/9")).contains("core/9"));
        assert!(told(&core.to_toml().replace("m1.md", "../m1.md")).contains("../m1.md"));
        assert!(told(&core.to_toml().replace("m1.md", "m0.md")).contains("twice"));
        let edited = |from: &str, to: &str| {
            CoreFile::from_toml(&core.to_toml().replace(from, to), "x")
                .unwrap()
                .render("m0.md")
                .unwrap_err()
                .to_string()
        };
        assert_eq!(edited("{{term-1}}", "{{bird}}"), "m0.md has no term \"bird\", which the core asks for");
        assert!(edited("{{term-1}}", "{{term-1").contains("has no \"}}\""));
        assert!(core.render("z.md").unwrap_err().to_string().contains("m0.md, m1.md"));
        assert!(CoreFile::of(&[("a.md".to_owned(), &b"\xff\xfe"[..])]).is_err());
    }

    proptest! {
        #[test]
        fn any_members_come_back(texts in prop::collection::vec("([ab{}\\[\r\n' ,\"設\u{feff}]|\\PC){0,40}", 1..5)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            comes_back(&texts);
        }

        #[test]
        fn members_that_differ_by_terms_come_back(
            words in prop::collection::vec(prop::sample::select(vec!["tide", "wind", "two words", "", "{{x}}"]), 2..5),
            lines in prop::collection::vec(0usize..4, 1..12),
            drop_one in any::<bool>(),
        ) {
            let line = |kind: usize, word: &str| match kind {
                0 => format!("- Read the {word} table at dawn\n"),
                1 => "- Close the gate\n".to_owned(),
                2 => format!("\n## {word}\n\n"),
                _ => "\r\n".to_owned(),
            };
            let text = |(at, word): (usize, &&str)| {
                let kept = lines.iter().enumerate().filter(|(nth, _)| !(drop_one && *nth == at));
                kept.map(|(_, kind)| line(*kind, word)).collect::<String>()
            };
            let texts: Vec<String> = words.iter().enumerate().map(text).collect();
            comes_back(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}
