//! Keys that a format spells in other capitals.

use super::lines;
use crate::{
    model::{FindingCode, Note, Profile, RawField, Severity},
    text::lines::LineIndex,
};

/// A key in other capitals than the format's.
pub(super) const KEY_CASE: FindingCode = FindingCode {
    id: "key-case",
    severity: Severity::Warning,
    meaning: "A key is written in other capitals than the format has it (`Name` for `name`). It was read as the key of the \
              format; a harness that reads keys to the letter finds no such field, and skips an agent that must have it.",
    cure: "Write the key as the format spells it: `agentkin formats NAME` lists them.",
};

/// What there is to say of the spelling of these fields' keys; `index` where their places are lines of the file.
pub(super) fn notes(fields: &[RawField], profile: &Profile, index: Option<&LineIndex>) -> Vec<Note> {
    fields.iter().filter_map(|field| note(field, profile, index)).collect()
}

fn note(field: &RawField, profile: &Profile, index: Option<&LineIndex>) -> Option<Note> {
    let meant = profile.spelt(&field.key).filter(|spelt| *spelt != field.key)?;
    let message =
        format!("`{}` was read as `{meant}`; a harness that reads keys to the letter does not find it", field.key);
    let note = Note::new(&KEY_CASE, message);
    Some(match field.span.zip(index) {
        Some((span, index)) => note.at(lines::range(index, span)),
        None => note,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        load::formats,
        model::{LineRange, Span, Value},
    };

    #[test]
    fn only_a_known_key_in_other_capitals_is_told() {
        let text = "name: a\nDescription: b\nMaxTurns: 3\nOther: c\n";
        let field = |key: &str| {
            let start = text.find(key).unwrap();
            RawField { key: key.to_owned(), value: Value::Null, span: Some(Span::new(start, start + key.len())) }
        };
        let fields = ["name", "Description", "MaxTurns", "Other"].map(field);
        let told = notes(&fields, &formats::claude::PROFILE, Some(&LineIndex::new(text)));
        let told: Vec<_> = told.iter().map(|note| (note.message.split(';').next().unwrap(), note.lines)).collect();
        let line = |at| Some(LineRange::new(at, at));
        assert_eq!(
            told,
            [("`Description` was read as `description`", line(2)), ("`MaxTurns` was read as `maxTurns`", line(3))]
        );
    }
}
