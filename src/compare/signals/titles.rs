//! How alike the section titles are.

use crate::compare::{aspect::Aspect, cosine::Cosine};

pub(super) const SIGNAL: Cosine = Cosine {
    name: "titles",
    meaning: "the words of the section titles",
    what: "section titles",
    aspect: Aspect::Titles,
    texts: |definition| definition.sections.iter().map(|s| s.title.as_str()).collect(),
};
