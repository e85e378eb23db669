//! How alike the openings are: who the agent is told to be.

use crate::compare::{aspect::Aspect, cosine::Cosine};

pub(super) const SIGNAL: Cosine = Cosine {
    name: "opening",
    meaning: "the words of the first paragraphs",
    what: "openings",
    aspect: Aspect::Opening,
    texts: |definition| vec![definition.body.of(&definition.text)],
};
