//! Where the time of a report goes: wall seconds from each stage's beginning to the next one's.
//!
//! ```text
//! cargo run --release --example stages -- PATH…
//! ```

use std::{error::Error, io::Write, sync::Mutex, time::Instant};

use agentkin::pipeline::{self, Options, Stage, Watch};

/// Writes down when each stage begins.
struct Clock {
    begun: Mutex<Vec<(String, usize, Instant)>>,
}

impl Watch for Clock {
    fn begin(&self, stage: Stage, steps: usize) {
        if let Ok(mut begun) = self.begun.lock() {
            begun.push((format!("{stage:?}"), steps, Instant::now()));
        }
    }

    fn step(&self) {}
}

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let clock = Clock { begun: Mutex::new(Vec::new()) };
    let start = Instant::now();
    let analysis = pipeline::report(&paths, &Options::default(), &clock)?;
    let end = Instant::now();
    let begun = clock.begun.into_inner()?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{:10} {:>9.3} s",
        "walk",
        begun.first().map_or(end, |first| first.2).duration_since(start).as_secs_f64()
    )?;
    for (at, (stage, steps, from)) in begun.iter().enumerate() {
        let to = begun.get(at + 1).map_or(end, |next| next.2);
        writeln!(out, "{stage:10} {:>9.3} s  {steps} steps", to.duration_since(*from).as_secs_f64())?;
    }
    writeln!(
        out,
        "{:10} {:>9.3} s  {} agents",
        "all",
        end.duration_since(start).as_secs_f64(),
        analysis.summary.agents
    )?;
    Ok(())
}
