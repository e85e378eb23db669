//! Markdown files: which of them are agents, and their parts.

use super::syntax::{front_matter, lenient};
use super::{FORMAT_NOT_READ, NO_TEXT, NOT_AN_AGENT, decode, formats, place};
use crate::model::{Note, Origin, Profile, RawAgent, RawField, SourceFile, Span, Value};

/// Endings of Markdown and plain prompts.
const TEXT_ENDINGS: &[&str] = &["md", "markdown", "mdc"];
/// Endings of files that some harness reads as an agent and this version does not: passing them over is said.
const LATER_ENDINGS: &[&str] =
    &["toml", "json", "jsonc", "yaml", "yml", "xml", "txt", "cursorrules", "roomodes", "windsurfrules", "clinerules"];

/// Whether a file met in a folder is worth opening.
pub(super) fn may_be_read(path: &str) -> bool {
    TEXT_ENDINGS.contains(&place::ending(path).as_str())
}

/// The agent in a file; the notes that say why there is none.
pub(super) fn parse(file: &SourceFile) -> Result<Vec<RawAgent>, Vec<Note>> {
    let ending = place::ending(&file.path);
    if !may_be_read(&file.path) {
        if file.origin == Origin::Found {
            let later = LATER_ENDINGS.contains(&ending.as_str());
            return Err(later
                .then(|| Note::new(&FORMAT_NOT_READ, format!(".{ending} is not read")))
                .into_iter()
                .collect());
        }
        if is_structured(&ending, &file.bytes) {
            return Err(vec![Note::new(&FORMAT_NOT_READ, format!(".{ending} holds data, not a Markdown prompt"))]);
        }
    }
    let decoded = decode::decode(&file.bytes);
    if decoded.text.trim().is_empty() || is_binary(&decoded.text) {
        return Err(vec![Note::new(&NO_TEXT, "empty, or not a text")]);
    }
    Ok(vec![agent(file, decoded)?])
}

/// Whether a named file holds data of a format to come rather than a prompt.
fn is_structured(ending: &str, bytes: &[u8]) -> bool {
    let head = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(ending, "toml" | "json" | "jsonc" | "yaml" | "yml" | "xml" | "roomodes")
        && matches!(head, Some(byte) if *byte != b'-' || ending != "yaml")
}

/// Whether hardly anything of it can be read: a picture, a program.
fn is_binary(text: &str) -> bool {
    let head = text.chars().take(2_000);
    let (odd, all) = head.fold((0, 0), |(odd, all), c| {
        (odd + usize::from(c == '\u{fffd}' || (c.is_control() && !c.is_whitespace())), all + 1)
    });
    odd * 5 > all
}

fn agent(file: &SourceFile, decoded: decode::Decoded) -> Result<RawAgent, Vec<Note>> {
    let decode::Decoded { text, mut notes } = decoded;
    let cut = front_matter::cut(&text);
    let claim = place::claim(&file.path);
    let reading = lenient::fields(&text, cut.fields, claim.unwrap_or(formats::ALL[0]));
    if file.origin == Origin::Found && !is_agent(&file.path, claim, &reading.fields) {
        return Err(vec![Note::new(&NOT_AN_AGENT, "no front matter with a name or a description")]);
    }
    let profile = claim.unwrap_or_else(|| told(&file.path, &reading.fields));
    notes.extend(cut.notes);
    notes.extend(reading.notes);
    Ok(RawAgent {
        format: profile.name,
        key: None,
        place_name: place::name(&file.path, profile),
        first_line: 1,
        front: cut.front,
        front_is_strict: reading.strict,
        fields: reading.fields,
        body: Span::new(cut.body.start, cut.body.end),
        text,
        notes,
    })
}

fn is_agent(path: &str, claim: Option<&Profile>, fields: &[RawField]) -> bool {
    let said = ["name", "description"].iter().any(|key| said(fields, key));
    said || (claim.is_some() && !place::is_document(path))
}

fn said(fields: &[RawField], key: &str) -> bool {
    fields.iter().any(|field| field.key.eq_ignore_ascii_case(key) && !matches!(field.value, Value::Null))
}

/// The format that place and content tell together where no place claims the file: the likely place, then the largest set
/// of telling keys that the file has whole, else any Markdown prompt.
fn told(path: &str, fields: &[RawField]) -> &'static Profile {
    let whole = |keys: &[&str]| keys.iter().all(|key| said(fields, key));
    let shown = formats::ALL
        .iter()
        .flat_map(|profile| profile.signs.iter().filter(|keys| whole(keys)).map(move |keys| (keys.len(), *profile)))
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    place::likely(path).or(shown.map(|(_, profile)| profile)).unwrap_or_else(|| formats::ALL[formats::ALL.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(path: &str, origin: Origin, text: &str) -> SourceFile {
        SourceFile { path: path.into(), origin, bytes: text.into() }
    }

    fn outcome(path: &str, text: &str) -> Result<&'static str, Vec<&'static str>> {
        let told = parse(&file(path, Origin::Found, text));
        told.map(|agents| agents[0].format.0).map_err(|notes| notes.iter().map(|note| note.code.id).collect())
    }

    #[test]
    fn agents_and_documents_of_a_folder() {
        let agent = "---\nname: moss\ndescription: Finds moss.\nmodel: haiku\n---\nLook down.\n";
        assert_eq!(outcome("moss/finder.md", agent), Ok("claude"));
        assert_eq!(outcome(".claude/agents/bare.md", "Look down."), Ok("claude"));
        assert_eq!(outcome("x/SKILL.md", agent), Ok("skill"));
        assert_eq!(outcome("plugin/commands/tidy.md", "---\ndescription: Tidies.\n---\nTidy."), Ok("command"));
        assert_eq!(outcome("README.md", "# Moss\n"), Err(vec!["not-an-agent"]));
        assert_eq!(outcome(".claude/agents/README.md", "# Moss\n"), Err(vec!["not-an-agent"]));
        assert_eq!(outcome("x.toml", "a = 1"), Err(vec!["format-not-read"]));
        assert_eq!(outcome("x.rs", "fn main() {}"), Err(vec![]));
        assert_eq!(outcome("x.md", " \n"), Err(vec!["no-text"]));
    }

    #[test]
    fn a_named_file_is_loaded_whatever_its_name() {
        let named = |path, text| parse(&file(path, Origin::Named, text)).map(|agents| agents[0].format.0);
        assert_eq!(named("notes.txt", "You look for moss."), Ok("markdown"));
        assert_eq!(named("README.md", "# Moss"), Ok("markdown"));
        assert!(named("moss.json", "{\"a\": 1}").is_err());
        assert!(named("moss.png", "\u{89}PNG\0\0\0\0\u{1}\u{2}\u{3}\u{4}\u{5}").is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_do_harm(bytes in prop::collection::vec(any::<u8>(), 0..400), head in "(---\n)?[a-z: \n\t-]{0,60}") {
            let all = [head.as_bytes(), &bytes].concat();
            let source = SourceFile { path: "a.md".into(), origin: Origin::Named, bytes: all };
            if let Ok(agents) = parse(&source) {
                prop_assert!(agents[0].text.get(agents[0].body.start..agents[0].body.end).is_some());
            }
        }
    }
}
