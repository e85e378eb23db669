//! Makes the built-in table of how common words and phrases are among agents.
//!
//! ```text
//! cargo run --release --example commonness -- CORPUS DATE > src/compare/commonness/table.bin
//! ```
//!
//! CORPUS is a folder of agent files of many repositories; DATE (`2025-01-31`) goes into the table's head. The table holds
//! hashes and counts, no text.

use std::{error::Error, io::Write};

use agentkin::{
    compare,
    pipeline::{self, Unwatched},
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, date] = arguments.as_slice() else {
        return Err("usage: commonness CORPUS DATE > table.bin".into());
    };
    let loaded = pipeline::load(std::slice::from_ref(folder), &Unwatched)?;
    let source = format!("{} agent files of public repositories", loaded.corpus.len());
    std::io::stdout().write_all(&compare::commonness_table(&loaded.corpus, &source, date))?;
    Ok(())
}
