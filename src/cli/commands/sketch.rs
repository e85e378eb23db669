//! `agentkin sketch`.

use clap::Parser;

use super::{Goes, Job};
use crate::cli::{error::Failure, exit::Exit, session::Session};

const EXAMPLES: &str = "\
Examples:
  agentkin sketch agents/ --output sketches/              what comparing needs, as Parquet
  agentkin sketch agents/ --output sketches/ --one-in 8   an eighth of it: an estimate

Writes agents.parquet and shingles.parquet. docs/scale.md has their columns, the
SQL that finds all pairs alike with DuckDB, DataFusion or Spark, and its cost.
Tables of many runs can be put together: an agent's number is a hash of its id.";

/// Write what comparing needs of each agent as Parquet: for corpora that one machine does not hold
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Sketch {
    /// Folders to search and files to read; - reads a list from standard input [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Read paths from FILE, one a line; - is standard input
    #[arg(long, value_name = "FILE")]
    files_from: Option<String>,
    /// Write of the shingles of each agent those with the lowest hashes, one in N
    #[arg(long, value_name = "N", default_value = "1")]
    one_in: std::num::NonZeroU64,
}

#[cfg(not(feature = "sketch"))]
impl Job for Sketch {
    const GOES: Goes = Goes::Folder;

    fn run(self, _: &Session) -> Result<Exit, Failure> {
        Err(super::left_out("Parquet sketches", "sketch"))
    }
}

#[cfg(feature = "sketch")]
impl Job for Sketch {
    const GOES: Goes = Goes::Folder;

    fn run(self, session: &Session) -> Result<Exit, Failure> {
        writing::write(&self, session)
    }
}

/// What takes the feature.
#[cfg(feature = "sketch")]
mod writing {
    use std::io;

    use super::Sketch;
    use crate::{
        cli::{agents, error::Failure, exit::Exit, output::Target, session::Session},
        model::Severity,
        pipeline::{self, AGENTS, SHINGLES, Sketched},
    };

    /// Writes both tables; a run that fails leaves none of them half-written.
    pub(super) fn write(asked: &Sketch, session: &Session) -> Result<Exit, Failure> {
        let paths = agents::paths(&asked.paths, asked.files_from.as_deref())?;
        let folder = session.target.folder()?;
        let target = |name: &str| Target::new(Some(&folder.join(name)), session.existing);
        let (shingles, agents) = (target(SHINGLES)?, target(AGENTS)?);
        let mut done: Result<Sketched, pipeline::Error> = Ok(Sketched::default());
        let written = {
            let watch = session.watch();
            shingles.write(|out| match pipeline::sketches(&paths, asked.one_in, out, watch.as_ref()) {
                Err(pipeline::Error::Sketch(error)) => Err(error),
                other => {
                    let failed = other.is_err();
                    done = other;
                    if failed { Err(io::Error::other("nothing to write")) } else { Ok(()) }
                }
            })
        };
        let sketched = done?;
        written?;
        agents.write(|out| pipeline::sketched_agents(&sketched.rows, out).map_err(io::Error::other))?;
        // What could not be read is missing in the tables: it is not to be missed in silence.
        for finding in sketched.findings.iter().filter(|finding| finding.code.severity == Severity::Error) {
            session.say(&format!("{}: {}", finding.path, finding.message));
        }
        let (count, folder) = (sketched.rows.len(), folder.display());
        session.say(&format!(
            "agents sketched: {count}, from {}, in {folder}",
            crate::text::count::counted(sketched.files, "file")
        ));
        Ok(Exit::Done)
    }
}
