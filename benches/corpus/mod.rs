//! The corpus that the benches run on: made of the agents under `fixtures/bench/`, the same for the same size.
//!
//! Families of one to thirty. A family's first agent takes whole sections of the fixtures and says most of them in words of
//! its own; its other members are copies with lines dropped, moved and reworded.

#![allow(dead_code, reason = "each bench uses a part of this")]
#![expect(clippy::expect_used, reason = "a bench that cannot make its corpus has nothing to measure")]

use std::{fs, path::PathBuf};

use agentkin::{
    compare,
    model::{Commonness, Comparisons, Corpus, Pair},
    pipeline::{self, Unwatched},
    shortlist,
};

/// The agents that everything is made of.
const FIXTURES: [&str; 3] = [
    include_str!("../../fixtures/bench/queue-keeper.md"),
    include_str!("../../fixtures/bench/form-tester.md"),
    include_str!("../../fixtures/bench/migration-guide.md"),
];

/// An agent file.
pub(crate) struct Made {
    /// Its name, which is its file's too.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
}

/// `count` agents in families.
pub(crate) fn files(count: usize) -> Vec<Made> {
    let sections: Vec<&str> = FIXTURES.iter().flat_map(|text| sections(text)).collect();
    let mut out = Vec::with_capacity(count);
    for family in 0.. {
        let mut dice = Dice(family);
        let root = root(&sections, family, &mut dice);
        let size = [1, 1, 1, 1, 1, 1, 2, 3, 5, 30][dice.below(10)];
        for member in 0..size {
            if out.len() == count {
                return out;
            }
            let name = format!("{}-{}-{family}-{member}", word(family, 1), word(family, 2));
            let body = if member == 0 { root.clone() } else { edited(&root, &mut dice) };
            let job = format!("Looks after {} and {} for {}.", word(family, 3), word(family, 4), word(family, 5));
            let text =
                format!("---\nname: {name}\ndescription: {job}\ntools: Read, Grep\nmodel: sonnet\n---\n\n{body}");
            out.push(Made { name, text });
        }
    }
    out
}

/// The same as files in a folder, written once and left as they are.
pub(crate) fn folder(count: usize) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{count}"));
    let agents = folder.join("agents");
    fs::create_dir_all(&agents).expect("a folder under target");
    for made in files(count) {
        fs::write(agents.join(made.name).with_extension("md"), made.text).expect("a file under target");
    }
    folder
}

/// The same, loaded and normalized.
pub(crate) fn corpus(count: usize) -> Corpus {
    let path = folder(count).to_string_lossy().into_owned();
    pipeline::load(&[path], &Unwatched).expect("made agents load").corpus
}

/// One agent of some ten KB in `count` versions: each with lines dropped, moved and reworded, as in a family of copies that
/// went their own ways.
pub(crate) fn versions(count: usize) -> Corpus {
    let root = long(0);
    made("versions", (0..count as u64).map(|nth| edited(&root, &mut Dice(nth))))
}

/// `count` agents of some ten KB that share a template and little else.
pub(crate) fn strangers(count: usize) -> Corpus {
    made("strangers", (1..=count as u64).map(long))
}

/// Ten KB of sections in words of their own.
fn long(nth: u64) -> String {
    const LONG: usize = 10_000;
    let sections: Vec<&str> = FIXTURES.iter().flat_map(|text| sections(text)).collect();
    let mut out = String::new();
    for round in 0.. {
        if out.len() >= LONG {
            break;
        }
        let family = 1_000 * nth + round;
        out.push_str(&root(&sections, family, &mut Dice(family)));
    }
    out
}

/// These prompts as agents, by way of files.
fn made(name: &str, prompts: impl Iterator<Item = String>) -> Corpus {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{name}")).join("agents");
    fs::create_dir_all(&folder).expect("a folder under target");
    let write = |(nth, prompt): (usize, String)| {
        let path = folder.join(format!("v{nth:03}.md"));
        let text = format!("---\nname: keeper\ndescription: Keeps the queue.\ntools: Read\n---\n\n{prompt}");
        fs::write(&path, text).expect("a file under target");
        path.to_string_lossy().into_owned()
    };
    let paths: Vec<String> = prompts.enumerate().map(write).collect();
    pipeline::load(&paths, &Unwatched).expect("made agents load").corpus
}

/// A corpus with all that is told of it before it is cut into families.
pub(crate) struct Told {
    /// The agents.
    pub(crate) corpus: Corpus,
    /// How common words and phrases are among them.
    pub(crate) common: Commonness,
    /// What the shortlist's pairs came to.
    pub(crate) comparisons: Comparisons,
}

/// `count` agents, compared by way of the index.
pub(crate) fn told(count: usize) -> Told {
    let corpus = corpus(count);
    let common = compare::commonness(&corpus);
    let list = shortlist::shortlist(&corpus, &common, INDEX);
    let weighed = compare::weigh(&corpus, &common, compare::Model::built_in());
    let pairs: Vec<Pair> = list.candidates.iter().map(|c| c.pair).collect();
    let rows = compare::sweep(&corpus, &weighed, &pairs, |judged| Some(judged.kinship()));
    Told { corpus, common, comparisons: Comparisons::new(rows) }
}

/// The index at any size, so that its growth shows.
pub(crate) const INDEX: shortlist::Options = shortlist::Options { every_pair_up_to: 0 };

/// The parts of a text that begin with a second-level heading or with the prompt itself.
fn sections(text: &str) -> Vec<&str> {
    let body = text.splitn(3, "---\n").nth(2).unwrap_or(text);
    let starts = body.match_indices("\n## ").map(|(at, _)| at + 1);
    let cuts: Vec<usize> = std::iter::once(0).chain(starts).chain([body.len()]).collect();
    cuts.windows(2).map(|cut| &body[cut[0]..cut[1]]).collect()
}

/// Two sections in five, most of their longer words put in the family's own.
fn root(sections: &[&str], family: u64, dice: &mut Dice) -> String {
    let chosen: Vec<&str> = sections.iter().filter(|_| dice.below(5) < 2).copied().collect();
    let text = if chosen.is_empty() { sections[0].to_owned() } else { chosen.concat() };
    let is_word = |piece: &str| piece.len() > 3 && piece.bytes().all(|byte| byte.is_ascii_alphabetic());
    let own = |piece: &str| match mix(hash(piece) ^ family) % 10 {
        0..7 if is_word(piece) => word(family, hash(piece)),
        _ => piece.to_owned(),
    };
    text.split_inclusive([' ', '\n']).map(|piece| own(piece.trim_end()) + &piece[piece.trim_end().len()..]).collect()
}

/// A member's version of the family's text: of twenty lines one is dropped, one moved and one reworded.
fn edited(root: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = root.lines().map(str::to_owned).collect();
    for at in (1..lines.len()).rev() {
        match dice.below(20) {
            0 => drop(lines.remove(at)),
            1 => lines.swap(at - 1, at),
            2 => lines[at] = lines[at].replacen(' ', &format!(" {} ", word(dice.next(), 0)), 1),
            _ => {}
        }
    }
    lines.join("\n") + "\n"
}

/// A made word of two to four syllables.
fn word(family: u64, which: u64) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "cor", "den", "fi", "gal", "ho", "kin", "lum", "mer", "no", "pel", "ra", "sto", "tu", "ver", "zi"];
    let mut bits = mix(mix(family) ^ which);
    let mut syllable = || {
        bits = mix(bits);
        SYLLABLES[usize::try_from(bits % 16).unwrap_or_default()]
    };
    let long = 2 + which % 3;
    (0..long).map(|_| syllable()).collect()
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The finalizer of SplitMix64.
fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (bits ^ (bits >> 31)).wrapping_add(0x9e37_79b9_7f4a_7c15)
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    fn below(&mut self, sides: u64) -> usize {
        usize::try_from(self.next() % sides).unwrap_or_default()
    }
}
