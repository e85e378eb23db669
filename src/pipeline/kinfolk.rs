//! The pairs of a gate: what the judged agents are to all others, and of these to each other as much as it takes to tell the
//! families that the judged ones fall into.
//!
//! A family is held together by its medoid, which may be any member: where only what touches the judged agents were compared,
//! a family would be whoever is kin to one of those. So whoever turns out to be a medoid is asked after its kin in turn. Of
//! agents of one content the first stands for all of them, as in the stages that follow.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Options, gate::touches, sweeping::worth_telling};
use crate::{
    cluster,
    compare::{self, Judged, Weighed},
    model::{AgentIx, Candidate, Comparisons, Corpus, Digest, Kinship, Pair, Relation, Shortlist, Why},
    shortlist,
};

/// Up to how many agents all are compared with the judged ones.
const ALL_UP_TO: usize = 1_500;

/// Up to how many judged agents the corpus is walked through once for each of them: beyond that one index is cheaper.
const WALKS_UP_TO: usize = 64;

/// Kin of one agent that are compared with each other, the closest of them: 45,000 pairs.
const KIN_AMONG_EACH_OTHER: usize = 300;

/// How often whoever became a medoid is asked after its kin: the first time the judged agent's own kin are known, the second
/// time those of the medoid among them; a third medoid is rare.
const ROUNDS: usize = 3;

/// The pairs worth comparing for a report on the judged agents, and the corpus weighed as far as these pairs need it. `counts`
/// says of a pair whether it makes agents kin, or was decided about.
pub(super) fn around(
    corpus: &Corpus,
    options: &Options,
    judged: &[AgentIx],
    counts: impl Fn(Pair) -> bool,
) -> (Shortlist, Weighed) {
    let contents = Contents::of(corpus);
    let names = cluster::namesakes(corpus, judged);
    let Field { shortlist: Shortlist { candidates, notes }, near, weighed } =
        Field::of(corpus, options, judged, (&names, &contents));
    let mut kinfolk = Kinfolk {
        corpus,
        weighed: &weighed,
        contents: &contents,
        near,
        seen: FxHashSet::default(),
        rows: Vec::new(),
        worth: Vec::new(),
    };
    kinfolk.compare(candidates);
    for group in &names {
        kinfolk.compare_namesakes(group, judged);
    }
    kinfolk.complete(judged, counts);
    let mut candidates = kinfolk.worth;
    candidates.sort_unstable();
    (Shortlist { candidates, notes }, weighed)
}

/// Which agents have one content.
struct Contents<'c> {
    corpus: &'c Corpus,
    agents: FxHashMap<Digest, Vec<AgentIx>>,
}

impl<'c> Contents<'c> {
    fn of(corpus: &'c Corpus) -> Self {
        let mut agents: FxHashMap<Digest, Vec<AgentIx>> = FxHashMap::default();
        for agent in corpus.indexes() {
            agents.entry(corpus.definition(agent).content).or_default().push(agent);
        }
        Self { corpus, agents }
    }

    /// All agents that say what this one says, in order.
    fn copies(&self, agent: AgentIx) -> &[AgentIx] {
        self.agents.get(&self.corpus.definition(agent).content).map_or(&[], Vec::as_slice)
    }

    /// The one that stands for all of them.
    fn first(&self, agent: AgentIx) -> AgentIx {
        self.copies(agent).first().copied().unwrap_or(agent)
    }

    fn firsts(&self, agents: impl IntoIterator<Item = AgentIx>) -> BTreeSet<AgentIx> {
        agents.into_iter().map(|agent| self.first(agent)).collect()
    }
}

/// Where kin are looked for.
struct Field {
    /// The pairs of the judged agents.
    shortlist: Shortlist,
    /// Of each content whoever may be its kin, by their firsts; `None` for everybody.
    near: Option<FxHashMap<AgentIx, BTreeSet<AgentIx>>>,
    weighed: Weighed,
}

impl Field {
    fn of(
        corpus: &Corpus,
        options: &Options,
        judged: &[AgentIx],
        (names, contents): (&[Vec<AgentIx>], &Contents<'_>),
    ) -> Self {
        if corpus.len() > ALL_UP_TO && judged.len() <= WALKS_UP_TO {
            return Self::walked(corpus, options, judged, (names, contents));
        }
        let common = compare::commonness(corpus);
        let weighed = compare::weigh(corpus, &common, &options.model);
        if corpus.len() > ALL_UP_TO {
            let mut shortlist = shortlist::shortlist(corpus, &common, options.shortlist);
            let near = Some(near(&shortlist.candidates, contents));
            shortlist.candidates.retain(|candidate| touches(judged, candidate.pair));
            return Self { shortlist, near, weighed };
        }
        let pairs = judged.iter().flat_map(|one| corpus.indexes().filter_map(|other| Pair::new(*one, other)));
        let candidates = pairs.map(|pair| Candidate { pair, why: Why::EveryPair }).collect();
        Self { shortlist: Shortlist { candidates, notes: Vec::new() }, near: None, weighed }
    }

    /// The field of few agents among many: of the others only those are weighed that are promising.
    fn walked(
        corpus: &Corpus,
        options: &Options,
        judged: &[AgentIx],
        (names, contents): (&[Vec<AgentIx>], &Contents<'_>),
    ) -> Self {
        let shortlist = shortlist::around(corpus, compare::common_speech(), judged);
        let near = near(&shortlist.candidates, contents);
        let firsts = contents.firsts(names.iter().flatten().copied());
        let firsts: BTreeSet<AgentIx> = near.keys().copied().chain(firsts).collect();
        let met: BTreeSet<AgentIx> = firsts.into_iter().flat_map(|first| contents.copies(first)).copied().collect();
        let met: Vec<AgentIx> = met.into_iter().collect();
        let common = compare::commonness_to(corpus, &met);
        let weighed = compare::weigh_some(corpus, &common, &options.model, &met);
        Self { shortlist, near: Some(near), weighed }
    }
}

/// Whom each content is paired with, either by its first.
fn near(candidates: &[Candidate], contents: &Contents<'_>) -> FxHashMap<AgentIx, BTreeSet<AgentIx>> {
    let mut out: FxHashMap<AgentIx, BTreeSet<AgentIx>> = FxHashMap::default();
    for Candidate { pair, .. } in candidates {
        let (a, b) = (contents.first(pair.a()), contents.first(pair.b()));
        out.entry(a).or_default().insert(b);
        out.entry(b).or_default().insert(a);
    }
    out
}

/// What was compared so far.
struct Kinfolk<'k> {
    corpus: &'k Corpus,
    weighed: &'k Weighed,
    contents: &'k Contents<'k>,
    /// [`Field::near`].
    near: Option<FxHashMap<AgentIx, BTreeSet<AgentIx>>>,
    seen: FxHashSet<Pair>,
    /// Kin.
    rows: Vec<Kinship>,
    /// Kin, and whoever competes for requests.
    worth: Vec<Candidate>,
}

impl Kinfolk<'_> {
    /// Compares those of the pairs that were not yet.
    fn compare(&mut self, mut candidates: Vec<Candidate>) {
        candidates.sort_unstable();
        candidates.retain(|candidate| self.seen.insert(candidate.pair));
        let pairs: Vec<Pair> = candidates.iter().map(|candidate| candidate.pair).collect();
        let told = |judged: &Judged<'_>| worth_telling(judged).map(|rivalry| rivalry.kinship);
        let found = compare::sweep(self.corpus, self.weighed, &pairs, told);
        let mut why = candidates.into_iter();
        // Both are in the order of the candidates.
        let candidate = |kinship: &Kinship| why.find(|candidate| candidate.pair == kinship.pair);
        self.worth.extend(found.iter().filter_map(candidate));
        self.rows.extend(found.into_iter().filter(|kinship| kinship.relation >= Relation::Related));
    }

    /// The same of pairs that nobody searched for.
    fn compare_pairs(&mut self, pairs: impl IntoIterator<Item = Pair>) {
        let candidate = |pair| Candidate { pair, why: Why::EveryPair };
        self.compare(pairs.into_iter().map(candidate).collect());
    }

    /// Compares agents of one name as far as it takes to know the weakest relation among them: where a judged one is kin to none
    /// of the others, no more is to be known.
    fn compare_namesakes(&mut self, group: &[AgentIx], judged: &[AgentIx]) {
        let firsts = self.contents.firsts(group.iter().copied());
        self.compare_pairs(copies(self.contents, &firsts));
        let own = self.contents.firsts(group.iter().filter(|agent| judged.binary_search(agent).is_ok()).copied());
        let pairs: BTreeSet<Pair> =
            own.iter().flat_map(|one| firsts.iter().filter_map(|other| Pair::new(*one, *other))).collect();
        self.compare_pairs(pairs.iter().copied());
        let kin = self.rows.iter().filter(|row| pairs.contains(&row.pair)).count();
        if kin == pairs.len() {
            self.compare_pairs(each_with_each(&firsts));
        }
    }

    /// Compares what it takes to tell the families of the judged agents.
    fn complete(&mut self, judged: &[AgentIx], counts: impl Fn(Pair) -> bool) {
        let mut centres: BTreeMap<AgentIx, BTreeSet<AgentIx>> = BTreeMap::new();
        let mut asked: BTreeMap<AgentIx, BTreeSet<AgentIx>> =
            judged.iter().map(|one| self.contents.first(*one)).map(|one| (one, BTreeSet::from([one]))).collect();
        for _ in 0..=ROUNDS {
            asked.retain(|centre, _| !centres.contains_key(centre));
            if asked.is_empty() {
                return;
            }
            for (centre, members) in &asked {
                self.ask(*centre, members);
            }
            centres.append(&mut asked);
            let rows = self.rows.iter().filter(|row| counts(row.pair)).copied().collect();
            let families = cluster::families(self.corpus, &Comparisons::new(rows)).families;
            for family in families {
                let own: Vec<AgentIx> =
                    family.members.iter().filter(|member| judged.binary_search(member).is_ok()).copied().collect();
                if !own.is_empty() {
                    asked.insert(family.medoid, self.contents.firsts(own));
                }
            }
        }
    }

    /// Compares the first of a content with whoever may be its kin or that of these of its family, and its kin with each other.
    fn ask(&mut self, centre: AgentIx, of_family: &BTreeSet<AgentIx>) {
        let others: BTreeSet<AgentIx> = match &self.near {
            None => self.contents.agents.values().filter_map(|copies| copies.first()).copied().collect(),
            Some(near) => {
                let near = |one: &AgentIx| near.get(one).into_iter().flatten().copied();
                of_family.iter().chain([&centre]).flat_map(near).collect()
            }
        };
        self.compare_pairs(others.into_iter().filter_map(|other| Pair::new(centre, other)));
        let mut kin = self.rows.iter().filter_map(|row| Some((row, row.pair.other(centre)?))).collect::<Vec<_>>();
        kin.retain(|(_, other)| self.contents.first(*other) == *other);
        kin.sort_by_key(|(row, other)| (Reverse((row.relation, row.similarity)), *other));
        let close = kin.into_iter().map(|(_, other)| other).take(KIN_AMONG_EACH_OTHER);
        let circle: BTreeSet<AgentIx> = close.chain([centre]).collect();
        self.compare_pairs(copies(self.contents, &circle));
        self.compare_pairs(each_with_each(&circle));
    }
}

/// Every content with its copies.
fn copies(contents: &Contents<'_>, firsts: &BTreeSet<AgentIx>) -> Vec<Pair> {
    let of = |first: &AgentIx| {
        let first = *first;
        contents.copies(first).iter().filter_map(move |copy| Pair::new(first, *copy))
    };
    firsts.iter().flat_map(of).collect()
}

fn each_with_each(agents: &BTreeSet<AgentIx>) -> Vec<Pair> {
    let later = |one: &AgentIx| {
        let one = *one;
        agents.range(one..).filter_map(move |other| Pair::new(one, *other))
    };
    agents.iter().flat_map(later).collect()
}
