//! What comparing needs of agents as Parquet files, for engines that join more of them than one machine holds.
//!
//! Two tables ([`AGENTS`], [`SHINGLES`]); docs/scale.md has their columns, the query that joins them and what it costs. Parquet:
//! <https://parquet.apache.org/docs/file-format/>.

mod columns;
mod drain;

use std::{io::Write, sync::Arc};

use parquet::{
    basic::Compression,
    errors::ParquetError,
    file::{
        properties::{WriterProperties, WriterPropertiesBuilder},
        writer::SerializedFileWriter,
    },
    schema::parser::parse_message_type,
};

use crate::{model::Agent, text::words::hash};
use columns::{numbers, texts};
use drain::Drain;

/// The file of the table of agents.
pub const AGENTS: &str = "agents.parquet";
/// The file of the table of their shingles.
pub const SHINGLES: &str = "shingles.parquet";

/// An agent a row; `agent` is XXH3-64 of `id`, so that tables of many runs can be put together.
const AGENTS_SCHEMA: &str = "message agents {
    required int64 agent (INTEGER(64, false));
    required binary id (STRING);
    required binary path (STRING);
    required binary format (STRING);
    required binary name (STRING);
    required binary content (STRING);
    required int64 tokens (INTEGER(64, false));
    required int64 words (INTEGER(64, false));
    required int64 shingles (INTEGER(64, false));
}";

/// A shingle of an agent a row, those of one agent together, ascending.
const SHINGLES_SCHEMA: &str = "message shingles {
    required int64 agent (INTEGER(64, false));
    required int64 shingle (INTEGER(64, false));
}";

/// Rows that are held back until they are written together: 16 MiB of shingles.
const ROWS_AT_ONCE: usize = 1 << 20;

/// Of the shingles of an agent one in so many is written: those with the lowest hashes (a scaled MinHash or `FracMinHash`: Irber
/// and others, "Lightweight compositional analysis of metagenomes with `FracMinHash` and minimum metagenome covers", 2022). 1 is
/// all of them, from which a join is exact.
pub type OneIn = std::num::NonZeroU64;

/// Writes the shingles of agents, one agent after the other.
pub struct Shingles<'o> {
    table: Table<'o>,
    one_in: OneIn,
    agents: Vec<u64>,
    hashes: Vec<u64>,
}

impl<'o> Shingles<'o> {
    /// A table that goes to `out`.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new(out: &'o mut dyn Write, one_in: OneIn) -> Result<Self, ParquetError> {
        // Hashes have no order to be packed by; that an agent has many of them packs well.
        let plain = WriterProperties::builder()
            .set_column_dictionary_enabled("shingle".into(), false)
            .set_compression(Compression::UNCOMPRESSED);
        let table = Table::new(out, SHINGLES_SCHEMA, plain)?;
        Ok(Self { table, one_in, agents: Vec::new(), hashes: Vec::new() })
    }

    /// Adds the shingles of an agent, sorted.
    ///
    /// # Errors
    /// What is written to says.
    pub fn add(&mut self, agent: &Agent, shingles: &[u64]) -> Result<(), ParquetError> {
        let own = sampled(shingles, self.one_in);
        self.agents.extend(std::iter::repeat_n(hash(&agent.id), own.len()));
        self.hashes.extend(own);
        if self.hashes.len() >= ROWS_AT_ONCE { self.flush() } else { Ok(()) }
    }

    /// Writes what is held back, and the end of the file.
    ///
    /// # Errors
    /// What is written to says.
    pub fn finish(mut self) -> Result<(), ParquetError> {
        self.flush()?;
        self.table.finish()
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        let columns = [numbers(&self.agents), numbers(&self.hashes)];
        self.table.rows(&columns)?;
        self.agents.clear();
        self.hashes.clear();
        Ok(())
    }
}

/// The part of sorted hashes that lies below the bound for one in so many.
fn sampled(hashes: &[u64], one_in: OneIn) -> &[u64] {
    let bound = u64::MAX / one_in;
    &hashes[..hashes.partition_point(|hash| *hash <= bound)]
}

/// The row of an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    id: String,
    path: String,
    format: &'static str,
    name: String,
    content: String,
    counts: [u64; 3],
}

impl Row {
    /// The row of this agent with these shingles, sorted, where one in so many is written.
    #[must_use]
    pub fn of(agent: &Agent, shingles: &[u64], one_in: OneIn) -> Self {
        let definition = &agent.definition;
        let shingles = sampled(shingles, one_in).len();
        Self {
            id: agent.id.clone(),
            path: agent.path.clone(),
            format: definition.format.0,
            name: definition.name.clone(),
            content: definition.content.to_string(),
            counts: [definition.tokens.into(), definition.sketch.words.into(), shingles as u64],
        }
    }

    /// The path of its agent's file.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// Writes the table of agents.
///
/// # Errors
/// What `out` says.
pub fn write_agents(rows: &[Row], out: &mut dyn Write) -> Result<(), ParquetError> {
    let mut table = Table::new(out, AGENTS_SCHEMA, WriterProperties::builder().set_compression(Compression::SNAPPY))?;
    for rows in rows.chunks(ROWS_AT_ONCE) {
        let text = |of: fn(&Row) -> &str| texts(rows.iter().map(of));
        let count = |nth: usize| numbers(&rows.iter().map(|row| row.counts[nth]).collect::<Vec<_>>());
        table.rows(&[
            numbers(&rows.iter().map(|row| hash(&row.id)).collect::<Vec<_>>()),
            text(|row| &row.id),
            text(|row| &row.path),
            text(|row| row.format),
            text(|row| &row.name),
            text(|row| &row.content),
            count(0),
            count(1),
            count(2),
        ])?;
    }
    table.finish()
}

/// A Parquet file that grows row group by row group.
struct Table<'o> {
    writer: SerializedFileWriter<Drain>,
    drain: Drain,
    out: &'o mut dyn Write,
}

impl<'o> Table<'o> {
    fn new(out: &'o mut dyn Write, schema: &str, settings: WriterPropertiesBuilder) -> Result<Self, ParquetError> {
        let drain = Drain::default();
        let schema = Arc::new(parse_message_type(schema)?);
        let settings = settings.set_created_by(concat!("agentkin ", env!("CARGO_PKG_VERSION")).to_owned());
        let writer = SerializedFileWriter::new(drain.clone(), schema, Arc::new(settings.build()))?;
        Ok(Self { writer, drain, out })
    }

    /// Writes a row group: a column of each, all of one length.
    fn rows(&mut self, columns: &[columns::Column]) -> Result<(), ParquetError> {
        if columns.iter().all(columns::Column::is_empty) {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for column in columns {
            let mut writer = group
                .next_column()?
                .ok_or_else(|| ParquetError::General("the table has fewer columns than its rows".to_owned()))?;
            column.write(&mut writer)?;
            writer.close()?;
        }
        group.close()?;
        self.pass_on()
    }

    fn finish(mut self) -> Result<(), ParquetError> {
        self.writer.finish()?;
        self.pass_on()
    }

    fn pass_on(&mut self) -> Result<(), ParquetError> {
        Ok(self.out.write_all(&self.drain.take())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_the_lowest_of_all() {
        let one_in = |n: u64| OneIn::new(n).unwrap();
        let hashes = [1, u64::MAX / 8, u64::MAX / 4, u64::MAX / 2, u64::MAX];
        assert_eq!(sampled(&hashes, one_in(1)), hashes);
        assert_eq!(sampled(&hashes, one_in(4)), &hashes[..3]);
        assert_eq!(sampled(&hashes, one_in(u64::MAX)), &hashes[..1]);
    }

    #[test]
    fn an_empty_table_is_a_file() {
        let mut out = Vec::new();
        write_agents(&[], &mut out).unwrap();
        assert!(out.starts_with(b"PAR1") && out.ends_with(b"PAR1"));
    }
}
