//! How alike the bodies are, word by word, whatever the order.

use crate::compare::{aspect::Aspect, cosine::Cosine};

pub(super) const SIGNAL: Cosine = Cosine {
    name: "body",
    meaning: "the words of the bodies",
    what: "bodies",
    aspect: Aspect::Body,
    texts: |definition| vec![definition.body.of(&definition.text)],
};
