//! From a file of data to its top-level fields.

use super::{Cut, Reading, fields, json, reader::Mapping, toml, yaml::Refusal};
use crate::{
    load::lines,
    model::{FindingCode, LineRange, Note, RawField, Severity, Span, Syntax},
    text::lines::LineIndex,
};

/// A file of data that no parser reads.
pub(in crate::load) const DATA_BROKEN: FindingCode = FindingCode {
    id: "data-broken",
    severity: Severity::Error,
    meaning: "The file is not valid JSON, TOML or YAML, so whatever agents it holds are missing from the result.",
    cure: "Mend the place that the message names.",
};

/// JSON with comments or trailing commas.
pub(in crate::load) const JSON_NOT_STRICT: FindingCode = FindingCode {
    id: "json-not-strict",
    severity: Severity::Warning,
    meaning: "The file holds comments, trailing commas or other things that JSON does not have. They were borne with; many \
              harnesses refuse the file.",
    cure: "Remove them, or give the file the ending .jsonc where the harness reads that.",
};

/// Reads the top-level fields of a file of data.
///
/// # Errors
/// A note that says why there are none.
pub(in crate::load) fn read(text: &str, index: &LineIndex, syntax: Syntax) -> Result<Reading, Note> {
    match syntax {
        Syntax::Json => {
            let object = json::object(text).map_err(|refusal| broken("JSON", &refusal))?;
            let mut reading = of_mapping(object.mapping, index);
            reading.notes.extend(object.lenient.map(|refusal| note(&JSON_NOT_STRICT, "not strict JSON", &refusal)));
            Ok(reading)
        }
        Syntax::Toml => {
            toml::mapping(text).map(|mapping| of_mapping(mapping, index)).map_err(|refusal| broken("TOML", &refusal))
        }
        _ => yaml(text, index),
    }
}

/// Strictly where that goes, else key by key: most of a broken file is sound.
fn yaml(text: &str, index: &LineIndex) -> Result<Reading, Note> {
    let whole = Span::new(0, text.len());
    let cut = Cut { front: None, pieces: vec![whole], body: Span::new(text.len(), text.len()), notes: Vec::new() };
    let mut reading = fields::read(text, index, &cut);
    // Spans point into the file, but the agent's text is its prompt alone.
    reading.fields.iter_mut().for_each(|field| field.span = None);
    match reading.notes.iter().find(|note| note.code == &fields::YAML_NOT_STRICT) {
        Some(note) if reading.fields.is_empty() => Err(Note { code: &DATA_BROKEN, ..note.clone() }),
        _ => Ok(reading),
    }
}

fn of_mapping(mapping: Mapping, index: &LineIndex) -> Reading {
    let notes = mapping.doubled.iter().map(|doubled| doubled.note(index, None)).collect();
    let fields = mapping.entries.into_iter().map(|(key, value)| RawField { key, value, span: None }).collect();
    Reading { fields, notes }
}

fn broken(notation: &str, refusal: &Refusal) -> Note {
    note(&DATA_BROKEN, &format!("not valid {notation}"), refusal)
}

fn note(code: &'static FindingCode, what: &str, refusal: &Refusal) -> Note {
    let note = Note::new(code, format!("{what}: {}", refusal.reason));
    match refusal.line.map(lines::number) {
        Some(line) => note.at(LineRange::new(line, line)),
        None => note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, syntax: Syntax) -> Result<(usize, Vec<&'static str>), &'static str> {
        read(text, &LineIndex::new(text), syntax)
            .map(|reading| (reading.fields.len(), reading.notes.iter().map(|note| note.code.id).collect()))
            .map_err(|note| note.code.id)
    }

    #[test]
    fn each_notation_is_read() {
        assert_eq!(told("{\"a\": 1, \"b\": 2,}", Syntax::Json), Ok((2, vec!["json-not-strict"])));
        assert_eq!(told("{\"a\": 1, \"a\": 2}", Syntax::Json), Ok((2, vec!["duplicate-key"])));
        assert_eq!(told("a = 1\n", Syntax::Toml), Ok((1, vec![])));
        assert_eq!(told("a: 1\nb:\n  - c\n", Syntax::Yaml), Ok((2, vec![])));
        assert_eq!(told("a: b: c\nd: e\n", Syntax::Yaml), Ok((2, vec!["yaml-not-strict", "field-guessed"])));
    }

    #[test]
    fn both_values_of_a_doubled_key_are_named_with_their_lines() {
        let text = "{\n\"tools\": [\"read\"],\n\"m\": {\"a\": 1,\n\"a\": 2},\n\"tools\": [\"*\"]}";
        let notes = read(text, &LineIndex::new(text), Syntax::Json).unwrap().notes;
        let told: Vec<_> = notes.iter().map(|note| (note.message.as_str(), note.lines)).collect();
        let range = |first, last| Some(LineRange::new(first, last));
        assert_eq!(
            told,
            [
                ("`a` stands twice: `1` on line 3, `2` on line 4; the last is used here", range(3, 4)),
                ("`tools` stands twice: `read` on line 2, `*` on line 5; the last is used here", range(2, 5)),
            ]
        );
        let many = format!("{{{}\"z\": 1}}", "\"a\": 1, ".repeat(20_000));
        let started = std::time::Instant::now();
        assert_eq!(read(&many, &LineIndex::new(&many), Syntax::Json).unwrap().notes.len(), 19_999);
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(told("{", Syntax::Json), Err("data-broken"));
        assert_eq!(told("a = ", Syntax::Toml), Err("data-broken"));
        assert_eq!(told("just words", Syntax::Yaml), Err("data-broken"));
    }
}
