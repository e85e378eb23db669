//! Who reads the files of agents: why one of two stays where it lies, though the other says the same.

use super::harness::{Harnesses, lies_in};
use crate::model::{AgentIx, Corpus, Profile};

/// Why a translation stays.
pub(super) const IN_ANOTHER_LANGUAGE: &str =
    "some of it is said in another language, and whether it says more only a reader can tell";

/// Why one of several agents of a file stays.
pub(super) const HOLDS_OTHERS: &str = "its file holds other agents too";

/// The agents of a corpus by who reads them.
pub struct Readers<'c> {
    corpus: &'c Corpus,
    harnesses: Harnesses,
}

impl<'c> Readers<'c> {
    /// Who reads the agents, as the records of the formats say.
    #[must_use]
    pub fn new(corpus: &'c Corpus, formats: &[&Profile]) -> Self {
        Self { corpus, harnesses: Harnesses::of(formats) }
    }

    /// Why a plan leaves a member beside the one that says the same or most of it, whatever lies on the disk; `None` where it may
    /// go.
    #[must_use]
    pub fn stays(&self, by: AgentIx, member: AgentIx) -> Option<String> {
        let agent = self.corpus.agent(member);
        let same = agent.definition.content == self.corpus.definition(by).content;
        let holds_others = (agent.id != agent.path).then(|| HOLDS_OTHERS.to_owned());
        let foreign = || (!same && self.is_foreign(by, member)).then(|| IN_ANOTHER_LANGUAGE.to_owned());
        holds_others.or_else(|| self.other_harness(member, by)).or_else(|| self.apart(by, member)).or_else(foreign)
    }

    /// Why one file is not read wherever the other is, where the folders that they lie in say so.
    pub(super) fn narrower(&self, by: AgentIx, member: AgentIx) -> Option<String> {
        let scope = |ix| self.harnesses.scope(&self.corpus.agent(ix).path);
        let (own, other) = (scope(member)?, scope(by)?);
        let shown = |scope: &str| if scope.is_empty() { ".".to_owned() } else { scope.to_owned() };
        let told = || format!("it is read in {}, and {} is not", shown(own), self.corpus.agent(by).id);
        (!lies_in(own, other)).then(told)
    }

    /// Why one file cannot stand for the other, by where they lie.
    pub(super) fn apart(&self, by: AgentIx, member: AgentIx) -> Option<String> {
        let agent = |ix| self.corpus.agent(ix);
        let read = |ix| self.harnesses.scope(&agent(ix).path).is_some();
        // Nothing says that anybody reads the one that stays, or that nobody needs the one that goes.
        match (read(member), read(by)) {
            (true, false) => {
                Some(format!("a harness reads it where it lies, and none is known to read {}", agent(by).id))
            }
            (false, true) => Some(format!("it lies in no harness's folder, as {} does", agent(by).id)),
            _ => self.narrower(by, member),
        }
    }

    /// Why one file is needed beside the other, by what reads the two.
    pub(super) fn other_harness(&self, member: AgentIx, base: AgentIx) -> Option<String> {
        let (own, other) = (self.corpus.definition(member).format, self.corpus.definition(base).format);
        if own != other {
            return Some(format!("it serves another harness: {own}, not {other}"));
        }
        let reader = |ix| self.harnesses.reader(&self.corpus.agent(ix).path, own);
        let (own, other) = (reader(member)?, reader(base)?);
        (own != other).then(|| format!("it serves another harness: {own}, not {other}"))
    }

    /// Whether two are said in different languages.
    pub(super) fn is_foreign(&self, base: AgentIx, member: AgentIx) -> bool {
        let tongue = |ix| self.corpus.definition(ix).sketch.language.as_deref();
        tongue(member).zip(tongue(base)).is_some_and(|(one, other)| one != other)
    }
}
