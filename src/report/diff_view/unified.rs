//! A patch that makes B's text of A's.
//!
//! Both names in its head are A's path: `git apply` and `patch -p1` take the file to change from there. It is written byte
//! for byte into a file or a pipe where no colour is asked for (a patch with escaped characters would not apply), and with
//! whatever could act on a terminal made visible else.

use std::io::{self, Write};

use super::{pane::verbatim, told::Told};
use crate::{
    model::Agent,
    report::{
        Ink, Page, Sink, Terminal,
        ink::{Tone, paint},
    },
    text::edit,
};

/// Unchanged lines around each change, as `diff -u` has them.
const CONTEXT: usize = 3;

pub(super) fn write(told: &Told<'_>, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let patch = patch(told);
    if page.ink == Ink::Plain && page.sink == Sink::File {
        return out.write_all(patch.as_bytes());
    }
    patch.lines().try_for_each(|line| writeln!(out, "{}", paint(tone(line), &verbatim(line), page.ink)))
}

/// The patch, with a first line that says what it does; empty where the texts are the same.
pub(super) fn patch(told: &Told<'_>) -> String {
    let (a, b) = (told.a(), told.b());
    let place = a.path.trim_start_matches("./").trim_start_matches('/');
    let names = (format!("a/{place}"), format!("b/{place}"));
    let patch = edit::unified(written(a), written(b), (&names.0, &names.1), CONTEXT);
    if patch.is_empty() {
        return patch;
    }
    format!("# makes {} of {}\n{patch}", Terminal(&b.id), Terminal(&a.id))
}

/// The file of an agent as it lies on the disk, line ends and all; its decoded text where the file is not UTF-8, or where
/// its bytes were not kept.
fn written(agent: &Agent) -> &str {
    match std::str::from_utf8(&agent.bytes) {
        Ok(text) if !text.is_empty() => text,
        _ => &agent.definition.text,
    }
}

fn tone(line: &str) -> Tone {
    match line.as_bytes() {
        [b'-', b'-', b'-', ..] | [b'+', b'+', b'+', ..] => Tone::Strong,
        [b'-', ..] => Tone::Bad,
        [b'+', ..] => Tone::Good,
        [b'@' | b'#', ..] => Tone::Dim,
        _ => Tone::Plain,
    }
}
