//! Agents as written to definitions: fields, sections, statements, sketches. One thread.

mod corpus;

use agentkin::{load, model::RawAgent, normalize};
use divan::{Bencher, counter::BytesCount};

fn main() {
    divan::main();
}

/// Every agent of a corpus.
#[divan::bench(args = [100, 1_000], sample_count = 20)]
fn definitions(bencher: Bencher<'_, '_>, agents: usize) {
    let raw = raw(agents);
    assert!(raw.len() >= agents, "the folder was loaded");
    let bytes: usize = raw.iter().map(|agent| agent.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).with_inputs(|| raw.clone()).bench_values(|raw| {
        raw.into_iter()
            .map(|agent| {
                let profile = load::format(agent.format);
                normalize::definition(agent, profile)
            })
            .collect::<Vec<_>>()
    });
}

fn raw(agents: usize) -> Vec<RawAgent> {
    agentkin::pipeline::raw(&[corpus::folder(agents).to_string_lossy().into_owned()]).unwrap_or_default()
}
