//! The nearest kin of one agent: of a corpus, or of a text that lies in no file yet.

use std::{cmp::Reverse, collections::BTreeSet, ops::Range};

use super::{
    Error, Watch, compare_all,
    deciding::Judged,
    seat::{read_again, refused},
};
use crate::{
    compare::{self, Model, Weighed},
    model::{Agent, AgentIx, Commonness, Comparison, Corpus, Decisions, Kin, Origin, Pair, Relation},
};

/// The nearest kin of one agent among all others, best first, at most `top`.
#[must_use]
pub fn find(corpus: &Corpus, agent: AgentIx, top: usize, model: &Model, watch: &dyn Watch) -> Kin {
    let others: Vec<_> = corpus.indexes().filter(|other| *other != agent).map(|other| (agent, other)).collect();
    let mut kin: Vec<Comparison> = compare_all(corpus, &others, model, watch).into_iter().flatten().collect();
    kin.sort_by(|x, y| y.similarity.cmp(&x.similarity).then(x.pair.cmp(&y.pair)));
    kin.truncate(top);
    Kin { agent, kin }
}

/// A part of an agent's kin.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// That part, best first, each with its reasons.
    pub kin: Vec<Comparison>,
    /// How many there are in all.
    pub of: usize,
    /// Whoever is closest of all, whatever part was asked for, with the reasons; `None` where nobody is any kin.
    pub closest: Option<Comparison>,
}

/// Which of an agent's kin are wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The relation from which on.
    pub least: Relation,
    /// Of those, the ones in this range.
    pub window: Range<usize>,
    /// Agents that are none of its kin, whatever they look like: see [`set_apart`].
    pub apart: BTreeSet<AgentIx>,
}

/// The agents that people set apart from one.
#[must_use]
pub fn set_apart(corpus: &Corpus, decisions: &Decisions, agent: AgentIx) -> BTreeSet<AgentIx> {
    Judged::new(corpus, decisions).apart_from(agent)
}

/// A corpus weighed once for many questions, and for agents that are put into it while a question is answered.
#[derive(Debug)]
pub struct Scales {
    common: Commonness,
    weighed: Weighed,
}

impl Scales {
    /// Weighs the corpus.
    #[must_use]
    pub fn of(corpus: &Corpus, model: &Model) -> Self {
        let common = compare::commonness(corpus);
        let weighed = compare::weigh_for_guests(corpus, &common, model);
        Self { common, weighed }
    }

    /// Puts an agent into the corpus that was weighed, and gives its place.
    pub fn admit(&mut self, corpus: &mut Corpus, agent: Agent) -> AgentIx {
        let at = corpus.insert(agent);
        self.weighed.admit(at, corpus.definition(at), &self.common);
        at
    }

    /// Takes the agent at `at` out again.
    pub fn dismiss(&mut self, corpus: &mut Corpus, at: AgentIx) {
        corpus.remove(at);
        self.weighed.dismiss(at);
    }

    /// What is told of two agents, with reasons.
    #[must_use]
    pub fn compare(&self, corpus: &Corpus, pair: Pair) -> Comparison {
        compare::explain(corpus, &self.weighed, pair)
    }

    /// The kin of one agent that are wanted, best first, with their reasons.
    #[must_use]
    pub fn ranked(&self, corpus: &Corpus, agent: AgentIx, wanted: &Wanted) -> Ranked {
        let others = corpus.indexes().filter(|other| !wanted.apart.contains(other));
        let pairs: Vec<Pair> = others.filter_map(|other| Pair::new(agent, other)).collect();
        let least = wanted.least.min(Relation::Related);
        let mut near = compare::sweep(corpus, &self.weighed, &pairs, |judged| {
            Some(judged.kinship()).filter(|kinship| kinship.relation >= least)
        });
        near.sort_by(|x, y| y.similarity.cmp(&x.similarity).then(x.pair.cmp(&y.pair)));
        let kin = near.iter().filter(|row| row.relation >= Relation::Related);
        let closest =
            kin.min_by_key(|row| (Reverse(row.relation), Reverse(row.similarity), row.pair)).map(|row| row.pair);
        near.retain(|row| row.relation >= wanted.least);
        let shown = near.iter().skip(wanted.window.start).take(wanted.window.len());
        Ranked {
            kin: shown.map(|row| self.compare(corpus, row.pair)).collect(),
            of: near.len(),
            closest: closest.map(|pair| self.compare(corpus, pair)),
        }
    }
}

/// A text as the agent that it would be in a file called `id`, which is not looked for on any disk. Without a name of its own it
/// has none: what it was called here says nothing of its job.
///
/// # Errors
/// Why the text is no agent.
pub fn newcomer(text: &str, id: &str) -> Result<Agent, Error> {
    let mut definition = read_again(text, id).map_err(|notes| refused(id, notes))?;
    if definition.field("name").is_none() {
        definition.name.clear();
        definition.sketch.name.clear();
    }
    let (id, path) = (id.to_owned(), id.to_owned());
    Ok(Agent { id, path, origin: Origin::Named, bytes: text.as_bytes().into(), definition })
}
