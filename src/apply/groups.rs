//! Which members of a family may become one at a level, and why the others may not.

use std::collections::BTreeMap;

use super::Kindred;
use crate::model::{AgentIx, Corpus, Relation};

/// Groups of two or more of which each is to become one agent, from `least` on.
///
/// A lineage is one text with its copies. From `variant` on whoever is that or closer to the canonical joins the canonical's
/// lineage; who is only kin to others of the family stays, since nobody has held it to do the canonical's job.
pub(super) fn of(corpus: &Corpus, family: &Kindred, least: Option<Relation>) -> Vec<Vec<AgentIx>> {
    let seats = |ids: &[String]| ids.iter().filter_map(|id| corpus.find(id)).collect::<Vec<_>>();
    let lineages: Vec<Vec<AgentIx>> = family.lineages.iter().map(|lineage| seats(lineage)).collect();
    let Some(least) = least.filter(|least| *least <= Relation::Variant) else { return several(lineages) };
    let canonical = corpus.find(&family.canonical);
    let own = lineages.iter().find(|lineage| canonical.is_some_and(|canonical| lineage.contains(&canonical)));
    let joins = |member: &AgentIx| {
        let to_canonical = family.to_canonical.get(&corpus.agent(*member).id);
        Some(*member) == canonical
            || own.is_some_and(|own| own.contains(member))
            || to_canonical.is_some_and(|relation| *relation >= least)
    };
    let first: Vec<AgentIx> = seats(&family.members).into_iter().filter(joins).collect();
    let mut out = vec![first.clone()];
    for lineage in lineages {
        let (gone, left): (Vec<_>, Vec<_>) = lineage.into_iter().partition(|member| first.contains(member));
        // A lineage without its middle may be no lineage: of what is left of one only copies to the letter stand for each other.
        out.extend(if gone.is_empty() { vec![left] } else { by_content(corpus, &left) });
    }
    several(out)
}

/// Why a member stands in no group.
pub(super) fn alone(corpus: &Corpus, family: &Kindred, member: AgentIx, least: Option<Relation>) -> String {
    let canonical = &family.canonical;
    if corpus.find(canonical) == Some(member) {
        return "suggested as the one to keep".to_owned();
    }
    match to_canonical(corpus, family, member) {
        Some(relation) if relation >= Relation::Variant && least.is_some() => {
            format!("the same job as {canonical} in other words: --merge variant would make one of them")
        }
        Some(relation) if relation >= Relation::Variant => {
            format!("the same job as {canonical} in other words, and nothing is to be merged")
        }
        Some(relation) => format!("only {relation} to {canonical}, which cannot stand for it"),
        None => format!("kin to others of its family, not to {canonical}, which cannot stand for it"),
    }
}

/// How a member is kin to the canonical one.
pub(super) fn to_canonical(corpus: &Corpus, family: &Kindred, member: AgentIx) -> Option<Relation> {
    family.to_canonical.get(&corpus.agent(member).id).copied()
}

fn several(groups: Vec<Vec<AgentIx>>) -> Vec<Vec<AgentIx>> {
    groups.into_iter().filter(|group| group.len() > 1).collect()
}

/// Those that are copies of one another to the letter.
pub(super) fn by_content(corpus: &Corpus, members: &[AgentIx]) -> Vec<Vec<AgentIx>> {
    let mut out: BTreeMap<_, Vec<AgentIx>> = BTreeMap::new();
    for member in members {
        out.entry(corpus.definition(*member).content).or_default().push(*member);
    }
    out.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Agent, Definition, Digest, FormatName, Lines, OmittedTools, Origin, Prompt, Sketch, Span, Syntax,
    };

    /// An agent of which nothing matters but who it is and what it says.
    fn agent(id: &str, content: u128) -> Agent {
        let definition = Definition {
            format: FormatName("markdown"),
            omitted_tools: OmittedTools::All,
            prompt_keys: &[],
            name: id.to_owned(),
            description: String::new(),
            syntax: Syntax::FrontMatter,
            lines: Lines::From(1),
            front: None,
            front_is_strict: false,
            body: Span::new(0, 0),
            fields: Vec::new(),
            prompt: Prompt::default().into(),
            content: Digest(content),
            tokens: 0,
            sketch: Sketch::default(),
            notes: Vec::new(),
        };
        Agent { id: id.to_owned(), path: id.to_owned(), origin: Origin::Named, bytes: [].into(), definition }
    }

    /// The canonical `c`, and a lineage of `a`, `m`, `z` and a copy of `z`, of which the middle alone does the canonical's job.
    fn family() -> (Corpus, Kindred) {
        let agents = [("a", 1), ("c", 2), ("m", 3), ("y", 4), ("z", 4)];
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let kin = [("a", Relation::Related), ("m", Relation::Variant), ("z", Relation::Related)];
        let family = Kindred {
            id: "F1".to_owned(),
            members: owned(&["a", "c", "m", "y", "z"]),
            canonical: "c".to_owned(),
            lineages: vec![owned(&["c"]), owned(&["a", "m", "y", "z"])],
            to_canonical: kin.into_iter().map(|(id, relation)| (id.to_owned(), relation)).collect(),
        };
        (Corpus::new(agents.map(|(id, content)| agent(id, content)).to_vec()), family)
    }

    fn told(least: Option<Relation>) -> Vec<Vec<String>> {
        let (corpus, family) = family();
        let ids = |group: Vec<AgentIx>| group.into_iter().map(|ix| corpus.agent(ix).id.clone()).collect();
        of(&corpus, &family, least).into_iter().map(ids).collect()
    }

    #[test]
    fn what_is_left_of_a_lineage_without_its_middle_is_one_only_to_the_letter() {
        assert_eq!(told(Some(Relation::Variant)), [["c", "m"], ["y", "z"]], "a and z were kin by m alone");
    }

    #[test]
    fn a_whole_lineage_becomes_one() {
        let whole = vec![["a", "m", "y", "z"].map(str::to_owned).to_vec()];
        assert_eq!((told(Some(Relation::NearDuplicate)), told(None)), (whole.clone(), whole));
    }

    #[test]
    fn who_stands_alone_is_told_why() {
        let (corpus, family) = family();
        let why = |id: &str, least| alone(&corpus, &family, corpus.find(id).unwrap(), least);
        assert_eq!(why("c", None), "suggested as the one to keep");
        assert!(why("m", Some(Relation::NearDuplicate)).contains("--merge variant would make one of them"));
        assert!(why("m", None).ends_with("and nothing is to be merged"));
        assert!(why("a", Some(Relation::Variant)).starts_with("only related to c"));
        assert!(why("y", Some(Relation::Variant)).starts_with("kin to others of its family, not to c"));
    }
}
