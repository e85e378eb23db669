//! The laws of the merge (docs: "Laws of the merge") over made families: members made of one base by dropping, moving,
//! rewording and adding statements, each written in one of three styles of Markdown.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]
#![allow(clippy::format_push_string, reason = "short texts, made once")]

use std::collections::BTreeSet;

use agentkin::{
    compare, load,
    merge::{self, Options, Request},
    model::{Agent, AgentIx, ConflictKind, Corpus, Fate, LineFate, Origin, Proposal, SourceFile, Value},
    normalize,
};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

const DEEDS: &[&str] = &["Oil", "Count", "Label", "Stack", "Rinse", "Polish", "Weigh", "Sort", "Mend", "Dry"];
const THINGS: &[&str] = &[
    "copper kettles",
    "lantern wicks",
    "harbour ropes",
    "cellar barrels",
    "oak ladders",
    "brass bells",
    "linen sails",
];
const WHENS: &[&str] =
    &["at dawn", "after rain", "in the north shed", "with a soft cloth", "by candle light", "on Fridays"];
const TITLES: &[&str] = &["Daily Rounds", "Store Keeping", "Repairs", "Reporting", "Guests"];

/// One section: its title and the numbers of its statements.
type Plan = Vec<(usize, Vec<usize>)>;

/// The statement with this number: every number has words of its own.
fn statement(number: usize) -> String {
    let (deed, rest) = (number % DEEDS.len(), number / DEEDS.len());
    let (thing, rest) = (rest % THINGS.len(), rest / THINGS.len());
    format!("{} the {} {}", DEEDS[deed], THINGS[thing], WHENS[rest % WHENS.len()])
}

fn numbers() -> usize {
    DEEDS.len() * THINGS.len() * WHENS.len()
}

/// How a member writes.
#[derive(Debug, Clone, Copy)]
enum Style {
    Hashes,
    Bold,
    Numbered,
}

fn written(plan: &Plan, style: Style, extra: &str) -> String {
    let mut out =
        format!("---\nname: shed-keeper\ndescription: Keeps the shed.\n{extra}---\n\nYou keep the shed by the quay.\n");
    for (title, statements) in plan {
        let title = TITLES[*title % TITLES.len()];
        out.push_str(&match style {
            Style::Hashes | Style::Numbered => format!("\n## {title}\n\n"),
            Style::Bold => format!("\n**{title}:**\n"),
        });
        for (nth, number) in statements.iter().enumerate() {
            let marker = match style {
                Style::Hashes => "- ".to_owned(),
                Style::Bold => "* ".to_owned(),
                Style::Numbered => format!("{}. ", nth + 1),
            };
            out.push_str(&format!("{marker}{}\n", statement(*number)));
        }
    }
    out
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![Just(Style::Hashes), Just(Style::Bold), Just(Style::Numbered)]
}

fn plan() -> impl Strategy<Value = Plan> {
    let section = prop::collection::btree_set(0..numbers(), 1..6);
    prop::collection::vec(section, 1..TITLES.len()).prop_map(|sections| {
        let mut seen = BTreeSet::new();
        let fresh =
            |set: BTreeSet<usize>, seen: &mut BTreeSet<usize>| set.into_iter().filter(|n| seen.insert(*n)).collect();
        sections
            .into_iter()
            .enumerate()
            .map(|(at, set)| (at, fresh(set, &mut seen)))
            .filter(|(_, s): &(_, Vec<_>)| !s.is_empty())
            .collect()
    })
}

/// A member made of the base: some statements dropped, one moved to another section, some added.
fn changed(base: Plan) -> impl Strategy<Value = Plan> {
    let all = base.len();
    (subsequence((0..all).collect::<Vec<_>>(), 1..=all), any::<Index>(), prop::collection::vec(0..numbers(), 0..4))
        .prop_map(move |(kept, pick, added)| {
            let mut plan: Plan = kept.iter().map(|at| base[*at].clone()).collect();
            let at = pick.index(plan.len());
            let moved = plan[at].1.pop();
            let to = (at + 1) % plan.len();
            plan[to].1.extend(moved.into_iter().chain(added));
            let mut seen = BTreeSet::new();
            for (_, statements) in &mut plan {
                statements.retain(|number| seen.insert(*number));
            }
            plan.retain(|(_, statements)| !statements.is_empty());
            if plan.is_empty() { base.clone() } else { plan }
        })
}

fn family() -> impl Strategy<Value = Vec<String>> {
    plan().prop_flat_map(|base| {
        let members = prop::collection::vec((changed(base.clone()), style()), 1..4);
        (Just(base), style(), members).prop_map(|(base, base_style, members)| {
            let first = written(&base, base_style, "model: sonnet\n");
            let rest = members.into_iter().map(|(plan, style)| written(&plan, style, "tools: Read, Bash\n"));
            std::iter::once(first).chain(rest).collect()
        })
    })
}

fn agent(id: &str, text: &str) -> Agent {
    let bytes = text.as_bytes().to_vec();
    let file = SourceFile::new(format!(".claude/agents/{id}"), Origin::Named, bytes.clone());
    let raw = load::parse(&file).unwrap().remove(0);
    let profile = load::format(raw.format);
    let definition = normalize::definition(raw, profile);
    Agent { id: file.path.clone(), path: file.path, origin: Origin::Named, bytes: bytes.into(), definition }
}

/// Merges texts: the first is the base, the names say in which order they stand in the corpus.
fn merged(names: &[&str], texts: &[&str], options: Options) -> (Corpus, Proposal) {
    let corpus = Corpus::new(names.iter().zip(texts).map(|(name, text)| agent(name, text)).collect());
    let find = |name: &str| corpus.find(&format!(".claude/agents/{name}")).unwrap();
    let base = find(names[0]);
    let diff = |other: AgentIx| (other, compare::diff(corpus.definition(base), corpus.definition(other)));
    let others = names[1..].iter().map(|name| diff(find(name))).collect();
    let profile = load::format(corpus.definition(base).format);
    let request = Request { options, ..Request::new(&corpus, base, profile, others) };
    let proposal = merge::propose(&request);
    (corpus, proposal)
}

fn plainly(texts: &[&str]) -> (Corpus, Proposal) {
    merged(&["a.md", "b.md", "c.md", "d.md", "e.md"][..texts.len()], texts, Options::default())
}

fn reread(proposal: &Proposal) -> agentkin::model::Definition {
    agent("canonical.md", &proposal.text).definition
}

fn refs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// Families a law: `cargo test --release --test merge_laws` makes ten thousand, `PROPTEST_CASES` any other number.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    asked.unwrap_or(if cfg!(debug_assertions) { 48 } else { 10_000 })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_invented_or_said_twice(texts in family()) {
        let (corpus, proposal) = plainly(&refs(&texts));
        let kept: Vec<u64> = proposal.statements.iter().map(|s| {
            let first = s.sources[0];
            corpus.definition(first.agent).statement(first.statement).key
        }).collect();
        let distinct: BTreeSet<u64> = kept.iter().copied().collect();
        prop_assert_eq!(distinct.len(), kept.len(), "something is said twice:\n{}", proposal.text);
        for ix in corpus.indexes() {
            let definition = corpus.definition(ix);
            for (at, statement) in definition.statements.iter().enumerate() {
                let told = proposal.omitted.iter().any(|o| o.source.agent == ix && o.source.statement.get() == at);
                let held = distinct.contains(&statement.key);
                prop_assert!(held || told, "lost {:?} of\n{}", statement.span.of(&definition.text), proposal.text);
            }
        }
        for said in &proposal.statements {
            for source in &said.sources {
                let definition = corpus.definition(source.agent);
                prop_assert_eq!(definition.statement(source.statement).line, source.line);
            }
            let first = said.sources[0];
            prop_assert_eq!(corpus.definition(first.agent).wording(first.statement), said.text.as_str());
            let line = proposal.text.lines().nth(said.line as usize - 1).unwrap_or("");
            prop_assert!(line.contains(said.text.lines().next().unwrap()), "{:?} is not on line {}", said.text, said.line);
        }
    }

    #[test]
    fn the_canonical_reads_back_as_what_was_settled(texts in family()) {
        let (corpus, proposal) = plainly(&refs(&texts));
        let back = reread(&proposal);
        let doubts = merge::verify(&proposal, &corpus, &back);
        prop_assert!(doubts.is_empty(), "{:?}\n{}", doubts, proposal.text);
    }

    #[test]
    fn one_alone_or_with_copies_is_itself(texts in family()) {
        let text = texts[0].as_str();
        for count in 1..4 {
            let (_, proposal) = plainly(&vec![text; count]);
            prop_assert!(proposal.untouched && proposal.conflicts.is_empty() && proposal.omitted.is_empty());
            prop_assert_eq!(&proposal.text, text);
            prop_assert!(proposal.statements.iter().all(|s| s.support as usize >= count));
        }
    }

    #[test]
    fn the_order_of_the_others_makes_no_difference(texts in family()) {
        let texts = refs(&texts);
        let (_, there) = plainly(&texts);
        let names = ["a.md", "z.md", "y.md", "x.md", "w.md"];
        let mut turned = vec![texts[0]];
        turned.extend(texts[1..].iter().rev());
        let (_, back) = merged(&names[..texts.len()], &turned, Options::default());
        prop_assert_eq!(there.text, back.text);
    }

    #[test]
    fn a_copy_adds_support_alone(texts in family()) {
        let mut texts = refs(&texts);
        let (_, before) = plainly(&texts);
        texts.push(texts[1]);
        let (_, after) = plainly(&texts);
        prop_assert_eq!(&before.text, &after.text);
        let support = |p: &Proposal| p.statements.iter().map(|s| s.support).sum::<u32>();
        prop_assert!(support(&after) > support(&before));
    }

    #[test]
    fn merging_a_member_again_changes_nothing(texts in family()) {
        let (_, proposal) = plainly(&refs(&texts));
        for text in &texts {
            let (_, again) = plainly(&[&proposal.text, text]);
            prop_assert_eq!(&again.text, &proposal.text);
        }
    }

    #[test]
    fn nothing_is_granted_that_the_base_has_not(texts in family()) {
        let (corpus, proposal) = plainly(&refs(&texts));
        let back = reread(&proposal);
        let base = corpus.definition(proposal.base);
        for field in ["tools", "model"] {
            prop_assert_eq!(back.field(field).map(|f| &f.value), base.field(field).map(|f| &f.value));
            prop_assert!(proposal.conflicts.iter().any(|c| c.kind == ConflictKind::Privilege && c.what == field));
        }
    }

    #[test]
    fn the_ledger_holds_every_line_of_every_member(texts in family()) {
        let (corpus, proposal) = plainly(&refs(&texts));
        let ledger = merge::ledger(&proposal, &corpus);
        for ix in corpus.indexes() {
            let lines: usize = ledger.sums(Some(ix)).into_iter().map(|(_, count)| count).sum();
            prop_assert_eq!(lines, corpus.definition(ix).text.lines().count());
        }
        let canonical: Vec<&str> = proposal.text.lines().collect();
        for line in ledger.lines.iter().filter(|line| line.fate == LineFate::Kept) {
            let there = canonical[line.by.unwrap() as usize - 1];
            let words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
            prop_assert_eq!(words(there), words(&line.text), "line {:?}", line.by);
        }
    }

    #[test]
    fn support_counts(texts in family(), asked in 2_u32..4) {
        let names = &["a.md", "b.md", "c.md", "d.md"][..texts.len()];
        let (corpus, proposal) = merged(names, &refs(&texts), Options { min_support: asked });
        let asked = asked.min(u32::try_from(texts.len()).unwrap());
        prop_assert!(proposal.statements.iter().all(|s| s.support >= asked));
        let few = proposal.omitted.iter().filter(|o| o.reason == Fate::BelowSupport);
        for omission in few {
            let key = corpus.definition(omission.source.agent).statement(omission.source.statement).key;
            let says = |ix: &AgentIx| corpus.definition(*ix).statements.iter().any(|s| s.key == key);
            prop_assert!(corpus.indexes().filter(says).count() < asked as usize);
        }
        prop_assert!(merge::verify(&proposal, &corpus, &reread(&proposal)).is_empty(), "{}", proposal.text);
    }
}

const KEEPER: &str = "---\nname: keeper\ndescription: Keeps the light.\n---\n\nYou keep the light.\n\n## Rounds\n\n- Trim the wick\n- Wind the clock\n";

#[test]
fn contradictions_are_shown() {
    let other = KEEPER.replace("- Trim the wick", "- Always reply in Danish\n- Never edit the log");
    let base = KEEPER.replace("- Trim the wick", "- Reply in the user's language\n- Edit the log");
    let (_, proposal) = plainly(&[&base, &other]);
    let what: Vec<&str> = proposal.conflicts.iter().map(|c| c.what.as_str()).collect();
    assert_eq!(what, ["language", "change log"]);
    let sides: Vec<&Value> = proposal.conflicts[0].sides.iter().map(|side| &side.value).collect();
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(sides, [&text("Reply in the user's language"), &text("Always reply in Danish")]);
    assert_eq!(proposal.conflicts[0].chosen, Some(text("Reply in the user's language")));
    assert!(proposal.omitted.iter().all(|o| o.reason == Fate::Conflict && o.by.is_some()));
    assert_eq!(proposal.text, base);
}

#[test]
fn a_cross_says_again_what_the_title_says() {
    let base = KEEPER.replace("## Rounds", "## Never");
    let crossed = base.replace("\n- ", "\n- ❌ ") + "- ❌ Sleep on watch\n";
    let (_, proposal) = plainly(&[&base, &crossed]);
    assert!(proposal.conflicts.is_empty(), "{:?}", proposal.conflicts);
    assert!(proposal.text.contains("Sleep on watch") && proposal.text.matches("Wind the clock").count() == 1);
    let plain = KEEPER.replace("\n- ", "\n- ❌ ");
    assert_eq!(plainly(&[KEEPER, &plain]).1.conflicts.len(), 2);
}

#[test]
fn line_ends_of_the_base_are_kept() {
    let base = KEEPER.replace('\n', "\r\n");
    let other = KEEPER.replace("- Wind the clock", "- Wind the clock\n- Ring the bell in fog");
    let (_, proposal) = plainly(&[&base, &other]);
    assert_eq!(proposal.text, format!("{base}- Ring the bell in fog\r\n"));
}

#[test]
fn additions_stand_where_a_reader_looks_for_them() {
    let base = "# Keeper\n\nYou keep the light.\n\n## Rounds\n\n1. Trim the wick\n2. Wind the clock\n\n## Stores\n\n| Good | Place |\n|---|---|\n| Oil | Cellar |\n";
    let other = "# Keeper\n\nYou keep the light.\n\n**Rounds:**\n- Trim the wick\n- Polish the lens\n- Wind the clock\n\n**Fog:**\n- Ring the bell\n  - Every two minutes\n\n**Stores:**\n\n| Good | Place |\n|---|---|\n| Oil | Cellar |\n| Rope | Loft |\n";
    let (corpus, proposal) = plainly(&[base, other]);
    let want = "# Keeper\n\nYou keep the light.\n\n## Rounds\n\n1. Trim the wick\n2. Polish the lens\n3. Wind the clock\n\n## Fog\n\n- Ring the bell\n  - Every two minutes\n\n## Stores\n\n| Good | Place |\n|---|---|\n| Oil | Cellar |\n| Rope | Loft |\n";
    assert_eq!(proposal.text, want);
    assert!(merge::verify(&proposal, &corpus, &reread(&proposal)).is_empty());
}

#[test]
fn fields_are_the_bases_but_for_what_grants_nothing() {
    let base = "---\nname: keeper\ndescription: Keeps: the light.\n---\n\nYou keep the light.\n";
    let other = "---\nname: keeper\ndescription: Tends the light.\ncolor: blue\ntools: Bash\nhooks:\n  Stop: x\n---\n\nYou keep the light.\n";
    let (_, proposal) = plainly(&[base, other]);
    let back = reread(&proposal);
    assert!(back.front_is_strict, "{}", proposal.text);
    assert_eq!(back.description, "Keeps: the light.");
    assert_eq!(back.field("color").map(|f| f.value.plain()).as_deref(), Some("blue"));
    assert!(back.field("tools").is_none() && back.field("hooks").is_none());
    let kinds: Vec<_> = proposal.conflicts.iter().map(|c| (c.kind, c.what.as_str(), c.chosen.is_some())).collect();
    let (field, privilege) = (ConflictKind::Field, ConflictKind::Privilege);
    assert_eq!(kinds, [(privilege, "tools", false), (privilege, "hooks", false), (field, "description", true)]);
}

/// Two sentences that differ in one thing.
const ONE_THING: &[(&str, &str)] = &[
    ("Keep each lamp lit for 30 minutes", "Keep each lamp lit for 40 minutes"),
    ("Keep each lamp lit for 30 minutes", "Keep each lamp lit for 30 hours"),
    ("Ring the bell at noon", "Never ring the bell at noon"),
    ("Ask the pilot before leaving", "Ask the captain before leaving"),
    ("Ask before each change", "Ask after each change"),
    ("Write the log to docs/log.md", "Write the log to docs/book.md"),
    ("Run `trim --all` at dusk", "Run `trim -a` at dusk"),
    ("See https://quay.example/a for tides", "See https://quay.example/b for tides"),
    ("Call `readLog` first", "Call `ReadLog` first"),
    ("Rename `log.name` first", "Rename `log_name` first"),
    ("Set `lit=true` at dusk", "Set `lit=false` at dusk"),
    ("Match `^a+$` in the log", "Match `^a*$` in the log"),
    ("Use `lit && dry` there", "Use `lit || dry` there"),
    ("Call `oil(lamp, wick)`", "Call `oil(wick, lamp)`"),
    ("You may open the hatch", "You must open the hatch"),
    ("Check all lamps", "Check some lamps"),
    ("Check every lamp twice", "Check every lamp once"),
    ("Warm the oil below 40 degrees", "Warm the oil above 40 degrees"),
    ("Prefer rope over chain", "Prefer chain over rope"),
    ("Lock the hut unless the crew is in", "Lock the hut if the crew is in"),
    ("Send at least two boats", "Send at most two boats"),
    ("The keeper calls the pilot", "The pilot calls the keeper"),
    ("Move boats from pier 1 to pier 2", "Move boats from pier 2 to pier 1"),
    ("Pay 5 € each", "Pay 5 $ each"),
    ("Wait <5 minutes", "Wait >5 minutes"),
    ("Trim \"old\" wicks", "Trim \"new\" wicks"),
    ("Write the engine in C", "Write the engine in C++"),
    ("Read the log or the chart", "Read the log and the chart"),
    ("Delete logs older than 3 days", "Delete logs"),
];

/// Wherever it stands, what differs in one thing is in the canonical too, or shown with what it differs from.
#[test]
fn what_differs_in_one_thing_is_not_lost() {
    let stands: [fn(&str) -> String; 6] = [
        |text| format!("## Rounds\n\n- Wind the clock\n- {text}\n"),
        |text| format!("## Rounds\n\n1. Wind the clock\n2. {text}\n3. Sleep\n"),
        |text| format!("## Rounds\n\nStay calm and dry. {text}. Then rest a while.\n"),
        |text| {
            format!("## Rounds\n\nStay calm while you\nwalk the long quay at night and\n{text} and\nrest in the hut.\n")
        },
        |text| {
            format!(
                "## Rounds\n\n| Job | When |\n|---|---|\n| Clock | dawn |\n| {} | dusk |\n",
                text.replace('|', "\\|")
            )
        },
        |text| format!("## Rounds\n\n```text\nWind the clock at dawn\n{text}\nRead the tide book\n```\n"),
    ];
    for (one, other) in ONE_THING.iter().flat_map(|(a, b)| [(a, b), (b, a)]) {
        for (nth, put) in stands.iter().enumerate() {
            let [base, second] = [one, other]
                .map(|text| format!("---\nname: keeper\ndescription: Keeps the light.\n---\n\n{}", put(text)));
            let (_, proposal) = plainly(&[&base, &second]);
            let spaced = |text: &str| text.replace('\\', "").split_whitespace().collect::<Vec<_>>().join(" ");
            let sides =
                proposal.conflicts.iter().flat_map(|conflict| &conflict.sides).map(|side| spaced(&side.value.plain()));
            let told = spaced(&proposal.text).contains(other) || sides.into_iter().any(|side| side.contains(other));
            assert!(told, "{nth}: {one} | {other}: {:?}\n{}", proposal.omitted, proposal.text);
        }
    }
}
