//! Words in, words out: the only place that prints, reads the environment and sets the exit status.

use std::process::ExitCode;

/// Runs the command line and gives the exit status of contract.md.
#[must_use]
pub fn main() -> ExitCode {
    todo!()
}
