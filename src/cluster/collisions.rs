//! Agents of one name, whatever its case and separators.

use std::collections::BTreeMap;

use crate::{
    model::{AgentIx, Collision, Comparisons, Corpus, Relation},
    text::words::fold,
};

use super::fold::Fold;

/// Every name that two agents or more have, sorted by it.
pub(super) fn of(corpus: &Corpus, comparisons: &Comparisons) -> Vec<Collision> {
    let mut named: BTreeMap<String, Vec<AgentIx>> = BTreeMap::new();
    for agent in corpus.indexes() {
        named.entry(key(&corpus.definition(agent).name)).or_default().push(agent);
    }
    named.retain(|name, agents| !name.is_empty() && agents.len() > 1);
    let groups: Vec<Vec<AgentIx>> = named.into_values().collect();
    let relations = weakest(&groups, &Fold::new(corpus, comparisons), comparisons);
    let collision = |(agents, relation): (Vec<AgentIx>, Relation)| Collision {
        name: corpus.definition(agents[0]).name.clone(),
        agents,
        // Which folder shadows which is the format's to say, and a format's record does not reach this stage.
        winner: None,
        relation,
    };
    let mut out: Vec<Collision> = groups.into_iter().zip(relations).map(collision).collect();
    out.sort_by(|x, y| x.name.cmp(&y.name).then(x.agents.cmp(&y.agents)));
    out
}

/// The letters and digits of a name, folded; for a name without any the folded name.
fn key(name: &str) -> String {
    let folded = fold(name.trim());
    let bare: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    if bare.is_empty() { folded.into_owned() } else { bare }
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
    for row in comparisons.rows() {
        if let (Some(a), Some(b)) = (fold.node_of(row.pair.a()), fold.node_of(row.pair.b())) {
            let both = groups_of[a].iter().filter(|at| groups_of[b].contains(at));
            both.for_each(|at| told[*at].add(row.relation));
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
    use crate::cluster::made::{agent, comparisons, row};

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
        let told = of(&corpus, &comparisons(&corpus, vec![row(0, 1, Relation::Variant, 0.5)]));
        let [one] = &told[..] else { panic!("one collision, not {told:?}") };
        assert_eq!((one.name.as_str(), one.agents.len(), one.relation), ("Backend Engineer", 3, Relation::Variant));
        let strangers = of(&corpus, &comparisons(&corpus, Vec::new()));
        assert_eq!(strangers[0].relation, Relation::Unrelated);
    }

    #[test]
    fn copies_under_one_name_are_identical() {
        let corpus = Corpus::new(vec![agent("a.md", "x", &["one"]), agent("b.md", "X", &["one"])]);
        assert_eq!(of(&corpus, &comparisons(&corpus, Vec::new()))[0].relation, Relation::Identical);
    }

    #[test]
    fn a_name_of_marks_alone_is_a_name() {
        assert_eq!((key(" ⚙ ").as_str(), key("Data_Analyst 2").as_str()), ("⚙", "dataanalyst2"));
    }
}
