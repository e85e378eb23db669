//! For spreadsheets and data frames: families and pairs as rows of one table (RFC 4180; the media type
//! `text/tab-separated-values` for tabs).

use std::io::{self, Write};

use csv::{QuoteStyle, Writer, WriterBuilder};

use super::OfReport;
use crate::{
    model::{AgentIx, Analysis, PairsShown, Relation, Score},
    report::{Terminal, network::Network, relatives::relatives},
};

const TITLES: [&str; 10] =
    ["row", "family", "a", "b", "relation", "similarity", "a_name", "b_name", "a_tokens", "b_tokens"];

/// What a formula begins with, in full width too.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Cells between commas.
pub(super) const CSV: OfReport =
    OfReport { name: "csv", summary: "for spreadsheets: families and pairs as rows", write: csv };

/// Cells between tabs.
pub(super) const TSV: OfReport = OfReport { name: "tsv", summary: "the same between tabs", write: tsv };

fn csv(analysis: &Analysis, shown: PairsShown, out: &mut dyn Write) -> io::Result<()> {
    write(analysis, shown, &WriterBuilder::new(), out)
}

fn tsv(analysis: &Analysis, shown: PairsShown, out: &mut dyn Write) -> io::Result<()> {
    // No cell holds a tab or a line end, so none needs quotes – which this format does not have.
    write(analysis, shown, WriterBuilder::new().delimiter(b'\t').quote_style(QuoteStyle::Never), out)
}

fn write(analysis: &Analysis, shown: PairsShown, style: &WriterBuilder, out: &mut dyn Write) -> io::Result<()> {
    let network = Network::new(analysis, shown);
    let mut table = Table { analysis, csv: style.from_writer(out) };
    table.csv.write_record(TITLES)?;
    for family in &analysis.families.families {
        table.row(&Row { kind: "canonical", family: &family.id, a: family.canonical, b: None, told: None })?;
        for member in relatives(analysis, family) {
            let told = member.relation.zip(member.similarity);
            table.row(&Row { kind: "member", family: &family.id, a: member.agent, b: Some(family.canonical), told })?;
        }
    }
    for pair in &network.pairs {
        let (a, b) = (pair.pair.a(), pair.pair.b());
        let families = (network.family(a), network.family(b));
        let family = families.0.zip(families.1).filter(|(x, y)| x.id == y.id).map_or("", |(family, _)| &family.id);
        table.row(&Row { kind: "pair", family, a, b: Some(b), told: Some((pair.relation, pair.similarity)) })?;
    }
    table.csv.flush()
}

/// A row: the canonical of a family, how a member (`a`) stands to it (`b`), or a pair.
struct Row<'r> {
    kind: &'r str,
    family: &'r str,
    a: AgentIx,
    b: Option<AgentIx>,
    told: Option<(Relation, Score)>,
}

struct Table<'t, W: Write> {
    analysis: &'t Analysis,
    csv: Writer<W>,
}

impl<W: Write> Table<'_, W> {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        let agent = |ix: AgentIx| self.analysis.corpus.agent(ix);
        let (a, b) = (agent(row.a), row.b.map(agent));
        let of_b = |what: fn(&crate::model::Agent) -> &str| b.map(|b| cell(what(b))).unwrap_or_default();
        self.csv.write_record([
            row.kind,
            row.family,
            &cell(&a.id),
            &of_b(|b| &b.id),
            row.told.map_or("", |(relation, _)| relation.name()),
            &row.told.map(|(_, similarity)| similarity.rounded().to_string()).unwrap_or_default(),
            &cell(&a.definition.name),
            &of_b(|b| &b.definition.name),
            &a.definition.tokens.to_string(),
            &b.map(|b| b.definition.tokens.to_string()).unwrap_or_default(),
        ])?;
        Ok(())
    }
}

/// Text of a file as a cell. A spreadsheet takes what begins with one of four characters for a formula and runs it, so an
/// apostrophe is put before it (OWASP, "CSV injection"). So is one before a quote: between tabs nothing is quoted, and a
/// reader that takes it for the beginning of a quotation would take in the cells behind it, or run what it quotes.
fn cell(text: &str) -> String {
    let shown = Terminal(text).to_string();
    let acts = |c: char| c == '"' || FORMULA.contains(&c);
    if shown.trim_start().starts_with(acts) { format!("'{shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn told(write: fn(&Analysis, PairsShown, &mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&sample::analysis(), PairsShown::All, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn families_and_pairs_are_rows() {
        insta::assert_snapshot!(told(csv));
        assert!(told(tsv).lines().all(|line| line.split('\t').count() == TITLES.len()));
    }

    #[test]
    fn no_cell_is_a_formula_or_two() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell(" @x"), "' @x");
        assert_eq!(cell("\"=1+1\""), "'\"=1+1\"");
        assert_eq!(cell("a\tb\n\"c"), "a\\tb\\n\"c");
    }
}
