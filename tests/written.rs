//! Agents written in every format: what a file of each looks like, and that each agent comes back from it.
//!
//! `fixtures/written/agent.md` in every format stands beside it; `AGENTKIN_BLESS=1 cargo test --test written` writes them
//! anew: read them before keeping them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::{fmt::Write, fs, path::Path};

use agentkin::{
    compare::Model,
    load, merge,
    model::{
        Agent, AgentIx, Corpus, OmittedTools, Origin, Pair, Profile, Proposal, Relation, Severity, SourceFile, Value,
    },
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
    Agent {
        id: path.to_owned(),
        path: path.to_owned(),
        origin: Origin::Named,
        bytes: text.as_bytes().into(),
        definition,
    }
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
    pipeline::compare(&corpus, Pair::new(AgentIx::new(0), AgentIx::new(1)).unwrap(), Model::built_in()).relation
}

/// Every agent of the format fixtures that says something.
fn fixtures() -> Vec<Agent> {
    let mut out = Vec::new();
    for profile in pipeline::formats() {
        let folder = format!("fixtures/formats/{}", profile.name.0);
        let loaded = pipeline::load(std::slice::from_ref(&folder), &Unwatched).unwrap();
        let said = loaded.corpus.agents().iter().filter(|agent| !agent.definition.statements.is_empty());
        out.extend(said.cloned());
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

fn format(name: &str) -> &'static Profile {
    writable().find(|format| format.name.0 == name).unwrap()
}

/// The file that an agent is written to, and the codes of what was said of it.
fn told(path: &str, text: &str, to: &str) -> (String, Vec<&'static str>) {
    let proposal = written(&read(path, text), format(to));
    (proposal.text, proposal.notes.iter().map(|note| note.code.id).collect())
}

fn claude(front: &str, prompt: &str) -> String {
    format!("---\nname: owl\n{front}---\n\n{prompt}")
}

#[test]
fn what_a_harness_insists_on_is_the_agent_s_own_or_said_to_be_missing() {
    let silent = claude("", "# Owl\n\nYou watch the yard. You call at dawn.\n");
    for to in ["codex", "copilot", "gemini", "skill", "goose", "crewai", "qwen"] {
        let (text, codes) = told("x.md", &silent, to);
        assert!(text.contains("You watch the yard.\"\n"), "{to}: {text}");
        assert!(codes.contains(&"description-from-prompt"), "{to}: {codes:?}");
    }
    for to in ["opencode", "roo"] {
        assert!(
            !told("x.md", &silent, to).0.contains("whenToUse") && !told("x.md", &silent, to).0.contains("description"),
            "{to}"
        );
    }
    let (text, codes) = told("x.md", &claude("", "- Watch\n"), "codex");
    assert!(!text.contains("description") && codes == ["required-not-said"], "{codes:?}: {text}");
    for to in ["codex", "roo", "goose", "crewai"] {
        let codes = told("x.md", &claude("description: Watches.\n", ""), to).1;
        assert!(codes.contains(&"required-not-said"), "{to}: {codes:?}");
    }
    let foreign = claude("description: d\n", "You watch.\n").replace("owl", "設計者");
    assert!(told("x.md", &foreign, "roo").1.contains(&"name-not-taken"));
}

#[test]
fn no_value_keeps_a_harness_from_its_files() {
    let colored =
        |color: &str| told("x.md", &claude(&format!("description: d\ncolor: {color}\n"), "You watch.\n"), "opencode");
    let (text, codes) = colored("blue");
    assert!(!text.contains("color") && codes == ["field-not-held"], "{text}");
    for taken in ["\"#0a1B2c\"", "accent"] {
        let (text, codes) = colored(taken);
        assert!(text.contains(&format!("color: {taken}")) && codes.is_empty(), "{codes:?}: {text}");
    }
}

#[test]
fn a_key_that_meant_nothing_decides_nothing() {
    let agent = claude("description: d\nalwaysApply: true\ntrigger: always_on\n", "You watch.\n");
    let (text, codes) = told("x.md", &agent, "cursor-rule");
    assert!(text.contains("alwaysApply: false") && codes.contains(&"field-not-held"), "{text}");
    assert!(told("x.md", &agent, "windsurf").0.contains("trigger: model_decision"));
    let rule = "---\ndescription: d\nalwaysApply: true\n---\n\nYou watch.\n";
    assert!(told(".cursor/rules/owl.mdc", rule, "continue").0.contains("alwaysApply: true"), "both know it");
}

#[test]
fn a_server_opens_no_tool_that_was_closed() {
    let agent = |tools: &str| {
        format!(
            r#"{{"name": "owl", "description": "d", "prompt": "You watch.", "tools": {tools}, "mcpServers": {{"tide": {{"command": "t"}}}}}}"#
        )
    };
    let told = |tools: &str, to: &str| told(".kiro/agents/owl.json", &agent(tools), to);
    let (closed, codes) = told("[]", "codex");
    assert!(!closed.contains("mcp_servers") && codes.contains(&"privilege-not-carried"), "{closed}");
    assert!(!told(r#"["@tide/now"]"#, "codex").0.contains("mcp_servers"), "one tool of it is not all");
    for open in [r#"["@tide"]"#, r#"["*"]"#] {
        assert!(told(open, "codex").0.contains("[mcp_servers.tide]"), "{open}");
    }
    let listed = told("[]", "claude").0;
    assert!(listed.contains("mcpServers:") && listed.contains("tools: []"), "the list closes them: {listed}");
}

#[test]
fn a_file_that_says_otherwise_is_distrusted() {
    let path = ".claude/agents/owl.md";
    let agent = read(path, &claude("description: Sees.\ntools: Read\n", "You watch.\n")).definition;
    let doubts = |text: String| {
        let (from, to) = (format("claude"), format("claude"));
        let back = read(path, &text).definition;
        merge::verify_written(&merge::Rewritten { agent: &agent, from, back: &back, to, name: "owl" }).len()
    };
    let elsewhere = |tool: &str| {
        let front = format!("---\nname: owl\ndescription: Sees.\ntools: [\"{tool}\"]\n---\n\nYou watch.\n");
        let back = read(".github/agents/owl.agent.md", &front).definition;
        let (from, to) = (format("claude"), format("copilot"));
        merge::verify_written(&merge::Rewritten { agent: &agent, from, back: &back, to, name: "owl" }).len()
    };
    assert_eq!((elsewhere("search"), elsewhere("execute")), (0, 1), "of the same power, and of another");
    assert_eq!(doubts(claude("description: Sees.\ntools: Read\n", "You watch.\n")), 0);
    for other in [
        claude("description: Sees.\n", "You watch.\n"),
        claude("description: Sees.\ntools: Read\ncolor: red\n", "You watch.\n"),
        claude("description: Sees.\ntools: Grep\n", "You watch.\n"),
        claude("description: Sees.\ntools: Read, Bash\n", "You watch.\n"),
        claude("description: Sees.\ntools: \"*\"\n", "You watch.\n"),
        claude("tools: Read\n", "You watch.\n"),
        claude("description: Hears.\ntools: Read\n", "You watch.\n"),
        claude("description: Sees.\ntools: Read\n", "You sleep.\n"),
        claude("description: Sees.\ntools: Read\n", "You watch.\n").replace("owl", "cat"),
    ] {
        assert_eq!(doubts(other.clone()), 1, "{other}");
    }
}

/// Agents that may not do everything, each held back in its own way.
const HELD_BACK: &[(&str, &str)] = &[
    (".claude/agents/a.md", "name: a\ndescription: d\ndisallowedTools: Write, Bash"),
    (".claude/agents/a.md", "name: a\ndescription: d\ntools: Read, Write, Bash\ndisallowedTools: Bash(rm *)"),
    (".claude/agents/a.md", "name: a\ndescription: d\ntools: Read, Bash\ndisallowedTools: Bash, mcp__*"),
    (".claude/agents/a.md", "name: a\ndescription: d\npermissionMode: plan"),
    (".claude/agents/a.md", "name: a\ndescription: d\ntools: []"),
    (
        ".qwen/agents/a.md",
        "name: a\ndescription: d\ntools: [read_file, run_shell_command]\ndisallowedTools: [run_shell_command]",
    ),
    (".cursor/agents/a.md", "name: a\ndescription: d\nreadonly: true"),
    (".opencode/agent/a.md", "description: d\nmode: subagent\npermission: deny"),
    (
        ".opencode/agent/a.md",
        "description: d\nmode: subagent\npermission:\n  edit: deny\n  bash:\n    \"*\": deny\n    \"git *\": allow",
    ),
    (
        ".opencode/agent/a.md",
        "description: d\nmode: subagent\ntools:\n  write: false\n  bash: true\npermission:\n  bash: deny",
    ),
    (".opencode/agent/a.md", "description: d\nmode: subagent\ntools:\n  write: false"),
];

/// What an agent may change or run, as its own format has it: of shell, edit and write.
fn powers(agent: &Agent) -> Vec<&'static str> {
    let profile = load::format(agent.definition.format);
    let value = |name: &str| agent.definition.fields.iter().find(|field| field.name == name).map(|field| &field.value);
    let listed = |name: &str, tool: &str| match value(name) {
        Some(Value::List(tools)) => Some(tools.iter().any(|own| own.plain() == tool || own.plain() == "*")),
        _ => None,
    };
    let closed = value("permission").is_some_and(|mode| ["true", "plan", "read-only"].contains(&mode.plain().as_str()));
    let limits = !matches!(profile.omitted_tools, OmittedTools::NoGrant);
    let may = |tool: &&&str| {
        let given = listed("tools", tool).filter(|_| limits).unwrap_or(profile.omitted_tools != OmittedTools::Nothing);
        given && !listed("disallowed-tools", tool).unwrap_or(false) && !closed
    };
    let may: Vec<&'static str> = ["shell", "edit", "write"].iter().filter(may).copied().collect();
    // Whoever may write a file anew may change it.
    may.into_iter().map(|tool| if tool == "edit" { "write" } else { tool }).collect()
}

#[test]
fn no_format_gives_an_agent_more_than_it_may_unsaid() {
    for (path, fields) in HELD_BACK {
        let agent = read(path, &format!("---\n{fields}\n---\n\nYou keep the quay and count the boats at dawn.\n"));
        let own = powers(&agent);
        for to in writable() {
            let proposal = written(&agent, to);
            let back = read(proposal.file.as_deref().unwrap(), &proposal.text);
            let told = proposal.notes.iter().any(|note| note.code.id == "tools-not-limited");
            let gained: Vec<_> = powers(&back).into_iter().filter(|tool| !own.contains(tool)).collect();
            assert!(gained.is_empty() || told, "{fields}\nto {}: gains {gained:?}\n{}", to.name.0, proposal.text);
        }
    }
}
