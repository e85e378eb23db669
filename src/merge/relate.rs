//! Which section of the base a member's section answers to.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::{
    model::{AgentDiff, Definition, Marker, Section, SectionIx, SectionKind},
    text::{
        likeness::root,
        short::Short,
        words::{is_stop, key, stem, words},
    },
};

use super::{
    conditions,
    denial::stands_under_ban,
    members::{Member, Tongue},
};

/// For each section of a member, the base's that it answers to.
pub(super) struct Relation {
    sections: Vec<Option<SectionIx>>,
}

impl Relation {
    /// Of each member, the first of whom is the base.
    pub(super) fn of_all(members: &[Member<'_>]) -> Vec<Self> {
        let Some(first) = members.first() else { return Vec::new() };
        let titles: Vec<Title> = first.definition.sections.iter().map(Title::of).collect();
        members.iter().map(|member| Self::of(first.definition, &titles, member)).collect()
    }

    /// By the alignment; where that says nothing, by the title, and for the opening by its place.
    fn of(base: &Definition, titles: &[Title], member: &Member<'_>) -> Self {
        let count = member.definition.sections.len();
        let mut sections = vec![None; count];
        if let Some(diff) = member.diff {
            aligned(diff, base, member, &mut sections);
        }
        let forbidden: Vec<bool> =
            (0..base.sections.len()).map(|at| stands_under_ban(base, SectionIx::new(at))).collect();
        for (at, found) in sections.iter_mut().enumerate() {
            let section = &member.definition.sections[at];
            // Among what is to be done, what is forbidden would be ordered.
            let own = stands_under_ban(member.definition, SectionIx::new(at));
            let alike = |there: &SectionIx| {
                forbidden[there.get()] == own && conditions::go_together(&section.title, &base.section(*there).title)
            };
            *found = found
                .filter(alike)
                .or_else(|| titled(titles, section))
                .filter(alike)
                .or_else(|| opening(base, member.definition, at));
        }
        if member.tongue == Tongue::Own {
            keep_steps_together(base, member.definition, &mut sections);
        }
        Self { sections }
    }

    pub(super) fn section(&self, ix: SectionIx) -> Option<SectionIx> {
        self.sections.get(ix.get()).copied().flatten()
    }
}

/// The best partner of each; of equals the first. Partners that share little must at least be of one kind: what somebody
/// can do does not belong among what they have to do, however alike the titles are spelt.
fn aligned(diff: &AgentDiff, base: &Definition, member: &Member<'_>, sections: &mut [Option<SectionIx>]) {
    /// Likeness from which two sections belong together whatever they are called.
    const SHARES_MUCH: f64 = 0.2;
    let mut best = vec![None; sections.len()];
    for row in &diff.sections {
        let (Some(a), Some(b)) = (row.a, row.b) else { continue };
        let (there, here) = (base.section(a), member.definition.section(b));
        let of_a_kind = there.kind == here.kind && here.kind != SectionKind::Other;
        let apart = !of_a_kind || member.tongue == Tongue::Own && titles_differ(&there.title, &here.title);
        if row.similarity.get() < SHARES_MUCH && apart && key(&there.title) != key(&here.title) {
            continue;
        }
        if best[b.get()].is_none_or(|score| row.similarity > score) {
            best[b.get()] = Some(row.similarity);
            sections[b.get()] = Some(a);
        }
    }
}

/// Steps under bold labels that count ("1. **Read**", "2. **Mend**") mean something in their order: one goes to a section of the base
/// that counts too, or is called like it, and none does where most of them have no such section.
fn keep_steps_together(base: &Definition, definition: &Definition, sections: &mut [Option<SectionIx>]) {
    let counted: Vec<usize> = (0..sections.len()).filter(|at| counts(definition, &definition.sections[*at])).collect();
    let one_list = |a: &usize, b: &usize| {
        let (a, b) = (&definition.sections[*a], &definition.sections[*b]);
        a.marker == Marker::BoldItem && b.marker == Marker::BoldItem && a.parent == b.parent
    };
    for steps in counted.chunk_by(one_list).filter(|steps| steps.len() > 1) {
        let counts_there = |at: usize| sections[at].is_some_and(|there| counts(base, base.section(there)));
        if steps.iter().any(|at| counts_there(*at)) {
            continue;
        }
        let called_alike = |at: &usize| {
            let own = &definition.sections[*at].title;
            sections[*at]
                .is_some_and(|there| roots(&base.section(there).title).any(|root| roots(own).any(|r| r == root)))
        };
        let named: Vec<usize> = steps.iter().copied().filter(called_alike).collect();
        let most = 2 * named.len() >= steps.len();
        for at in steps {
            sections[*at] = sections[*at].filter(|_| most && named.contains(at));
        }
    }
}

/// Whether a section's title begins with a number.
fn counts(definition: &Definition, section: &Section) -> bool {
    let marks = ['#', '*', '_', ' ', '\t', '>'];
    section.heading.of(&definition.text).trim_start_matches(marks).starts_with(|c: char| c.is_ascii_digit())
}

/// The roots of the words that a title tells something by.
fn roots(title: &str) -> impl Iterator<Item = String> {
    words(title).into_iter().filter(|word| !is_stop(word)).map(|word| root(&word).into_owned())
}

/// Whether each of two titles names a thing of its own beside what sort of section it is: "boat checks" and "lamp checks" are two,
/// "key principles" and "best practices" are one.
fn titles_differ(a: &str, b: &str) -> bool {
    let told = |title: &str| -> Vec<String> {
        let telling = words(title).into_iter().filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
        telling.filter(|word| !is_sort(word)).map(|word| root(&word).into_owned()).collect()
    };
    let (own, other) = (told(a), told(b));
    !own.is_empty() && !other.is_empty() && !own.iter().any(|word| other.contains(word))
}

/// Whether a word of a title says of its section what sort it is, or nothing.
pub(super) fn is_sort(word: &str) -> bool {
    is_stop(word) || SORTS.contains(stem(word).as_ref())
}

/// Words, without plural endings, that say of a section what sort it is, or nothing.
static SORTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "activate activation additional agent approach area assurance background basic behavior best capability check \
    checklist collaboration common communication competency configuration consideration constraint context coordination \
    core criteria critical delegation deliverable detail detailed do doe domain duty escalation essential example \
    expertise feature focus format formatting further general goal good guide guideline handoff identity important info \
    information input instruction integration interaction introduction invoke key knowledge list main method methodology \
    metric mindset mission note objective other output overview pattern persona phase philosophy practice prerequisite \
    primary principle procedure process processe protocol purpose quality quick reference related report reporting \
    requirement resource response responsibility result role rule sample scenario section setup skill specialization \
    specific stage standard step strategy structure style success summary task technique template thing tip tone tool \
    toolkit trait trigger usage use using validation verification voice workflow"
        .split_whitespace()
        .collect()
});

/// A title of the base, ready to be held against many.
struct Title {
    key: u64,
    short: Short,
}

impl Title {
    fn of(section: &Section) -> Self {
        Self { key: key(&section.title), short: Short::of(&section.title) }
    }
}

/// The only section of the base with a title that reads the same.
fn titled(titles: &[Title], section: &Section) -> Option<SectionIx> {
    /// Titles below this mean different things as often as not.
    const SAME_TITLE: f64 = 0.95;
    if section.title.is_empty() {
        return None;
    }
    let own = Title::of(section);
    let alike = |title: &Title| title.key == own.key || title.short.reaches(&own.short, SAME_TITLE);
    let mut found = (0..titles.len()).filter(|at| alike(&titles[*at])).map(SectionIx::new);
    found.next().filter(|_| found.next().is_none())
}

/// The text that says who the agent is stands first in the base too: in its preamble, or under a title.
fn opening(base: &Definition, definition: &Definition, at: usize) -> Option<SectionIx> {
    let section = &definition.sections[at];
    let first = at == 0 && (section.marker == Marker::Preamble || is_title(definition, section));
    let there = base.sections.first().filter(|_| first)?;
    let opens = there.marker == Marker::Preamble || there.kind == SectionKind::Role || is_title(base, there);
    opens.then(|| SectionIx::new(0))
}

/// Whether a section is the document's title: the only outermost heading of the first level.
pub(super) fn is_document_title(definition: &Definition, section: &Section) -> bool {
    let first_level = |s: &&Section| matches!(s.marker, Marker::Atx(1) | Marker::Setext(1));
    first_level(&section) && section.depth == 0 && definition.sections.iter().filter(first_level).count() == 1
}

/// Whether a section is a title with chapters below it: the document's, or one of a few that it has ("# Lamp", "# The lamp of the
/// pier"). Where headings of the first level are as many as those of the second, they are the chapters.
pub(super) fn is_title(definition: &Definition, section: &Section) -> bool {
    let of_level = |level: u8| {
        let marks = move |s: &&Section| s.marker == Marker::Atx(level) || s.marker == Marker::Setext(level);
        definition.sections.iter().filter(marks).count()
    };
    let first_level = matches!(section.marker, Marker::Atx(1) | Marker::Setext(1)) && section.depth == 0;
    first_level && (is_document_title(definition, section) || of_level(1) < of_level(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_things_of_their_own() {
        for (a, b) in [("2. Boat Quality", "2. Lamp Quality"), ("Rope Rules", "Sail Rules")] {
            assert!(titles_differ(a, b), "{a} | {b}");
        }
        for (a, b) in [
            ("Key Principles", "Best Practices"),
            ("Mooring boats", "Boat checks"),
            ("Setup", "Lamp setup"),
            ("When to Use", "When to Activate"),
        ] {
            assert!(!titles_differ(a, b), "{a} | {b}");
        }
    }
}
