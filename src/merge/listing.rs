//! What stands in a block of code, line by line. In prose letters and words are what counts; a command with another letter, mark or
//! step in is another command (`-k` and `-K`, `$HOME/log` and `HOME/log`).

use crate::text::words::hash;

/// A line of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Its text without the blanks around it.
    pub(super) text: &'t str,
    /// How many lines it stands inside of, as steps in tell: two blanks or four a step are one layout.
    depth: usize,
}

impl Line<'_> {
    /// What is the same for two lines that say the same: all but how wide blanks are.
    pub(super) fn key(self) -> u64 {
        let words: Vec<&str> = self.text.split_whitespace().collect();
        hash(&format!("{} {}", self.depth, words.join(" ")))
    }
}

/// The lines of a block that are not blank, its fences aside.
pub(super) fn lines(block: &str) -> impl Iterator<Item = Line<'_>> {
    let mut outer: Vec<usize> = Vec::new();
    let all = block.lines().filter(|line| !line.trim().is_empty() && !is_fence(line.trim_start()));
    all.map(move |line| {
        let indent = line.len() - line.trim_start().len();
        outer.retain(|known| *known < indent);
        outer.push(indent);
        Line { text: line.trim(), depth: outer.len() - 1 }
    })
}

/// The digest of a block: of its lines, and of what its fence says that they are.
pub(super) fn key(block: &str) -> u64 {
    let language = block.lines().next().filter(|line| is_fence(line.trim_start()));
    let language = language.map(|line| line.trim().trim_start_matches(['`', '~']).trim().to_lowercase());
    let lines: Vec<String> = lines(block).map(|line| format!("{:x}", line.key())).collect();
    hash(&format!("code {} {}", language.unwrap_or_default(), lines.join(" ")))
}

/// Whether a line opens or closes a fenced block.
pub(super) fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(lines: &str) -> String {
        format!("```sh\n{lines}\n```")
    }

    #[test]
    fn what_is_run_is_taken_by_the_letter() {
        for (one, other) in [
            ("curl -k host", "curl -K host"),
            ("rm -rf $HOME/log", "rm -rf HOME/log"),
            ("date; # rm old", "date; rm old"),
            ("tail log | wc", "tail log ; wc"),
            ("rm 'a b'", "rm a b"),
            ("on:\n  push:\n    main", "on:\n  push:\n  main"),
        ] {
            assert_ne!(key(&block(one)), key(&block(other)), "{one}");
        }
    }

    #[test]
    fn how_wide_blanks_are_does_not_count() {
        assert_eq!(key(&block("on:\n  push:\n\n    main")), key(&block("on:\n    push:\n        main  ")));
        assert_eq!(key(&block("  a  b")), key(&block("a b")));
        assert_eq!(key("```SH\na\n```"), key("~~~sh\na\n~~~"));
    }
}
