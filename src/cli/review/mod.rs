//! A terminal to decide in: families in a list, each with its members, their differences and the merged text.
//!
//! What was decided is `desk`, which knows no terminal; `foretold` is what a plan does about a family; `keys` tells what a key asks for, `panes` what a pane says, `view` how it
//! is drawn, `write` what becomes of it on the disk.

mod desk;
mod foretold;
mod keys;
mod panes;
#[cfg(test)]
mod tests;
mod theme;
mod view;
mod write;

use std::io::{self, Write as _};

use ratatui::{DefaultTerminal, crossterm::event};

use super::{error::Failure, exit::Exit, session::Session};
use crate::{
    model::Analysis,
    pipeline::PlanOptions,
    report::{Detail, Sink, Terminal},
};
use desk::{Desk, Wish};
use foretold::{Foretold, Plans};
use panes::Panes;
use theme::Theme;
use write::Written;

pub(super) use write::plan_target;

/// What a review works on.
struct Case<'a> {
    analysis: &'a Analysis,
    options: &'a PlanOptions,
    session: &'a Session,
}

/// Shows the families until whoever decides has done.
///
/// # Errors
/// No family to decide on, a terminal that cannot be used, or what the writing says.
pub(super) fn run(
    analysis: &Analysis,
    options: &PlanOptions,
    plan: super::output::Target,
    session: &Session,
) -> Result<Exit, Failure> {
    if analysis.families.families.is_empty() {
        let agents = analysis.summary.agents;
        let _ = writeln!(io::stderr(), "no families among {agents} agents: nothing to decide");
        return Ok(Exit::Done);
    }
    let page = crate::report::Page { detail: Detail::Normal, sink: Sink::Terminal, ..session.page() };
    let case = Case { analysis, options, session };
    let mut written = Written::new(plan);
    let mut desk = Desk::new(analysis);
    let broken = |error: io::Error| Failure::saying(format!("the terminal cannot be used: {error}"));
    on_screen(|terminal| decide(&case, &mut desk, &mut written, terminal, Theme::of(page))).map_err(broken)??;
    let unwritten = desk.unwritten();
    for line in written.told() {
        let _ = writeln!(io::stderr(), "{}", Terminal(line));
    }
    if unwritten > 0 {
        let lost = if unwritten == 1 { "1 decision was".to_owned() } else { format!("{unwritten} decisions were") };
        let _ = writeln!(io::stderr(), "{lost} not written");
    }
    Ok(Exit::Done)
}

/// Lends the whole screen of the terminal to `work` and gives it back as it was, whatever becomes of the work: where it panics,
/// the hook that is set here does, on whatever thread that is.
///
/// # Errors
/// A terminal that cannot be used.
pub fn on_screen<T>(work: impl FnOnce(&mut DefaultTerminal) -> T) -> io::Result<T> {
    let mut terminal = ratatui::try_init()?;
    let out = work(&mut terminal);
    ratatui::try_restore()?;
    Ok(out)
}

/// Draws, reads a key, does what it asks for, until it asks to leave.
fn decide(
    case: &Case<'_>,
    desk: &mut Desk,
    written: &mut Written,
    terminal: &mut DefaultTerminal,
    theme: Theme,
) -> Result<(), Failure> {
    let broken = |error: io::Error| Failure::saying(format!("the terminal cannot be used: {error}"));
    let plans = Plans::new(case.analysis, case.options);
    let mut panes =
        Panes::new(case.analysis, (case.options, &plans), &case.session.settings, (theme.page, theme.star()));
    loop {
        terminal.draw(|frame| view::draw(frame, desk, &mut panes, theme)).map_err(broken)?;
        if panes.wants_more() {
            // What takes long is made after the screen has said so.
            panes.make();
            continue;
        }
        let Some(key) = keys::pressed(&event::read().map_err(broken)?) else { continue };
        match desk.press(key) {
            Wish::Nothing => {}
            Wish::Leave => return Ok(()),
            Wish::Foretell(family) => {
                // What takes long is found out after the screen has said so.
                desk.say(plans.coming(family));
                terminal.draw(|frame| view::draw(frame, desk, &mut panes, theme)).map_err(broken)?;
                match plans.foretell(family) {
                    Foretold::Something(said) => desk.say(said),
                    Foretold::Nothing(said) => desk.withdraw(said),
                }
            }
            Wish::Write => match written.write(case, desk) {
                Ok(said) => desk.wrote(said),
                Err(failure) => desk.say(failure.message()),
            },
            Wish::WriteAndLeave => match written.write(case, desk) {
                Ok(said) => {
                    desk.wrote(said);
                    return Ok(());
                }
                Err(failure) => desk.say(failure.message()),
            },
        }
    }
}
