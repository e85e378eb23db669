//! Holds the families of a corpus against labelled pairs, and shows the largest of them for a person to judge.
//!
//! ```text
//! cargo run --release --example families -- CORPUS PAIRS.jsonl [SHOWN]
//! ```
//!
//! B-cubed (Bagga and Baldwin, "Entity-based cross-document coreferencing using the vector space model", ACL 1998): for each
//! labelled agent, the share of its family that is of its true family (precision) and the share of its true family that is in
//! its family (recall), in the mean. True families are the closure of the pairs labelled the same, near, translation or
//! variant. What no label says of two agents is left out of the first figures; in the second it counts as no kin, so that
//! their precision is the least that it can be. Guesses (`confidence` 1) are left out.
//!
//! Of each family shown: its size, how many different contents and names it has, from how many first folders it comes, and
//! what its members are to one another when each two are compared, which they were not for the family's sake. A family is
//! chained where more than a tenth of these pairs are unrelated.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    io::Write,
};

use agentkin::{
    compare::Model,
    model::{AgentIx, Analysis, Corpus, Family, Relation},
    pipeline::{self, Options, Unwatched},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Labelled {
    a: String,
    b: String,
    label: String,
    confidence: u8,
}

impl Labelled {
    fn is_kin(&self) -> bool {
        ["identical", "near", "translation", "variant"].contains(&self.label.as_str())
    }
}

/// How many different contents of a family are compared each with each.
const COMPARED: usize = 40;

/// The share of unrelated pairs above which a family is chained.
const CHAINED: f64 = 0.1;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [corpus, pairs, rest @ ..] = &arguments[..] else { return Err("CORPUS PAIRS.jsonl [SHOWN]".into()) };
    let shown = rest.first().map_or(Ok(20), |shown| shown.parse())?;
    let labels: Vec<Labelled> =
        fs::read_to_string(pairs)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let analysis = pipeline::report(std::slice::from_ref(corpus), &Options::default(), &Unwatched)?;
    let mut out = std::io::stdout().lock();
    bcubed(&analysis, corpus, &labels, &mut out)?;
    largest(&analysis, shown, &mut out)
}

/// What the labels say.
struct Truth {
    /// The true family of each labelled agent.
    family: BTreeMap<AgentIx, usize>,
    /// True families that are known to be apart.
    apart: BTreeSet<(usize, usize)>,
}

impl Truth {
    fn new(corpus: &Corpus, root: &str, labels: &[Labelled]) -> Self {
        let at = |path: &str| corpus.find(&format!("{}/{path}", root.trim_end_matches('/')));
        let known: Vec<(AgentIx, AgentIx, bool)> = labels
            .iter()
            .filter(|label| label.confidence > 1)
            .filter_map(|label| Some((at(&label.a)?, at(&label.b)?, label.is_kin())))
            .collect();
        let mut family: BTreeMap<AgentIx, usize> = BTreeMap::new();
        for agent in known.iter().flat_map(|(a, b, _)| [*a, *b]) {
            let next = family.len();
            family.entry(agent).or_insert(next);
        }
        for (a, b, _) in known.iter().filter(|(.., kin)| *kin) {
            let (from, to) = (family[a], family[b]);
            family.values_mut().filter(|own| **own == from).for_each(|own| *own = to);
        }
        let strangers = known.iter().filter(|(.., kin)| !kin);
        let apart = strangers.flat_map(|(a, b, _)| [(family[a], family[b]), (family[b], family[a])]).collect();
        Self { family, apart }
    }

    /// Whether two labelled agents are of one family; `None` where no label says.
    fn says(&self, a: AgentIx, b: AgentIx) -> Option<bool> {
        let (a, b) = (self.family[&a], self.family[&b]);
        if a == b { Some(true) } else { self.apart.contains(&(a, b)).then_some(false) }
    }
}

fn bcubed(analysis: &Analysis, root: &str, labels: &[Labelled], out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let truth = Truth::new(&analysis.corpus, root, labels);
    let mut told: BTreeMap<AgentIx, usize> = BTreeMap::new();
    for (at, family) in analysis.families.families.iter().enumerate() {
        told.extend(family.members.iter().map(|member| (*member, at)));
    }
    let together = |a: AgentIx, b: AgentIx| a == b || told.get(&a).is_some_and(|own| told.get(&b) == Some(own));
    writeln!(out, "{} labelled agents, {} families told", truth.family.len(), analysis.families.families.len())?;
    for (title, unknown) in [("where labels say", None), ("all the rest apart", Some(false))] {
        let (mut precision, mut recall) = (0.0, 0.0);
        for a in truth.family.keys() {
            let others = || truth.family.keys().filter_map(|b| Some((*b, truth.says(*a, *b).or(unknown)?)));
            let both = others().filter(|(b, kin)| *kin && together(*a, *b)).count();
            precision += ratio(both, others().filter(|(b, _)| together(*a, *b)).count());
            recall += ratio(both, others().filter(|(_, kin)| *kin).count());
        }
        let count = ratio(1, truth.family.len());
        let (precision, recall) = (precision * count, recall * count);
        let f1 = 2.0 * precision * recall / (precision + recall);
        writeln!(out, "B-cubed {title}: precision {precision:.3} recall {recall:.3} F1 {f1:.3}")?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "counts of agents")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn largest(analysis: &Analysis, shown: usize, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let mut chained = 0;
    let families = &analysis.families.families;
    let mut all: Vec<Seen> = families.iter().map(|family| Seen::of(&analysis.corpus, family)).collect();
    // One call for all: weighing the corpus costs more than the pairs.
    let pairs: Vec<(AgentIx, AgentIx)> = all.iter().flat_map(|seen| seen.pairs.iter().copied()).collect();
    let mut told = pipeline::compare_all(&analysis.corpus, &pairs, Model::built_in(), &Unwatched).into_iter();
    for seen in &mut all {
        for told in told.by_ref().take(seen.pairs.len()).flatten() {
            *seen.relations.entry(told.relation).or_default() += 1;
        }
    }
    for (at, (family, seen)) in families.iter().zip(&all).enumerate() {
        chained += usize::from(seen.is_chained());
        if at < shown || seen.is_chained() {
            seen.show(family, out)?;
        }
    }
    let share = ratio(chained, families.len()) * 100.0;
    writeln!(out, "{chained} of {} families are chained ({share:.1} %)", families.len())?;
    Ok(())
}

/// A family as a person looks at it.
struct Seen {
    names: BTreeMap<String, usize>,
    contents: usize,
    folders: usize,
    /// What is compared each with each.
    pairs: Vec<(AgentIx, AgentIx)>,
    relations: BTreeMap<Relation, usize>,
}

impl Seen {
    fn of(corpus: &Corpus, family: &Family) -> Self {
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let mut contents = BTreeMap::new();
        let mut folders = BTreeSet::new();
        for member in &family.members {
            let agent = corpus.agent(*member);
            *names.entry(agent.definition.name.clone()).or_default() += 1;
            contents.entry(agent.definition.content).or_insert(*member);
            folders.insert(agent.path.split('/').find(|part| !matches!(*part, ".." | "." | "shared" | "corpus")));
        }
        // Spread over the whole family, not the first ones.
        let all: Vec<AgentIx> = contents.values().copied().collect();
        let step = all.len().div_ceil(COMPARED).max(1);
        let some: Vec<AgentIx> = all.iter().copied().step_by(step).collect();
        let pairs = some.iter().enumerate().flat_map(|(at, a)| some[..at].iter().map(|b| (*b, *a))).collect();
        Self { names, contents: all.len(), folders: folders.len(), pairs, relations: BTreeMap::new() }
    }

    fn is_chained(&self) -> bool {
        let unrelated = self.relations.get(&Relation::Unrelated).copied().unwrap_or(0);
        ratio(unrelated, self.relations.values().sum()) > CHAINED
    }

    fn show(&self, family: &Family, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        let mut names: Vec<(&String, &usize)> = self.names.iter().collect();
        names.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let names: Vec<String> = names.iter().take(6).map(|(name, count)| format!("{name} {count}")).collect();
        let relations: Vec<String> =
            self.relations.iter().rev().map(|(relation, count)| format!("{relation} {count}")).collect();
        let (id, relation, size) = (&family.id, family.relation, family.members.len());
        let mark = if self.is_chained() { "  CHAINED" } else { "" };
        writeln!(out, "{id}  {size} agents, {} contents, {} folders, {relation}{mark}", self.contents, self.folders)?;
        writeln!(out, "    {}\n    each two: {}", names.join(", "), relations.join(", "))?;
        Ok(())
    }
}
