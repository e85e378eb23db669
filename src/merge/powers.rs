//! What a prompt does by being read: harnesses run its shell lines, and put the files that it names in their place. No member
//! brings such a line into a canonical whose base does not have it.

use std::{borrow::Cow, collections::BTreeSet};

use super::{
    saying::{Class, Saying},
    settle::{Settled, State},
};
use crate::{model::Choice, text::secrets::masked};

/// A statement that does what the base does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Power {
    pub(super) at: usize,
    /// What the conflicts call it.
    pub(super) about: String,
    /// Whether somebody decided that it is to stand.
    wanted: bool,
}

impl Power {
    /// The same, of a statement that goes with it.
    pub(super) fn of(&self, at: usize) -> Self {
        Self { at, ..self.clone() }
    }
}

/// The statements of the others that do what the base does not.
pub(super) fn foreign(sayings: &[Saying<'_>], decisions: &[Choice]) -> Vec<Power> {
    let base = sayings.iter().take_while(|saying| saying.is_base());
    let own: BTreeSet<Cow<'_, str>> = base.flat_map(|saying| powers(saying.text, saying.class())).collect();
    let others = sayings.iter().enumerate().filter(|(_, saying)| !saying.is_base());
    let news = |saying: &Saying<'_>| {
        powers(saying.text, saying.class()).into_iter().find(|power| !own.contains(power)).map(|power| told(&power))
    };
    let found = others.filter_map(|(at, saying)| {
        let about = news(saying)?;
        let wanted = decisions.iter().any(|one| one.takes(&about, saying.text));
        Some(Power { at, about, wanted })
    });
    found.collect()
}

/// Those that nobody decided for.
pub(super) fn undecided(foreign: &[Power]) -> impl Iterator<Item = usize> {
    foreign.iter().filter(|power| !power.wanted).map(|power| power.at)
}

/// Leaves out what nobody decided for, whatever else stands for its words: those words do nothing there.
pub(super) fn leave_out(settled: &mut Settled<'_>, foreign: Vec<Power>) {
    for at in undecided(&foreign) {
        settled.states[at] = State::Power;
    }
    settled.powers = foreign;
}

/// What the conflicts call it.
fn told(power: &str) -> String {
    /// Characters of it that are shown.
    const SHOWN: usize = 60;
    // A secret that is cut is not known for one any more.
    let shown: String = masked(power).chars().take(SHOWN).collect();
    match power.as_bytes() {
        [b'@', ..] | [b'{', b'f', ..] => format!("file put in: {shown}"),
        [b'{', ..] => format!("variable put in: {shown}"),
        _ => format!("shell line: {shown}"),
    }
}

/// What a text does where a harness reads it: each shell line as ``!`line` ``, each file as `@path` or `{file:path}`, each variable
/// as `{env:NAME}`.
fn powers(text: &str, class: Class) -> Vec<Cow<'_, str>> {
    let mut out = Vec::new();
    if text.contains(['!', '@']) {
        if class == Class::Block {
            out.extend(run_block(text).map(|line| Cow::Owned(format!("!`{line}`"))));
        }
        out.extend(shell_lines(text).map(|line| Cow::Owned(format!("!`{line}`"))));
        out.extend(braced(text, "@{").filter(|path| is_path(path)).map(|path| Cow::Owned(format!("@{path}"))));
        if class != Class::Block {
            out.extend(files(text).map(Cow::Borrowed));
        }
    }
    // OpenCode puts a file, and a variable of the environment, wherever it is named so.
    for mark in ["{file:", "{env:"] {
        let named = text.match_indices(mark).filter_map(|(at, _)| text[at + mark.len()..].split_once('}'));
        let named =
            named.map(|(name, _)| name.trim()).filter(|name| !name.is_empty() && !name.contains(char::is_whitespace));
        out.extend(named.map(|name| Cow::Owned(format!("{mark}{name}}}"))));
    }
    out
}

/// The lines of a fence that is marked to be run: its mark is followed by `!`.
fn run_block(text: &str) -> impl Iterator<Item = &str> {
    let marked = |line: &str| {
        let bare = line.trim_start();
        let inside = bare.trim_start_matches(['`', '~']);
        bare.len() - inside.len() >= 3 && inside.trim_start().starts_with('!')
    };
    let mut lines = text.trim().lines();
    let runs = lines.next().is_some_and(marked);
    let fence = |line: &&str| line.starts_with("```") || line.starts_with("~~~");
    lines.map(str::trim).filter(move |line| runs && !line.is_empty() && !fence(line))
}

/// The shell lines in a text: ``!`line` ``, in code too, and `!{line}`.
fn shell_lines(text: &str) -> impl Iterator<Item = &str> {
    let marked = text.match_indices("!`").filter(|(at, _)| stands_free(&text[..*at]));
    let lines = marked.filter_map(|(at, mark)| text[at + mark.len()..].split_once('`').map(|(line, _)| line));
    let lines = lines.filter(|line| !line.contains('\n')).map(str::trim);
    lines.chain(braced(text, "!{")).filter(|line| line.contains(|c: char| c.is_ascii_alphanumeric()))
}

/// What stands in the braces that `mark` opens.
fn braced<'t>(text: &'t str, mark: &'static str) -> impl Iterator<Item = &'t str> {
    let marked = text.match_indices(mark).filter(|(at, _)| stands_free(&text[..*at]));
    marked.filter_map(|(at, mark)| text[at + mark.len()..].split_once('}').map(|(inner, _)| inner.trim()))
}

/// The files that a text puts in: `@path`, not in code. A name with a scope (`@types/node`) or a decorator is no path.
fn files(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split('`').step_by(2);
    prose.flat_map(|prose| {
        prose.split_whitespace().filter_map(|word| {
            let word = word.trim_start_matches(['(', '"', '\'', '*', '_', '[', '<']);
            let word = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
            word.strip_prefix('@').filter(|path| is_path(path)).map(|_| word)
        })
    })
}

fn is_path(path: &str) -> bool {
    /// The endings of files that prompts put in.
    const ENDINGS: &[&str] = &["md", "mdc", "txt", "json", "jsonc", "yaml", "yml", "toml", "xml", "csv", "env"];
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let named =
        |ending: &str| ENDINGS.contains(&ending) || path.contains('/') && ending.chars().all(char::is_alphanumeric);
    !path.contains(['(', '=', ':', '{', '@'])
        && (path.starts_with(['/', '~', '.']) || ending.is_some_and(|ending| named(&ending)))
}

/// Whether a mark right behind this text begins a word: behind a backtick it is the end of code.
fn stands_free(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | ':' | '|' | '>' | '*' | '"' | '\'' | '：'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        powers(text, Class::Prose).into_iter().map(Cow::into_owned).collect()
    }

    #[test]
    fn shell_lines_and_files_are_seen() {
        assert_eq!(of("Tide now: !`tide --now`, swell: !`swell`"), ["!`tide --now`", "!`swell`"]);
        assert_eq!(of("Log: !{cat log} and @{harbour/log.md}"), ["!`cat log`", "@harbour/log.md"]);
        assert_eq!(of("Log in as {env:KEEPER} by https://quay/{file:./key.txt}"), ["{file:./key.txt}", "{env:KEEPER}"]);
        for text in ["See @/etc/harbour", "(@~/log.md)", "Read **@docs/tide.md**.", "As in @LOG.md:"] {
            assert_eq!(of(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn other_talk_is_none() {
        for text in [
            "Use `@types/node` and @angular/core",
            "Ask @keeper, or write to keeper@harbour.md",
            "Never!",
            "Mark it `@/harbour/log.md`",
            "@pytest.mark.slow",
            "wow!`x`",
            "`!` says not, `?.` asks",
            "Take @keeper/lamp@1.2 and @{keeper-root}/log",
        ] {
            assert!(of(text).is_empty(), "{text}: {:?}", of(text));
        }
        assert!(powers("```\n@import/x.md\n```", Class::Block).is_empty());
    }
}
