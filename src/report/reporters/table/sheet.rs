//! A page with columns on it.

use std::io;

use super::grid::Grid;
use crate::report::paper::Paper;

/// What a table is written on.
pub(super) type Sheet<'o> = Paper<'o>;

impl Paper<'_> {
    /// Columns.
    pub(super) fn grid(&mut self, grid: Grid) -> io::Result<()> {
        grid.print(self.page, self.out())
    }
}
