//! How enums of the model are spelt for a person: as the JSON spells them.

use std::collections::BTreeMap;

use crate::model::{ConflictKind, Fate, LineFate, Outcome, Progress, SectionChange, SectionKind, Severity};

/// `error`, `warning`, `info`.
pub(crate) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// How far a plan came.
pub(crate) const fn progress(progress: Progress) -> &'static str {
    match progress {
        Progress::Whole => "done",
        Progress::Stopped => "stopped on the way",
        Progress::CutShort => "cut short",
        Progress::Undone => "taken back",
    }
}

/// What became of a step.
pub(crate) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Kept => "kept",
        Outcome::Done => "done",
        Outcome::NotDone => "as it was",
        Outcome::Changed => "changed since",
    }
}

/// How many times each word stands there.
pub(crate) fn counted<'w>(words: impl Iterator<Item = &'w str>) -> Vec<(&'w str, usize)> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    words.for_each(|word| *times.entry(word).or_default() += 1);
    times.into_iter().collect()
}

/// `privilege`, `field`, `instruction`.
pub(crate) const fn conflict(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::Privilege => "privilege",
        ConflictKind::Field => "field",
        ConflictKind::Instruction => "instruction",
    }
}

/// `changed`, `moved` and so on, of a section with these titles on both sides: one that only one of them gives a title was not
/// renamed by it.
pub(crate) fn section_change(change: SectionChange, titles: (Option<&str>, Option<&str>)) -> &'static str {
    match (change, titles) {
        (SectionChange::Renamed, (Some(""), _)) => "given a title",
        (SectionChange::Renamed, (_, Some(""))) => "without its title",
        (SectionChange::Renamed, _) => "renamed",
        (SectionChange::Added, _) => "added",
        (SectionChange::Removed, _) => "removed",
        (SectionChange::Split, _) => "split",
        (SectionChange::Joined, _) => "joined",
        (SectionChange::Moved, _) => "moved",
        (SectionChange::Changed, _) => "changed",
        (SectionChange::Same, _) => "same",
    }
}

/// `role`, `expertise` and so on.
pub(crate) const fn section(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Role => "role",
        SectionKind::Expertise => "expertise",
        SectionKind::Responsibilities => "responsibilities",
        SectionKind::Workflow => "workflow",
        SectionKind::Principles => "principles",
        SectionKind::Quality => "quality",
        SectionKind::Output => "output",
        SectionKind::Examples => "examples",
        SectionKind::Communication => "communication",
        SectionKind::Constraints => "constraints",
        SectionKind::Tools => "tools",
        SectionKind::Escalation => "escalation",
        SectionKind::Context => "context",
        SectionKind::Other => "other",
    }
}

/// `kept`, `same-as` and so on.
pub(crate) const fn line_fate(fate: LineFate) -> &'static str {
    match fate {
        LineFate::Kept => "kept",
        LineFate::SameAs => "same-as",
        LineFate::CoveredBy => "covered-by",
        LineFate::TranslationOf => "translation-of",
        LineFate::BelowSupport => "below-support",
        LineFate::Superseded => "superseded",
        LineFate::Conflict => "conflict",
        LineFate::Retitled => "retitled",
        LineFate::Frame => "frame",
        LineFate::Blank => "blank",
    }
}

/// Why statements were left out, as the end of a sentence: "3 say the same as …".
pub(crate) const fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::SameAs => "say the same as a line that was kept",
        Fate::CoveredBy => "are said, and more, by a line that was kept",
        Fate::TranslationOf => "say in another language what a line that was kept says",
        Fate::BelowSupport => "are said by fewer members than were asked for",
        Fate::Superseded => "were changed on purpose in a later copy",
        Fate::Conflict => "contradict a line that was kept (see the conflicts)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_came_or_went_is_no_other_title() {
        let told = |a, b| section_change(SectionChange::Renamed, (Some(a), Some(b)));
        assert_eq!(
            [told("", "Kit"), told("Tools", ""), told("Tools", "Kit")],
            ["given a title", "without its title", "renamed"]
        );
    }

    #[test]
    fn a_person_and_a_program_read_the_same_names() {
        let json = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        for said in [Severity::Error, Severity::Warning, Severity::Info] {
            assert_eq!(json(serde_json::json!(said)), severity(said));
        }
        for kind in [SectionKind::Role, SectionKind::Responsibilities, SectionKind::Other] {
            assert_eq!(json(serde_json::json!(kind)), section(kind));
        }
        for change in [SectionChange::Renamed, SectionChange::Split, SectionChange::Same] {
            assert_eq!(json(serde_json::json!(change)), section_change(change, (Some("Tools"), Some("Kit"))));
        }
        for kind in [ConflictKind::Privilege, ConflictKind::Field, ConflictKind::Instruction] {
            assert_eq!(json(serde_json::json!(kind)), conflict(kind));
        }
    }
}
