//! Which format a file has: from its place, else from its keys.

use super::{
    formats,
    pattern::{self, Match},
    unread::{self, Unread},
};
use crate::model::{FindingCode, Identity, Note, Origin, Profile, RawField, Severity};

/// A file that could be an agent by its ending, and is none.
pub(super) const NOT_AN_AGENT: FindingCode = FindingCode {
    id: "not-an-agent",
    severity: Severity::Info,
    meaning: "The file was met in a folder and is no agent: its place does not make it one, and it has no front matter with a \
              name or a description.",
    cure: "Nothing, if it is a document. If it is an agent, give it front matter with a name and a description, or give its \
           path on the command line.",
};

/// Documents that lie beside agents, by the first part of their names in lower case.
const DOCUMENTS: &[&str] = &[
    "authors",
    "changelog",
    "code_of_conduct",
    "contributing",
    "history",
    "index",
    "licence",
    "license",
    "notice",
    "readme",
    "security",
];

/// What was told of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Told {
    /// Its format.
    pub(super) profile: &'static Profile,
    place: Option<Place>,
}

/// A pattern that matched.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    pattern: &'static str,
    matched: Match,
}

/// Who claims a place.
#[derive(Clone, Copy)]
enum Claim {
    Sure(&'static Profile),
    Likely(&'static Profile),
    Unread(&'static Unread),
}

/// Tells the format of a Markdown file.
///
/// # Errors
/// A note that says why a file that was met in a folder is no agent.
pub(super) fn tell(path: &str, fields: &[RawField], origin: Origin) -> Result<Told, Note> {
    let parts: Vec<&str> = path.split('/').collect();
    let described = is_described(fields);
    let known = |profile, place| Ok(Told { profile, place: Some(place) });
    match claim(&parts) {
        Some((place, Claim::Sure(profile))) if described || origin == Origin::Named || !is_document(&parts) => {
            known(profile, place)
        }
        Some((place, Claim::Likely(profile))) if described => known(profile, place),
        Some((_, Claim::Unread(_))) if described => Ok(Told { profile: &formats::markdown::PROFILE, place: None }),
        None if described => Ok(Told { profile: by_signs(fields), place: None }),
        _ if origin == Origin::Named => Ok(Told { profile: &formats::markdown::PROFILE, place: None }),
        Some((_, Claim::Unread(unread))) => Err(unread.note()),
        _ => Err(Note::new(&NOT_AN_AGENT, "no agent: it has no front matter with a name or a description")),
    }
}

/// Why a file of data (JSON, YAML, TOML) that was met in a folder is not read.
pub(super) fn data(path: &str) -> Note {
    match claim(&path.split('/').collect::<Vec<_>>()) {
        Some((_, Claim::Unread(unread))) => unread.note(),
        _ => Note::new(&NOT_AN_AGENT, "no agent: no harness keeps agents of this kind of file here"),
    }
}

fn claim(parts: &[&str]) -> Option<(Place, Claim)> {
    let sure =
        formats::ALL.iter().flat_map(|profile| profile.places.iter().map(|place| (*place, Claim::Sure(profile))));
    let likely = formats::ALL
        .iter()
        .flat_map(|profile| profile.likely_places.iter().map(|place| (*place, Claim::Likely(profile))));
    let unread =
        unread::ALL.iter().flat_map(|unread| unread.places.iter().map(|place| (*place, Claim::Unread(unread))));
    sure.chain(likely)
        .chain(unread)
        .filter_map(|(pattern, claim)| {
            pattern::matched(pattern, parts).map(|matched| (Place { pattern, matched }, claim))
        })
        .max_by_key(|(place, _)| place.matched)
}

fn is_described(fields: &[RawField]) -> bool {
    let says = |field: &RawField| !field.value.plain().trim().is_empty();
    fields.iter().any(|field| matches!(field.key.as_str(), "name" | "description") && says(field))
}

fn is_document(parts: &[&str]) -> bool {
    let name = parts.last().and_then(|name| name.split(['.', '-']).next()).unwrap_or("").to_ascii_lowercase();
    DOCUMENTS.contains(&name.as_str())
}

/// The format whose largest set of telling keys is all there; of equals the first in the roster.
fn by_signs(fields: &[RawField]) -> &'static Profile {
    let has = |key: &&str| fields.iter().any(|field| field.key == *key);
    let size =
        |profile: &Profile| profile.signs.iter().filter(|sign| sign.iter().all(has)).map(|sign| sign.len()).max();
    let told = formats::ALL.iter().rev().filter_map(|profile| size(profile).map(|size| (size, *profile)));
    told.max_by_key(|(size, _)| *size).map_or(&formats::markdown::PROFILE, |(_, profile)| profile)
}

impl Told {
    /// The name that the harness takes from the place of the file at `path`.
    pub(super) fn place_name(&self, path: &str) -> Option<String> {
        let parts: Vec<&str> = path.split('/').collect();
        let (name, folders) = parts.split_last()?;
        let stem = match self.place {
            Some(place) => pattern::stem(place.pattern, name),
            None => {
                name.rsplit_once('.').map(|(stem, ending)| if stem.is_empty() { ending } else { stem }).or(Some(*name))
            }
        };
        match self.profile.identity {
            Identity::NameField | Identity::FileStem | Identity::Key => stem.map(str::to_owned),
            Identity::Folder => folders.last().map(|folder| (*folder).to_owned()).filter(|folder| !is_dots(folder)),
            Identity::RelativePath => {
                let below = self.place.map_or(folders.len(), |place| place.matched.below.min(folders.len()));
                let below = &folders[below..];
                stem.map(|stem| below.iter().copied().chain([stem]).collect::<Vec<_>>().join("/"))
            }
        }
    }
}

fn is_dots(folder: &str) -> bool {
    matches!(folder, "" | "." | "..")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;

    fn fields(keys: &[&str]) -> Vec<RawField> {
        let field = |key: &&str| RawField { key: (*key).to_owned(), value: Value::Text("x".to_owned()), span: None };
        keys.iter().map(field).collect()
    }

    fn told(path: &str, keys: &[&str], origin: Origin) -> Result<(&'static str, Option<String>), &'static str> {
        tell(path, &fields(keys), origin)
            .map(|told| (told.profile.name.0, told.place_name(path)))
            .map_err(|note| note.code.id)
    }

    #[test]
    fn places_tell_the_format() {
        for (path, format, name) in [
            ("p/.claude/agents/a/owl.md", "claude", "owl"),
            ("plugins/p/agents/owl.md", "claude", "owl"),
            (".claude/skills/owl/SKILL.md", "skill", "owl"),
            ("p/.claude/commands/git/tidy.md", "command", "git/tidy"),
            ("p/commands/tidy.md", "command", "tidy"),
            (".github/agents/owl.agent.md", "copilot", "owl"),
            (".github/agents/owl.md", "copilot", "owl"),
            ("chatmodes/owl.chatmode.md", "copilot", "owl"),
            (".gemini/agents/owl.md", "markdown", "owl"),
        ] {
            assert_eq!(
                told(path, &["name", "description"], Origin::Found),
                Ok((format, Some(name.to_owned()))),
                "{path}"
            );
        }
    }

    #[test]
    fn keys_tell_the_format_where_no_place_does() {
        assert_eq!(told("owl.md", &["name", "description"], Origin::Found).unwrap().0, "claude");
        assert_eq!(told("owl.md", &["description", "globs"], Origin::Found).unwrap().0, "markdown");
        assert_eq!(told("SKILL.md", &["name"], Origin::Found), Ok(("skill", None)));
    }

    #[test]
    fn documents_in_a_folder_are_no_agents() {
        assert_eq!(told("docs/x.md", &["title"], Origin::Found), Err("not-an-agent"));
        assert_eq!(told(".claude/agents/README.md", &[], Origin::Found), Err("not-an-agent"));
        assert_eq!(told("agents/overview.md", &[], Origin::Found), Err("not-an-agent"));
        assert_eq!(told(".clinerules/x.md", &[], Origin::Found), Err("format-not-read"));
        assert_eq!(data(".roomodes").code.id, "format-not-read");
        assert_eq!(data("package.json").code.id, "not-an-agent");
    }

    #[test]
    fn a_named_file_is_always_an_agent() {
        assert_eq!(told("docs/x.md", &[], Origin::Named), Ok(("markdown", Some("x".to_owned()))));
        assert_eq!(told(".clinerules/x.md", &[], Origin::Named).unwrap().0, "markdown");
        assert_eq!(told(".claude/commands/README.md", &[], Origin::Named).unwrap().0, "command");
    }
}
