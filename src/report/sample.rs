//! Hand-made runs for the tests of the reporters.

use std::sync::Arc;

use crate::model::{
    Agent, AgentIx, Alert, Alerts, Analysis, Bond, Budget, Collision, Comparison, Comparisons, Containment, Corpus,
    Definition, Digest, Families, Family, Field, Finding, FindingCode, FormatName, Ground, LineRange, Lineage, Marker,
    Origin, Pair, Prompt, Relation, Routes, RoutingCost, RoutingOverlap, Ruling, Score, Section, SectionIx,
    SectionKind, Severity, SignalScore, Sketch, Span, Statement, StatementKind, Summary, Value,
};

static WARNING: FindingCode = code("sample-warning", Severity::Warning);
static INFO: FindingCode = code("sample-info", Severity::Info);

const fn code(id: &'static str, severity: Severity) -> FindingCode {
    FindingCode { id, severity, meaning: "A sample.", cure: "Nothing to mend in a sample." }
}

/// An agent of one section with two statements.
pub(crate) fn agent(id: &str, name: &str, tokens: u32) -> Agent {
    let text = "Read the change.\n\n## Checks\n\n- Ask for a test\n".to_owned();
    let statement = |section, kind, span, block, line| Statement {
        section: SectionIx::new(section),
        kind,
        span,
        block,
        line,
        depth: 0,
        parent: None,
        key: 1,
        words: Vec::new(),
    };
    let section = |title: &str, kind, marker, heading, span, lines, at| Section {
        title: title.to_owned(),
        kind,
        marker,
        depth: 0,
        parent: None,
        heading,
        span,
        lines,
        statements: vec![crate::model::StatementIx::new(at)],
    };
    let body = Span::new(0, text.len());
    let prompt = Prompt {
        sections: vec![
            section(
                "",
                SectionKind::Role,
                Marker::Preamble,
                Span::new(0, 0),
                Span::new(0, 16),
                LineRange::new(1, 1),
                0,
            ),
            section(
                "Checks",
                SectionKind::Quality,
                Marker::Atx(2),
                Span::new(18, 27),
                Span::new(18, 45),
                LineRange::new(3, 5),
                1,
            ),
        ],
        statements: vec![
            statement(0, StatementKind::Paragraph, Span::new(0, 16), Span::new(0, 16), 1),
            statement(1, StatementKind::Bullet, Span::new(31, 45), Span::new(29, 45), 5),
        ],
        text,
    };
    let definition = Definition {
        format: FormatName("claude"),
        omitted_tools: crate::model::OmittedTools::All,
        prompt_keys: &[],
        name: name.to_owned(),
        description: "Reviews changes | in `APIs`.".to_owned(),
        syntax: crate::model::Syntax::FrontMatter,
        lines: crate::model::Lines::From(1),
        front: None,
        front_is_strict: true,
        body,
        fields: vec![Field {
            name: "tools".to_owned(),
            key: "tools".to_owned(),
            value: Value::List(vec![Value::Text("read".to_owned())]),
            as_written: Some(Value::Text("Read".to_owned())),
            span: None,
        }],
        prompt: prompt.into(),
        content: Digest(7),
        tokens,
        sketch: Sketch::default(),
        notes: Vec::new(),
    };
    Agent { id: id.to_owned(), path: id.to_owned(), origin: Origin::Found, bytes: Arc::default(), definition }
}

/// What is told of a pair, with two signals of which one is silent.
pub(crate) fn comparison(a: AgentIx, b: AgentIx, relation: Relation, similarity: f64) -> Comparison {
    Comparison {
        pair: Pair::new(a, b).unwrap(),
        relation,
        similarity: Score::new(similarity),
        confidence: Score::new(0.9),
        signals: vec![
            SignalScore {
                name: "text",
                score: Some(Score::new(similarity)),
                because: Some("half of the wording is shared".to_owned()),
            },
            SignalScore { name: "fields", score: None, because: None },
        ],
        containment: Containment { a_in_b: Score::new(0.25), b_in_a: Score::new(0.5) },
        grounds: vec![
            Ground { feature: "text", means: "they share phrases", log_odds: 1.5 },
            Ground { feature: "apart", means: "each keeps speaking of what the other never names", log_odds: -0.5 },
        ],
    }
}

fn finding(code: &'static FindingCode, message: &str, path: &str, lines: Option<LineRange>) -> Finding {
    Finding { code, message: message.to_owned(), path: path.to_owned(), lines, wording: None }
}

fn findings() -> Vec<Finding> {
    vec![
        finding(&INFO, "tools are spelt for another harness", "old/reviewer-copy.md", None),
        finding(&WARNING, "a value holds a bare \u{202e} and a | bar", "zoo/evil.md", Some(LineRange::new(2, 3))),
    ]
}

/// The relations and findings as alerts, numbered.
fn alerts(corpus: &Corpus, bonds: &[Bond], findings: &[Finding]) -> Alerts {
    let of_bond = |bond: &Bond| {
        let (agent, kin) = (corpus.agent(bond.agent), corpus.agent(bond.kin));
        let message = format!("{} is kin to {}", agent.definition.name, kin.id);
        (finding(&WARNING, &message, &agent.path, Some(LineRange::new(1, 1))), Some(*bond))
    };
    let all = bonds.iter().map(of_bond).chain(findings.iter().map(|finding| (finding.clone(), None)));
    let alert = |(at, (finding, bond))| Alert { finding, bond, print: Digest(at), known: false };
    Alerts { rows: (1..).zip(all).map(alert).collect(), rules: vec![&INFO, &WARNING], ..Alerts::default() }
}

/// Five agents: a family of three, a stranger of the same name, a loner with a hostile name.
pub(crate) fn analysis() -> Analysis {
    let corpus = Corpus::new(vec![
        agent("team/api/reviewer.md", "api-reviewer", 700),
        agent("old/reviewer-copy.md", "api-reviewer", 650),
        agent("other/http-critic.md", "http-critic", 1200),
        agent("shop/reviewer.md", "api-reviewer", 90),
        agent("zoo/evil.md", "e\u{1b}[31m|vil", 40),
    ]);
    let at = |id: &str| corpus.find(id).unwrap();
    let (team, copy, critic, stranger) =
        (at("team/api/reviewer.md"), at("old/reviewer-copy.md"), at("other/http-critic.md"), at("shop/reviewer.md"));
    let told = vec![
        comparison(team, copy, Relation::NearDuplicate, 0.974),
        comparison(team, critic, Relation::Variant, 0.7149),
    ];
    let comparisons = compared(told);
    let family = Family {
        id: "F1".to_owned(),
        relation: Relation::Variant,
        members: vec![copy, critic, team],
        medoid: team,
        canonical: team,
        canonical_because: "holds 83 % of what the others say".to_owned(),
        cohesion: Score::new(0.84),
        lineages: vec![Lineage { relation: Relation::NearDuplicate, members: vec![copy, team] }],
    };
    let findings = findings();
    let bonds = [(copy, team, Relation::NearDuplicate, 0.974), (critic, team, Relation::Variant, 0.7149)];
    let bonds = bonds.map(|(agent, kin, relation, score)| Bond { agent, kin, relation, similarity: Score::new(score) });
    let alerts = alerts(&corpus, &bonds, &findings);
    Analysis {
        summary: Summary {
            files: 6,
            agents: 5,
            families: 1,
            duplicates: 1,
            tokens: 2680,
            tokens_saved: 1850,
            ignored: 0,
        },
        comparisons,
        families: Families { families: vec![family], notes: Vec::new() },
        collisions: vec![Collision {
            name: "api-reviewer".to_owned(),
            agents: vec![copy, stranger, team],
            winner: Some(team),
            rulings: vec![Ruling {
                format: FormatName("claude"),
                agents: vec![copy, stranger, team],
                winner: Some(team),
                because: "a project's .claude/agents comes before a plugin's agents".to_owned(),
                elsewhere: false,
            }],
            relation: Relation::Unrelated,
        }],
        routes: Routes {
            overlaps: vec![RoutingOverlap {
                pair: Pair::new(critic, stranger).unwrap(),
                similarity: Score::new(0.62),
                relation: Relation::Related,
                because: "Their descriptions agree by 62 % of their weight, most in \"endpoints\" and \"|\"."
                    .to_owned(),
            }],
            costs: vec![RoutingCost {
                format: FormatName("claude"),
                reader: "Claude Code",
                agents: 3,
                tokens: 120,
                budget: Some(Budget { tokens: 15_000, does: "it warns beyond that" }),
            }],
        },
        findings,
        corpus,
        alerts,
        ..Analysis::default()
    }
}

/// `n` agents, all related to one another.
pub(crate) fn crowd(n: usize) -> Analysis {
    let corpus = Corpus::new((0..n).map(|i| agent(&format!("a{i:04}.md"), "one", 10)).collect());
    let mut rows = Vec::new();
    for a in 0..n {
        for b in a + 1..n {
            let likeness = 0.3 + f64::from(u32::try_from((a * 31 + b * 17) % 100).unwrap()) / 500.0;
            rows.push(comparison(AgentIx::new(a), AgentIx::new(b), Relation::Related, likeness));
        }
    }
    Analysis { corpus, comparisons: compared(rows), ..Analysis::default() }
}

fn compared(told: Vec<Comparison>) -> Comparisons {
    Comparisons::new(told.iter().map(Into::into).collect()).telling(told)
}
