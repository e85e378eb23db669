//! Which pairs of a corpus are worth comparing: all while that is cheap, else those that share something rare. Never scores.
//!
//! Up to [`EVERY_PAIR_UP_TO`] agents every pair is taken. Above that, agents of one content are folded to the first of
//! them: each copy is paired with that one only, which takes part in the search for all of them. Stages that follow can
//! hold a copy for its first without a comparison of their own.

mod around;
mod every_pair;
mod hubs;
mod nearest;
mod postings;
mod same_content;
mod same_name;
mod search;
mod shared_code;
mod shared_role;
mod shared_text;

use crate::model::{AgentIx, Commonness, Corpus, FindingCode, Severity, Shortlist};

use search::{Finder, Search};

/// Up to how many agents every pair is taken. 1,500 agents are 1.1 million pairs, some 5 s of comparing on two cores, and
/// the index would still leave 3 % of them.
pub const EVERY_PAIR_UP_TO: usize = 1_500;

/// How to look for pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Up to how many agents every pair is taken.
    pub every_pair_up_to: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { every_pair_up_to: EVERY_PAIR_UP_TO }
    }
}

/// The ways to find pairs, in the order in which a pair's reason is named.
const ALL: &[Finder] = &[
    same_content::FINDER,
    shared_text::FINDER,
    shared_role::FINDER,
    same_name::FINDER,
    same_name::NEARLY,
    shared_code::FINDER,
    shared_code::INSIDE,
];

/// The pairs worth comparing.
#[must_use]
pub fn shortlist(corpus: &Corpus, common: &Commonness, options: Options) -> Shortlist {
    if corpus.len() <= options.every_pair_up_to {
        return every_pair::find(corpus);
    }
    let mut search = Search::new(corpus, common);
    for finder in ALL {
        search.run(finder);
    }
    search.finish()
}

/// The pairs worth comparing of a few agents with all others, the closest of them at the least. `common` may say how common
/// words are elsewhere: it only orders.
#[must_use]
pub fn around(corpus: &Corpus, common: &Commonness, agents: &[AgentIx]) -> Shortlist {
    around::find(corpus, common, agents)
}

/// Copies that are compared through the first of them.
pub static COPIES_BY_ONE: FindingCode = FindingCode {
    id: "copies-compared-once",
    severity: Severity::Info,
    meaning: "In a large run agents of one content are compared with others through the first of them by path, so that \
              the list of pairs names the others only beside that one.",
    cure: "None needed: families hold every copy. For all pairs of one agent ask `agentkin find`.",
};

/// A phrase, word or name that too many agents share to pair all of them.
pub static SEARCH_NARROWED: FindingCode = FindingCode {
    id: "search-narrowed",
    severity: Severity::Info,
    meaning: "In a large run something is shared by so many agents that not every two of them were compared for it.",
    cure: "Run over a part of the agents to have every pair compared.",
};

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[&COPIES_BY_ONE, &SEARCH_NARROWED];

#[cfg(test)]
mod made;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Agent, AgentIx, Candidate, Why},
        shortlist::made::{agent, body, commonness},
    };

    /// What the index finds, as `(a, b, why)`.
    fn found(agents: Vec<Agent>) -> Vec<(usize, usize, Why)> {
        let corpus = Corpus::new(agents);
        let list = shortlist(&corpus, &commonness(&corpus), Options { every_pair_up_to: 0 });
        list.candidates.iter().map(|c| (c.pair.a().get(), c.pair.b().get(), c.why)).collect()
    }

    /// Twenty agents with nothing in common, as a crowd to stand out from.
    fn crowd() -> Vec<Agent> {
        (0..20).map(|n| agent(&format!("{n:02}"), &format!("n{n}"), &format!("d{n}"), &body(n, 300))).collect()
    }

    #[test]
    fn small_runs_compare_all() {
        let corpus = Corpus::new(crowd());
        let list = shortlist(&corpus, &commonness(&corpus), Options::default());
        assert_eq!(list.candidates.len(), 190);
        assert!(list.candidates.is_sorted() && list.candidates.iter().all(|c| c.why == Why::EveryPair));
    }

    #[test]
    fn strangers_are_not_paired() {
        assert_eq!(found(crowd()), []);
    }

    #[test]
    fn each_reason_finds_its_pair() {
        let mut agents = crowd();
        let edited = body(0, 300).replace("w0x5", "changed").replace("w0x90 ", "");
        agents.push(agent("a-copy", "n1", "d1", &body(1, 300)));
        agents.push(agent("b-edited", "other", "thing", &edited));
        agents.push(agent("c-inside", "part", "excerpt", &body(2, 40)));
        agents.push(agent("d-role", "n3", "d3 d3", &body(101, 50)));
        agents.push(agent("e-code", "übersetzt", "anders", "so `w4x1 w4x2 w4x3` und `w4x4 w4x5 w4x6`"));
        agents[4] = agent("04", "n4", "d4", "thus `w4x1 w4x2 w4x3` and `w4x4 w4x5 w4x6`");
        let told = found(agents);
        for want in [(0, 21), (2, 22), (3, 23), (4, 24)] {
            assert!(told.iter().any(|(a, b, _)| (*a, *b) == want), "{want:?} in {told:?}");
        }
        assert!(told.contains(&(1, 20, Why::SameContent)) && told.contains(&(0, 21, Why::SharedText)));
        assert!(told.contains(&(3, 23, Why::SharedRole)));
    }

    #[test]
    fn the_code_of_a_short_agent_is_found_in_a_long_one() {
        let code =
            |from: usize, to: usize| (from..to).map(|n| format!("`q{n}x1 q{n}x2`")).collect::<Vec<_>>().join(" und ");
        let mut agents = crowd();
        agents.push(agent("a-long", "lang", "mit allem", &format!("{} {}", body(21, 300), code(0, 400))));
        agents.push(agent("b-short", "kurz", "ein Teil", &format!("{} {}", body(22, 300), code(300, 304))));
        assert_eq!(found(agents), [(20, 21, Why::SharedCode)]);
    }

    #[test]
    fn copies_search_as_one() {
        let copies = (0..30).map(|n| agent(&format!("copy{n:02}"), "x", "y", &body(7, 300)));
        let told = found(crowd().into_iter().chain(copies).collect());
        assert_eq!(told.len(), 30, "each copy with the first, the first with the one it shares text with");
        assert!(told.iter().all(|(a, b, _)| *a == 20 || (*a, *b) == (7, 20)));
    }

    #[test]
    fn what_all_share_links_them_to_hubs_and_is_told() {
        let name = |n: usize| format!("{n:04}");
        let agents: Vec<Agent> =
            (0..700).map(|n| agent(&name(n), "same", &name(n), &format!("{} t{n}", body(1, 200)))).collect();
        let corpus = Corpus::new(agents);
        let list = shortlist(&corpus, &commonness(&corpus), Options { every_pair_up_to: 0 });
        assert!(list.candidates.len() < 700 * 40, "{}", list.candidates.len());
        assert!(list.notes.iter().any(|note| note.code == &SEARCH_NARROWED));
        let reached = |at: usize| {
            list.candidates.iter().any(|c: &Candidate| [c.pair.a(), c.pair.b()].contains(&AgentIx::new(at)))
        };
        assert!((0..700).all(reached));
    }

    #[test]
    fn the_number_of_threads_does_not_matter() {
        let corpus = Corpus::new((0..60).map(|n| agent(&format!("{n:02}"), "n", "d", &body(n % 9, 20 + n))).collect());
        let common = commonness(&corpus);
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| shortlist(&corpus, &common, Options { every_pair_up_to: 0 }))
        };
        assert_eq!(run(1), run(4));
    }
}
