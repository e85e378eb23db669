//! From byte offsets to line numbers and back.

/// Where each line of a text begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Indexes `text`, whose lines end in `\n`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        // Counted first, which is soon done, so that the list never grows.
        let count = text.bytes().filter(|byte| *byte == b'\n').count();
        let mut starts = Vec::with_capacity(count + 1);
        starts.push(0);
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        Self { starts }
    }

    /// The line that holds byte `offset`, counted from 0; past the end, the last line.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// The byte on which line `line` (from 0) begins; `None` past the last line.
    #[must_use]
    pub fn start_of(&self, line: usize) -> Option<usize> {
        self.starts.get(line).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_meet_their_lines() {
        let index = LineIndex::new("ab\n\ncd");
        assert_eq!([0, 2, 3, 4, 5, 99].map(|at| index.line_of(at)), [0, 0, 1, 2, 2, 2]);
        assert_eq!(index.start_of(2), Some(4));
        assert_eq!(index.start_of(3), None);
    }
}
