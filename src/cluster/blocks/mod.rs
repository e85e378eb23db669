//! Paragraphs and sections that stand in many agents, with the copies that drifted. No two agents are held against each other:
//! equal pieces meet by their digests, drifted ones by their rarest words.

mod join;
mod pieces;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{AgentIx, Block, BlockCopy, BlockKind, Corpus, Families, Score};

use join::Group;
use pieces::{Piece, paragraphs, sections};

/// Agents in which the same words must stand for a block.
const LEAST_AGENTS: usize = 3;

/// The share of words that two paragraphs have in common at least where one is the drifted copy of the other: of eight words one
/// may be exchanged. Any lower, and two lines of one template with a term each of their own would count as copies.
const PARAGRAPH_DRIFT: f64 = 0.75;

/// The same for the statements of two sections.
const SECTION_DRIFT: f64 = 0.6;

/// The blocks of the corpus: first those that stand in agents that are no copies of one another, then by how many words they
/// repeat.
pub(super) fn of(corpus: &Corpus, families: &Families) -> Vec<Block> {
    let lineages = lineages(families);
    let single = paragraphs(corpus);
    let groups = join::groups(&single, LEAST_AGENTS, PARAGRAPH_DRIFT);
    let many = sections(corpus, &canonical_keys(&single, &groups));
    let held = join::groups(&many, LEAST_AGENTS, SECTION_DRIFT);
    let inside = inside(&many, &held);
    let mut blocks: Vec<Block> = held.iter().map(|group| block(BlockKind::Section, &many, group, &lineages)).collect();
    let alone = groups.iter().filter(|group| !is_inside(&single, group, &inside));
    blocks.extend(alone.map(|group| block(BlockKind::Paragraph, &single, group, &lineages)));
    blocks.sort_by_cached_key(|block| {
        let repeated = block.words as usize * block.agents;
        let first = &block.copies[block.pattern];
        (block.sources < 2, std::cmp::Reverse(repeated), first.agent, first.lines)
    });
    blocks
}

/// The lineage of each agent that has one.
fn lineages(families: &Families) -> FxHashMap<AgentIx, usize> {
    let all = families.families.iter().flat_map(|family| &family.lineages);
    all.enumerate().flat_map(|(at, lineage)| lineage.members.iter().map(move |member| (*member, at))).collect()
}

/// The key under which each paragraph is known: that of its group.
fn canonical_keys(pieces: &[Piece<u32>], groups: &[Group]) -> FxHashMap<u64, u64> {
    let named = groups.iter().flat_map(|group| {
        let key = pieces[group.pattern].key;
        group.members.iter().map(move |(at, _)| (pieces[*at].key, key))
    });
    named.collect()
}

/// The number of the section block in which each section stands, by agent and place.
fn inside(pieces: &[Piece<u64>], groups: &[Group]) -> FxHashMap<(AgentIx, usize), usize> {
    let all = groups.iter().enumerate();
    all.flat_map(|(n, group)| group.members.iter().map(move |(at, _)| (pieces[*at].seat(), n))).collect()
}

/// Whether all copies of a paragraph stand in the copies of one section block, which tells of them.
fn is_inside(pieces: &[Piece<u32>], group: &Group, inside: &FxHashMap<(AgentIx, usize), usize>) -> bool {
    let blocks: FxHashSet<Option<usize>> =
        group.members.iter().map(|(at, _)| inside.get(&pieces[*at].seat()).copied()).collect();
    blocks.len() == 1 && !blocks.contains(&None)
}

fn block<W>(kind: BlockKind, pieces: &[Piece<W>], group: &Group, lineages: &FxHashMap<AgentIx, usize>) -> Block {
    let pattern = &pieces[group.pattern];
    let mut copies: Vec<BlockCopy> = group
        .members
        .iter()
        .map(|(at, similarity)| {
            let piece = &pieces[*at];
            let drifted = piece.key != pattern.key;
            let similarity = if drifted { *similarity } else { Score::FULL };
            BlockCopy { agent: piece.agent, lines: piece.lines, span: piece.span, drifted, similarity }
        })
        .collect();
    copies.sort_by_key(|copy| (copy.agent, copy.lines));
    let mut sources: BTreeMap<AgentIx, Option<usize>> = BTreeMap::new();
    for copy in &copies {
        sources.insert(copy.agent, lineages.get(&copy.agent).copied());
    }
    let shared: FxHashSet<usize> = sources.values().flatten().copied().collect();
    Block {
        kind,
        words: pattern.words,
        pattern: copies.iter().position(|copy| !copy.drifted).unwrap_or_default(),
        agents: sources.len(),
        sources: shared.len() + sources.values().filter(|lineage| lineage.is_none()).count(),
        copies,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cluster::made::agent,
        model::{Agent, Lineage, Marker, Prompt, Relation, Section, SectionIx, SectionKind, Span, StatementIx},
    };

    const RULE: &str = "Never push a branch of the harbour ledger before the warden has read every changed page";
    const DRIFT: &str =
        "Never push a branch of the harbour ledger before the warden has read every single changed page";
    const STEPS: [&str; 3] = [
        "Open the ledger at the page of the day and count its lines",
        "Enter each heron with the hour and the pier it stood on",
        "Close the ledger and hang the key behind the office door",
    ];

    /// An agent of one titled section.
    fn told(id: &str, lines: &[&str]) -> Agent {
        let mut made = agent(id, id, lines);
        let mut prompt = Prompt::clone(&made.definition);
        prompt.sections.push(Section {
            title: "Ledger".to_owned(),
            kind: SectionKind::Other,
            marker: Marker::Atx(2),
            depth: 0,
            parent: None,
            heading: Span::new(0, 0),
            span: Span::new(0, 0),
            lines: crate::model::LineRange::new(1, 9),
            statements: (0..lines.len()).map(StatementIx::new).collect(),
        });
        prompt.statements.iter_mut().for_each(|statement| statement.section = SectionIx::new(0));
        made.definition.prompt = prompt.into();
        made
    }

    fn found(agents: Vec<Agent>) -> Vec<Block> {
        of(&Corpus::new(agents), &Families::default())
    }

    #[test]
    fn a_paragraph_of_three_is_a_block_with_its_drifted_copy() {
        let own = |n: usize| format!("Keeper number {n} looks after pier {n} alone");
        let agents: Vec<Agent> =
            (0..4).map(|n| told(&format!("k{n}"), &[if n == 2 { DRIFT } else { RULE }, &own(n)])).collect();
        let blocks = found(agents);
        assert_eq!(blocks.len(), 1);
        let drifted: Vec<bool> = blocks[0].copies.iter().map(|copy| copy.drifted).collect();
        assert_eq!((blocks[0].kind, drifted), (BlockKind::Paragraph, vec![false, false, true, false]));
        assert_eq!((blocks[0].agents, blocks[0].sources), (4, 4));
        assert!(blocks[0].copies[2].similarity < Score::FULL);
    }

    #[test]
    fn a_section_tells_of_its_paragraphs() {
        let changed = [STEPS[0], STEPS[1], "Leave the ledger open for the keeper of the night who reads it"];
        let agents = vec![told("a", &STEPS), told("b", &STEPS), told("c", &STEPS), told("d", &changed)];
        let blocks = found(agents);
        let kinds: Vec<BlockKind> = blocks.iter().map(|block| block.kind).collect();
        assert_eq!(
            kinds,
            [BlockKind::Section],
            "2 of 4 statements are less than a drifted section shares: {blocks:#?}"
        );
        assert_eq!(blocks[0].agents, 3);
    }

    #[test]
    fn two_are_too_few() {
        assert_eq!(found(vec![told("a", &[RULE]), told("b", &[RULE])]), []);
    }

    #[test]
    fn copies_of_one_agent_come_last() {
        let lines = [RULE];
        let agents = vec![told("a", &lines), told("b", &lines), told("c", &lines)];
        let family = crate::model::Family {
            id: "F1".to_owned(),
            relation: Relation::NearDuplicate,
            members: (0..3).map(AgentIx::new).collect(),
            medoid: AgentIx::new(0),
            canonical: AgentIx::new(0),
            canonical_because: String::new(),
            cohesion: Score::FULL,
            lineages: vec![Lineage { relation: Relation::Identical, members: (0..3).map(AgentIx::new).collect() }],
        };
        let blocks = of(&Corpus::new(agents), &Families { families: vec![family], notes: Vec::new() });
        assert_eq!((blocks[0].agents, blocks[0].sources), (3, 1));
    }
}
