//! Every signal and the relation over every pair of fixture agents, and over made ones: symmetric, 1 on itself, in 0..1,
//! whatever the order and the company.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agentkin::model::{Agent, AgentIx, Comparison, Corpus, Origin, Pair, Relation, SourceFile};
use agentkin::{compare::Model, load, normalize, pipeline};
use proptest::prelude::*;

fn agents_of(path: &str, bytes: Vec<u8>) -> Vec<Agent> {
    let file = SourceFile::new(path, Origin::Named, bytes);
    let raw = load::parse(&file).unwrap_or_else(|notes| panic!("{path}: {notes:?}"));
    raw.into_iter()
        .map(|raw| {
            let definition = normalize::definition(raw.clone(), load::format(raw.format));
            Agent {
                id: path.to_owned(),
                path: path.to_owned(),
                origin: Origin::Named,
                bytes: Arc::default(),
                definition,
            }
        })
        .collect()
}

fn markdown_under(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            markdown_under(&path, out);
        } else if path.extension().is_some_and(|e| e == "md")
            && path.components().any(|part| part.as_os_str() == "inputs")
        {
            out.push(path);
        }
    }
}

fn fixture_agents() -> Vec<Agent> {
    let mut paths = Vec::new();
    markdown_under(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &mut paths);
    paths.sort();
    paths.iter().flat_map(|path| agents_of(&path.to_string_lossy(), fs::read(path).unwrap())).collect()
}

/// The two as a corpus of their own, the first under the given ids.
fn compared(a: &Agent, b: &Agent, ids: (&str, &str)) -> Comparison {
    let named = |agent: &Agent, id: &str| Agent { id: id.to_owned(), ..agent.clone() };
    let corpus = Corpus::new(vec![named(a, ids.0), named(b, ids.1)]);
    pipeline::compare(&corpus, Pair::new(AgentIx::new(0), AgentIx::new(1)).unwrap(), Model::built_in())
}

fn assert_symmetric(a: &Agent, b: &Agent) {
    let there = compared(a, b, ("1", "2"));
    let back = compared(a, b, ("2", "1"));
    let told = format!("{} | {}", a.path, b.path);
    assert_eq!(there.relation, back.relation, "{told}");
    assert!((there.similarity.get() - back.similarity.get()).abs() < 1e-9, "{told}");
    assert!((there.containment.a_in_b.get() - back.containment.b_in_a.get()).abs() < 1e-9, "{told}");
    for (x, y) in there.signals.iter().zip(&back.signals) {
        assert_eq!(x.name, y.name);
        match (x.score, y.score) {
            (Some(x), Some(y)) => assert!((x.get() - y.get()).abs() < 1e-9, "{told}: {} against {}", x.get(), y.get()),
            (x, y) => assert_eq!(x, y, "{told}"),
        }
    }
}

#[test]
fn every_signal_over_every_fixture_pair() {
    let agents = fixture_agents();
    assert!(agents.len() >= 20, "the fixtures are found");
    let mut spoken = std::collections::BTreeSet::new();
    for (at, a) in agents.iter().enumerate() {
        for b in &agents[at + 1..] {
            assert_symmetric(a, b);
            let said = compared(a, b, ("1", "2"));
            for signal in said.signals.iter().filter(|signal| signal.score.is_some()) {
                spoken.insert(signal.name);
                let because = signal.because.as_deref().unwrap_or_else(|| panic!("{} gives no reason", signal.name));
                assert!(!because.is_empty() && !because.contains('\n'), "{}: {because}", signal.name);
            }
        }
    }
    let roster = compared(&agents[0], &agents[1], ("1", "2")).signals;
    let silent: Vec<_> = roster.iter().map(|signal| signal.name).filter(|name| !spoken.contains(name)).collect();
    assert!(silent.is_empty(), "no fixture pair makes {silent:?} speak");
}

#[test]
fn an_agent_is_itself() {
    for agent in fixture_agents() {
        let said = compared(&agent, &agent, ("1", "2"));
        assert_eq!(said.relation, Relation::Identical, "{}", agent.path);
        assert!((said.similarity.get() - 1.0).abs() < 1e-9, "{}", agent.path);
        for signal in said.signals {
            assert!(signal.score.is_none_or(|score| score.get() > 0.999), "{}: {}", agent.path, signal.name);
        }
    }
}

/// The company may move a score a little, never from copies to strangers.
#[test]
fn the_company_changes_little() {
    let agents = fixture_agents();
    let crowd = Corpus::new(agents.clone());
    for (at, a) in agents.iter().enumerate() {
        for b in &agents[at + 1..] {
            let alone = compared(a, b, ("1", "2")).similarity.get();
            let pair = Pair::new(crowd.find(&a.id).unwrap(), crowd.find(&b.id).unwrap()).unwrap();
            let among = pipeline::compare_all(&crowd, &[(pair.a(), pair.b())], Model::built_in(), &pipeline::Unwatched);
            let among = among[0].as_ref().unwrap().similarity.get();
            assert!((alone - among).abs() < 0.15, "{} | {}: {alone} alone, {among} among", a.path, b.path);
        }
    }
}

fn made_agent() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "harbour",
        "ledger",
        "moss",
        "tide",
        "query",
        "beacon",
        "review",
        "never",
        "always",
        "index",
        "設計",
        "проверка",
    ]);
    let line = prop::collection::vec(word.clone(), 1..9).prop_map(|words| format!("- {}", words.join(" ")));
    let section = (word, prop::collection::vec(line, 0..6))
        .prop_map(|(title, lines)| format!("## {title}\n\n{}\n", lines.join("\n")));
    prop::collection::vec(section, 0..5)
        .prop_map(|sections| format!("---\nname: made\ndescription: made for a test\n---\n\n{}", sections.join("\n")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn made_pairs_are_symmetric(a in made_agent(), b in made_agent()) {
        let (a, b) = (agents_of("a.md", a.into_bytes()).remove(0), agents_of("b.md", b.into_bytes()).remove(0));
        assert_symmetric(&a, &b);
        prop_assert_eq!(compared(&a, &a, ("1", "2")).relation, Relation::Identical);
    }
}
