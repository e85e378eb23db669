//! Which member a merge should start from: the one that holds most of what the others say, and is soundest as a file.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    model::{AgentIx, Corpus, Sayings, Severity, Value, is_privilege},
    text::{language::Language, words::content_words},
};

use super::Canonical;

/// Different members that are weighed, those that say most first. 500 members of 60 statements take 0.1 s.
pub(super) const WEIGHED: usize = 500;

/// Words of a statement that count at the most, so that a page of code does not outweigh a page of rules.
const HEAVIEST: usize = 30;

/// Share of a statement's words from which a member holds it, as two statements are told to say the same.
const HELD: f64 = 0.95;

/// What a statement counts at the most of which a member has a part of the words, in the unit of [`WHOLE`]: half, since
/// they may stand anywhere.
const SCATTERED: f64 = 5_000.0;

/// What front matter that is not strict YAML costs, in shares of what the others say: some harness cannot load it.
const NOT_STRICT: f64 = 0.05;

/// What each warning costs, and all of them at the most.
const WARNING: f64 = 0.01;
const WARNINGS: f64 = 0.05;

/// What it costs to be without a description or one of several in a file: a poor place for a canonical.
const AWKWARD: f64 = 0.03;

/// The member to start from.
pub(super) fn of(corpus: &Corpus, members: &[AgentIx]) -> Canonical {
    let distinct = distinct(corpus, members);
    if let [agent] = distinct[..] {
        let because = if members.len() == 1 { "the only one" } else { "all members say the same" };
        return Canonical { agent, because: because.to_owned() };
    }
    let texts = distinct.len();
    // Where it is known who came when, nobody goes before what was there.
    let first = distinct.iter().map(|agent| corpus.arrival(*agent)).min();
    let was_first = |agent: AgentIx| Some(corpus.arrival(agent)) == first;
    let distinct = in_one_tongue(corpus, &distinct, was_first);
    let others = Others { many: distinct.len() - 1, tongues: texts > distinct.len() };
    if let [agent] = distinct[..] {
        return Canonical { agent, because: "the only one in its language".to_owned() };
    }
    let standings = standings(corpus, &distinct);
    let fields = |standing: &Standing| fields_of(corpus, standing.agent);
    let order = |x: &&Standing, y: &&Standing| {
        x.order(y, others).then_with(|| fields(x).cmp(&fields(y))).then(y.place.cmp(&x.place))
    };
    let best = standings.iter().filter(|standing| was_first(standing.agent)).max_by(order);
    let agent = best.map_or(distinct[0], |best| best.agent);
    let because = best.map(|best| match standings.iter().max_by(order) {
        Some(newer) if newer.agent != best.agent => format!("was there first, and {}", best.tells(others)),
        _ => because(best, &standings, others),
    });
    Canonical { agent, because: because.unwrap_or_default() }
}

/// One agent of each content, that which was there first as far as anybody knows, the soundest file of such, then the first;
/// sorted by content. Nobody is told to delete an agent in favour of its new copy.
fn distinct(corpus: &Corpus, members: &[AgentIx]) -> Vec<AgentIx> {
    let mut out = members.to_vec();
    let cost = |agent: &AgentIx| cost(corpus, *agent);
    let place = |agent: &AgentIx| (corpus.definition(*agent).content, corpus.arrival(*agent));
    out.sort_by(|x, y| place(x).cmp(&place(y)).then(cost(x).total_cmp(&cost(y))).then(x.cmp(y)));
    out.dedup_by_key(|agent| corpus.definition(*agent).content);
    out
}

/// Those of the first language among those that `may_be` it, in the order of [`Language`], English first; who speaks none that can
/// be told is among them. How much a member holds cannot be told across languages, and a canonical merged with a translation again must
/// stay the base: so the choice of the language hangs on nothing but who is there.
fn in_one_tongue(corpus: &Corpus, distinct: &[AgentIx], may_be: impl Fn(AgentIx) -> bool) -> Vec<AgentIx> {
    let tongue = |agent: &AgentIx| Language::named(corpus.definition(*agent).sketch.language.as_deref()?);
    let tongues: Vec<Option<Language>> = distinct.iter().map(tongue).collect();
    let own = distinct.iter().zip(&tongues).filter(|(agent, _)| may_be(**agent));
    let first = own.filter_map(|(_, tongue)| *tongue).min();
    let stays = |tongue: &Option<Language>| tongue.is_none() || *tongue == first;
    let kept = distinct.iter().zip(&tongues).filter(|(_, tongue)| stays(tongue)).map(|(agent, _)| *agent);
    kept.collect()
}

/// What is wrong with an agent as a file, in shares of what the others say.
fn cost(corpus: &Corpus, agent: AgentIx) -> f64 {
    let (agent, definition) = (corpus.agent(agent), corpus.definition(agent));
    let serious = definition.notes.iter().filter(|note| note.code.severity >= Severity::Warning).count();
    let strict = if definition.front_is_strict || definition.front.is_none() { 0.0 } else { NOT_STRICT };
    let awkward = definition.description.trim().is_empty() || agent.id != agent.path;
    strict + (exact(serious) * WARNING).min(WARNINGS) + if awkward { AWKWARD } else { 0.0 }
}

/// What an agent says in fields that grant nothing: how many say something, and how many words all of them have. A merge joins
/// them, and loses none. Who may do more is no better a canonical for that.
fn fields_of(corpus: &Corpus, agent: AgentIx) -> (usize, usize) {
    let fields = corpus.definition(agent).fields.iter();
    let telling = fields.filter(|field| field.value != Value::Null && !is_privilege(&field.name));
    // A longer name says no more.
    let described = telling.clone().filter(|field| !matches!(field.name.as_str(), "name" | "display-name"));
    let words = described.map(|field| content_words(&field.value.plain()).len()).sum();
    (telling.count(), words)
}

/// How one member stands.
#[derive(Debug)]
struct Standing {
    agent: AgentIx,
    /// The place by content, which breaks ties.
    place: usize,
    /// What it holds of what the others say, and what they say, in the same unit.
    held: u64,
    said: u64,
    /// What it says itself.
    own: u64,
    /// [`cost`].
    cost: f64,
}

impl Standing {
    /// Whether it holds all that the others say.
    fn is_full(&self) -> bool {
        self.held >= self.said
    }

    fn share(&self) -> f64 {
        if self.is_full() { 1.0 } else { ratio(self.held, self.said) }
    }

    /// The same in words.
    fn tells(&self, others: Others) -> String {
        let told = others.say();
        if self.is_full() {
            return format!("holds all of what {told}");
        }
        format!("holds {} % of what {told}", percent(self.share()))
    }

    /// How much it holds of what the others say; of two texts, of what both say. In their own words each of two holds as much of
    /// the other, which is a greater share of the shorter one: so by a share the shorter would be asked for, and what the
    /// canonical took over of the longer one would then count for that when the two are merged again.
    fn measure(&self, others: Others) -> f64 {
        if others.many == 1 { ratio(self.held + self.own, self.said + self.own) } else { self.share() }
    }

    /// A member that holds everything comes before all others, whatever it costs: a canonical merged with a member again
    /// must stay the base. Among such, the one that says most.
    fn order(&self, other: &Self, others: Others) -> std::cmp::Ordering {
        let full = self.is_full().cmp(&other.is_full());
        let says = if self.is_full() && other.is_full() { self.own.cmp(&other.own) } else { std::cmp::Ordering::Equal };
        let net = (self.measure(others) - self.cost).total_cmp(&(other.measure(others) - other.cost));
        full.then(says).then(net)
    }
}

/// Where each of the [`WEIGHED`] members that say most stands.
fn standings(corpus: &Corpus, distinct: &[AgentIx]) -> Vec<Standing> {
    let bulks: Vec<_> = distinct.par_iter().map(|agent| corpus.definition(*agent).sketch.bulk.get()).collect();
    let said: Vec<&Sayings> = bulks.iter().map(|bulk| &bulk.statements).collect();
    let sayings = sayings(&said);
    let mut own = vec![0; distinct.len()];
    for saying in &sayings {
        saying.speakers.iter().for_each(|place| own[*place] += saying.weight * WHOLE);
    }
    let all: u64 = own.iter().sum();
    let mut weighed: Vec<usize> = (0..distinct.len()).collect();
    weighed.sort_by_key(|place| (std::cmp::Reverse(own[*place]), *place));
    weighed.truncate(WEIGHED);
    let held = held(&said, &sayings, &weighed);
    let standing = |(place, held): (&usize, u64)| Standing {
        agent: distinct[*place],
        place: *place,
        held,
        said: all - own[*place],
        own: own[*place],
        cost: cost(corpus, distinct[*place]),
    };
    weighed.iter().zip(held).map(standing).collect()
}

/// A statement held whole, in the unit of [`Standing::held`].
const WHOLE: u64 = 10_000;

/// What one or more members say in the same words.
struct Saying<'s> {
    words: &'s [u32],
    weight: u64,
    /// Their places, sorted.
    speakers: Vec<usize>,
}

/// Everything that is said, each once.
fn sayings<'s>(said: &[&'s Sayings]) -> Vec<Saying<'s>> {
    let mut at: FxHashMap<u64, usize> = FxHashMap::default();
    let mut out: Vec<Saying<'s>> = Vec::new();
    for (place, own) in said.iter().enumerate() {
        for (key, words) in own.iter() {
            let at = *at.entry(key).or_insert_with(|| {
                let weight = words.len().clamp(1, HEAVIEST) as u64;
                out.push(Saying { words, weight, speakers: Vec::new() });
                out.len() - 1
            });
            out[at].speakers.push(place);
        }
    }
    out
}

/// Sayings that are looked through on one thread in a row.
const SAYINGS_AT_ONCE: usize = 256;

/// In place of how many words of a saying a member has: it says it itself.
const SAID: usize = usize::MAX;

/// How much of what the others say each weighed member holds, by its place among these: what it says too in full, else by the
/// share of the words that it has anywhere.
fn held(said: &[&Sayings], sayings: &[Saying<'_>], weighed: &[usize]) -> Vec<u64> {
    let users = users(said, weighed);
    let mut seats = vec![None; said.len()];
    weighed.iter().enumerate().for_each(|(seat, place)| seats[*place] = Some(seat));
    let none = || vec![0; weighed.len()];
    let parts = sayings.par_chunks(SAYINGS_AT_ONCE).map(|some| {
        let (mut held, mut found) = (none(), vec![0usize; weighed.len()]);
        for saying in some {
            for seat in saying.words.iter().filter_map(|word| users.get(word)).flatten() {
                found[*seat] += 1;
            }
            saying.speakers.iter().filter_map(|place| seats[*place]).for_each(|seat| found[seat] = SAID);
            let support = saying.speakers.len() as u64;
            for (held, found) in held.iter_mut().zip(&mut found) {
                let (others, credit) = match std::mem::take(found) {
                    SAID => (support - 1, WHOLE),
                    found => (support, credit(found, saying.words.len())),
                };
                *held += saying.weight * others * credit;
            }
        }
        held
    });
    parts.reduce(none, |x, y| x.iter().zip(&y).map(|(x, y)| x + y).collect())
}

/// The weighed members that use each word, by their places among these.
fn users(said: &[&Sayings], weighed: &[usize]) -> FxHashMap<u32, Vec<usize>> {
    let mut out: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (seat, place) in weighed.iter().enumerate() {
        for word in said[*place].iter().flat_map(|(_, words)| words) {
            let users = out.entry(*word).or_default();
            if users.last() != Some(&seat) {
                users.push(seat);
            }
        }
    }
    out
}

/// What a member holds of a statement of which it has `found` of `words` words.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a small whole number")]
fn credit(found: usize, words: usize) -> u64 {
    let share = if words == 0 { 0.0 } else { exact(found) / exact(words) };
    if share >= HELD { WHOLE } else { (share * share * SCATTERED) as u64 }
}

/// Whom the canonical was held against: different texts, of which there may be fewer than members.
#[derive(Debug, Clone, Copy)]
struct Others {
    many: usize,
    /// Whether there are others still, in another language.
    tongues: bool,
}

impl Others {
    /// Who they are, with what they do: `the other 2 texts say`.
    fn say(self) -> String {
        let language = if self.tongues { " in its language" } else { "" };
        match self.many {
            1 => format!("the other text{language} says"),
            many => format!("the other {many} texts{language} say"),
        }
    }
}

fn because(best: &Standing, standings: &[Standing], others: Others) -> String {
    let told = best.tells(others);
    if best.is_full() {
        return told;
    }
    let own = percent(best.share());
    let fullest = standings.iter().max_by_key(|other| percent(other.share()));
    let but = match fullest.map(|other| (other, percent(other.share()))).filter(|(_, more)| *more > own) {
        Some((other, more)) if other.measure(others) > best.measure(others) => {
            format!(", and is sounder as a file than one that holds {more} %")
        }
        Some((_, more)) => format!(", and says more itself than one that holds {more} %"),
        None => String::new(),
    };
    format!("{told}{but}")
}

/// Whole percent, 100 only for all.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share is in 0..1")]
fn percent(share: f64) -> u64 {
    (share * 100.0) as u64
}

#[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

#[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
fn exact(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        cluster::made::agent,
        model::{Agent, Arrival},
    };

    const RULES: [&str; 9] = [
        "Water the beds before sunrise",
        "Prune roses in late winter",
        "Never spray open blossoms",
        "Turn the compost twice a month",
        "Ask the owner before felling a tree",
        "Note each seed's origin in the ledger",
        "Keep the tools sharp and oiled",
        "Cover tender plants when frost is near",
        "Mow paths only where people walk",
    ];

    fn chosen(agents: Vec<Agent>) -> (String, String) {
        let corpus = Corpus::new(agents);
        let told = of(&corpus, &corpus.indexes().collect::<Vec<_>>());
        (corpus.agent(told.agent).id.clone(), told.because)
    }

    #[test]
    fn who_holds_everything_is_chosen_whatever_it_costs() {
        let mut full = agent("z.md", "all", &RULES);
        full.definition.front = Some(crate::model::Span::new(0, 1));
        full.definition.front_is_strict = false;
        let agents = vec![agent("a.md", "few", &RULES[..5]), agent("b.md", "others", &RULES[4..]), full];
        assert_eq!(chosen(agents), ("z.md".to_owned(), "holds all of what the other 2 texts say".to_owned()));
    }

    #[test]
    fn of_nearly_equals_the_sounder_file() {
        let mut odd = agent("a.md", "odd", &RULES[..6]);
        odd.definition.front = Some(crate::model::Span::new(0, 1));
        odd.definition.front_is_strict = false;
        let agents = vec![odd, agent("b.md", "sound", &RULES[1..7])];
        assert_eq!(chosen(agents).0, "b.md");
    }

    #[test]
    fn one_alone_and_copies() {
        assert_eq!(chosen(vec![agent("a.md", "x", &RULES)]).1, "the only one");
        let copies = vec![agent("b.md", "x", &RULES), agent("a.md", "x", &RULES)];
        assert_eq!(chosen(copies), ("a.md".to_owned(), "all members say the same".to_owned()));
    }

    #[test]
    fn of_copies_the_one_that_was_there_first() {
        use Arrival::{Before, Changed, New};
        let copies = ["a.md", "b.md", "c.md"].map(|id| agent(id, "x", &RULES));
        for (arrivals, first) in [([New, Changed, Before], 2), ([New, Changed, New], 1), ([Before, Before, New], 0)] {
            let corpus = Corpus::new(copies.to_vec()).arrived(arrivals.to_vec());
            let told = of(&corpus, &corpus.indexes().collect::<Vec<_>>());
            assert_eq!(told.agent, AgentIx::new(first), "{arrivals:?}");
        }
        let longer = vec![agent("a.md", "x", &RULES), agent("b.md", "x", &RULES[1..])];
        for (arrivals, first) in [([New, Before], 1), ([Before, Before], 0)] {
            let corpus = Corpus::new(longer.clone()).arrived(arrivals.to_vec());
            assert_eq!(of(&corpus, &corpus.indexes().collect::<Vec<_>>()).agent, AgentIx::new(first), "{arrivals:?}");
        }
        let known = Corpus::new(longer).arrived(vec![New, Before]);
        let because = of(&known, &known.indexes().collect::<Vec<_>>()).because;
        assert!(because.starts_with("was there first, and holds 91 %"), "{because}");
    }

    /// Which language is chosen says nothing about who was there first.
    #[test]
    fn a_translation_does_not_go_before_what_was_there() {
        let mut pair = ["a.md", "b.md"].map(|id| agent(id, "x", &RULES));
        pair[1].definition.content = crate::model::Digest(7);
        pair[0].definition.sketch.language = Some("English".to_owned());
        pair[1].definition.sketch.language = Some("Japanese".to_owned());
        for (arrivals, first) in [([Arrival::New, Arrival::Before], 1), ([Arrival::Before, Arrival::Before], 0)] {
            let corpus = Corpus::new(pair.to_vec()).arrived(arrivals.to_vec());
            let told = of(&corpus, &corpus.indexes().collect::<Vec<_>>());
            assert_eq!((told.agent.get(), told.because.as_str()), (first, "the only one in its language"));
        }
    }

    /// Agents that say some of the rules, each its own choice.
    fn members() -> impl Strategy<Value = Vec<Agent>> {
        let picks = prop::collection::btree_set(1u32..512, 1..6);
        picks.prop_map(|picks| {
            let said =
                |pick: u32| RULES.iter().enumerate().filter(move |(at, _)| pick >> at & 1 == 1).map(|(_, rule)| *rule);
            picks
                .into_iter()
                .map(|pick| agent(&format!("{pick}.md"), "made", &said(pick).collect::<Vec<_>>()))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn order_and_copies_do_not_matter(agents in members(), of in 0usize..6) {
            let plain = chosen(agents.clone());
            prop_assert_eq!(&plain, &chosen(agents.iter().rev().cloned().collect()));
            let mut more = agents.clone();
            let mut copy = agents[of % agents.len()].clone();
            copy.id = format!("zz-{}", copy.id);
            copy.path.clone_from(&copy.id);
            more.push(copy);
            if agents.len() > 1 {
                prop_assert_eq!(plain, chosen(more));
            }
        }

        #[test]
        fn the_union_of_all_is_the_base(agents in members()) {
            let mut all: Vec<&str> = RULES.to_vec();
            all.push("Close the gate at night");
            let mut more = agents;
            more.push(agent("merged.md", "made", &all));
            prop_assert_eq!(chosen(more).0, "merged.md");
        }
    }
}
