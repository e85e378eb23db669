//! What is odd about an agent once it is understood. Sparse on purpose: a tool that cries wolf is switched off.

use crate::model::{FindingCode, Identity, LineRange, Marker, Note, Profile, RawAgent, Severity};

use super::{
    fields::{Fields, line_of},
    outline::Tree,
    pieces::{Piece, PieceKind},
};

/// A harness that needs a name finds none.
pub(super) const NO_NAME: FindingCode = FindingCode {
    id: "name-missing",
    severity: Severity::Warning,
    meaning: "The agent has no name, and its harness does not load agents without one.",
    cure: "Add a `name` field: lower case, with hyphens.",
};

/// A harness that needs a description finds none.
pub(super) const NO_DESCRIPTION: FindingCode = FindingCode {
    id: "description-missing",
    severity: Severity::Warning,
    meaning: "The agent has no description, so its harness does not load it or never picks it.",
    cure: "Add a `description` field that says when to use the agent.",
};

/// A template's name was never filled in.
pub(super) const PLACEHOLDER: FindingCode = FindingCode {
    id: "name-placeholder",
    severity: Severity::Warning,
    meaning: "The name is a template's placeholder that nobody filled in.",
    cure: "Give the agent its name, or keep the template out of the agents' folder.",
};

/// A skill that is named otherwise than its folder.
pub(super) const OTHER_PLACE: FindingCode = FindingCode {
    id: "name-not-folder",
    severity: Severity::Info,
    meaning: "The name differs from the folder that holds the file; the format asks that they be the same.",
    cure: "Rename the folder or the agent.",
};

/// Nothing is said.
pub(super) const EMPTY: FindingCode = FindingCode {
    id: "body-empty",
    severity: Severity::Warning,
    meaning: "The agent has no prompt: nothing stands below its fields.",
    cure: "Write what the agent shall do, or delete the file.",
};

/// All after a fence is code.
pub(super) const UNCLOSED: FindingCode = FindingCode {
    id: "fence-unclosed",
    severity: Severity::Warning,
    meaning: "A code block is opened and never closed, so all that follows it reads as code.",
    cure: "Close the block with a line of as many backticks as opened it.",
};

/// Two sections of one title.
pub(super) const TWICE: FindingCode = FindingCode {
    id: "title-twice",
    severity: Severity::Info,
    meaning: "Two headings of the same title stand side by side; often the trace of a paste.",
    cure: "Join the two sections, or give one another title.",
};

/// All that can be said of an agent as such.
pub(super) fn notes(raw: &RawAgent, profile: &Profile, fields: &Fields, pieces: &[Piece], tree: &Tree) -> Vec<Note> {
    let mut out = of_fields(raw, profile, fields);
    if tree.statements.is_empty() && tree.sections.is_empty() {
        out.push(Note::new(&EMPTY, "the body is empty"));
    }
    // One is told: what an open fence swallows is for its author to see.
    if let Some(open) = pieces.iter().find(|p| p.kind == PieceKind::OpenCode) {
        let start = line_of(raw, open.lines.start).first;
        let lines = LineRange::new(start, line_of(raw, open.lines.end).last);
        out.push(Note::new(&UNCLOSED, format!("the code block of line {start} is never closed")).at(lines));
    }
    out.extend(twice(tree));
    out
}

fn of_fields(raw: &RawAgent, profile: &Profile, fields: &Fields) -> Vec<Note> {
    let mut out = Vec::new();
    // What the harness requires it requires of the files that it keeps its agents in, not of what else it reads.
    let is_agent = raw.syntax.is_markdown() == profile.syntax.is_markdown();
    let needs = |field: &str| is_agent && profile.required.contains(&field);
    let named = fields.all.iter().any(|f| f.name == "name" && !f.value.plain().is_empty());
    if needs("name") && !named {
        out.push(Note::new(&NO_NAME, format!("{} must have a name", profile.title)));
    }
    if needs("description") && fields.description.is_empty() {
        out.push(Note::new(&NO_DESCRIPTION, format!("{} must have a description", profile.title)));
    }
    if is_placeholder(&fields.name) {
        out.push(Note::new(&PLACEHOLDER, format!("the name is `{}`", fields.name)));
    }
    let place = raw.place_name.as_deref().filter(|_| profile.identity == Identity::Folder && named);
    if let Some(place) = place.filter(|place| *place != fields.name) {
        out.push(Note::new(&OTHER_PLACE, format!("the name is `{}`, the folder `{place}`", fields.name)));
    }
    out
}

/// Whether a name is still what a template had there: `{{name}}`, `<agent-name>`, `[NAME]`.
fn is_placeholder(name: &str) -> bool {
    let wrapped = |open: &str, close: &str| name.starts_with(open) && name.ends_with(close);
    name.contains("{{") || wrapped("<", ">") || wrapped("[", "]") || wrapped("${", "}")
}

/// Titles of headings that stand side by side, each told once, at its second place.
fn twice(tree: &Tree) -> Vec<Note> {
    let mut headed: Vec<_> =
        tree.sections.iter().filter(|s| matches!(s.marker, Marker::Atx(_) | Marker::Setext(_))).collect();
    headed.sort_by_key(|s| (s.parent, &s.title, s.heading.start));
    let groups = headed.chunk_by(|a, b| (a.parent, &a.title) == (b.parent, &b.title));
    let mut out: Vec<Note> = groups
        .filter_map(|group| {
            let [first, second, ..] = group else { return None };
            let (one, two) = (first.lines.first, second.lines.first);
            let message = format!("`{}` stands on line {one} and again on line {two}", first.title);
            Some(Note::new(&TWICE, message).at(LineRange::new(two, two)))
        })
        .collect();
    out.sort_by_key(|note| note.lines);
    out
}

#[cfg(test)]
mod tests {
    use crate::{
        model::{Profile, Value},
        normalize::{
            definition,
            fields::tests::{PROFILE, raw},
        },
    };

    use super::*;

    fn codes(fields: &[(&str, &str)], body: &str, profile: &Profile) -> Vec<&'static str> {
        let fields: Vec<_> = fields.iter().map(|(key, value)| (*key, Value::Text((*value).to_owned()))).collect();
        definition(raw(&fields, body), profile).notes.iter().map(|n| n.code.id).collect()
    }

    const SOUND: &[(&str, &str)] = &[("name", "winder"), ("description", "Winds clocks.")];

    #[test]
    fn a_sound_agent_is_left_in_peace() {
        assert!(codes(SOUND, "# Winder\n\n## Do\n\n- Wind\n\n## Don't\n\n- Break", &PROFILE).is_empty());
    }

    #[test]
    fn what_is_missing_is_told() {
        assert_eq!(codes(&[], "", &PROFILE), ["name-missing", "description-missing", "body-empty"]);
        assert_eq!(codes(&[("name", "{{name}}"), SOUND[1]], "x", &PROFILE), ["name-placeholder"]);
        let folder = Profile { identity: Identity::Folder, ..PROFILE };
        assert_eq!(codes(SOUND, "x", &folder), ["name-not-folder"]);
    }

    #[test]
    fn fences_and_titles() {
        assert_eq!(codes(SOUND, "x\n```\n# y\n", &PROFILE), ["fence-unclosed"]);
        let beside = "## A\nx\n## B\ny\n## A\nz\n";
        assert_eq!(codes(SOUND, beside, &PROFILE), ["title-twice"]);
        let apart = "## A\n### Steps\nx\n## B\n### Steps\ny\n";
        assert!(codes(SOUND, apart, &PROFILE).is_empty());
    }
}
