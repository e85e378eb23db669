//! How common words and phrases are among agents: a built-in table made from many repositories, refined by the corpus at
//! hand. `README.md` beside this file says how the table was made.

mod census;
mod table;

use std::sync::OnceLock;

use census::{Census, Counts, Wanted, census, census_of};
use table::Table;

use crate::model::{AgentIx, Commonness, Corpus, Definition, Users};

/// Users of a phrase or word in the corpus at hand that say nothing of how common it is: the two that are compared.
const COMPARED: u32 = 2;
/// Agents that must use a word before the built-in table lists it.
const WORD_CUT: u32 = 2;
/// Agents that must use a phrase before the built-in table lists it: below, it costs bytes and hardly moves a weight.
const PHRASE_CUT: u32 = 4;

/// The built-in table, refined by `corpus`: of the two counts the higher holds, so that two agents compared alone get
/// nearly the same answer as in a crowd, and a scaffold that only this corpus knows is seen for what it is.
pub(super) fn commonness(corpus: &Corpus) -> Commonness {
    refined(census(corpus.agents().iter().map(|agent| &agent.definition)))
}

/// The same as far as the words and phrases of these agents go: of the others nothing but their number is listed.
pub(super) fn commonness_to(corpus: &Corpus, agents: &[AgentIx]) -> Commonness {
    let wanted = Wanted::of(agents.iter().map(|agent| &corpus.definition(*agent).sketch));
    refined(census_of(corpus.agents().iter().map(|agent| &agent.definition), &wanted))
}

/// The built-in table, refined by what was counted here.
fn refined(here: Census) -> Commonness {
    let known = built_in();
    let refined = |known: &Users, here: Counts| {
        let here = here.into_iter().map(|(hash, users)| (hash, users.saturating_sub(COMPARED)));
        Users::of(known.iter().chain(here.filter(|(_, users)| *users > 0)).collect())
    };
    let agents = known.agents.max(here.agents);
    let (words, phrases) = rayon::join(|| refined(&known.words, here.words), || refined(&known.phrases, here.phrases));
    Commonness { agents, words, phrases }
}

/// What a table made of these agents would say.
pub(super) fn counted<'d>(definitions: impl Iterator<Item = &'d Definition>) -> Commonness {
    Table::of(census(definitions)).into()
}

/// The bytes of a table made of `corpus`. `source` and `date` go into its head, one line each.
pub(super) fn encode(corpus: &Corpus, source: &str, date: &str) -> Vec<u8> {
    let table = Table::of(census(corpus.agents().iter().map(|agent| &agent.definition)));
    Table { source: source.to_owned(), date: date.to_owned(), ..table }.encode()
}

impl Table {
    /// What is common enough to be listed.
    fn of(census: Census) -> Self {
        let cut = |counts: Counts, least: u32| counts.into_iter().filter(|(_, users)| *users >= least).collect();
        let (words, phrases) = (cut(census.words, WORD_CUT), cut(census.phrases, PHRASE_CUT));
        Self { agents: census.agents, words, phrases, ..Self::default() }
    }
}

impl From<Table> for Commonness {
    fn from(table: Table) -> Self {
        Self { agents: table.agents, words: Users::of(table.words), phrases: Users::of(table.phrases) }
    }
}

/// The table that is built in, without what the corpus at hand adds.
pub(super) fn built_in() -> &'static Commonness {
    static BUILT_IN: OnceLock<Commonness> = OnceLock::new();
    // The bytes are part of this binary and a test reads them: a table that does not read cannot be shipped.
    BUILT_IN.get_or_init(|| Table::decode(include_bytes!("table.bin")).unwrap_or_default().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::upper,
        text::{
            shingle::shingles,
            words::{hash, stem},
        },
    };

    #[test]
    fn the_built_in_table_reads_and_knows_its_trade() {
        let table = Table::decode(include_bytes!("table.bin")).unwrap();
        assert!(table.agents > 1_000 && table.words.len() > 10_000 && table.phrases.len() > 10_000);
        let common = commonness(&Corpus::default());
        let weight = |word: &str| common.word_weight(upper(hash(&stem(word))));
        assert!(weight("agent") < weight("security") && weight("security") < weight("kubernetes"));
        assert!(weight("agent") < 0.2 && weight("zyzzyva") > 0.99);
        let scale = common.scale();
        let phrase = |text: &str| scale.weight(common.phrase_users(upper(shingles(text)[0])));
        assert!(phrase("you are an expert in") < 0.8);
        assert!(phrase("the heron guards the ledger") > 0.99);
    }
}
