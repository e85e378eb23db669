//! What the signals say of labelled pairs, by the table that is built in and by one that never saw their repositories.

use std::collections::BTreeMap;

use agentkin::{
    compare::{self, Model},
    model::{Agent, Commonness, Corpus, Pair, SignalScore},
};

use crate::labels::{Labelled, home};

/// What the signals say of one pair.
pub(crate) struct Signalled {
    /// By a table made without the repositories of the pair.
    pub(crate) unseen: Vec<SignalScore>,
    /// By the table that is built in.
    pub(crate) shipped: Vec<SignalScore>,
}

/// The signals of every labelled pair of a corpus whose agents lie in `folder`; a pair with an agent that could not be read
/// is left out.
pub(crate) fn signalled(corpus: &Corpus, folder: &str, labels: &[Labelled]) -> Vec<(Labelled, Signalled)> {
    let mut tables: BTreeMap<Vec<&str>, Commonness> = BTreeMap::new();
    let mut out = Vec::new();
    for label in labels {
        let find = |path: &str| first_of(corpus, &format!("{folder}/{path}"));
        let (Some(a), Some(b)) = (find(&label.a), find(&label.b)) else { continue };
        let two = Corpus::new(vec![a, b]);
        let homes: Vec<&str> = label.homes().into_iter().collect();
        let table = tables.entry(homes).or_insert_with_key(|homes| without(corpus, folder, homes));
        let signals = Signalled { unseen: said(&two, table), shipped: said(&two, &compare::commonness(&two)) };
        out.push((label.clone(), signals));
    }
    out
}

fn without(corpus: &Corpus, folder: &str, homes: &[&str]) -> Commonness {
    let path = |agent: &Agent| agent.path[folder.len()..].trim_start_matches('/').to_owned();
    let strangers = corpus.agents().iter().filter(|agent| !homes.contains(&home(&path(agent))));
    compare::commonness_among(strangers.map(|agent| &agent.definition))
}

/// The agent of a file, the first where it holds several.
fn first_of(corpus: &Corpus, path: &str) -> Option<Agent> {
    let at = corpus.agents().partition_point(|agent| agent.id.as_str() < path);
    corpus.agents().get(at).filter(|agent| agent.path == path).cloned()
}

fn said(two: &Corpus, table: &Commonness) -> Vec<SignalScore> {
    let mut indexes = two.indexes();
    let pair = indexes.next().and_then(|a| Pair::new(a, indexes.next()?));
    pair.map(|pair| compare::compare(two, &compare::weigh(two, table, Model::built_in()), pair).signals)
        .unwrap_or_default()
}
