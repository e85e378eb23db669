//! Which agents of two trees are one: first by what names them, then by kinship.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AgentIx, Corpus, Kinship, Relation, Rosters, Tie};

/// Two agents of two trees that are one, and by what.
pub type Tied = (AgentIx, AgentIx, Tie);

/// The agents of two trees, with the folders that they were found in.
#[derive(Debug, Clone, Copy)]
pub struct Trees<'t> {
    /// Where both live.
    pub corpus: &'t Corpus,
    /// The folders as typed.
    pub roots: [&'t str; 2],
    /// The agents of each, in order.
    pub agents: [&'t [AgentIx]; 2],
}

/// What was tied, and what is left of both trees.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// What was tied, in the order in which it was told.
    pub tied: Vec<Tied>,
    /// What is left of the first tree.
    pub left_a: BTreeSet<AgentIx>,
    /// What is left of the second tree.
    pub left_b: BTreeSet<AgentIx>,
}

impl Ties {
    fn tie(&mut self, a: AgentIx, b: AgentIx, tie: Tie) {
        if self.left_a.contains(&a) && self.left_b.contains(&b) {
            self.left_a.remove(&a);
            self.left_b.remove(&b);
            self.tied.push((a, b, tie));
        }
    }

    /// Ties those left that have the same key: the first with the first, where each tree has as many as `most`.
    fn by<K: Ord>(&mut self, tie: Tie, most: usize, key: impl Fn(AgentIx, usize) -> K) {
        let mut rooms: BTreeMap<K, (Vec<AgentIx>, Vec<AgentIx>)> = BTreeMap::new();
        for a in &self.left_a {
            rooms.entry(key(*a, 0)).or_default().0.push(*a);
        }
        for b in &self.left_b {
            rooms.entry(key(*b, 1)).or_default().1.push(*b);
        }
        for (a, b) in rooms.into_values().filter(|(a, b)| a.len().max(b.len()) <= most) {
            a.into_iter().zip(b).for_each(|(a, b)| self.tie(a, b, tie));
        }
    }
}

/// Ties what names and contents tie: the same place, then the same content (of one name first), then a name that nobody else
/// in either tree has.
pub(super) fn named(trees: Trees<'_>) -> Ties {
    let [a, b] = trees.agents.map(|list| list.iter().copied().collect::<BTreeSet<_>>());
    let mut ties = Ties { tied: Vec::new(), left_a: a, left_b: b };
    let definition = |ix| trees.corpus.definition(ix);
    let name = |ix| definition(ix).name.to_lowercase();
    ties.by(Tie::Path, usize::MAX, |ix, side| Rosters::place(trees.roots[side], &trees.corpus.agent(ix).id));
    ties.by(Tie::Content, usize::MAX, |ix, _| (definition(ix).content, name(ix)));
    ties.by(Tie::Content, usize::MAX, |ix, _| definition(ix).content);
    ties.by(Tie::Name, 1, |ix, _| name(ix));
    ties
}

/// Ties those left that are copies of one another, the nearest first.
pub(super) fn kindred(ties: &mut Ties, rows: &[Kinship]) {
    let mut near: Vec<&Kinship> = rows.iter().filter(|row| row.relation >= Relation::NearDuplicate).collect();
    near.sort_by(|x, y| y.similarity.cmp(&x.similarity).then(x.pair.cmp(&y.pair)));
    for row in near {
        let (x, y) = (row.pair.a(), row.pair.b());
        // Which of the two is of which tree: a tie that does not fit is passed over.
        ties.tie(x, y, Tie::Kinship);
        ties.tie(y, x, Tie::Kinship);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::made::{agent, row};

    fn tied(agents: Vec<crate::model::Agent>, rows: &[(usize, usize, f64)]) -> Vec<(usize, usize, Tie)> {
        let corpus = Corpus::new(agents);
        let side = |root: &str| -> Vec<AgentIx> {
            corpus.indexes().filter(|ix| corpus.agent(*ix).id.starts_with(root)).collect()
        };
        let (a, b) = (side("a/"), side("b/"));
        let mut ties = named(Trees { corpus: &corpus, roots: ["a", "b/"], agents: [&a, &b] });
        let rows: Vec<Kinship> =
            rows.iter().map(|(x, y, likeness)| row(*x, *y, Relation::NearDuplicate, *likeness)).collect();
        kindred(&mut ties, &rows);
        assert_eq!(ties.tied.len() + ties.left_a.len(), a.len());
        assert_eq!(ties.tied.len() + ties.left_b.len(), b.len());
        ties.tied.into_iter().map(|(x, y, tie)| (x.get(), y.get(), tie)).collect()
    }

    #[test]
    fn place_then_content_then_name_then_kinship() {
        let agents = vec![
            agent("a/moss.md", "moss", &["Water the moss"]),
            agent("a/heron.md", "heron", &["Count the herons"]),
            agent("a/roof.md", "roof", &["Mend the roof"]),
            agent("a/wall.md", "wall", &["Paint the wall"]),
            agent("b/moss.md", "moss", &["Water the moss twice"]),
            agent("b/birds/heron-two.md", "heron-two", &["Count the herons"]),
            agent("b/house/top.md", "Roof", &["Mend the roof in spring"]),
            agent("b/house/side.md", "side", &["Paint the wall white"]),
        ];
        let (heron, moss, roof, wall) = (0, 1, 2, 3);
        let (two, side, top, same) = (4, 5, 6, 7);
        assert_eq!(
            tied(agents, &[(wall, side, 0.9), (moss, side, 0.95)]),
            [(moss, same, Tie::Path), (heron, two, Tie::Content), (roof, top, Tie::Name), (wall, side, Tie::Kinship)]
        );
    }

    #[test]
    fn a_name_that_two_have_ties_nobody() {
        let agents = vec![
            agent("a/one.md", "keeper", &["Water the moss"]),
            agent("b/two.md", "keeper", &["Count the herons"]),
            agent("b/three.md", "keeper", &["Mend the roof"]),
        ];
        assert_eq!(tied(agents.clone(), &[]), []);
        assert_eq!(tied(agents, &[(0, 1, 0.8), (0, 2, 0.9)]), [(0, 2, Tie::Kinship)]);
    }

    #[test]
    fn a_place_is_told_below_the_root() {
        for (root, id, place) in [
            ("a", "a/x/y.md", "x/y.md"),
            ("./a/", "./a/y.md", "y.md"),
            ("./a/", "a/y.md", "y.md"),
            (".", "./y.md", "y.md"),
            (".", "y.md", "y.md"),
            ("/tmp/a", "/tmp/a/y.md#one", "y.md#one"),
        ] {
            assert_eq!(Rosters::place(root, id), place, "{root} {id}");
        }
    }
}
