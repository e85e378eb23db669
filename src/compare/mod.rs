//! Two agents in, what is told of them out: signals, relation, similarity; and how they differ. Never searches.

mod aspect;
mod commonness;
mod cosine;
mod diff;
mod evidence;
mod facet;
mod features;
mod imprint;
#[cfg(test)]
mod made;
mod many;
mod marked;
mod relation;
mod sides;
mod signal;
mod signals;
mod statement;
mod table;
mod vocabulary;
mod weighed;

use std::cell::OnceCell;

use rayon::prelude::*;

use crate::model::{
    AgentDiff, AgentIx, Bulk, Change, Commonness, Comparison, Core, Corpus, Definition, FindingCode, Kinship, Matrix,
    Pair, Relation, Score, SignalScore, StatementDiff,
};

pub use features::{feature_meanings, feature_names, features};
use relation::Judge;
pub use relation::{Line, Model, Thresholds, Verdict};
use sides::{Bench, Party, Sides};
pub use signal::SignalInfo;
pub use statement::{Opinion, StatementModel, nearly_twice, statement_feature_names, statement_features};
use table::{Block, MEASURE, Table};
use vocabulary::{Numbered, Spread};
pub use weighed::Weighed;

/// How common words and phrases are: the built-in table, refined by the corpus at hand.
#[must_use]
pub fn commonness(corpus: &Corpus) -> Commonness {
    commonness::commonness(corpus)
}

/// The same as far as the words and phrases of these agents go, in a fraction of the time: what comparing them needs.
#[must_use]
pub fn commonness_to(corpus: &Corpus, agents: &[AgentIx]) -> Commonness {
    commonness::commonness_to(corpus, agents)
}

/// The built-in table, before any corpus refines it.
#[must_use]
pub fn common_speech() -> &'static Commonness {
    commonness::built_in()
}

/// The bytes of the built-in table of how common words and phrases are, counted in `corpus`: what
/// `examples/commonness.rs` writes. `source` says what was counted, `date` when.
#[must_use]
pub fn commonness_table(corpus: &Corpus, source: &str, date: &str) -> Vec<u8> {
    commonness::encode(corpus, source, date)
}

/// What the built-in table would say, were it made of these agents: what `examples/calibrate.rs` needs to judge pairs by a
/// table that never saw their repositories.
#[must_use]
pub fn commonness_among<'d>(definitions: impl Iterator<Item = &'d Definition>) -> Commonness {
    commonness::counted(definitions)
}

/// Weighs every agent's terms, for comparisons that `model` judges.
#[must_use]
pub fn weigh(corpus: &Corpus, common: &Commonness, model: &Model) -> Weighed {
    weighed::weigh(corpus, common, model, Numbered::Shared, |_| true)
}

/// The same of these agents alone, sorted: nobody else may be compared.
#[must_use]
pub fn weigh_some(corpus: &Corpus, common: &Commonness, model: &Model, agents: &[AgentIx]) -> Weighed {
    weighed::weigh(corpus, common, model, Numbered::Shared, |agent| agents.binary_search(&agent).is_ok())
}

/// The same for a corpus that agents will come into later: see [`Weighed::admit`].
#[must_use]
pub fn weigh_for_guests(corpus: &Corpus, common: &Commonness, model: &Model) -> Weighed {
    weighed::weigh(corpus, common, model, Numbered::All, |_| true)
}

/// What is told of one pair, without reasons. Symmetric.
#[must_use]
pub fn compare(corpus: &Corpus, weighed: &Weighed, pair: Pair) -> Comparison {
    let mut room = weighed.room();
    let (a, b) = (Party::of(corpus, weighed, pair.a()), Party::of(corpus, weighed, pair.b()));
    let bench = Bench::of(&a, &mut room);
    let sides = Sides::of(&bench, &b);
    Judged::of(&sides, pair, weighed).told()
}

/// Judges many pairs and gives what `keep` keeps of them, in their order, though `keep` may be asked in another: cheapest where
/// pairs of one agent follow each other.
pub fn sweep<T: Send>(
    corpus: &Corpus,
    weighed: &Weighed,
    pairs: &[Pair],
    keep: impl Fn(&Judged<'_>) -> Option<T> + Sync,
) -> Vec<T> {
    let rows: Vec<&[Pair]> = pairs.chunk_by(|x, y| x.a() == y.a()).collect();
    let mut kept: Vec<(usize, Vec<T>)> = Vec::with_capacity(rows.len());
    for block in Block::all(&rows, MEASURE) {
        let own = Table::of(weighed, &block.own);
        for others in block.others(MEASURE) {
            let table = Table::of(weighed, others);
            let row = |spread: &mut Spread, at: &usize| {
                let row = table::among(rows[*at], others);
                let first = row.first()?.a();
                let first = Party::with(corpus, weighed, first, own.weights(first));
                let bench = Bench::of(&first, spread);
                let kept = row.iter().filter_map(|pair| {
                    let other = Party::with(corpus, weighed, pair.b(), table.weights(pair.b()));
                    keep(&Judged::of(&Sides::of(&bench, &other), *pair, weighed))
                });
                Some((*at, kept.collect()))
            };
            kept.par_extend(block.rows.par_iter().map_init(|| weighed.room(), row).flatten_iter());
            table.clear();
        }
        own.clear();
    }
    // Stable: what was kept of a row is in the order of its others.
    kept.par_sort_by_key(|one| one.0);
    kept.into_par_iter().flat_map_iter(|one| one.1).collect()
}

/// A pair that is judged, before anything is written down of it: as far as somebody asks.
pub struct Judged<'s> {
    sides: &'s Sides<'s>,
    pair: Pair,
    judge: &'s Judge,
    /// Of the signals that the verdict is read off, but for [`signals::LATE`].
    early: Scores,
    /// Of all of these, with the verdict.
    whole: OnceCell<(Scores, Verdict)>,
}

impl<'s> Judged<'s> {
    fn of(sides: &'s Sides<'s>, pair: Pair, weighed: &'s Weighed) -> Self {
        let judge = weighed.judge();
        // The others are only told, and hardly a pair in ten is.
        let early = |at: usize| judge.read()[at] && !signals::LATE.contains(&at);
        let early = std::array::from_fn(|at| if early(at) { signals::ALL[at].score(sides) } else { None });
        Self { sides, pair, judge, early, whole: OnceCell::new() }
    }

    fn whole(&self) -> &(Scores, Verdict) {
        self.whole.get_or_init(|| {
            let mut scores = self.early;
            for at in signals::LATE.into_iter().filter(|at| self.judge.read()[*at]) {
                scores[at] = signals::ALL[at].score(self.sides);
            }
            (scores, verdict(self.sides, &scores, self.judge))
        })
    }

    /// Whether it is sure that they are unrelated, at a fraction of what judging them costs: true of most strangers, of kin
    /// never.
    #[must_use]
    pub fn strangers(&self) -> bool {
        let same = self.sides.a.definition.content == self.sides.b.definition.content;
        !same && self.judge.rules_out(&self.early, self.sides.containment_at_most())
    }

    /// How the two are kin.
    #[must_use]
    pub fn kinship(&self) -> Kinship {
        let Verdict { relation, similarity, .. } = self.whole().1;
        Kinship { pair: self.pair, relation, similarity }
    }

    /// How alike their descriptions are; `None` where one has none that says anything.
    #[must_use]
    pub fn descriptions(&self) -> Option<Score> {
        self.early[signals::DESCRIPTION]
    }

    /// All that is told of them, without reasons.
    #[must_use]
    pub fn told(&self) -> Comparison {
        let (scores, verdict) = self.whole();
        let known = signals::ALL.iter().zip(scores.iter().zip(self.judge.read()));
        let signals = known.map(|(signal, (score, read))| {
            let score = if *read { *score } else { signal.score(self.sides) };
            SignalScore { name: signal.name(), score, because: None }
        });
        let Verdict { relation, similarity, confidence } = *verdict;
        Comparison {
            pair: self.pair,
            relation,
            similarity,
            confidence,
            signals: signals.collect(),
            containment: self.sides.containment(),
            grounds: Vec::new(),
        }
    }
}

/// The same with each signal's reason in a sentence.
#[must_use]
pub fn explain(corpus: &Corpus, weighed: &Weighed, pair: Pair) -> Comparison {
    explained(corpus, weighed, pair, &mut weighed.room())
}

/// The same of many pairs, in order.
#[must_use]
pub fn explain_each(corpus: &Corpus, weighed: &Weighed, pairs: &[Pair]) -> Vec<Comparison> {
    // Room for every word of the corpus: made once, it costs nothing.
    let mut room = weighed.room();
    pairs.iter().map(|pair| explained(corpus, weighed, *pair, &mut room)).collect()
}

/// What the signal called `name` gives as its reason for each pair, in order; `None` where it says nothing of the pair.
#[must_use]
pub fn reasons(corpus: &Corpus, weighed: &Weighed, pairs: &[Pair], name: &str) -> Vec<Option<String>> {
    let signal = signals::ALL.iter().find(|signal| signal.name() == name);
    let reason = |room: &mut Spread, pair: &Pair| {
        let (a, b) = (Party::of(corpus, weighed, pair.a()), Party::of(corpus, weighed, pair.b()));
        let bench = Bench::of(&a, room);
        signal.and_then(|signal| signal.explain(&Sides::of(&bench, &b)))
    };
    pairs.par_iter().map_init(|| weighed.room(), reason).collect()
}

fn explained(corpus: &Corpus, weighed: &Weighed, pair: Pair, room: &mut Spread) -> Comparison {
    let (a, b) = (Party::of(corpus, weighed, pair.a()), Party::of(corpus, weighed, pair.b()));
    let bench = Bench::of(&a, room);
    let sides = Sides::of(&bench, &b);
    let mut told = Judged::of(&sides, pair, weighed).told();
    for (row, signal) in told.signals.iter_mut().zip(signals::ALL) {
        row.because = signal.explain(&sides);
    }
    let grounds = weighed.model().grounds(&told.signals, told.relation);
    Comparison { grounds, ..told }
}

/// Every signal, in the order in which comparisons list them.
#[must_use]
pub fn signals() -> Vec<SignalInfo> {
    signals::ALL.iter().map(|s| SignalInfo { name: s.name(), meaning: s.meaning() }).collect()
}

/// What each signal says, in the order of the roster.
type Scores = [Option<Score>; signals::ALL.len()];

/// The verdict on signals, but for what no likeness can prove: that two agents are the same.
fn verdict(sides: &Sides<'_>, scores: &Scores, judge: &Judge) -> Verdict {
    if sides.same() {
        return Verdict { relation: Relation::Identical, similarity: Score::FULL, confidence: Score::FULL };
    }
    judge.verdict(scores)
}

/// Whether the normalized contents are equal. The digest is no proof on its own, so what was made of the contents has to
/// be equal too.
#[must_use]
pub fn same(a: &Definition, b: &Definition) -> bool {
    let equal = |a: &Bulk, b: &Bulk| a.shingles == b.shingles && a.statements == b.statements;
    a.content == b.content && equal(&a.sketch.bulk.get(), &b.sketch.bulk.get())
}

/// How B differs from A: fields, sections, statements.
#[must_use]
pub fn diff(a: &Definition, b: &Definition) -> AgentDiff {
    diff::diff(a, b)
}

/// How each of many agents differs from one, in their order.
#[must_use]
pub fn diffs_from(base: &Definition, others: &[&Definition]) -> Vec<AgentDiff> {
    let base = diff::Reader::new(base);
    others.par_iter().map(|other| diff::diff_read(&base, &diff::Reader::new(other))).collect()
}

/// The members side by side: who has which section and which statement. `base` is the place of the member that the others are
/// held against first; `known` is how members differ from it, as far as somebody has asked before.
#[must_use]
pub fn matrix(corpus: &Corpus, members: &[AgentIx], base: usize, known: &[(AgentIx, AgentDiff)]) -> Matrix {
    many::matrix(corpus, members, base, known)
}

/// What all members of a matrix share, with a placeholder wherever they use a word of their own.
#[must_use]
pub fn core(corpus: &Corpus, matrix: &Matrix) -> Core {
    many::core(corpus, matrix)
}

/// Tells of each section that came or went with the one that it lies in as part of that one, for whoever reads the diff.
pub fn fold_nested(a: &Definition, b: &Definition, diff: &mut AgentDiff) {
    diff::fold_nested(a, b, diff);
}

/// Says of each statement whose wording changed from A to B how the two stand to each other: in the opinion of the built-in
/// model, for whoever reads the diff.
pub fn stand(a: &Definition, b: &Definition, diff: &mut AgentDiff) {
    let model = StatementModel::built_in();
    let rows = diff.sections.iter_mut().flat_map(|section| &mut section.statements);
    let mut changed: Vec<&mut StatementDiff> = rows.filter(|row| row.change == Change::Changed).collect();
    changed.par_iter_mut().for_each(|row| {
        if let (Some(x), Some(y)) = (row.a, row.b) {
            row.standing = Some(model.opinion(a.wording(x), b.wording(y)).standing);
        }
    });
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[&diff::DIFF_NARROWED, &many::PIVOTS_CAPPED, &statement::SAID_NEARLY_TWICE];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Containment;
    use made::{agent, said, told};

    #[test]
    fn the_same_is_identical_wherever_it_lies() {
        let a = agent("a", "Keeps herons.", "Count the herons at dawn.");
        let comparison = told(&a, &a);
        assert_eq!(comparison.relation, Relation::Identical);
        assert!((comparison.similarity.get() - 1.0).abs() < 1e-9);
        let mut forged = agent("b", "Keeps moss.", "Water the moss at noon.");
        forged.definition.content = a.definition.content;
        assert_ne!(told(&a, &forged).relation, Relation::Identical, "an equal digest alone proves nothing");
    }

    #[test]
    fn reasons_come_only_when_asked_for() {
        let (a, b) = (agent("a", "", "Count the herons."), agent("b", "", "Count the boats."));
        let corpus = made::corpus(vec![a.clone(), b.clone()]);
        let pair = Pair::new(corpus.indexes().next().unwrap(), corpus.indexes().last().unwrap()).unwrap();
        let quick = compare(&corpus, &weigh(&corpus, &commonness(&corpus), Model::built_in()), pair);
        assert!(quick.signals.iter().all(|s| s.because.is_none()));
        let names: Vec<_> = quick.signals.iter().map(|s| s.name).collect();
        assert_eq!(names, signals().iter().map(|s| s.name).collect::<Vec<_>>());
        assert!(said(&a, &b, "body").unwrap().1.contains("\"count\""));
    }

    proptest! {
        /// What is ruled out early hangs on it.
        #[test]
        fn no_containment_is_above_what_is_told_of_it_early(
            a in prop::collection::vec(0usize..6, 0..40),
            b in prop::collection::vec(0usize..6, 0..40),
        ) {
            let body = |of: &[usize]| of.iter().map(|at| ["heron", "slate", "moss", "gate", "dawn", "tide"][*at]).collect::<Vec<_>>().join(" ");
            let corpus = made::corpus(vec![agent("a", "", &body(&a)), agent("b", "", &body(&b))]);
            let weighed = weigh(&corpus, &commonness(&corpus), Model::built_in());
            let mut room = weighed.room();
            let [a, b] = [0, 1].map(|at| Party::of(&corpus, &weighed, AgentIx::new(at)));
            let bench = Bench::of(&a, &mut room);
            let sides = Sides::of(&bench, &b);
            let most = sides.containment_at_most();
            let Containment { a_in_b, b_in_a } = sides.containment();
            prop_assert!(a_in_b.max(b_in_a).get() <= most + 1e-9, "{a_in_b:?} {b_in_a:?} {most}");
        }
    }

    #[test]
    fn containment_knows_its_direction() {
        let part = "Count the herons at dawn and write them down.";
        let whole = format!("{part} Keep the slate roof dry in winter, and paint the wall in June.");
        let containment = told(&agent("a", "", part), &agent("b", "", &whole)).containment;
        assert!(containment.a_in_b.get() > 0.999 && containment.b_in_a.get() < 0.6);
    }
}
