//! From a file's bytes to the agents in it.

use super::{
    consequence, data,
    decode::{self, Decoded},
    formats, refusal, spelling, supporting,
    syntax::{Cut, data as data_syntax, fields, front_matter, json},
    tell::{self, NOT_AN_AGENT, ToldData},
};
use crate::{
    model::{FindingCode, Lines, Note, Origin, RawAgent, Severity, SourceFile, Syntax},
    text::{lines::LineIndex, own::is_own},
};

/// Longest file that is read, in bytes: the longest of 24,000 real agent files has 292 KiB.
pub(super) const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// A file beyond the cap.
pub(super) const FILE_TOO_LARGE: FindingCode = FindingCode {
    id: "file-too-large",
    severity: Severity::Error,
    meaning: "The file is larger than 8 MiB, which no prompt is. It was not read.",
    cure: "Leave the file out, or split it.",
};

/// A named file without content.
pub(super) const EMPTY_FILE: FindingCode = FindingCode {
    id: "empty-file",
    severity: Severity::Error,
    meaning: "The file holds nothing, so there is no agent in it.",
    cure: "Leave the file out, or restore its text.",
};

/// Endings of data files, in lower case, with the notation in which they are written.
const DATA: &[(&str, Syntax)] = &[
    ("json", Syntax::Json),
    ("jsonc", Syntax::Json),
    ("toml", Syntax::Toml),
    ("yaml", Syntax::Yaml),
    ("yml", Syntax::Yaml),
    ("roomodes", Syntax::Yaml),
    ("kilocodemodes", Syntax::Yaml),
];

/// See [`super::parse`].
pub(super) fn parse(file: &SourceFile) -> Result<Vec<RawAgent>, Vec<Note>> {
    if is_passed_over(file) {
        return Ok(Vec::new());
    }
    readable(file).and_then(|()| agents(file)).map_err(|note| vec![note])
}

/// Whether a file is none of the agents, and nobody needs to be told so: who wrote a report beside them knows. What lies where a
/// harness reads agents is read by it whatever stands on top, so that no mark takes it out of a gate.
fn is_passed_over(file: &SourceFile) -> bool {
    file.origin == Origin::Found && is_own(&file.bytes) && !tell::is_in_place(&file.path)
}

/// Whether there is anything to decode.
fn readable(file: &SourceFile) -> Result<(), Note> {
    if file.bytes.len() as u64 > MOST_BYTES {
        return Err(Note::new(&FILE_TOO_LARGE, format!("larger than {} MiB, so it was not read", MOST_BYTES >> 20)));
    }
    Ok(())
}

fn agents(file: &SourceFile) -> Result<Vec<RawAgent>, Note> {
    let mut decoded = decode::decode(&file.bytes)?;
    decoded.notes.extend(supporting::left_out(file));
    if decoded.text.trim().is_empty() {
        let code = if file.origin == Origin::Named { &EMPTY_FILE } else { &NOT_AN_AGENT };
        return Err(Note::new(code, "the file is empty"));
    }
    match notation(&file.path, &decoded.text) {
        Some(syntax) => of_data(file, decoded, syntax),
        None if json::is_json(&decoded.text) => {
            of_data(file, decoded.clone(), Syntax::Json).or_else(|note| prose_in_brackets(file, decoded, note))
        }
        None => markdown(file, decoded),
    }
}

/// A file that is JSON by chance, or a rule that somebody wrote as JSON: where its place is one of Markdown, its text is the
/// prompt.
fn prose_in_brackets(file: &SourceFile, decoded: Decoded, note: Note) -> Result<Vec<RawAgent>, Note> {
    if tell::keeps_markdown(&file.path) { markdown(file, decoded) } else { Err(note) }
}

/// The notation that a file's name tells; `None` for Markdown.
fn notation(path: &str, text: &str) -> Option<Syntax> {
    let by_ending = DATA.iter().find(|(known, _)| has_ending(path, known)).map(|(_, syntax)| *syntax);
    match by_ending {
        // Modes are YAML or JSON under one name, and a YAML parser reads JSON less forgivingly.
        Some(Syntax::Yaml) if text.trim_start().starts_with('{') => Some(Syntax::Json),
        other => other,
    }
}

/// Unlike `Path::extension`, a name that is all ending (`.roomodes`) has one.
fn has_ending(path: &str, ending: &str) -> bool {
    let name = path.rsplit('/').next().and_then(|name| name.rsplit_once('.'));
    name.is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending))
}

fn of_data(file: &SourceFile, decoded: Decoded, syntax: Syntax) -> Result<Vec<RawAgent>, Note> {
    let Decoded { text, mut notes, .. } = decoded;
    tell::worth_parsing(&file.path, &text, file.origin)?;
    let index = LineIndex::new(&text);
    let broken = |note: Note| if file.origin == Origin::Named { note } else { tell::broken(&file.path, &note) };
    let mut reading = data_syntax::read(&text, &index, syntax).map_err(broken)?;
    let ToldData { told, items } = tell::data(&file.path, &reading.fields, file.origin)?;
    if has_ending(&file.path, "jsonc") || told.profile.name == formats::opencode::PROFILE.name {
        reading.notes.retain(|note| note.code != &data_syntax::JSON_NOT_STRICT);
    }
    let strict = reading.notes.is_empty();
    notes.extend(consequence::of_data(reading.notes, &told));
    Ok(data::agents(data::File { source: file, text: &text, syntax, strict, told, notes }, &items))
}

/// The paths that the prompts of a file of data refer to, each once; none where it is no such file.
pub(super) fn referred(file: &SourceFile) -> Vec<String> {
    let Ok(decoded) = decode::decode(&file.bytes) else { return Vec::new() };
    if tell::worth_parsing(&file.path, &decoded.text, file.origin).is_err() {
        return Vec::new();
    }
    let Some(syntax) = notation(&file.path, &decoded.text) else { return Vec::new() };
    let Ok(reading) = data_syntax::read(&decoded.text, &LineIndex::new(&decoded.text), syntax) else {
        return Vec::new();
    };
    let Ok(ToldData { told, items }) = tell::data(&file.path, &reading.fields, file.origin) else { return Vec::new() };
    let keys = told.profile.data.map_or(&[][..], |data| data.prompt);
    let prompts = items.iter().flat_map(|item| keys.iter().filter_map(|key| item.at(key)?.as_text()));
    let mut out: Vec<String> = prompts.filter_map(data::reference).map(str::to_owned).collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn markdown(file: &SourceFile, decoded: Decoded) -> Result<Vec<RawAgent>, Note> {
    let Decoded { text, line_ends, mut notes } = decoded;
    let index = LineIndex::new(&text);
    let cut = front_matter::cut(&text, &index);
    if let Some(agents) = bare_yaml(file, &text, &index, &cut, &notes) {
        return Ok(agents);
    }
    let reading = fields::read(&text, &index, &cut);
    let told = tell::tell(&file.path, &reading.fields, text[cut.body.start..].trim(), file.origin)?;
    let front_is_strict = cut.notes.is_empty() && reading.notes.is_empty();
    let said = cut.notes.iter().chain(&reading.notes).cloned().collect();
    notes.extend(consequence::of_front_matter(said, &told, &text, &cut, line_ends));
    notes.extend(spelling::notes(&reading.fields, told.profile, Some(&index)));
    // A file that lies elsewhere is no harness's yet.
    if told.profile.syntax.is_markdown() && told.is_in_place() {
        let has = |key: &str| reading.fields.iter().any(|field| field.key == key);
        notes.extend(refusal::of_fields(&reading.fields, &has, told.profile, Some(&index)));
        notes.extend(refusal::of_place(&file.path, told.profile));
    }
    let syntax = if told.profile.syntax == Syntax::Plain { Syntax::Plain } else { Syntax::FrontMatter };
    Ok(vec![RawAgent {
        format: told.profile.name,
        key: None,
        place_name: told.place_name(&file.path),
        text,
        syntax,
        lines: Lines::From(1),
        front: cut.front,
        front_is_strict,
        fields: reading.fields,
        body: cut.body,
        supporting: supporting::of(file),
        notes,
    }])
}

/// The agent of a file that has a Markdown file's name and is YAML to its end, without fences.
fn bare_yaml(file: &SourceFile, text: &str, index: &LineIndex, cut: &Cut, notes: &[Note]) -> Option<Vec<RawAgent>> {
    if cut.front.is_some() || !front_matter::looks_like_fields(text) {
        return None;
    }
    let reading = data_syntax::read(text, index, Syntax::Yaml).ok().filter(|reading| reading.notes.is_empty())?;
    let ToldData { told, items } = tell::data(&file.path, &reading.fields, Origin::Found).ok()?;
    let file = data::File { source: file, text, syntax: Syntax::Yaml, strict: true, told, notes: notes.to_vec() };
    Some(data::agents(file, &items))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;
    use proptest::prelude::*;

    fn file(path: &str, origin: Origin, bytes: &[u8]) -> SourceFile {
        SourceFile::new(path, origin, bytes)
    }

    fn one(path: &str, text: &str) -> RawAgent {
        parse(&file(path, Origin::Found, text.as_bytes())).unwrap().remove(0)
    }

    fn refused(path: &str, origin: Origin, bytes: &[u8]) -> &'static str {
        let notes = parse(&file(path, origin, bytes)).unwrap_err();
        assert_eq!(notes.len(), 1);
        notes[0].code.id
    }

    #[test]
    fn a_sound_agent_is_read_without_a_word() {
        let agent = one(".claude/agents/owl.md", "---\nname: owl\ndescription: Sees at night.\n---\n\nYou watch.\n");
        assert_eq!((agent.format.0, agent.place_name.as_deref()), ("claude", Some("owl")));
        assert_eq!(agent.fields[1].value, Value::Text("Sees at night.".to_owned()));
        assert_eq!(agent.body.of(&agent.text), "\nYou watch.\n");
        assert_eq!(agent.front.unwrap().end, agent.body.start);
        assert!(agent.front_is_strict && agent.notes.is_empty());
    }

    #[test]
    fn broken_front_matter_says_what_the_harness_does() {
        let agent = one(".claude/agents/owl.md", "---\r\nname: owl\r\ndescription: At night: sees.\r\n---\r\nx\r\n");
        assert!(!agent.front_is_strict);
        let ids: Vec<_> = agent.notes.iter().map(|note| note.code.id).collect();
        assert_eq!(ids, ["yaml-not-strict", "field-guessed", "crlf-fallback"]);
        assert!(agent.notes[0].message.contains("Claude Code"), "{}", agent.notes[0].message);
    }

    #[test]
    fn what_is_no_agent_says_why() {
        let binary: Vec<u8> = (0..=255).cycle().take(999).collect();
        for origin in [Origin::Named, Origin::Found] {
            assert_eq!(refused("a.md", origin, &binary), "not-text");
            assert_eq!(refused("a.md", origin, &vec![b'x'; 9 << 20]), "file-too-large");
        }
        assert_eq!(refused("a.md", Origin::Named, b" \n"), "empty-file");
        assert_eq!(refused("a.md", Origin::Found, b""), "not-an-agent");
        assert_eq!(refused("a.json", Origin::Named, b"{}"), "no-prompt-in-data");
        assert_eq!(refused("a", Origin::Named, b"{\"name\": \"x\"}"), "no-prompt-in-data");
        assert_eq!(refused("a.json", Origin::Named, b"{"), "data-broken");
        assert_eq!(refused("a.yaml", Origin::Found, b"a: b"), "not-an-agent");
        assert_eq!(refused("x/.codex/agents/a.toml", Origin::Found, b"a = "), "data-broken");
    }

    #[test]
    fn a_large_file_takes_no_time() {
        let started = std::time::Instant::now();
        let body = "- words: and more\n\n# title\n--- x\n".repeat(10_000);
        for text in [format!("---\nname: a\n{body}"), format!("---\nname: a\ndescription: b: c\n---\n{body}"), body] {
            parse(&file("a.md", Origin::Named, text.as_bytes())).unwrap();
        }
        assert!(started.elapsed().as_millis() < 2000, "{:?}", started.elapsed());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_are_borne(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = parse(&file("a.md", Origin::Named, &bytes));
        }

        #[test]
        fn any_odd_document_gives_spans_that_fit(parts in prop::collection::vec(prop::sample::select(PIECES), 0..16)) {
            if let Ok(agents) = parse(&file("agents/a.md", Origin::Named, parts.concat().as_bytes())) {
                let RawAgent { text, body, front, fields, .. } = &agents[0];
                for span in fields.iter().filter_map(|field| field.span).chain(*front).chain([*body]) {
                    prop_assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
                }
                prop_assert!(front.is_none_or(|front| front.end <= body.start));
            }
        }
    }

    const PIECES: &[&str] = &[
        "---",
        "---\n",
        "\n",
        "\r\n",
        "\r",
        "name: a\n",
        "description: b: c",
        "\"key\": é",
        "tools:\n\t- x\n",
        " ",
        "```\n",
        "<!--",
        "-->",
        "# Title\n",
        "|\n  text\n",
        "{a: [",
        "]}",
        "&a *a",
        "<example>\n",
        "</example>",
        "user: \"hi\"\n",
        "…\n",
        "! x",
        "\u{feff}",
        "ðŸ“‹",
        "\0",
        "...\n",
        "- item\n",
        "? x\n: y\n",
        "'",
        "\u{e0041}",
    ];
}
