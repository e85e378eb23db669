//! From an agent as written to its definition: canonical fields, sections, statements, and the sketch that comparing needs.

mod fields;
mod kinds;
mod layout;
mod marks;
mod names;
mod notes;
mod outline;
mod permissions;
mod pieces;
mod routing;
mod secrets;
mod sections;
mod sketch;
mod titles;
mod tools;
mod wording;

use crate::{
    model::{Definition, FindingCode, Profile, Prompt, RawAgent},
    text::tokens::tokens,
};

pub use kinds::kind_of_title;

/// Gives every part of a raw agent its meaning under its format. Never fails: what is odd becomes a note.
#[must_use]
pub fn definition(raw: RawAgent, profile: &Profile) -> Definition {
    let fields = fields::fields(&raw, profile);
    let pieces = pieces::pieces(&raw.text, raw.body);
    let mut tree = sections::tree(&raw.text, &pieces, &raw.lines);
    kinds::tell(&raw.text, &mut tree);
    let secrets = secrets::notes(&raw);
    let said = notes::notes(&raw, profile, &fields, &pieces, &tree);
    Definition {
        content: wording::content(&fields.all, &raw.text, raw.body, &tree),
        sketch: sketch::sketch(&fields.name, &fields.description, &raw, &tree),
        tokens: tokens(&raw.text),
        notes: [raw.notes, fields.notes, secrets, said].concat(),
        format: raw.format,
        omitted_tools: profile.omitted_tools,
        prompt_keys: profile.prompt_keys(raw.syntax),
        name: fields.name,
        description: fields.description,
        syntax: raw.syntax,
        lines: raw.lines,
        front: raw.front,
        front_is_strict: raw.front_is_strict,
        body: raw.body,
        fields: fields.all,
        prompt: prompt_of(raw.text, tree).into(),
    }
}

/// The prompt of a raw agent alone, as [`definition`] makes it.
#[must_use]
pub fn prompt(raw: RawAgent) -> Prompt {
    let mut tree = sections::tree(&raw.text, &pieces::pieces(&raw.text, raw.body), &raw.lines);
    kinds::tell(&raw.text, &mut tree);
    prompt_of(raw.text, tree)
}

fn prompt_of(text: String, tree: outline::Tree) -> Prompt {
    Prompt { text, sections: sketch::fitted(tree.sections), statements: sketch::fitted(tree.statements) }
}

/// Hashes of the word 5-shingles of a definition's body, sorted, distinct.
#[must_use]
pub fn shingles(definition: &Definition) -> Vec<u64> {
    sketch::shingles(definition)
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
    &secrets::SECRET,
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::normalize::fields::tests::{PROFILE, raw};

    #[test]
    fn hostile_bodies_are_read_in_bounded_time() {
        let nested: String = (0..20_000).map(|_| "<a-b>\n").chain((0..20_000).map(|_| "</a-b>\n")).collect();
        for body in [
            nested,
            ">".repeat(5000) + " deep\n" + &"- ".repeat(3000) + "x\n",
            "- ```\n".repeat(20_000),
            "**x**\n".repeat(20_000),
            "- **a**:\n  - b\n".repeat(10_000),
            "word: ".repeat(200_000),
            "# T\n".repeat(20_000),
        ] {
            let start = std::time::Instant::now();
            let told = definition(raw(&[], &body), &PROFILE);
            assert!(!told.sections.is_empty() && told.notes.len() < 10);
            assert!(start.elapsed().as_secs() < 20, "{:?} for {}…", start.elapsed(), &body[..12]);
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_definition(body in "[ -~\n*#<>`|:：设計é•🚨\u{200b}\t-]{0,200}") {
            let told = definition(raw(&[], &body), &PROFILE);
            prop_assert!(told.statements.iter().all(|s| !s.span.of(&body).trim().is_empty()));
            prop_assert_eq!(told.clone(), definition(raw(&[], &body), &PROFILE));
        }
    }
}
