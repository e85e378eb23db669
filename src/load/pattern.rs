//! Path patterns: `*` within a part, `**` over parts, matched at any depth of a path.

/// Where and how closely a pattern matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match {
    /// Whether the pattern gives the file's whole name: that says more than any folder.
    named: bool,
    /// Literal characters in the pattern's folders: who keeps the folder reads what lies in it.
    folders: usize,
    /// Literal characters in the pattern's last part.
    ending: usize,
    /// The first part of the path that lies below the folder which the pattern names.
    pub(super) below: usize,
}

/// A pattern taken apart: every path is held against every one of the roster.
#[derive(Debug)]
pub(super) struct Pattern<'p> {
    folders: Vec<Part<'p>>,
    last: Part<'p>,
    /// The folders before the first that has a `*`.
    fixed: usize,
}

/// A part of a pattern. One `*` at most, which is all that the roster's patterns need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'p> {
    /// `**`
    Any,
    /// The whole of a name.
    Whole(&'p str),
    /// What stands before and after `*`.
    Ends(&'p str, &'p str),
}

impl<'p> Pattern<'p> {
    pub(super) fn of(pattern: &'p str) -> Self {
        let (folders, last) = pattern.rsplit_once('/').map_or((None, pattern), |(folders, last)| (Some(folders), last));
        let folders: Vec<Part<'p>> = folders.into_iter().flat_map(|all| all.split('/')).map(Part::of).collect();
        let fixed = folders.iter().take_while(|part| matches!(part, Part::Whole(_))).count();
        Self { folders, last: Part::of(last), fixed }
    }

    /// How it matches the end of `path` (parts joined with `/`): at the deepest folder where it does.
    pub(super) fn matched(&self, path: &[&str]) -> Option<Match> {
        // Most patterns of most paths fail here.
        let (name, above) = path.split_last()?;
        if self.last == Part::Any {
            return self.matched_below(path);
        }
        let start =
            self.last.matches(name).then(|| (0..path.len()).rev().find(|at| ends(&self.folders, &above[*at..])))?;
        Some(self.at(start?))
    }

    /// The same where all below a folder is meant.
    fn matched_below(&self, path: &[&str]) -> Option<Match> {
        let begins = |from: &[&str]| (0..=from.len()).any(|end| ends(&self.folders, &from[..end]));
        (0..path.len()).rev().find(|start| begins(&path[*start..])).map(|start| self.at(start))
    }

    fn at(&self, start: usize) -> Match {
        Match {
            named: matches!(self.last, Part::Whole(_)),
            folders: self.folders.iter().map(|part| part.literals()).sum(),
            ending: self.last.literals(),
            below: start + self.fixed,
        }
    }
}

impl<'p> Part<'p> {
    fn of(part: &'p str) -> Self {
        match part.split_once('*') {
            _ if part == "**" => Self::Any,
            Some((head, tail)) => Self::Ends(head, tail),
            None => Self::Whole(part),
        }
    }

    fn matches(self, name: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Whole(whole) => whole == name,
            Self::Ends(head, tail) => {
                name.len() >= head.len() + tail.len() && name.starts_with(head) && name.ends_with(tail)
            }
        }
    }

    /// Its characters other than `*`.
    fn literals(self) -> usize {
        match self {
            Self::Any => 0,
            Self::Whole(whole) => whole.chars().count(),
            Self::Ends(head, tail) => head.chars().count() + tail.chars().count(),
        }
    }
}

/// Whether the parts of a pattern match the whole of `path`.
fn ends(pattern: &[Part<'_>], path: &[&str]) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, None) => true,
        (Some((Part::Any, rest)), _) => (0..=path.len()).any(|skip| ends(rest, &path[skip..])),
        (Some((part, rest)), Some((name, below))) => part.matches(name) && ends(rest, below),
        _ => false,
    }
}

/// How `pattern` matches the end of `path`.
pub(super) fn matched(pattern: &str, path: &[&str]) -> Option<Match> {
    Pattern::of(pattern).matched(path)
}

/// The file name without the ending that `pattern` gives it; `None` where nothing but the ending is there.
pub(super) fn stem<'n>(pattern: &str, name: &'n str) -> Option<&'n str> {
    let last = pattern.rsplit('/').next().unwrap_or(pattern);
    let ending = last.split_once('*').map_or("", |(_, tail)| tail);
    name.strip_suffix(ending).filter(|stem| !stem.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(pattern: &str, path: &str) -> Option<Match> {
        matched(pattern, &path.split('/').collect::<Vec<_>>())
    }

    #[test]
    fn patterns_match_at_any_depth() {
        assert!(at(".claude/agents/**/*.md", "home/me/.claude/agents/a/b/c.md").is_some());
        assert!(at(".claude/agents/**/*.md", ".claude/agents/c.md").is_some());
        assert!(at(".claude/agents/**/*.md", "claude/agents/c.md").is_none());
        assert!(at("*.agent.md", "x/y.agent.md").is_some());
        assert!(at("*.agent.md", "agent.md").is_none());
        assert!(at("SKILL.md", "skills/a/SKILL.md").is_some());
        assert!(at("SKILL.md", "skills/a/MYSKILL.md").is_none());
        assert!(at("moss/**", "x/moss/b/c.md").is_some_and(|found| found.below == 2));
        assert!(at("moss/**", "x/mosses/c.md").is_none());
    }

    #[test]
    fn a_name_beats_a_folder_and_a_folder_an_ending() {
        let path = ".cursor/agents/x.agent.md";
        assert!(at(".cursor/agents/**/*.md", path) > at("*.agent.md", path));
        assert!(at(".cursor/agents/**/*.md", path) > at("agents/**/*.md", path));
        assert!(at("SKILL.md", ".claude/agents/SKILL.md") > at(".claude/agents/**/*.md", ".claude/agents/SKILL.md"));
    }

    #[test]
    fn the_part_below_the_folder_is_known() {
        assert_eq!(at(".claude/commands/**/*.md", "p/.claude/commands/git/tidy.md").map(|m| m.below), Some(3));
        assert_eq!(at("commands/**/*.md", "commands/a/commands/b.md").map(|m| m.below), Some(3));
    }

    #[test]
    fn stems_lose_the_formats_ending() {
        assert_eq!(stem("*.agent.md", "owl.agent.md"), Some("owl"));
        assert_eq!(stem(".claude/agents/**/*.md", "owl.md"), Some("owl"));
        assert_eq!(stem("*.md", ".md"), None);
    }
}
