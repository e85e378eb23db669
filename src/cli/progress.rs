//! Progress on standard error: only where somebody looks, and only when it takes long.

use std::{
    io::{self, IsTerminal},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::{Stage, Unwatched, Watch};

/// Whoever waits less than this would only see a flicker.
const PATIENCE: Duration = Duration::from_millis(700);
/// Drawing is asked for every so many steps: a step of comparing takes some microseconds.
const STRIDE: u64 = 64;

/// Somebody who looks at a bar.
struct Bar {
    since: Instant,
    done: AtomicU64,
    drawn: Mutex<Option<ProgressBar>>,
}

/// Whether anybody is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Talk {
    Progress,
    Quiet,
}

/// Watches a run where standard error is a terminal, and not where silence was asked for.
pub(super) fn watch(talk: Talk) -> Box<dyn Watch> {
    if talk == Talk::Quiet || !io::stderr().is_terminal() {
        return Box::new(Unwatched);
    }
    Box::new(Bar { since: Instant::now(), done: AtomicU64::new(0), drawn: Mutex::new(None) })
}

impl Watch for Bar {
    fn begin(&self, stage: Stage, steps: usize) {
        self.done.store(0, Ordering::Relaxed);
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr_with_hz(8));
        // A stage of one step has no rate.
        let template = if steps > 1 {
            "{msg} [{bar:30}] {human_pos}/{human_len} · {per_sec} · {eta} left"
        } else {
            "{msg} {elapsed}"
        };
        let style = ProgressStyle::with_template(template);
        let bar = bar.with_message(name(stage));
        if let Ok(style) = style {
            bar.set_style(style.progress_chars("=> "));
        }
        let mut held = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = held.replace(bar) {
            old.finish_and_clear();
        }
        drop(held);
        self.draw(0);
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(STRIDE) {
            self.draw(done);
        }
    }
}

impl Bar {
    fn draw(&self, done: u64) {
        if self.since.elapsed() < PATIENCE {
            return;
        }
        let held = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bar) = held.as_ref() {
            bar.set_position(done);
            bar.tick();
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        let held = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bar) = held.as_ref() {
            bar.finish_and_clear();
        }
    }
}

const fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Load => "reading   ",
        Stage::Shortlist => "searching ",
        Stage::Compare => "comparing ",
        Stage::Cluster => "grouping  ",
        Stage::Merge => "merging   ",
    }
}
