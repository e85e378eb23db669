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

/// How `pattern` matches the end of `path` (parts joined with `/`): at the deepest folder where it does.
pub(super) fn matched(pattern: &str, path: &[&str]) -> Option<Match> {
    // Most patterns of most paths fail here, before anything is taken apart.
    let last = pattern.rsplit('/').next().unwrap_or(pattern);
    if last != "**" && !part_matches(last, path.last()?) {
        return None;
    }
    let parts: Vec<&str> = pattern.split('/').collect();
    let literal = |part: &str| part.chars().filter(|c| *c != '*').count();
    let (last, folders) = parts.split_last()?;
    let folders = folders.iter().map(|part| literal(part)).sum();
    let fixed = parts.iter().take(parts.len() - 1).take_while(|part| !part.contains('*')).count();
    let start = (0..path.len()).rev().find(|start| parts_match(&parts, &path[*start..]))?;
    Some(Match { named: !last.contains('*'), folders, ending: literal(last), below: start + fixed })
}

fn parts_match(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, None) => true,
        (Some((&"**", rest)), _) => (0..=path.len()).any(|skip| parts_match(rest, &path[skip..])),
        (Some((part, rest)), Some((name, below))) => part_matches(part, name) && parts_match(rest, below),
        _ => false,
    }
}

/// One `*` a part at most, which is all that the roster's patterns need.
fn part_matches(part: &str, name: &str) -> bool {
    match part.split_once('*') {
        None => part == name,
        Some((head, tail)) => name.len() >= head.len() + tail.len() && name.starts_with(head) && name.ends_with(tail),
    }
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
