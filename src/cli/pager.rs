//! A pager for what does not fit a screen, on a terminal only.

use std::{
    env,
    io::{self, IsTerminal, Write},
    process::{Child, Command, Stdio},
};

/// What `less` is told where the user has told it nothing: quit where it fits one screen, let colours through, leave the text on
/// the screen.
const LESS: &str = "FRX";

/// Starts the user's pager where standard output is a terminal and somebody wants one: `PAGER`, by default `less`. An empty
/// `PAGER` or `cat` means none, and one that cannot be started is done without.
pub(super) fn start() -> Option<Child> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let command = env::var("PAGER").unwrap_or_else(|_| "less".to_owned());
    let mut words = wanted(&command)?;
    let mut pager = Command::new(words.next()?);
    pager.args(words).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        pager.env("LESS", LESS);
    }
    pager.spawn().ok()
}

/// The words of a pager's command; `None` where none is wanted.
fn wanted(command: &str) -> Option<impl Iterator<Item = &str>> {
    let command = command.trim();
    (!command.is_empty() && command != "cat").then(|| command.split_whitespace())
}

/// Hands the pager what `fill` writes and waits until it is read. A pager that was left early has shown enough.
pub(super) fn show(mut pager: Child, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let written = match pager.stdin.take() {
        Some(stdin) => {
            let mut out = io::BufWriter::new(stdin);
            fill(&mut out).and_then(|()| out.flush())
        }
        None => Ok(()),
    };
    pager.wait()?;
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pager_is_wanted_by_an_empty_name_or_cat() {
        assert!(wanted("").is_none() && wanted(" ").is_none() && wanted("cat").is_none());
        assert_eq!(wanted("less -S").and_then(|mut words| words.nth(1)), Some("-S"));
    }

    #[cfg(unix)]
    #[test]
    fn a_pager_that_is_left_early_is_no_failure() {
        let head = Command::new("head").args(["-c", "1"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        show(head, |out| (0..100_000).try_for_each(|n| writeln!(out, "line {n}"))).unwrap();
    }
}
