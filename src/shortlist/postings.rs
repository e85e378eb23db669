//! An inverted index: for each term that at least two nodes use, who uses it (Zobel and Moffat: "Inverted files for text
//! search engines", ACM Computing Surveys 2006).

use rayon::prelude::*;

/// A term of a node with how much it says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weighted {
    /// The term.
    pub(super) term: u32,
    /// Its weight, not below 0.
    pub(super) weight: f32,
}

/// A weight as it is kept: half as wide is close enough to choose whom to compare.
#[expect(clippy::cast_possible_truncation, reason = "meant")]
pub(super) fn narrow(weight: f64) -> f32 {
    weight as f32
}

/// A node that uses a term.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct User {
    /// The node.
    pub(super) node: u32,
    /// What the term weighs there.
    pub(super) weight: f32,
}

/// Terms with their users; those with one user are left out, since they pair nobody.
pub(super) struct Postings {
    /// Sorted.
    terms: Vec<u32>,
    /// Where the users of each term begin; one more than there are terms.
    starts: Vec<usize>,
    users: Vec<User>,
}

impl Postings {
    /// Indexes the terms of each node. A node must not name a term twice.
    pub(super) fn new(terms_of: &[Vec<Weighted>]) -> Self {
        let mut entries: Vec<(u32, User)> = Vec::with_capacity(terms_of.iter().map(Vec::len).sum());
        for (node, list) in (0u32..).zip(terms_of) {
            entries.extend(list.iter().map(|w| (w.term, User { node, weight: w.weight })));
        }
        entries.par_sort_unstable_by_key(|(term, user)| (*term, user.node));
        let users = Vec::with_capacity(entries.len());
        let mut out = Self { terms: Vec::new(), starts: vec![0], users };
        for group in entries.chunk_by(|x, y| x.0 == y.0).filter(|group| group.len() > 1) {
            out.terms.push(group[0].0);
            out.users.extend(group.iter().map(|entry| entry.1));
            out.starts.push(out.users.len());
        }
        out
    }

    /// Who uses `term`, sorted by node; empty where fewer than two do.
    pub(super) fn users(&self, term: u32) -> &[User] {
        self.terms.binary_search(&term).map_or(&[], |at| self.at(at))
    }

    /// The users of each term that has more than `cap` of them.
    pub(super) fn above(&self, cap: usize) -> impl Iterator<Item = (u32, &[User])> {
        (0..self.terms.len()).map(|at| (self.terms[at], self.at(at))).filter(move |(_, users)| users.len() > cap)
    }

    fn at(&self, at: usize) -> &[User] {
        &self.users[self.starts[at]..self.starts[at + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(terms: &[u32]) -> Vec<Weighted> {
        terms.iter().map(|term| Weighted { term: *term, weight: 0.5 }).collect()
    }

    #[test]
    fn terms_know_their_users() {
        let index = Postings::new(&[list(&[7, 3]), list(&[3]), list(&[9, 3]), list(&[9])]);
        let nodes = |term| index.users(term).iter().map(|user| user.node).collect::<Vec<_>>();
        assert_eq!((nodes(3), nodes(9)), (vec![0, 1, 2], vec![2, 3]));
        assert!(nodes(7).is_empty() && nodes(1).is_empty());
        assert_eq!([1, 2, 3].map(|cap| index.above(cap).count()), [2, 1, 0]);
    }
}
