//! From an agent as written to its definition: canonical fields, sections, statements, and the sketch that comparing needs.

mod fields;
mod kinds;
mod marks;
mod names;
mod notes;
mod outline;
mod pieces;
mod routing;
mod sections;
mod sketch;
mod titles;
mod tools;
mod wording;

use crate::model::{Definition, FindingCode, Profile, RawAgent};

pub use kinds::kind_of_title;

/// Gives every part of a raw agent its meaning under its format. Never fails: what is odd becomes a note.
#[must_use]
pub fn definition(raw: RawAgent, profile: &Profile) -> Definition {
    let fields = fields::fields(&raw, profile);
    let pieces = pieces::pieces(&raw.text, raw.body);
    let mut tree = sections::tree(&raw.text, &pieces, raw.first_line);
    kinds::tell(&raw.text, &mut tree);
    let said = notes::notes(&raw, profile, &fields, &pieces, &tree);
    Definition {
        content: wording::content(&fields.all, &raw.text, &tree),
        sketch: sketch::sketch(&fields.name, &fields.description, &raw.text, &tree),
        tokens: sketch::tokens(&raw.text),
        notes: [raw.notes, fields.notes, said].concat(),
        format: raw.format,
        name: fields.name,
        description: fields.description,
        text: raw.text,
        first_line: raw.first_line,
        front: raw.front,
        front_is_strict: raw.front_is_strict,
        body: raw.body,
        fields: fields.all,
        sections: tree.sections,
        statements: tree.statements,
    }
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[
    &notes::NO_NAME,
    &notes::NO_DESCRIPTION,
    &notes::PLACEHOLDER,
    &notes::OTHER_PLACE,
    &notes::EMPTY,
    &notes::UNCLOSED,
    &notes::TWICE,
    &fields::EMPTY_TOOLS,
];
