//! How alike the names are, a rare word counting more than a common one.

use crate::compare::cosine::Cosine;

pub(super) const SIGNAL: Cosine = Cosine {
    name: "name",
    meaning: "the words of the names",
    what: "names",
    facet: |weights| &weights.name,
    texts: |definition| vec![&definition.name],
};
