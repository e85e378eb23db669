//! How alike the descriptions are, without routing text and examples.

use crate::compare::{aspect::Aspect, cosine::Cosine};

pub(super) const SIGNAL: Cosine = Cosine {
    name: "description",
    meaning: "the words of the descriptions",
    what: "descriptions",
    aspect: Aspect::Description,
    texts: |definition| vec![&definition.description],
};
