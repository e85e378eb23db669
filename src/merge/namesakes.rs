//! Lines that were written about another file than the one that they stand in now: that send on to an agent that is merged into
//! this one, or speak of a skill where this is none. Each stands in its member, so none of them is changed: they are told.

use std::collections::BTreeSet;

use super::{
    members::Member,
    settle::Settled,
    sheet::{Line, Origin},
    style,
};
use crate::model::{FindingCode, Note, Severity};

/// A line that sends on to a member.
pub(super) const NAMES_MEMBER: FindingCode = FindingCode {
    id: "merge-names-a-member",
    severity: Severity::Warning,
    meaning: "A line of the merged agent speaks of an agent that is merged into it: where it handed work on to that one, it now \
              hands it to itself. Members that call one another may be steps of one job and no variants of one agent.",
    cure: "Look whether the members do the same or one after the other. Where they are one, take the lines named out; where they \
           are two, keep both, and `agentkin ignore` them with the reason.",
};

/// A line that speaks of a file of another format.
pub(super) const OTHER_KIND: FindingCode = FindingCode {
    id: "merge-speaks-of-another-kind",
    severity: Severity::Info,
    meaning: "A line of the merged agent says \"this skill\" or \"this command\", and the merged agent is none: the line comes from a \
              member in that format, and what it says of when that is loaded does not hold here.",
    cure: "Put the lines named into words that hold for the agent, or take them out.",
};

/// How many are named.
const NAMED: usize = 8;

/// Formats that a file in them calls itself by.
const CALLED: &[&str] = &["skill", "command"];

/// Says which lines were written about another file.
pub(super) fn notes(members: &[Member<'_>], settled: &Settled<'_>, lines: &[Line]) -> Vec<Note> {
    let names: Vec<String> = members.iter().map(|member| member.definition.name.trim().to_lowercase()).collect();
    // A plain word names nobody.
    let compound: BTreeSet<&str> = names.iter().map(String::as_str).filter(|name| name.contains(['-', '_'])).collect();
    let kinds = foreign_kinds(members);
    let (mut pointing, mut speaking) = (Vec::new(), Vec::new());
    for (nth, line) in lines.iter().enumerate() {
        let saying = line.begins.map(|at| &settled.sayings[at]);
        let text = saying.map_or(line.text.as_str(), |saying| saying.text).to_lowercase();
        let called = saying.and_then(|saying| called(&text, &compound, &names[saying.member]));
        pointing.extend(called.map(|name| format!("line {} ({name})", nth + 1)));
        let from_others = saying.map_or(line.origin == Origin::Added && is_title(line), |saying| !saying.is_base());
        let itself = kinds.iter().filter(|_| from_others).find(|itself| holds(&text, itself).is_some());
        speaking.extend(itself.map(|itself| format!("line {} ({itself})", nth + 1)));
    }
    let pointing = note(&NAMES_MEMBER, "lines that speak of an agent that is merged into this one", &pointing);
    let speaking = note(&OTHER_KIND, "lines that speak of a file of another kind", &speaking);
    pointing.into_iter().chain(speaking).collect()
}

/// What members in other formats than the base's call themselves.
fn foreign_kinds(members: &[Member<'_>]) -> Vec<String> {
    let formats = members.iter().map(|member| member.definition.format.0);
    let own = members.first().map_or("", |base| base.definition.format.0);
    let foreign: BTreeSet<&str> = formats.filter(|format| *format != own && CALLED.contains(format)).collect();
    foreign.into_iter().map(|kind| format!("this {kind}")).collect()
}

fn is_title(line: &Line) -> bool {
    line.is_heading || style::is_lead_in(&line.text)
}

fn note(code: &'static FindingCode, told: &str, lines: &[String]) -> Option<Note> {
    let more = lines.len().saturating_sub(NAMED);
    let tail = if more > 0 { format!("; and {more} more") } else { String::new() };
    let named = lines.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    (!lines.is_empty()).then(|| Note::new(code, format!("{told}: {named}{tail}")))
}

/// Whom a text speaks of, and not of what the words of a name mean: the name is marked as one, or what it names stands behind it.
fn called<'t>(text: &'t str, names: &BTreeSet<&str>, own: &str) -> Option<&'t str> {
    let mut from = 0;
    while let Some(start) = text[from..].find(joins).map(|at| from + at) {
        let end = text[start..].find(|c: char| !joins(c)).map_or(text.len(), |at| start + at);
        let word = &text[start..end];
        if word != own && names.contains(word) && is_called(text, start, end) {
            return Some(word);
        }
        from = end;
    }
    None
}

/// Whether what stands there in a text is a name.
fn is_called(text: &str, start: usize, end: usize) -> bool {
    /// What an agent is called behind its name.
    const SORTS: &[&str] = &["agent", "subagent", "sub-agent", "skill", "command"];
    // `plugin:name` is called so where the plugin's prefix is marked too.
    let before = text[..start].trim_end_matches(|c: char| joins(c) || matches!(c, ':' | '/'));
    let prefixed = text[..start].ends_with([':', '/']) || before.len() == start;
    let marked = prefixed && before.ends_with(['`', '*', '"', '\'', '\u{201c}', '@', '[']);
    let closed = text[end..].starts_with(['`', '*', '"', '\'', '\u{201d}', ']']);
    let next = text[end..].trim_start_matches(['`', '*', '"', '\u{201d}', ' ']);
    let next = next.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or("");
    marked && (closed || before.ends_with('@')) || SORTS.contains(&next)
}

/// Whether a letter goes on with a word.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

/// Where a text has these words with nothing around them that would make others of them.
fn holds(text: &str, words: &str) -> Option<usize> {
    let places = text.match_indices(words).map(|(at, _)| at);
    places.into_iter().find(|at| !text[..*at].ends_with(joins) && !text[at + words.len()..].starts_with(joins))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_marked_as_one() {
        let names = BTreeSet::from(["lamp-keeper", "pier-keeper"]);
        let calls = |text: &str| called(text, &names, "pier-keeper").is_some();
        for text in [
            "Hand the wick to **lamp-keeper** at dusk",
            "- `lamp-keeper`: trims wicks",
            "Call `harbour:lamp-keeper` first",
            "Ask @lamp-keeper",
            "Ask the lamp-keeper agent",
        ] {
            assert!(calls(text), "{text}");
        }
        for text in [
            "A lamp-keeper trims wicks",
            "Call `old-lamp-keeper`",
            "See `lamp-keeper-log` for more",
            "`pier-keeper` is this one",
        ] {
            assert!(!calls(text), "{text}");
        }
    }
}
