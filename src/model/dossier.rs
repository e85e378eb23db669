//! All that can be told of one family.

use super::{comparison::Comparison, matrix::Matrix, merge::Proposal};

/// What a page on a family shows: made for a report only where its reporter asks, for it costs a merge each.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// Every member but the canonical against it, with reasons, in the order of the members; of a report on some agents only
    /// pairs that touch these.
    pub kin: Vec<Comparison>,
    /// The distinct contents of the family side by side: its members are the first of each content, the canonical's at the
    /// base.
    pub matrix: Matrix,
    /// Of each member of the family, in its order, the column of the matrix that holds its content.
    pub columns: Vec<usize>,
    /// What one agent of them all would be.
    pub proposal: Proposal,
}
