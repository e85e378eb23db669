//! Agents written in every format: what a file of each looks like, and that each agent comes back from it.
//!
//! `fixtures/written/agent.md` in every format stands beside it; `AGENTKIN_BLESS=1 cargo test --test written` writes them
//! anew: read them before keeping them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{fmt::Write, fs, path::Path};

use agentkin::{
    load, merge,
    model::{Agent, AgentIx, Corpus, Origin, Pair, Profile, Proposal, Relation, Severity, SourceFile},
    normalize,
    pipeline::{self, Unwatched},
    write,
};

fn writable() -> impl Iterator<Item = &'static Profile> {
    pipeline::formats().iter().copied().filter(|format| format.written.is_some())
}

fn read(path: &str, text: &str) -> Agent {
    let raw = load::parse(&SourceFile::new(path, Origin::Named, text)).unwrap().remove(0);
    let profile = load::format(raw.format);
    let definition = normalize::definition(raw, profile);
    Agent { id: path.to_owned(), path: path.to_owned(), origin: Origin::Named, bytes: text.into(), definition }
}

fn written(agent: &Agent, to: &'static Profile) -> Proposal {
    let corpus = Corpus::new(vec![agent.clone()]);
    let alone: Vec<AgentIx> = corpus.indexes().collect();
    let proposal = pipeline::merge(&corpus, &alone, None, merge::Options::default());
    pipeline::written(proposal, &corpus, to)
}

fn relation(a: &Agent, b: &Agent) -> Relation {
    let named = |agent: &Agent, id: &str| Agent { id: id.to_owned(), ..agent.clone() };
    let corpus = Corpus::new(vec![named(a, "a"), named(b, "b")]);
    pipeline::compare(&corpus, Pair::new(AgentIx::new(0), AgentIx::new(1)).unwrap()).relation
}

/// Every agent of the format fixtures that says something.
fn fixtures() -> Vec<Agent> {
    let mut out = Vec::new();
    for profile in pipeline::formats() {
        let folder = format!("fixtures/formats/{}", profile.name.0);
        let loaded = pipeline::load(std::slice::from_ref(&folder), &Unwatched).unwrap();
        // The folders above a fixture must not tell a format.
        let inside = |agent: &Agent| Agent { path: agent.path.replacen(&format!("{folder}/"), "", 1), ..agent.clone() };
        let said = loaded.corpus.agents().iter().filter(|agent| !agent.definition.statements.is_empty());
        out.extend(said.map(inside));
    }
    assert!(out.len() > 40);
    out
}

#[test]
fn one_agent_in_every_format() {
    let text = fs::read_to_string("fixtures/written/agent.md").unwrap();
    let agent = read(".claude/agents/quay-keeper.md", &text);
    for to in writable() {
        let proposal = written(&agent, to);
        let mut shown = format!("{}\n\n{}\n", proposal.file.as_deref().unwrap_or("-"), proposal.text);
        for note in &proposal.notes {
            writeln!(shown, "! {}: {}", note.code.id, note.message).unwrap();
        }
        let stored = Path::new("fixtures/written").join(format!("{}.txt", to.name.0));
        if std::env::var_os("AGENTKIN_BLESS").is_some() {
            fs::write(&stored, &shown).unwrap();
        }
        assert_eq!(shown, fs::read_to_string(&stored).unwrap_or_default(), "{}", stored.display());
    }
}

#[test]
fn every_fixture_comes_back_from_every_format() {
    for agent in fixtures() {
        for through in writable() {
            let told = format!("{} of {} through {}", agent.id, agent.definition.format, through.name);
            let there = written(&agent, through);
            let grave = there.notes.iter().find(|note| note.code.severity == Severity::Error);
            assert!(grave.is_none(), "{told}: {grave:?}");
            let own = agent.definition.format == through.name;
            let path = if own { agent.path.clone() } else { there.file.clone().unwrap() };
            let back = read(&path, &there.text);
            let least = if own { Relation::Identical } else { Relation::NearDuplicate };
            let relation = relation(&agent, &back);
            assert!(relation >= least, "{told}: {relation:?}\n{}", there.text);
            for (statement, is) in there.statements.iter().zip(&back.definition.statements) {
                assert_eq!(statement.line, is.line, "{told}: {}", statement.text);
            }
        }
    }
}

#[test]
fn nothing_is_lost_in_silence() {
    let text = fs::read_to_string("fixtures/written/agent.md").unwrap();
    let agent = read(".claude/agents/quay-keeper.md", &text);
    for to in writable().filter(|to| to.name != agent.definition.format) {
        let proposal = written(&agent, to);
        for field in &agent.definition.fields {
            let value = field.value.plain();
            let file = proposal.file.as_deref().unwrap_or("");
            let held = [file, &proposal.text].iter().any(|text| text.contains(&value)) && !value.is_empty();
            let told =
                proposal.notes.iter().any(|note| note.message.contains(&field.key) || note.message.contains(&value));
            let tools = field.name.contains("tools");
            assert!(held || told || tools, "{}: `{}` is neither held nor told\n{}", to.name, field.key, proposal.text);
        }
    }
}

#[test]
fn hostile_names_stay_names() {
    for name in ["../../../etc/passwd", "a/b", "CON", "..", "\u{202e}gpj.exe", "x\ty"] {
        let agent = read("x.md", &format!("---\nname: {name:?}\ndescription: Hostile.\n---\n\nYou are here.\n"));
        for to in writable().filter(|to| to.name.0 != "claude") {
            let file = written(&agent, to).file.unwrap();
            let inside = Path::new(&file).components().all(|part| matches!(part, std::path::Component::Normal(_)));
            assert!(inside && !file.contains(['\\', '\u{202e}', '\t']), "{name:?} as {}: {file}", to.name);
        }
        assert!(!write::file_name(name).contains(['/', '.', '\\']), "{name:?}");
    }
}
