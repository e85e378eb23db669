//! What the environment says of the terminal.

use std::{
    env,
    io::{self, IsTerminal},
};

use anstream::{AutoStream, ColorChoice};

use crate::{
    config::{Colour, Settings},
    report::{self, Charset, Detail, Ink, Page},
};

/// Columns where nothing says how many there are: wide enough for a path and its figures, narrow enough for a log.
const WIDTH_UNKNOWN: usize = 100;
/// A wider table is harder to read, not easier: the eye loses the row.
const WIDTH_MOST: usize = 140;

/// The page for standard output, or for a file where `to_file`.
pub(super) fn page(settings: &Settings, sink: Sink, detail: Detail) -> Page {
    let shown = match sink {
        Sink::Output => io::stdout().is_terminal(),
        Sink::Error => io::stderr().is_terminal(),
        Sink::File => false,
    };
    Page {
        width: width(settings, sink),
        charset: charset(&locale()),
        ink: ink(settings.colour, sink),
        detail,
        sink: if shown { report::Sink::Terminal } else { report::Sink::File },
    }
}

/// Where a page goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sink {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
    /// A file.
    File,
}

fn width(settings: &Settings, sink: Sink) -> usize {
    if let Some(width) = settings.width {
        return width;
    }
    let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok()).filter(|n| *n >= 40);
    let terminal = match sink {
        Sink::Output => terminal_size::terminal_size_of(io::stdout()),
        Sink::Error => terminal_size::terminal_size_of(io::stderr()),
        Sink::File => None,
    };
    let measured = terminal.map(|(width, _)| usize::from(width.0).min(WIDTH_MOST));
    measured.or(columns).unwrap_or(WIDTH_UNKNOWN).max(40)
}

fn ink(colour: Colour, sink: Sink) -> Ink {
    let coloured = match (colour, sink) {
        (Colour::Always, _) => true,
        (Colour::Never, _) | (Colour::Auto, Sink::File) => false,
        (Colour::Auto, Sink::Output) => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        (Colour::Auto, Sink::Error) => AutoStream::choice(&io::stderr()) != ColorChoice::Never,
    };
    if coloured { Ink::Colour } else { Ink::Plain }
}

/// The locale's name for characters: the first of the three that says anything (POSIX, Base Definitions 8.2).
fn locale() -> String {
    let said = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    said.into_iter().find(|value| !value.is_empty()).unwrap_or_default()
}

/// A locale that is not set says nothing: then the terminal is taken for one of this century.
fn charset(locale: &str) -> Charset {
    let folded = locale.to_lowercase().replace('-', "");
    if folded.is_empty() || folded.contains("utf8") { Charset::Unicode } else { Charset::Ascii }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_chooses_the_marks() {
        assert_eq!(charset("en_GB.UTF-8"), Charset::Unicode);
        assert_eq!(charset("C.utf8"), Charset::Unicode);
        assert_eq!(charset(""), Charset::Unicode);
        assert_eq!(charset("C"), Charset::Ascii);
        assert_eq!(charset("ja_JP.eucJP"), Charset::Ascii);
    }
}
