//! Text that belongs to an agent and lies beside it.

use super::{beside::BESIDE_CAPPED, data::text_of};
use crate::model::{Note, SourceFile};

/// The texts of the files beside a Markdown agent, joined with blank lines.
pub(super) fn of(file: &SourceFile) -> String {
    file.beside.iter().filter_map(text_of).collect::<Vec<_>>().join("\n\n")
}

/// What to say where not all of them were read.
pub(super) fn left_out(file: &SourceFile) -> Option<Note> {
    let message = || format!("{} supporting files were too many or too large and do not count", file.left_out);
    (file.left_out > 0).then(|| Note::new(&BESIDE_CAPPED, message()))
}
