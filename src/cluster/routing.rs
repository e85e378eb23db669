//! Agents that compete for the same requests, and what all descriptions cost.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    seat::{lies_inside, seat},
    shadowing::key,
};
use crate::{
    model::{
        AgentIx, Corpus, Digest, Families, FindingCode, Kinship, Note, Profile, Reach, Relation, Routes, Routing,
        RoutingCost, RoutingOverlap, Score, Severity, Term, Value,
    },
    text::{count::counted, tokens::tokens},
};

/// Descriptions that take more of a session than the harness gives them.
pub(super) static OVER_BUDGET: FindingCode = FindingCode {
    id: "descriptions-over-budget",
    severity: Severity::Warning,
    meaning: "The descriptions of all agents of a format together take more tokens than the harness gives to them, were they \
              all installed at once. They are read in every session, whether an agent is called or not.",
    cure: "Shorten the descriptions (examples belong into the prompt), merge families, or install fewer agents.",
};

/// More overlaps than are listed.
pub(super) static OVERLAPS_CAPPED: FindingCode = FindingCode {
    id: "routing-overlaps-capped",
    severity: Severity::Info,
    meaning: "So many descriptions compete that only the most alike are listed.",
    cure: "Report on a part of the agents: those that one session offers together.",
};

/// Descriptions from this likeness on compete: judged on pairs of the corpus, below it most name other requests.
pub(super) const COMPETES: f64 = 0.5;

/// How many overlaps are listed: nobody reads more, and each is explained.
const MOST: usize = 1_000;

/// Two agents with how alike their descriptions are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rivalry {
    /// How the two are kin.
    pub kinship: Kinship,
    /// How alike their descriptions are.
    pub descriptions: Score,
}

impl Rivalry {
    /// Whether the descriptions are so alike that the two may compete for requests. Copies do not: one of them goes.
    #[must_use]
    pub fn competes(&self) -> bool {
        Self::may_compete(self.descriptions) && self.kinship.relation < Relation::NearDuplicate
    }

    /// Whether two agents whose descriptions are so alike may, however they are kin.
    #[must_use]
    pub fn may_compete(descriptions: Score) -> bool {
        descriptions.get() >= COMPETES
    }
}

/// What is told of routing; the rows are those of which [`Rivalry::competes`] may be true.
pub(super) fn of(
    corpus: &Corpus,
    families: &Families,
    rows: &[Rivalry],
    formats: &[&Profile],
    homes: &[String],
) -> (Routes, Vec<Note>) {
    let costs = costs(corpus, formats);
    let over = |cost: &RoutingCost| {
        let budget = cost.exceeded()?;
        let message = format!(
            "{} ({}) of about {} tokens; {} bears {}: {}",
            counted(cost.agents as usize, "description"),
            cost.format,
            cost.tokens,
            cost.reader,
            budget.tokens,
            budget.does
        );
        Some(Note::new(&OVER_BUDGET, message))
    };
    let mut notes: Vec<Note> = costs.iter().filter_map(over).collect();
    let mut overlaps = overlaps(corpus, families, rows, &Offers { formats, homes });
    if let Some(more) = overlaps.len().checked_sub(MOST).filter(|more| *more > 0) {
        overlaps.truncate(MOST);
        notes.push(Note::new(&OVERLAPS_CAPPED, format!("{} of competing descriptions", counted(more, "more pair"))));
    }
    (Routes { overlaps, costs }, notes)
}

fn overlaps(corpus: &Corpus, families: &Families, rows: &[Rivalry], offers: &Offers<'_>) -> Vec<RoutingOverlap> {
    let sides = sides(corpus, families);
    let side = |agent: AgentIx| sides.get(&corpus.definition(agent).content).copied().unwrap_or(agent);
    let template = Template::new(corpus);
    // Of two families one pair is told, the most alike.
    let mut best: BTreeMap<(AgentIx, AgentIx), RoutingOverlap> = BTreeMap::new();
    for row in rows {
        let Kinship { pair, relation, .. } = row.kinship;
        let (a, b) = (pair.a(), pair.b());
        let sides = (side(a).min(side(b)), side(a).max(side(b)));
        if !row.competes() || sides.0 == sides.1 || !offers.together(corpus, a, b) {
            continue;
        }
        let similarity = row.descriptions.min(template.likeness(corpus, a, b).unwrap_or(row.descriptions));
        if similarity.get() < COMPETES {
            continue;
        }
        let told = RoutingOverlap { pair, similarity, relation, because: String::new() };
        let held = best.entry(sides).or_insert_with(|| told.clone());
        if (similarity, held.pair) > (held.similarity, pair) {
            *held = told;
        }
    }
    let mut out: Vec<RoutingOverlap> = best.into_values().collect();
    out.sort_by(|x, y| y.similarity.cmp(&x.similarity).then(x.pair.cmp(&y.pair)));
    out
}

/// Who competes for the agents of each content: the canonical of their family, else the first of them. Where a run is narrowed,
/// copies may be in no family that is told, and each of them would compete with the same words.
fn sides(corpus: &Corpus, families: &Families) -> FxHashMap<Digest, AgentIx> {
    let mut out: FxHashMap<Digest, AgentIx> = FxHashMap::default();
    for family in &families.families {
        let contents = family.members.iter().map(|member| corpus.definition(*member).content);
        out.extend(contents.map(|content| (content, family.canonical)));
    }
    for agent in corpus.indexes() {
        out.entry(corpus.definition(agent).content).or_insert(agent);
    }
    out
}

/// What the descriptions at hand have in common: "Rules for … development with … integration" leads nobody anywhere.
struct Template {
    /// In how many descriptions each word stands, those of one name counted once.
    users: FxHashMap<u32, u32>,
    agents: u32,
}

impl Template {
    /// Descriptions needed before what they share can be told from what two of them happen to share.
    const FEWEST: u32 = 20;

    fn new(corpus: &Corpus) -> Self {
        let mut said: BTreeMap<String, FxHashSet<u32>> = BTreeMap::new();
        for agent in corpus.agents() {
            let words = agent.definition.sketch.description.iter().map(|term| term.hash);
            said.entry(key(&agent.definition.name)).or_default().extend(words);
        }
        let mut users: FxHashMap<u32, u32> = FxHashMap::default();
        for word in said.values().flatten() {
            *users.entry(*word).or_default() += 1;
        }
        Self { users, agents: u32::try_from(said.len()).unwrap_or(u32::MAX) }
    }

    /// Cosine of two descriptions by how rare their words are among those at hand; `None` where these are too few to tell.
    fn likeness(&self, corpus: &Corpus, a: AgentIx, b: AgentIx) -> Option<Score> {
        let of = |agent: AgentIx| &corpus.definition(agent).sketch.description;
        let mass = |terms: &[Term]| terms.iter().map(|term| self.weight(term.hash).powi(2)).sum::<f64>();
        let meets = |term: &&Term| of(b).binary_search_by_key(&term.hash, |other| other.hash).is_ok();
        let shared: f64 = of(a).iter().filter(meets).map(|term| self.weight(term.hash).powi(2)).sum();
        (self.agents >= Self::FEWEST).then(|| Score::ratio(shared, (mass(of(a)) * mass(of(b))).sqrt()))?
    }

    /// Inverse document frequency (Spärck Jones, 1972), 0 for a word in all descriptions, 1 for one in a single one.
    fn weight(&self, word: u32) -> f64 {
        let users = self.users.get(&word).copied().unwrap_or(1);
        let all = f64::from(self.agents.max(2));
        1.0 - f64::from(users).ln() / all.ln()
    }
}

/// Which agents are offered to a model.
struct Offers<'o> {
    formats: &'o [&'o Profile],
    homes: &'o [String],
}

impl Offers<'_> {
    /// Whether one session may offer both.
    fn together(&self, corpus: &Corpus, a: AgentIx, b: AgentIx) -> bool {
        let (Some((one, x)), Some((other, y))) = (self.offer(corpus, a), self.offer(corpus, b)) else { return false };
        let seats = |profile: &Profile, agent: AgentIx| {
            seat(&corpus.agent(agent).path, &profile.precedence, self.homes).filter(|seat| seat.reach == Reach::Project)
        };
        // Two projects are apart unless one lies in the other; what lies elsewhere may be installed with anything.
        let apart = match (seats(one, a), seats(other, b)) {
            (Some(here), Some(there)) => {
                here.root != there.root && !lies_inside(&here, &there) && !lies_inside(&there, &here)
            }
            _ => false,
        };
        x.reader == y.reader && !apart
    }

    /// How the agent is offered; `None` where it is called by its name alone.
    fn offer(&self, corpus: &Corpus, agent: AgentIx) -> Option<(&Profile, Routing)> {
        let definition = corpus.definition(agent);
        let profile = self.formats.iter().find(|profile| profile.name == definition.format)?;
        let is = |name: &str, value: &Value| definition.field(name).is_some_and(|field| field.value == *value);
        let by_name =
            is("disable-model-invocation", &Value::Bool(true)) || is("mode", &Value::Text("primary".to_owned()));
        Some((profile, profile.routing.filter(|_| !by_name)?))
    }
}

fn costs(corpus: &Corpus, formats: &[&Profile]) -> Vec<RoutingCost> {
    let cost = |profile: &&Profile| {
        let routing = profile.routing?;
        let mut longest: BTreeMap<String, u32> = BTreeMap::new();
        for agent in corpus.agents().iter().filter(|agent| agent.definition.format == profile.name) {
            let held = longest.entry(key(&agent.definition.name)).or_default();
            *held = tokens(&agent.definition.description).max(*held);
        }
        let agents = u32::try_from(longest.len()).unwrap_or(u32::MAX);
        let tokens = longest.values().map(|tokens| u64::from(*tokens)).sum();
        let Routing { reader, budget } = routing;
        (agents > 0).then_some(RoutingCost { format: profile.name, reader, agents, tokens, budget })
    };
    formats.iter().filter_map(cost).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cluster::made::{agent, comparisons, row},
        model::{Budget, Family, Level, Precedence},
    };

    const OWLS: Profile = Profile {
        name: crate::model::FormatName("claude"),
        routing: Some(Routing { reader: "Barn", budget: Some(Budget { tokens: 5, does: "the barn warns" }) }),
        precedence: Precedence { levels: &[Level::project(&[".owl"])], ..Precedence::BLANK },
        ..Profile::BLANK
    };

    fn alike(a: usize, b: usize, relation: Relation, score: f64) -> Rivalry {
        Rivalry { kinship: row(a, b, relation, 0.3), descriptions: Score::new(score) }
    }

    fn told(paths: &[&str], rows: &[Rivalry]) -> (Routes, Vec<Note>) {
        let corpus = Corpus::new(paths.iter().map(|path| agent(path, path, &[path])).collect());
        of(&corpus, &Families::default(), rows, &[&OWLS], &[])
    }

    #[test]
    fn alike_descriptions_compete_where_one_session_offers_both() {
        let rows = [
            alike(0, 1, Relation::Unrelated, 0.7),
            alike(0, 2, Relation::Related, 0.9),
            alike(1, 2, Relation::Related, 0.4),
        ];
        let (routes, _) = told(&["p/.owl/a.md", "p/.owl/b.md", "q/.owl/c.md"], &rows);
        let pairs: Vec<_> = routes.overlaps.iter().map(|told| (told.pair, told.relation)).collect();
        assert_eq!(pairs, [(rows[0].kinship.pair, Relation::Unrelated)]);
        let (routes, _) = told(&["a.md", "b.md", "c.md"], &rows);
        assert_eq!(routes.overlaps[0].pair, rows[1].kinship.pair, "the most alike first");
        assert!(told(&["a.md", "b.md"], &[alike(0, 1, Relation::NearDuplicate, 0.9)]).0.overlaps.is_empty());
    }

    #[test]
    fn a_family_competes_once_and_never_with_itself() {
        let corpus = Corpus::new(["a", "b", "c"].map(|path| agent(path, path, &[path])).to_vec());
        let kin = comparisons(&corpus, vec![row(0, 1, Relation::Variant, 0.8)]);
        let families = crate::cluster::families(&corpus, &kin);
        let Family { members, .. } = &families.families[0];
        assert_eq!(members.len(), 2);
        let rows = [
            alike(0, 1, Relation::Variant, 0.9),
            alike(0, 2, Relation::Related, 0.6),
            alike(1, 2, Relation::Related, 0.7),
        ];
        let overlaps = of(&corpus, &families, &rows, &[&OWLS], &[]).0.overlaps;
        assert_eq!(overlaps.iter().map(|told| told.pair).collect::<Vec<_>>(), [rows[2].kinship.pair]);
    }

    #[test]
    fn copies_in_no_told_family_compete_once() {
        let made = ["a", "b", "c"].map(|path| agent(path, path, &[if path == "c" { "other" } else { "same" }]));
        let corpus = Corpus::new(made.to_vec());
        let rows = [alike(0, 2, Relation::Related, 0.7), alike(1, 2, Relation::Related, 0.7)];
        let overlaps = of(&corpus, &Families::default(), &rows, &[&OWLS], &[]).0.overlaps;
        assert_eq!(overlaps.len(), 1, "{overlaps:?}");
    }

    #[test]
    fn descriptions_cost_and_a_budget_is_held() {
        let described = |path: &str, name: &str, description: &str| {
            let mut made = agent(path, name, &[path]);
            made.definition.description = description.to_owned();
            made
        };
        let long = "sixteen letters.";
        let corpus = Corpus::new(vec![described("a", "x", long), described("b", "X", ""), described("c", "y", long)]);
        let (routes, notes) = of(&corpus, &Families::default(), &[], &[&OWLS], &[]);
        assert_eq!((routes.costs[0].agents, routes.costs[0].tokens), (2, 8));
        assert_eq!(notes[0].code.id, "descriptions-over-budget");
        assert!(notes[0].message.contains("the barn warns"));
    }
}
