//! What an agent says, word for word: the bulk of a definition, and nothing that comparing needs.

use std::{
    fmt::Debug,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use serde::{Serialize, Serializer};

use super::section::{Section, Statement};

/// A text with what it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Prompt {
    /// The decoded text that every span points into.
    #[serde(skip)]
    pub text: String,
    /// The body's sections in document order; the first is the preamble where there is text before the first mark.
    pub sections: Vec<Section>,
    /// The body's statements in document order.
    pub statements: Vec<Statement>,
}

/// Where a prompt can be had again.
pub trait Source: Debug + Send + Sync {
    /// The prompt as it was; `None` where its file is no longer what it was.
    fn prompt(&self) -> Option<Prompt>;
}

/// A prompt that is held, or that is read again when somebody asks for it, and held from then on. One that cannot be read
/// again is empty.
#[derive(Debug, Clone)]
pub struct Held {
    prompt: OnceLock<Box<Prompt>>,
    source: Option<Arc<dyn Source>>,
}

impl Held {
    /// A prompt that lies at `source` and is not held yet.
    #[must_use]
    pub fn at(source: Arc<dyn Source>) -> Self {
        Self { prompt: OnceLock::new(), source: Some(source) }
    }

    fn get(&self) -> &Prompt {
        let again = || self.source.as_ref().and_then(|source| source.prompt()).unwrap_or_default();
        self.prompt.get_or_init(|| Box::new(again()))
    }
}

impl From<Prompt> for Held {
    fn from(prompt: Prompt) -> Self {
        Self { prompt: OnceLock::from(Box::new(prompt)), source: None }
    }
}

impl Deref for Held {
    type Target = Prompt;

    fn deref(&self) -> &Prompt {
        self.get()
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Serialize for Held {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(s)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Shelf(Option<&'static str>);

    impl Source for Shelf {
        fn prompt(&self) -> Option<Prompt> {
            self.0.map(|text| Prompt { text: text.to_owned(), ..Prompt::default() })
        }
    }

    #[test]
    fn what_is_not_held_is_had_again() {
        let held = Held::from(Prompt { text: "Wind the clocks.".to_owned(), ..Prompt::default() });
        assert_eq!(held, Held::at(Arc::new(Shelf(Some("Wind the clocks.")))));
        assert_eq!(Held::at(Arc::new(Shelf(None))).text, "");
    }
}
