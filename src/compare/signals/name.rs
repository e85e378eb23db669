//! How alike the names are, a rare word counting more than a common one.

use crate::compare::{aspect::Aspect, cosine::Cosine};

pub(super) const SIGNAL: Cosine = Cosine {
    name: "name",
    meaning: "the words of the names",
    what: "names",
    aspect: Aspect::Name,
    texts: |definition| vec![&definition.name],
};
