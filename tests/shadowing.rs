//! Who shadows whom, harness by harness, over the records of the roster (formats.md 1): the whole way from files to a report.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::sync::Arc;

use agentkin::{
    cluster, load,
    model::{Agent, AgentIx, Collision, Comparisons, Corpus, Origin, SourceFile},
    normalize,
};

const OWL: &str = "---\nname: owl\ndescription: Sees at night.\n---\n\nYou watch.\n";

fn agent(path: &str, format: &str) -> Agent {
    let file = SourceFile::new(path, Origin::Named, OWL);
    let raw = load::parse(&file).unwrap().remove(0);
    let profile = load::formats().iter().find(|profile| profile.name.0 == format).unwrap();
    // The rule is looked at and not the reader: for a harness that keeps data, Markdown stands for them.
    let definition = normalize::definition(agentkin::model::RawAgent { format: profile.name, ..raw }, profile);
    let definition = agentkin::model::Definition { name: "owl".to_owned(), ..definition };
    Agent { id: path.to_owned(), path: path.to_owned(), origin: Origin::Named, bytes: Arc::default(), definition }
}

fn collision(format: &str, paths: &[&str]) -> (Corpus, Collision, Vec<&'static str>) {
    let as_markdown = |path: &&str| (*path).to_owned();
    let corpus = Corpus::new(paths.iter().map(as_markdown).map(|path| agent(&path, format)).collect());
    let told = cluster::collisions(&corpus, &Comparisons::default(), load::formats(), &[]);
    let codes = told.notes.iter().map(|(_, note)| note.code.id).collect();
    (corpus, told.collisions[0].clone(), codes)
}

fn winner(format: &str, paths: &[&str]) -> Option<String> {
    let (corpus, collision, _) = collision(format, paths);
    collision.winner.map(|ix: AgentIx| corpus.agent(ix).id.clone())
}

fn wins(format: &str, winning: &str, losing: &str) {
    assert_eq!(winner(format, &[losing, winning]).as_deref(), Some(winning), "{format}");
}

fn open(format: &str, paths: &[&str], because: &str) {
    let (_, collision, _) = collision(format, paths);
    assert_eq!(collision.winner, None, "{format}");
    assert!(collision.rulings[0].because.contains(because), "{}", collision.rulings[0].because);
}

#[test]
fn claude_code_takes_the_project_then_the_user_then_the_plugin() {
    wins("claude", "p/.claude/agents/owl.md", "/home/me/.claude/agents/owl.md");
    wins("claude", "/home/me/.claude/agents/owl.md", "plugins/night/agents/owl.md");
    wins("claude", "p/.claude/agents/birds/owl.md", "plugins/night/agents/owl.md");
    wins("claude", "p/web/.claude/agents/owl.md", "p/.claude/agents/owl.md");
    open("claude", &["p/.claude/agents/a/owl.md", "p/.claude/agents/owl.md"], "happens to read first");
    open("claude", &["a/.claude/agents/owl.md", "b/.claude/agents/owl.md"], "no session reads together");
    open("claude", &["plugins/a/agents/owl.md", "plugins/b/agents/owl.md"], "plugin's name too");
    open("claude", &["plugins/a/agents/x/owl.md", "plugins/a/agents/owl.md"], "happens to read first");
}

#[test]
fn harnesses_that_read_two_formats_take_one_first() {
    let told = |agents: &[(&str, &str)]| {
        let corpus = Corpus::new(agents.iter().map(|(path, format)| agent(path, format)).collect());
        let told = cluster::collisions(&corpus, &Comparisons::default(), load::formats(), &[]).collisions.remove(0);
        let id = |ix: AgentIx| corpus.agent(ix).id.clone();
        (told.winner.map(id), told.rulings.iter().map(|ruling| ruling.winner.map(id)).collect::<Vec<_>>())
    };
    let skill = "p/.claude/skills/owl/SKILL.md".to_owned();
    let both = [(skill.as_str(), "skill"), ("p/.claude/commands/owl.md", "command")];
    assert_eq!(told(&both), (Some(skill.clone()), vec![Some(skill.clone())]));
    // Copilot CLI reads Claude Code's agents too, which Claude Code goes on using.
    let copilot = "p/.github/agents/owl.agent.md".to_owned();
    let both = [(copilot.as_str(), "copilot"), ("p/.claude/agents/owl.md", "claude")];
    assert_eq!(told(&both), (None, vec![Some(copilot.clone())]));
    let apart = [(copilot.as_str(), "copilot"), ("q/.claude/agents/owl.md", "claude")];
    assert_eq!(told(&apart), (None, vec![]));
}

#[test]
fn what_harnesses_disagree_on_stays_open() {
    open("skill", &["p/.claude/skills/owl/SKILL.md", "/root/.claude/skills/owl/SKILL.md"], "specification");
    open("copilot", &["p/.github/agents/owl.agent.md", "/root/.copilot/agents/owl.agent.md"], "guide");
}

#[test]
fn most_harnesses_take_the_project_before_the_user() {
    wins("gemini", "p/.gemini/agents/owl.md", "/root/.gemini/agents/owl.md");
    wins("gemini", "/root/.gemini/agents/owl.md", "extensions/night/agents/owl.md");
    wins("qwen", "p/.qwen/agents/owl.md", "/root/.qwen/agents/owl.md");
    wins("cursor-agent", "p/.cursor/agents/owl.md", "/Users/me/.cursor/agents/owl.md");
    wins("codex", "p/.codex/agents/owl.md", "/root/.codex/agents/owl.md");
    wins("droid", "p/.factory/droids/owl.md", "/root/.factory/droids/owl.md");
    wins("kiro", "p/.kiro/agents/owl.md", "/root/.kiro/agents/owl.md");
    wins("amazonq", "p/.amazonq/cli-agents/owl.md", "/root/.aws/amazonq/cli-agents/owl.md");
    wins("opencode", "p/.opencode/agent/owl.md", "/root/.config/opencode/agent/owl.md");
}

#[test]
fn a_name_there_twice_is_shown_or_refused() {
    let (_, told, codes) = collision("copilot", &["p/.github/agents/owl.agent.md", "p/.github/agents/owl.md"]);
    assert_eq!((told.winner, codes), (None, vec!["shown-twice"]));
    let (_, told, codes) = collision("codex", &["p/.codex/agents/a/owl.md", "p/.codex/agents/owl.md"]);
    assert_eq!((told.winner, codes), (None, vec!["name-refused"]));
}
