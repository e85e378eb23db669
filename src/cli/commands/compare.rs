//! `agentkin compare`.

use clap::Parser;

use super::{Gate, Job};
use crate::{
    cli::{agents, error::Failure, exit::Exit, session::Session},
    model::{Pair, Relation},
    pipeline,
    report::{Couple, Document, Reporter, reporters},
};

const EXAMPLES: &str = "\
Examples:
  agentkin compare a.md b.md           how they are kin, how sure that is, and why
  agentkin compare --pairs list.tsv    a line of JSON for each pair of the list";

/// Tell how two agents are kin, and why
///
/// Relation, similarity, how sure that is, and each signal's reason; or the same for each pair of a list.
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Compare {
    /// One agent
    #[arg(value_name = "A", required_unless_present = "pairs", requires = "b")]
    a: Option<String>,
    /// The other
    #[arg(value_name = "B")]
    b: Option<String>,
    /// Compare each pair of a list: two paths a line with a tab between; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["a", "b"])]
    pairs: Option<String>,
    #[command(flatten)]
    _gate: Gate,
}

impl Job for Compare {
    fn run(self, session: &Session) -> Result<Exit, Failure> {
        match (self.a, self.b, self.pairs) {
            (Some(a), Some(b), _) => one(&[a, b], session),
            (_, _, Some(list)) => many(&list, session),
            _ => Err(Failure::saying("two agents or --pairs FILE are needed")),
        }
    }
}

fn one(ids: &[String; 2], session: &Session) -> Result<Exit, Failure> {
    let corpus = agents::load(ids, session)?.corpus;
    let [a, b] = [pipeline::agent_at(&corpus, &ids[0])?, pipeline::agent_at(&corpus, &ids[1])?];
    let comparison = Pair::new(a, b).map(|pair| pipeline::compare(&corpus, pair, &session.settings.model));
    let couple = Couple { corpus: &corpus, a, b, comparison: comparison.as_ref() };
    session.write(Document::Compare(couple))?;
    Ok(gate(session, [couple.relation()]))
}

fn many(list: &str, session: &Session) -> Result<Exit, Failure> {
    let ids = pairs(list)?;
    let corpus = agents::load(&ids, session)?.corpus;
    let seats = agents::seats(&corpus, &ids)?;
    let pairs: Vec<_> = seats.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    let told = pipeline::compare_all(&corpus, &pairs, &session.settings.model, session.watch().as_ref());
    let both = pairs.iter().zip(&told);
    let couples: Vec<Couple<'_>> =
        both.map(|(&(a, b), told)| Couple { corpus: &corpus, a, b, comparison: told.as_ref() }).collect();
    session.write_as(line_reporter(session), Document::Pairs(&couples))?;
    Ok(gate(session, couples.iter().map(Couple::relation)))
}

/// A list in is a list out: lines of JSON where nothing else was asked for.
fn line_reporter(session: &Session) -> &'static dyn Reporter {
    let json = reporters().iter().copied().find(|reporter| reporter.name() == "json");
    session.settings.reporter.or(json).unwrap_or(session.reporter())
}

/// Two ids a line, flat.
fn pairs(list: &str) -> Result<Vec<String>, Failure> {
    let mut ids = Vec::new();
    for (at, line) in agents::listed(list)?.iter().enumerate() {
        let (a, b) = line.split_once('\t').ok_or_else(|| {
            Failure::saying(format!("{list}, pair {}: there is no tab in {line:?}", at + 1))
                .hinting("a line is two paths with a tab between")
        })?;
        ids.extend([a.trim().to_owned(), b.trim().to_owned()]);
    }
    if ids.is_empty() {
        return Err(Failure::saying(format!("{list} holds no pair")).hinting("a line is two paths with a tab between"));
    }
    Ok(ids)
}

fn gate(session: &Session, met: impl IntoIterator<Item = Relation>) -> Exit {
    Exit::found_if(|| session.settings.fail_on.is_some_and(|bar| met.into_iter().any(|relation| relation >= bar)))
}
