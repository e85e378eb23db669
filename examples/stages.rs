//! Where time and memory of a report go: wall seconds and seconds of CPU on all threads from each stage's beginning to the next
//! one's, and what is resident at its end (CPU and memory on Linux only; else 0).
//!
//! ```text
//! cargo run --release --example stages -- PATH…
//! ```

use std::{error::Error, io::Write, sync::Mutex, time::Instant};

use agentkin::pipeline::{self, Options, Stage, Watch};

/// Writes down when each stage begins.
struct Clock {
    begun: Mutex<Vec<Begun>>,
}

/// A stage's beginning.
struct Begun {
    stage: String,
    steps: usize,
    at: Instant,
    busy: f64,
    resident: u64,
}

impl Begun {
    fn now(stage: String, steps: usize) -> Self {
        Self { stage, steps, at: Instant::now(), busy: busy(), resident: resident() }
    }
}

/// MiB resident now, as proc(5) counts them.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1024
}

/// Nanoseconds in a second, as proc(5) counts the time that a thread was run.
const NANOSECONDS: f64 = 1e9;

/// Seconds of CPU so far, on all threads that still live.
fn busy() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let run = |thread: std::fs::DirEntry| {
        let told = std::fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
        told.split(' ').next().and_then(|run| run.parse::<f64>().ok()).unwrap_or_default()
    };
    threads.map(run).sum::<f64>() / NANOSECONDS
}

impl Watch for Clock {
    fn begin(&self, stage: Stage, steps: usize) {
        if let Ok(mut begun) = self.begun.lock() {
            begun.push(Begun::now(format!("{stage:?}"), steps));
        }
    }

    fn step(&self) {}
}

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let clock = Clock { begun: Mutex::new(Vec::new()) };
    let start = Begun::now("Walk".to_owned(), 1);
    let analysis = pipeline::report(&paths, &Options::default(), &clock)?;
    let end = Begun::now("End".to_owned(), analysis.summary.agents as usize);
    let mut marks = vec![start];
    marks.extend(clock.begun.into_inner()?);
    marks.push(end);
    let mut out = std::io::stdout().lock();
    for two in marks.windows(2) {
        let (from, to) = (&two[0], &two[1]);
        let seconds = to.at.duration_since(from.at).as_secs_f64();
        let busy = to.busy - from.busy;
        writeln!(
            out,
            "{:10} {seconds:>9.3} s  {busy:>9.3} s CPU  {:>6} MiB  {} steps",
            from.stage, to.resident, from.steps
        )?;
    }
    let (first, last) = (&marks[0], &marks[marks.len() - 1]);
    let seconds = last.at.duration_since(first.at).as_secs_f64();
    let busy = last.busy - first.busy;
    writeln!(out, "{:10} {seconds:>9.3} s  {busy:>9.3} s CPU  {:>6} MiB  {} agents", "all", last.resident, last.steps)?;
    Ok(())
}
