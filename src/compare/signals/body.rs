//! How alike the bodies are, word by word, whatever the order.

use crate::compare::cosine::Cosine;

pub(super) const SIGNAL: Cosine = Cosine {
    name: "body",
    meaning: "the words of the bodies",
    what: "bodies",
    facet: |weights| &weights.body,
    texts: |definition| vec![definition.body.of(&definition.text)],
};
