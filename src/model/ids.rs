//! Small typed numbers, so that an agent's place cannot be taken for a section's.

use serde::Serialize;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(u32);

        impl $name {
            /// The index for position `at`. Panics past `u32::MAX`, which no corpus that fits in memory reaches.
            #[must_use]
            pub fn new(at: usize) -> Self {
                Self(u32::try_from(at).unwrap_or_else(|_| panic!("more than {} items", u32::MAX)))
            }

            /// The position, for slicing.
            #[must_use]
            pub const fn get(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// The place of an [`Agent`](super::Agent) in its [`Corpus`](super::Corpus).
    AgentIx
);
index!(
    /// The place of a [`Section`](super::Section) in its [`Definition`](super::Definition).
    SectionIx
);
index!(
    /// The place of a [`Statement`](super::Statement) in its [`Definition`](super::Definition).
    StatementIx
);

/// 128 bits that stand for a content: XXH3-128 of a normalized form, the same on every machine and in every run.
///
/// Not cryptographic: where a false match would do harm, the contents are compared too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub u128);

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
