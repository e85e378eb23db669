//! How alike the descriptions are, without routing text and examples.

use crate::compare::cosine::Cosine;

pub(super) const SIGNAL: Cosine = Cosine {
    name: "description",
    meaning: "the words of the descriptions",
    what: "descriptions",
    facet: |weights| &weights.description,
    texts: |definition| vec![&definition.description],
};
