//! What comparing needs of agents, written for another engine: a few files at a time, so that memory holds no corpus.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use rayon::prelude::*;

use super::{
    Error, Stage, Watch,
    seat::{Seated, may_be_part, read, seat},
    sort_findings,
};
pub use crate::sketch::{AGENTS, SHINGLES};
use crate::{
    load,
    model::Finding,
    normalize,
    sketch::{self, OneIn, Row, Shingles},
};

/// Files that are read before what they hold is written: some 100 MB.
const FILES_AT_ONCE: usize = 2_048;

/// What was written of agents, and what is still to be: their table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sketched {
    /// A row an agent, by path.
    pub rows: Vec<Row>,
    /// How many files were read.
    pub files: usize,
    /// What was said of files, sorted.
    pub findings: Vec<Finding>,
}

/// Writes the shingles of every agent under `paths`, of all or of one in so many.
///
/// # Errors
/// As [`load()`](super::load()), and what `out` says.
pub fn sketches(paths: &[String], one_in: OneIn, out: &mut dyn Write, watch: &dyn Watch) -> Result<Sketched, Error> {
    let discovery = load::discover(paths)?;
    watch.begin(Stage::Load, discovery.files.len());
    let mut table = Shingles::new(out, one_in).map_err(broken)?;
    let (mut agents, mut parts) = (Vec::new(), BTreeSet::new());
    let mut told = Sketched { files: discovery.files.len(), findings: discovery.findings, ..Sketched::default() };
    for files in discovery.files.chunks(FILES_AT_ONCE) {
        let seated: Vec<Result<Seated, Error>> = files
            .par_iter()
            .map(|found| {
                watch.step();
                seat(found, read(found))
            })
            .collect();
        for file in seated {
            let file = file?;
            if let Some(refused) = file.refused {
                return Err(Error::NamedFile(refused));
            }
            told.findings.extend(file.findings);
            parts.extend(file.parts.into_iter().map(|part| part.path));
            for agent in &file.agents {
                let shingles = normalize::shingles(&agent.definition);
                table.add(agent, &shingles).map_err(broken)?;
                agents.push((Row::of(agent, &shingles, one_in), may_be_part(agent)));
            }
        }
    }
    table.finish().map_err(broken)?;
    // What another file draws in is no agent. Shingles that were written by then belong to no row, and join with none.
    agents.retain(|(row, may_be)| !(*may_be && parts.contains(row.path())));
    if agents.is_empty() {
        return Err(Error::NoAgent { paths: paths.join(" "), files: told.files });
    }
    told.rows = agents.into_iter().map(|(row, _)| row).collect();
    sort_findings(&mut told.findings);
    Ok(told)
}

/// Writes the table of the agents themselves.
///
/// # Errors
/// What `out` says.
pub fn sketched_agents(rows: &[Row], out: &mut dyn Write) -> Result<(), Error> {
    sketch::write_agents(rows, out).map_err(broken)
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Sketch(io::Error::other(error))
}
