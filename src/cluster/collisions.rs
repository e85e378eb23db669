//! Agents of one name, whatever its case and separators.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{
    Named,
    fold::Fold,
    shadowing::{key, rulings},
};
use crate::model::{AgentIx, Collision, Comparisons, Corpus, Profile, Relation, Ruling};

/// Every name that two agents or more have, sorted by it.
pub(super) fn of(corpus: &Corpus, comparisons: &Comparisons, formats: &[&Profile], homes: &[String]) -> Named {
    let groups = groups(corpus);
    let relations = weakest(&groups, &Fold::unless_told(corpus, comparisons), comparisons);
    let mut out = Named::default();
    for (agents, relation) in groups.into_iter().zip(relations) {
        let told = rulings(corpus, &agents, formats, homes);
        out.notes.extend(told.notes);
        let name = corpus.definition(agents[0]).name.clone();
        // One ruling over all of them: no agent of another harness or spelling stands beside it.
        let over_all = |ruling: &&Ruling| ruling.agents == agents && !ruling.elsewhere;
        let winner = told.rulings.iter().find(over_all).and_then(|ruling| ruling.winner);
        out.collisions.push(Collision { name, agents, winner, rulings: told.rulings, relation });
    }
    out.collisions.sort_by(|x, y| x.name.cmp(&y.name).then(x.agents.cmp(&y.agents)));
    out
}

/// The agents of each name that two or more have, by name.
pub(super) fn groups(corpus: &Corpus) -> Vec<Vec<AgentIx>> {
    let mut named: BTreeMap<String, Vec<AgentIx>> = BTreeMap::new();
    for agent in corpus.indexes() {
        named.entry(key(&corpus.definition(agent).name)).or_default().push(agent);
    }
    named.retain(|name, agents| !name.is_empty() && agents.len() > 1);
    named.into_values().collect()
}

/// For each group the weakest relation between any two of its agents: counted over the comparisons, since where one is
/// missing the two are unrelated, so that a group of thousands costs no more than the comparisons that it has.
fn weakest(groups: &[Vec<AgentIx>], fold: &Fold, comparisons: &Comparisons) -> Vec<Relation> {
    // Copies may bear different names, so a node may be in several groups.
    let mut groups_of: Vec<Vec<usize>> = vec![Vec::new(); fold.len()];
    let mut told: Vec<Told> = groups.iter().map(|_| Told::default()).collect();
    for (at, agents) in groups.iter().enumerate() {
        for agent in agents {
            let mine = &mut groups_of[fold.holder(*agent)];
            if mine.last() != Some(&at) {
                mine.push(at);
                told[at].nodes += 1;
            }
        }
    }
    // Of two contents several copies may have been compared.
    let mut met: FxHashSet<(usize, usize)> = FxHashSet::default();
    let inside = comparisons.rows().par_iter().filter_map(|row| {
        let (a, b) = (fold.holder(row.pair.a()), fold.holder(row.pair.b()));
        let both: Vec<usize> = groups_of[a].iter().copied().filter(|at| groups_of[b].contains(at)).collect();
        (a != b && !both.is_empty()).then(|| ((a.min(b), a.max(b)), both, row.relation))
    });
    for (nodes, both, relation) in inside.collect::<Vec<_>>() {
        if met.insert(nodes) {
            for at in both {
                told[at].add(relation);
            }
        }
    }
    told.into_iter().map(Told::weakest).collect()
}

/// What was told of a group.
#[derive(Default)]
struct Told {
    nodes: usize,
    rows: usize,
    weakest: Option<Relation>,
}

impl Told {
    fn add(&mut self, relation: Relation) {
        self.rows += 1;
        self.weakest = Some(self.weakest.map_or(relation, |weakest| weakest.min(relation)));
    }

    fn weakest(self) -> Relation {
        let pairs = self.nodes * self.nodes.saturating_sub(1) / 2;
        if self.rows < pairs { Relation::Unrelated } else { self.weakest.unwrap_or(Relation::Identical) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cluster::made::{agent, comparisons, row},
        model::{Level, Nested, Peers, Precedence, Spelling},
    };

    #[test]
    fn names_meet_whatever_their_spelling() {
        let agents = vec![
            agent("a.md", "Backend Engineer", &["one"]),
            agent("b.md", "backend-engineer", &["two"]),
            agent("c.md", "backend_engineer", &["two"]),
            agent("d.md", "gardener", &["three"]),
            agent("e.md", "", &["four"]),
            agent("f.md", "", &["five"]),
        ];
        let corpus = Corpus::new(agents);
        let told = of(&corpus, &comparisons(&corpus, vec![row(0, 1, Relation::Variant, 0.5)]), &[], &[]).collisions;
        let [one] = &told[..] else { panic!("one collision, not {told:?}") };
        assert_eq!((one.name.as_str(), one.agents.len(), one.relation), ("Backend Engineer", 3, Relation::Variant));
        let strangers = of(&corpus, &comparisons(&corpus, Vec::new()), &[], &[]).collisions;
        assert_eq!(strangers[0].relation, Relation::Unrelated);
    }

    #[test]
    fn copies_under_one_name_are_identical() {
        let corpus = Corpus::new(vec![agent("a.md", "x", &["one"]), agent("b.md", "X", &["one"])]);
        let told = of(&corpus, &comparisons(&corpus, Vec::new()), &[], &[]);
        assert_eq!(told.collisions[0].relation, Relation::Identical);
    }

    #[test]
    fn copies_that_nobody_compared_are_identical_all_the_same() {
        let corpus = Corpus::new(["a.md", "b.md", "c.md"].map(|id| agent(id, "x", &["one"])).to_vec());
        let judged = Comparisons::new(vec![row(0, 2, Relation::Identical, 1.0), row(1, 2, Relation::Identical, 1.0)]);
        assert_eq!(of(&corpus, &judged, &[], &[]).collisions[0].relation, Relation::Identical);
    }

    #[test]
    fn a_name_of_marks_alone_is_a_name() {
        assert_eq!((key(" ⚙ ").as_str(), key("Data_Analyst 2").as_str()), ("⚙", "dataanalyst2"));
    }

    /// A harness of every rule there is.
    const OWLS: Profile = Profile {
        name: crate::model::FormatName("claude"),
        precedence: Precedence {
            levels: &[Level::project(&[".owl"]), Level::user(&[".owl"]), Level::plugin(&["agents"])],
            peers: Peers::FirstRead,
            nested: Nested::InnerWins,
            spelling: Spelling::Folded,
            disputed: None,
            over: &[],
        },
        ..Profile::BLANK
    };

    /// Who wins among agents named `x` at these paths, why, and which findings there are.
    fn ruled(rules: Precedence, paths: &[&str]) -> (Option<String>, String, Vec<&'static str>) {
        let profile = Profile { precedence: rules, ..OWLS };
        let corpus = Corpus::new(paths.iter().map(|path| agent(path, "x", &[path])).collect());
        let told = of(&corpus, &comparisons(&corpus, Vec::new()), &[&profile], &[]);
        let one = &told.collisions[0];
        let winner = one.winner.map(|ix| corpus.agent(ix).id.clone());
        (winner, one.rulings[0].because.clone(), told.notes.iter().map(|(_, note)| note.code.id).collect())
    }

    #[test]
    fn the_higher_level_wins() {
        let project = Some("p/.owl/x.md".to_owned());
        assert_eq!(ruled(OWLS.precedence, &["/root/.owl/x.md", "p/.owl/x.md"]).0, project);
        let (winner, because, _) = ruled(OWLS.precedence, &["agents/x.md", "p/.owl/x.md"]);
        assert_eq!((winner, because.as_str()), (project, "a project's .owl comes before a plugin's agents"));
    }

    #[test]
    fn the_inner_project_wins_where_the_harness_says_so() {
        let nested = ["p/.owl/x.md", "p/sub/.owl/x.md"];
        assert_eq!(ruled(OWLS.precedence, &nested).0, Some(nested[1].to_owned()));
        let unsaid = ruled(Precedence { nested: Nested::Unsaid, ..OWLS.precedence }, &nested);
        assert!(unsaid.0.is_none() && unsaid.1.contains("inner project"), "{unsaid:?}");
        assert_eq!(ruled(OWLS.precedence, &["p/.owl/x.md", "q/.owl/x.md"]).0, None);
    }

    #[test]
    fn what_the_rules_leave_open_stays_open() {
        let same = ["p/.owl/a/x.md", "p/.owl/x.md"];
        assert!(ruled(OWLS.precedence, &same).1.contains("happens to read first"));
        assert!(ruled(OWLS.precedence, &["p/agents/x.md", "q/agents/x.md"]).1.contains("plugin"));
        assert!(ruled(OWLS.precedence, &["docs/x.md", "p/.owl/x.md"]).1.contains("looks"));
        let disputed = Precedence { disputed: Some("its pages disagree"), ..OWLS.precedence };
        assert_eq!(ruled(disputed, &["/root/.owl/x.md", "p/.owl/x.md"]).1, "its pages disagree");
    }

    #[test]
    fn what_is_shown_twice_or_refused_is_a_finding() {
        let same = ["p/.owl/x.agent.md", "p/.owl/x.md"];
        for (peers, code) in [(Peers::ShownTwice, "shown-twice"), (Peers::Refused, "name-refused")] {
            let (winner, _, codes) = ruled(Precedence { peers, ..OWLS.precedence }, &same);
            assert_eq!((winner, codes), (None, vec![code]));
        }
        assert!(ruled(OWLS.precedence, &same).2.is_empty());
    }

    #[test]
    fn agents_of_different_harnesses_do_not_shadow_each_other() {
        let mut other = agent("q/x.md", "x", &["q"]);
        other.definition.format = crate::model::FormatName("gemini");
        let corpus = Corpus::new(vec![agent("p/.owl/x.md", "x", &["1"]), agent("/root/.owl/x.md", "x", &["2"]), other]);
        let told = of(&corpus, &comparisons(&corpus, Vec::new()), &[&OWLS], &[]).collisions;
        assert_eq!((told[0].winner, told[0].rulings.len()), (None, 1));
        assert!(told[0].rulings[0].winner.is_some() && told[0].rulings[0].shadowed().count() == 1);
    }

    #[test]
    fn a_harness_that_reads_names_to_the_letter_tells_more_of_them() {
        let spelt = |rules| {
            let corpus =
                Corpus::new(vec![agent("p/.owl/x.md", "a-b", &["1"]), agent("/root/.owl/x.md", "A B", &["2"])]);
            let profile = Profile { precedence: rules, ..OWLS };
            of(&corpus, &comparisons(&corpus, Vec::new()), &[&profile], &[]).collisions[0].rulings.len()
        };
        assert_eq!(spelt(OWLS.precedence), 1);
        assert_eq!(spelt(Precedence { spelling: Spelling::Exact, ..OWLS.precedence }), 0);
    }
}
