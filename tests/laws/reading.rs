//! Laws of reading: from bytes to definitions.

use agentkin::{
    load,
    model::{Agent, Definition, Marker, Note, Origin, RawAgent, Severity, SourceFile, Span, Syntax},
    normalize,
};

/// Reads `bytes` at `path`, met in a folder and named, and holds what comes out to the laws: the definitions of the named.
pub fn reads(path: &str, bytes: &[u8]) -> Vec<Definition> {
    definitions(&file(path, bytes, Origin::Found));
    definitions(&file(path, bytes, Origin::Named))
}

/// The agents in a named file, in the order of the file.
pub fn agents(path: &str, bytes: &[u8]) -> Vec<Agent> {
    let Ok(raw) = load::parse(&file(path, bytes, Origin::Named)) else { return Vec::new() };
    let seat = |raw: RawAgent| {
        let id = raw.key.as_ref().map_or_else(|| path.to_owned(), |key| format!("{path}#{key}"));
        let profile = load::format(raw.format);
        let definition = normalize::definition(raw, profile);
        Agent { id, path: path.to_owned(), origin: Origin::Named, bytes: bytes.into(), definition }
    };
    raw.into_iter().map(seat).collect()
}

fn file(path: &str, bytes: &[u8], origin: Origin) -> SourceFile {
    SourceFile::new(path, origin, bytes)
}

fn definitions(file: &SourceFile) -> Vec<Definition> {
    let parsed = load::parse(file);
    assert_eq!(parsed, load::parse(file), "read twice, read otherwise");
    match parsed {
        Ok(raw) => {
            assert!(!raw.is_empty(), "neither an agent nor a reason");
            raw.into_iter().map(|raw| definition(raw, file)).collect()
        }
        Err(notes) => {
            let grave = notes.iter().any(|note| note.code.severity == Severity::Error);
            assert!(grave || file.origin == Origin::Found && !notes.is_empty(), "refused without a reason: {notes:?}");
            for note in &notes {
                holds_of_note(note, file);
            }
            Vec::new()
        }
    }
}

fn definition(raw: RawAgent, file: &SourceFile) -> Definition {
    holds_of_raw(&raw);
    let profile = load::format(raw.format);
    let told = normalize::definition(raw.clone(), profile);
    assert_eq!(told, normalize::definition(raw, profile), "normalized twice, normalized otherwise");
    for note in &told.notes {
        holds_of_note(note, file);
    }
    holds_of_sections(&told);
    holds_of_statements(&told);
    told
}

fn fits(span: Span, text: &str) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} does not fit {text:?}");
}

fn holds_of_raw(raw: &RawAgent) {
    let text = &raw.text;
    assert!(!text.contains('\r') && !text.starts_with('\u{feff}'), "line ends or marks are left: {text:?}");
    fits(raw.body, text);
    if let Some(front) = raw.front {
        fits(front, text);
        assert!(front.end <= raw.body.start, "front matter runs into the body");
        assert!(raw.syntax.is_markdown(), "front matter in a file of data");
    }
    for field in &raw.fields {
        // A file of data keeps its prompt alone, so its fields lie nowhere in it.
        if let Some(span) = field.span {
            fits(span, text);
        }
    }
}

fn holds_of_note(note: &Note, file: &SourceFile) {
    assert!(!note.message.trim().is_empty() && !note.message.contains('\n'), "a message is one line: {note:?}");
    let most = file.bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
    if let Some(lines) = note.lines {
        let fits = lines.first >= 1 && lines.first <= lines.last && lines.last as usize <= most;
        assert!(fits, "{note:?} points beyond {most} lines");
    }
}

fn holds_of_sections(told: &Definition) {
    let mut start = told.body.start;
    for (at, section) in told.sections.iter().enumerate() {
        fits(section.span, &told.text);
        fits(section.heading, &told.text);
        assert!(told.body.contains(section.span), "section {at} lies outside the body: {section:?}");
        assert!(section.span.contains(section.heading), "a heading outside its section: {section:?}");
        // The preamble takes what stands outside of every mark, so where a tag comes first it begins behind it.
        if section.marker != Marker::Preamble {
            assert!(section.span.start >= start, "sections stand in document order: {section:?}");
            start = section.span.start;
        }
        assert!(section.marker != Marker::Preamble || at == 0, "a preamble in mid-text: {section:?}");
        match section.parent {
            Some(parent) => {
                assert!(parent.get() < at, "a section inside a later one: {section:?}");
                assert!(told.section(parent).depth < section.depth, "nested, and no deeper: {section:?}");
            }
            None => assert_eq!(section.depth, 0, "deep in nothing: {section:?}"),
        }
        assert!(section.lines.first >= 1, "{section:?}");
    }
}

fn holds_of_statements(told: &Definition) {
    let mut owned: Vec<usize> = told.sections.iter().flat_map(|s| &s.statements).map(|ix| ix.get()).collect();
    owned.sort_unstable();
    assert!(owned.into_iter().eq(0..told.statements.len()), "each statement stands in one section");
    let (mut end, mut line) = (told.body.start, 1);
    for (at, statement) in told.statements.iter().enumerate() {
        fits(statement.block, &told.text);
        assert!(!statement.span.of(&told.text).trim().is_empty(), "a statement of nothing: {statement:?}");
        assert!(statement.block.contains(statement.span), "wording outside its block: {statement:?}");
        assert!(told.body.contains(statement.block), "a statement outside the body: {statement:?}");
        assert!(statement.block.start >= end, "statements overlap: {statement:?}");
        end = statement.block.end;
        // Values of a file of data are joined in the order of the format's keys, which need not be the file's.
        assert!(statement.line >= line || told.syntax != Syntax::FrontMatter, "lines do not rise: {statement:?}");
        line = statement.line;
        assert_ne!(statement.key, 0);
        assert!(told.section(statement.section).statements.iter().any(|ix| ix.get() == at), "{statement:?}");
        assert!(statement.parent.is_none_or(|parent| parent.get() < at), "under a later one: {statement:?}");
    }
}
