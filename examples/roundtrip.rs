//! Writes every agent of a folder in its own format and in each other one and back, and says how many are still the same.
//!
//! ```text
//! cargo run --release --example roundtrip -- FOLDER [ONE_IN]
//! ```
//!
//! Written in its own format an agent must come back identical; through another format and back it must stay at least a
//! near-duplicate. `ONE_IN` takes one agent in so many. What fails is named.

use std::{collections::BTreeMap, error::Error, io::Write, path::Path};

use agentkin::{
    compare::Model,
    load, merge,
    model::{Agent, AgentIx, Corpus, Origin, Pair, Profile, Relation, SourceFile},
    normalize, pipeline,
};
use rayon::prelude::*;

/// How one agent fared through one format.
struct Fate {
    from: &'static str,
    through: &'static str,
    id: String,
    outcome: Result<Relation, String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: roundtrip FOLDER [ONE_IN]")?;
    let one_in: usize = arguments.next().map_or(Ok(1), |n| n.parse())?;
    let loaded = pipeline::load(&[folder], &pipeline::Unwatched)?;
    let corpus = &loaded.corpus;
    let writable = || pipeline::formats().iter().copied().filter(|format| format.written.is_some());
    let chosen: Vec<AgentIx> = corpus.indexes().step_by(one_in).collect();
    let fates: Vec<Fate> = chosen
        .par_iter()
        .filter(|ix| load::format(corpus.definition(**ix).format).written.is_some())
        .flat_map_iter(|ix| writable().map(move |through| fate(corpus.agent(*ix), through)))
        .collect();
    report(&fates)
}

/// Sends an agent through a format and back to its own.
fn fate(agent: &Agent, through: &'static Profile) -> Fate {
    let own = load::format(agent.definition.format);
    let there = written(agent, through, through.name == own.name);
    let back = if through.name == own.name { there } else { there.and_then(|there| written(&there, own, true)) };
    let outcome = back.and_then(|back| relation(agent, back));
    Fate { from: own.name.0, through: through.name.0, id: agent.id.clone(), outcome }
}

/// The agent as written in a format and read again, at its own path or where the format has its files.
fn written(agent: &Agent, to: &'static Profile, home: bool) -> Result<Agent, String> {
    let corpus = Corpus::new(vec![agent.clone()]);
    let alone: Vec<AgentIx> = corpus.indexes().collect();
    let proposal = pipeline::merge(&corpus, &alone, None, merge::Options::default());
    let sheet = pipeline::written(proposal, &corpus, to);
    let grave = sheet.notes.iter().find(|note| note.code.severity == agentkin::model::Severity::Error);
    if let Some(note) = grave {
        return Err(format!("{}: {}", note.code.id, note.message));
    }
    let file = sheet.file.unwrap_or_default();
    let path = if home && agent.definition.format == to.name { agent.path.clone() } else { file };
    read(&path, &sheet.text)
}

fn read(path: &str, text: &str) -> Result<Agent, String> {
    let parsed = load::parse(&SourceFile::new(path, Origin::Named, text));
    let raw = parsed.map_err(|notes| notes.first().map_or(String::new(), |note| note.message.clone()))?;
    let raw = raw.into_iter().next().ok_or("no agent")?;
    let profile = load::format(raw.format);
    let definition = normalize::definition(raw, profile);
    Ok(Agent {
        id: path.to_owned(),
        path: path.to_owned(),
        origin: Origin::Named,
        bytes: text.as_bytes().into(),
        definition,
    })
}

fn relation(was: &Agent, is: Agent) -> Result<Relation, String> {
    let named = |agent: Agent, id: &str| Agent { id: id.to_owned(), ..agent };
    let corpus = Corpus::new(vec![named(was.clone(), "a"), named(is, "b")]);
    let pair = Pair::new(AgentIx::new(0), AgentIx::new(1)).ok_or("one agent twice")?;
    Ok(pipeline::compare(&corpus, pair, Model::built_in()).relation)
}

fn report(fates: &[Fate]) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let mut tally: BTreeMap<(bool, &str), (usize, usize, Vec<&Fate>)> = BTreeMap::new();
    for fate in fates {
        let own = fate.from == fate.through;
        let least = if own { Relation::Identical } else { Relation::NearDuplicate };
        let entry = tally.entry((own, fate.through)).or_default();
        entry.0 += 1;
        match &fate.outcome {
            Ok(relation) if *relation >= least => entry.1 += 1,
            _ => entry.2.push(fate),
        }
    }
    for ((own, through), (all, good, bad)) in &tally {
        let what = if *own { "own format, identical" } else { "and back, near-duplicate" };
        writeln!(out, "{through:14} {what:26} {good:6} of {all:6}")?;
        for fate in bad.iter().take(6) {
            let place = Path::new(&fate.id).display();
            writeln!(out, "    {} {place}: {:?}", fate.from, fate.outcome)?;
        }
    }
    for own in [true, false] {
        let of = || tally.iter().filter(|((kind, _), _)| *kind == own).map(|(_, counts)| counts);
        let (all, good) = (of().map(|c| c.0).sum::<usize>(), of().map(|c| c.1).sum::<usize>());
        let what = if own { "own format" } else { "other formats" };
        writeln!(out, "{what}: {good} of {all}")?;
    }
    Ok(())
}
