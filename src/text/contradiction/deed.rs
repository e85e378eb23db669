//! Which deed a verb names, whatever its form.

/// The deed that a verb stands for; edits of all sorts are one deed.
pub(super) fn deed(verb: &str) -> Option<&'static str> {
    let root = root(verb);
    let same = |known: &&str| *known == verb || self::root(known) == root;
    let first = |set: &[&'static str]| set.iter().copied().find(|known| same(known));
    SAME.iter().find(|(_, verbs)| first(verbs).is_some()).map(|(deed, _)| *deed).or_else(|| first(DEEDS))
}

/// A verb without the ending of its form: `committing` and `commit`, `deleting` and `delete` have one.
pub(super) fn root(verb: &str) -> &str {
    /// Shorter rests (of `sing`) are no verb.
    const SHORTEST: usize = 2;
    let bare = verb.strip_suffix("ing").filter(|bare| bare.len() >= SHORTEST);
    let Some(bare) = bare else { return verb.strip_suffix('e').unwrap_or(verb) };
    let mut ends = bare.chars().rev();
    let (last, before) = (ends.next(), ends.next());
    let doubled = last == before && last.is_some_and(|c| c.is_ascii_alphabetic() && !matches!(c, 'l' | 's' | 'z'));
    &bare[..bare.len() - usize::from(doubled)]
}

/// Verbs that name one deed.
const SAME: &[(&str, &[&str])] = &[
    ("change", &["edit", "modify", "change", "alter", "touch", "update", "write", "rewrite", "fix"]),
    ("run", &["run", "execute"]),
    ("delete", &["delete", "remove"]),
    ("use", &["use", "utilize", "employ", "leverage", "adopt", "prefer"]),
];

const DEEDS: &[&str] = &[
    "commit",
    "push",
    "merge",
    "install",
    "deploy",
    "create",
    "add",
    "include",
    "mock",
    "skip",
    "ask",
    "assume",
    "guess",
    "log",
    "expose",
    "share",
    "mention",
    "refactor",
    "implement",
    "generate",
    "read",
    "access",
    "call",
    "import",
    "format",
    "rename",
    "move",
    "disable",
    "enable",
    "ignore",
    "apologize",
    "speculate",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_verb() {
        for (form, of) in [
            ("editing", "change"),
            ("running", "run"),
            ("removing", "delete"),
            ("committing", "commit"),
            ("using", "use"),
            ("calling", "call"),
        ] {
            assert_eq!(deed(form), Some(of), "{form}");
        }
        assert_eq!(deed("prune"), None);
    }
}
