//! Files to agents as written: decoding, format, front matter. The walk has a row of its own.

mod corpus;

use agentkin::load;
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

/// Finding the files of a folder.
#[divan::bench(args = [100, 1_000])]
fn walk(bencher: Bencher<'_, '_>, agents: usize) {
    let paths = [corpus::folder(agents).to_string_lossy().into_owned()];
    bencher.counter(ItemsCount::new(agents)).bench(|| load::discover(&paths));
}

/// Reading and parsing each, one thread.
#[divan::bench(args = [100, 1_000], sample_count = 20)]
fn read_and_parse(bencher: Bencher<'_, '_>, agents: usize) {
    let paths = [corpus::folder(agents).to_string_lossy().into_owned()];
    let found = load::discover(&paths).map(|discovery| discovery.files).unwrap_or_default();
    assert!(found.len() >= agents, "the folder was walked");
    bencher.counter(ItemsCount::new(agents)).bench(|| {
        found
            .iter()
            .filter_map(|found| load::parse(&load::read(found).ok()?).ok())
            .map(|agents| agents.len())
            .sum::<usize>()
    });
}
