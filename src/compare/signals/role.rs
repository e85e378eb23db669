//! What the agents are for: name, description, opening, titles and body together.

use crate::compare::cosine::Cosine;

pub(super) const SIGNAL: Cosine = Cosine {
    name: "role",
    meaning: "the words of name, description, opening, titles and body together",
    what: "roles",
    facet: |weights| &weights.role,
    texts: |definition| vec![&definition.name, &definition.description, definition.body.of(&definition.text)],
};
