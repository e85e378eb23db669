//! What stands in a block of code, line by line. In prose letters and words are what counts; a command with another letter, mark or
//! step in is another command (`-k` and `-K`, `$HOME/log` and `HOME/log`).

use super::words::{collapsed, hash, push_collapsed};

/// A line of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'t> {
    /// Its text without the blanks around it.
    pub text: &'t str,
    /// How many lines it stands inside of, as steps in tell: two blanks or four a step are one layout.
    depth: usize,
}

impl Line<'_> {
    /// What is the same for two lines that say the same: all but how wide blanks are.
    pub fn key(self) -> u64 {
        hash(&format!("{} {}", self.depth, collapsed(self.text)))
    }

    /// The same, wherever they stand.
    pub fn words(self) -> u64 {
        hash(&collapsed(self.text))
    }
}

/// The lines of a block that are not blank, its fences aside.
pub fn lines(block: &str) -> impl Iterator<Item = Line<'_>> {
    let mut depths = Depths::default();
    let all = block.lines().filter(|line| !line.trim().is_empty() && !is_fence(line.trim_start()));
    all.map(move |line| Line { text: line.trim(), depth: depths.of(line) })
}

/// The indents of the lines that the next one may stand inside of, from the outermost.
#[derive(Default)]
struct Depths(Vec<usize>);

impl Depths {
    /// How many lines the next one stands inside of.
    fn of(&mut self, line: &str) -> usize {
        let indent = line.len() - line.trim_start().len();
        self.0.retain(|known| *known < indent);
        self.0.push(indent);
        self.0.len() - 1
    }
}

/// Appends a block line by line, each with its depth: the same text for two that differ in nothing but blank lines, how wide
/// blanks are, and the Unicode form.
pub fn push_told(out: &mut String, block: &str) {
    let mut depths = Depths::default();
    for line in block.lines().filter(|line| !line.trim().is_empty()) {
        let depth = if is_fence(line.trim_start()) { 0 } else { depths.of(line) };
        out.extend(std::iter::repeat_n('\t', depth));
        push_collapsed(out, line);
        out.push('\n');
    }
}

/// The digest of a block: of its lines, and of what its fence says that they are.
pub fn key(block: &str) -> u64 {
    let language = block.lines().next().filter(|line| is_fence(line.trim_start()));
    let language = language.map(|line| line.trim().trim_start_matches(['`', '~']).trim().to_lowercase());
    let lines: Vec<String> = lines(block).map(|line| format!("{:x}", line.key())).collect();
    hash(&format!("code {} {}", language.unwrap_or_default(), lines.join(" ")))
}

/// Whether a line opens or closes a fenced block.
pub fn is_fence(line: &str) -> bool {
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
    fn a_block_is_told_with_its_depths() {
        let told = |lines: &str| {
            let mut out = String::new();
            push_told(&mut out, &block(lines));
            out
        };
        assert_eq!(told("a:\n  b\n\n  c   d"), "```sh\na:\n\tb\n\tc d\n```\n");
        assert_eq!(told("a:\n  b\n  c"), told("a:\n\n\tb\n\tc"));
        assert_ne!(told("a:\n  b\n  c"), told("a:\n  b\nc"));
        assert_ne!(told("a b"), told("a\nb"));
    }

    #[test]
    fn how_wide_blanks_are_does_not_count() {
        assert_eq!(key(&block("on:\n  push:\n\n    main")), key(&block("on:\n    push:\n        main  ")));
        assert_eq!(key(&block("  a  b")), key(&block("a b")));
        assert_eq!(key("```SH\na\n```"), key("~~~sh\na\n~~~"));
    }
}
