//! What a block of code does, whatever is remarked beside it: two that differ in comments, blank lines and the name of their language
//! alone are one block.

use std::collections::BTreeSet;

use crate::text::{
    secrets::masked,
    words::{hash, key},
};

/// The digest of the lines of code of a block in a fence, without blank ones and comments; 0 where there are none.
pub(super) fn digest(block: &str) -> u64 {
    let Some(block) = Block::of(block) else { return 0 };
    let code: Vec<&str> = block.code().collect();
    if !code.iter().any(|line| line.contains(char::is_alphanumeric)) {
        return 0;
    }
    let depth = |line: &&str| line.len() - line.trim_start().len();
    let least = code.iter().map(depth).min().unwrap_or(0);
    let lines: Vec<&str> = code.iter().map(|line| line.get(least..).unwrap_or(line).trim_end()).collect();
    hash(&lines.join("\n"))
}

/// The comments of a block, by the key of their words.
pub(super) fn comments(block: &str) -> BTreeSet<u64> {
    let block = Block::of(block);
    block
        .iter()
        .flat_map(|block| block.inner.iter().filter(|line| block.is_comment(line)).map(|line| key(line)))
        .collect()
}

/// The comments of a block in order, each with how many lines of code stand before it.
pub(super) fn remarks(block: &str) -> Vec<(usize, u64)> {
    let Some(block) = Block::of(block) else { return Vec::new() };
    let mut before = 0;
    let mut out = Vec::new();
    for line in block.inner.iter().filter(|line| !line.trim().is_empty()) {
        if block.is_comment(line) { out.push((before, key(line))) } else { before += 1 }
    }
    out
}

/// The first line of code, short enough for a name.
pub(super) fn name(block: &str) -> String {
    const SHOWN: usize = 60;
    let first = Block::of(block).and_then(|block| block.code().next().map(str::trim)).unwrap_or("");
    // A secret that is cut is not known for one any more.
    masked(first).chars().take(SHOWN).collect()
}

struct Block<'b> {
    /// The marks that begin a comment in its language; none where the fence names no language that has any.
    marks: &'static [&'static str],
    inner: Vec<&'b str>,
}

impl<'b> Block<'b> {
    fn of(text: &'b str) -> Option<Self> {
        let mut lines = text.lines();
        let opening = lines.next()?.trim();
        let fence = opening.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
        let language = opening.trim_start_matches(fence);
        let closes = |line: &&str| line.trim().len() >= 3 && line.trim().chars().all(|c| c == fence);
        let language = language.split_whitespace().next().unwrap_or("").to_lowercase();
        Some(Self { marks: marks_of(&language), inner: lines.filter(|line| !closes(line)).collect() })
    }

    fn code(&self) -> impl Iterator<Item = &'b str> {
        self.inner.iter().copied().filter(|line| !line.trim().is_empty() && !self.is_comment(line))
    }

    /// Whether a line is a comment and nothing else.
    fn is_comment(&self, line: &str) -> bool {
        let bare = line.trim_start();
        let rests = self.marks.iter().filter_map(|mark| bare.strip_prefix(mark));
        rests.into_iter().any(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    }
}

/// How comments begin in a language: in a template, a hash begins a title.
fn marks_of(language: &str) -> &'static [&'static str] {
    match language {
        "bash" | "sh" | "shell" | "zsh" | "python" | "py" | "ruby" | "rb" | "yaml" | "yml" | "toml" | "dockerfile"
        | "makefile" | "perl" | "r" | "elixir" | "hcl" | "terraform" | "tf" | "graphql" => &["#"],
        "javascript" | "js" | "jsx" | "typescript" | "ts" | "tsx" | "java" | "kotlin" | "swift" | "go" | "rust"
        | "c" | "cpp" | "csharp" | "cs" | "scala" | "dart" | "php" | "scss" => &["//"],
        "sql" | "lua" | "haskell" => &["--"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remarked_beside_code_does_not_make_it_other_code() {
        let bare = digest("```bash\nwick --trim\noil --all\n```");
        for block in [
            "```sh\n# First the wick\nwick --trim\n\n# Then the oil\noil --all\n```",
            "```\nwick --trim\noil --all\n```",
            "  ```bash\n  wick --trim\n  oil --all\n  ```",
        ] {
            assert_eq!(digest(block), bare, "{block}");
        }
        for block in
            ["```bash\nwick --trim\noil -all\n```", "```bash\noil --all\nwick --trim\n```", "wick --trim\noil --all"]
        {
            assert_ne!(digest(block), bare, "{block}");
        }
        assert_ne!(digest("```markdown\n# Wicks\n- oil\n```"), digest("```markdown\n# Bells\n- oil\n```"), "titles");
        assert_ne!(digest("```py\nif a:\n  b\n  c\n```"), digest("```py\nif a:\n  b\nc\n```"), "what is indented");
        assert_eq!((digest("```\n...\n```"), digest("```\n\n```")), (0, 0));
    }
}
