//! Exit status (contract.md).

use std::process::ExitCode;

/// Done; nothing at or above `--fail-on`; for `diff`: no difference.
pub(super) const DONE: u8 = 0;
/// Done; something at or above `--fail-on` was found; for `diff`: they differ.
pub(super) const FOUND: u8 = 1;
/// Could not do it.
pub(super) const FAILED: u8 = 2;

/// Ended by Ctrl-C: 128 and the number of the signal, as shells have it.
pub(super) const INTERRUPTED: i32 = 130;

/// How a run that could be done ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Nothing that a gate should stop.
    Done,
    /// Something that a gate should stop.
    Found,
}

impl Exit {
    /// `Found` where it holds.
    pub(super) fn found_if(holds: impl FnOnce() -> bool) -> Self {
        if holds() { Exit::Found } else { Exit::Done }
    }

    pub(super) fn code(self) -> ExitCode {
        ExitCode::from(self.byte())
    }

    /// The status as a number.
    pub(super) const fn byte(self) -> u8 {
        match self {
            Exit::Done => DONE,
            Exit::Found => FOUND,
        }
    }

    /// The exit of this status; `None` for a run that could not be done.
    pub(super) fn of_byte(byte: u8) -> Option<Self> {
        [Exit::Done, Exit::Found].into_iter().find(|exit| exit.byte() == byte)
    }
}
