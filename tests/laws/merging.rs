//! Laws of comparing and merging.

use agentkin::{
    compare,
    compare::Model,
    merge,
    model::{Agent, AgentIx, Corpus, Definition, Pair, Proposal, Relation, Section, Severity, StatementIx},
    pipeline,
    text::words::key,
};

use super::reading::agents;

/// Merges two texts and each with a copy of itself, and holds what comes out to the laws.
pub fn merges(a: (&str, &[u8]), b: (&str, &[u8])) {
    let (first, second) = (agents(a.0, a.1), agents(b.0, b.1));
    first.iter().chain(&second).take(4).for_each(with_itself);
    if let (Some(x), Some(y)) = (first.first(), second.first())
        && x.id != y.id
    {
        both(x, y);
    }
}

/// An agent and its copy are one.
fn with_itself(agent: &Agent) {
    let copy = Agent { id: format!("{}~", agent.id), ..agent.clone() };
    let corpus = Corpus::new(vec![agent.clone(), copy]);
    let told = pipeline::compare(&corpus, pair_of(&corpus), Model::built_in());
    assert_eq!(told.relation, Relation::Identical, "a copy is not identical");
    assert!(compare::diff(&agent.definition, &agent.definition).is_same(), "differs from itself");
    let proposal = merged(&corpus);
    assert!(proposal.untouched, "merged with its copy, and altered:\n{}", proposal.text);
    assert!(proposal.conflicts.is_empty() && proposal.omitted.is_empty(), "at odds with its copy: {proposal:?}");
    if agent.id == agent.path && std::str::from_utf8(&agent.bytes).is_ok() {
        assert_eq!(proposal.text.as_bytes(), &*agent.bytes, "its own bytes are not given back");
    }
    written(proposal, &corpus);
}

/// Written in some other format it is there again, or the proposal says why not. Which format, the length decides: all of
/// them would take too long.
fn written(proposal: Proposal, corpus: &Corpus) {
    let writable: Vec<_> = pipeline::formats().iter().filter(|format| format.written.is_some()).collect();
    let to = writable[proposal.text.len() % writable.len()];
    let sheet = pipeline::written(proposal, corpus, to);
    if sheet.notes.iter().any(|note| note.code.severity == Severity::Error) {
        return;
    }
    let file = sheet.file.expect("a written file lies somewhere");
    let inside = std::path::Path::new(&file).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    assert!(inside, "the file leads out of the project: {file}");
    assert_eq!(agents(&file, sheet.text.as_bytes()).len(), 1, "written as {}, and no agent:\n{}", to.name, sheet.text);
}

fn both(x: &Agent, y: &Agent) {
    diffs(&x.definition, &y.definition);
    symmetric(x, y);
    let corpus = Corpus::new(vec![x.clone(), y.clone()]);
    let proposal = merged(&corpus);
    assert_eq!(proposal, merged(&corpus), "merged twice, merged otherwise");
    if proposal.members.len() < 2 {
        let own = proposal.untouched || proposal.file.is_some();
        assert!(own && !proposal.notes.is_empty(), "fell back on the base, and does not say why");
        return;
    }
    if proposal.untouched {
        return;
    }
    let back = reread(&proposal, &corpus);
    let doubts = merge::verify(&proposal, &corpus, &back);
    assert!(doubts.is_empty(), "settled otherwise than it reads: {doubts:?}\n{}", proposal.text);
    nothing_lost(&proposal, &corpus, &back);
    nothing_granted(&proposal, &corpus, &back);
}

fn pair_of(corpus: &Corpus) -> Pair {
    Pair::new(AgentIx::new(0), AgentIx::new(1)).filter(|_| corpus.len() == 2).expect("two agents")
}

fn merged(corpus: &Corpus) -> Proposal {
    let members: Vec<AgentIx> = corpus.indexes().collect();
    pipeline::merge(corpus, &members, None, merge::Options::default())
}

fn reread(proposal: &Proposal, corpus: &Corpus) -> Definition {
    let base = corpus.agent(proposal.base);
    let found = agents(&base.path, proposal.text.as_bytes()).into_iter().find(|agent| agent.id == base.id);
    found.unwrap_or_else(|| panic!("the canonical is no agent:\n{}", proposal.text)).definition
}

/// Every statement and section of each side stands in the diff.
fn diffs(a: &Definition, b: &Definition) {
    let diff = compare::diff(a, b);
    assert_eq!(diff, compare::diff(a, b), "diffed twice, diffed otherwise");
    let rows = || diff.sections.iter().flat_map(|section| &section.statements);
    for (side, statements, seen) in [
        ("A", a.statements.len(), rows().filter_map(|row| row.a).map(StatementIx::get).collect::<Vec<_>>()),
        ("B", b.statements.len(), rows().filter_map(|row| row.b).map(StatementIx::get).collect::<Vec<_>>()),
    ] {
        let missing: Vec<usize> = (0..statements).filter(|at| !seen.contains(at)).collect();
        assert!(missing.is_empty(), "statements {missing:?} of {side} stand nowhere in the diff");
    }
}

/// Who is compared with whom makes no difference.
fn symmetric(x: &Agent, y: &Agent) {
    let named = |agent: &Agent, id: &str| Agent { id: id.to_owned(), ..agent.clone() };
    let told = |a: &Agent, b: &Agent| {
        let corpus = Corpus::new(vec![named(a, "1"), named(b, "2")]);
        let told = pipeline::compare(&corpus, pair_of(&corpus), Model::built_in());
        assert!((0.0..=1.0).contains(&told.similarity.get()) && (0.0..=1.0).contains(&told.confidence.get()));
        (told.relation, told.similarity.rounded().to_bits(), told.confidence.rounded().to_bits())
    };
    assert_eq!(told(x, y), told(y, x), "not symmetric");
}

/// What a member says stands in the canonical or among what was left out.
fn nothing_lost(proposal: &Proposal, corpus: &Corpus, back: &Definition) {
    let key_of = |at: &agentkin::model::MergedStatement| {
        let source = at.sources.first().expect("a statement has a source");
        corpus.definition(source.agent).statement(source.statement).key
    };
    let kept: Vec<u64> = proposal.statements.iter().map(key_of).collect();
    for member in corpus.indexes() {
        let definition = corpus.definition(member);
        for (at, statement) in definition.statements.iter().enumerate() {
            let told = proposal.omitted.iter().any(|o| o.source.agent == member && o.source.statement.get() == at);
            // A lead-in may come out as a title, which is no statement.
            let is_title = |section: &Section| {
                [section.title.as_str(), section.heading.of(&back.text)].iter().any(|title| key(title) == statement.key)
            };
            let titled = || back.sections.iter().any(is_title);
            let held = kept.contains(&statement.key) || told || titled();
            assert!(held, "lost {:?} of\n{}", statement.span.of(&definition.text), proposal.text);
        }
    }
}

/// The canonical may do no more than its base may.
fn nothing_granted(proposal: &Proposal, corpus: &Corpus, back: &Definition) {
    let base = corpus.definition(proposal.base);
    for field in ["tools", "permission", "hooks", "mcp", "allowed-tools"] {
        let (before, after) = (base.field(field).map(|f| &f.value), back.field(field).map(|f| &f.value));
        assert_eq!(before, after, "{field} is not the base's in\n{}", proposal.text);
    }
}
