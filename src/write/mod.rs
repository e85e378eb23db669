//! From what an agent says to the file that a format keeps it in. Pure.
//!
//! The fields are *settled* for the format (its keys, its tool names, what it cannot hold told as notes), then *shaped* (a
//! prompt under front matter, or one of the values of a file of data) and written in its notation.

mod applies;
mod core;
mod entries;
mod file;
mod grant;
mod model;
mod opening;
mod shape;
mod toml;
mod tools;

use crate::{
    model::{Field, FindingCode, Note, Profile, Syntax},
    text::secrets::masked,
};

pub use self::core::{CoreError, CoreFile};

/// An agent that is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Manuscript<'m> {
    /// Its name.
    pub name: &'m str,
    /// Its fields, canonical and as written.
    pub fields: &'m [Field],
    /// Its prompt.
    pub prompt: &'m str,
    /// The format that the fields were written in.
    pub from: &'m Profile,
    /// The format to write.
    pub to: &'m Profile,
    /// The notation of the file that it comes from, which is kept where the format stays the same.
    pub syntax: Syntax,
    /// Where its name stands in that file.
    pub named: Named,
}

/// Where the name of an agent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// In a field, or in the file's own name.
    InPlace,
    /// In the key that tells it from others in a file of data.
    ByKey,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The file, whole, with line feeds.
    pub text: String,
    /// Where it lies in a project. The name in it is safe as a file's name: it leads out of no folder.
    pub file: String,
    /// What the agent is called there: its name, or what the format or a file system makes of it.
    pub name: String,
    /// What the format could not hold, and what was written otherwise than it stood.
    pub notes: Vec<Note>,
}

/// Writes an agent in a format. Of a format that is only read the plainest form is written.
#[must_use]
pub fn write(manuscript: &Manuscript<'_>) -> Sheet {
    let settled = entries::settle(manuscript);
    let text = shape::text(manuscript, &settled.entries);
    // What a message quotes of the file may be a secret, in a field as in the argument of a tool.
    let masked = |note: Note| Note { message: masked(&note.message).into_owned(), ..note };
    Sheet {
        text,
        file: file::of(manuscript),
        name: file::called(manuscript),
        notes: settled.notes.into_iter().map(masked).collect(),
    }
}

/// A name as the name of a file: no separators, no dots at its ends, nothing that a file system means something by.
#[must_use]
pub fn file_name(name: &str) -> String {
    file::safe(name)
}

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[
    &entries::FIELD_NOT_HELD,
    &entries::PRIVILEGE_NOT_CARRIED,
    &entries::DESCRIPTION_FROM_PROMPT,
    &entries::NAME_CHANGED,
    &entries::NAME_NOT_TAKEN,
    &entries::PROMPT_MEANS_MORE,
    &entries::PROMPT_TOO_LONG,
    &entries::REQUIRED_NOT_SAID,
    &model::MODEL_NOT_HELD,
    &tools::TOOL_NOT_HELD,
    &tools::TOOLS_NOT_LIMITED,
    &tools::LIMIT_TRANSLATED,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Data, FormatName, Identity, Seats, Value, Written};

    const MARKDOWN: Profile = Profile {
        name: FormatName("sheet"),
        title: "Sheets",
        fields: &[("name", "name"), ("description", "description")],
        written: Some(Written { file: ".sheets/{name}.md", ..Written::BLANK }),
        ..Profile::BLANK
    };

    fn data(syntax: Syntax) -> Profile {
        Profile {
            name: FormatName("heap"),
            syntax,
            identity: Identity::Key,
            data: Some(Data { seats: &[Seats::Items { list: "heap", key: "slug" }], prompt: &["role", "more"] }),
            fields: &[("slug", "name"), ("description", "description"), ("role", "prompt"), ("more", "prompt")],
            ..MARKDOWN
        }
    }

    fn written(to: &Profile, prompt: &str) -> String {
        let field = |name: &str, text: &str| Field {
            name: name.to_owned(),
            key: name.to_owned(),
            value: Value::Text(text.to_owned()),
            as_written: None,
            span: None,
        };
        let fields = [field("name", "owl"), field("description", "Sees: at night.")];
        let from = &MARKDOWN;
        let manuscript = Manuscript {
            name: "owl",
            fields: &fields,
            prompt,
            from,
            to,
            syntax: Syntax::FrontMatter,
            named: Named::InPlace,
        };
        write(&manuscript).text
    }

    #[test]
    fn markdown_stands_under_front_matter() {
        let to = Profile { name: FormatName("other"), ..MARKDOWN };
        assert_eq!(
            written(&to, "\nYou watch.\n\n"),
            "---\nname: owl\ndescription: \"Sees: at night.\"\n---\n\nYou watch.\n"
        );
        let plain = Profile { syntax: Syntax::Plain, fields: &[], ..to };
        assert_eq!(written(&plain, "You watch."), "You watch.\n");
    }

    #[test]
    fn prompts_are_values_of_data() {
        let yaml = written(&data(Syntax::Yaml), "You watch.\n\n## Never\n\n- Sleep\n");
        let want = "heap:\n  - slug: owl\n    description: \"Sees: at night.\"\n    role: You watch.\n    more: |\n";
        assert!(yaml.starts_with(&want.replace("role: You watch.", "role: \"You watch.\\n\"")), "{yaml}");
        assert!(yaml.ends_with("      ## Never\n\n      - Sleep\n"), "{yaml}");
        let json = written(&data(Syntax::Json), "You watch.\n");
        assert!(json.contains("\"role\": \"You watch.\\n\"") && json.ends_with("}\n"), "{json}");
        let toml = Profile { data: Some(Data { seats: &[Seats::Whole], prompt: &["role"] }), ..data(Syntax::Toml) };
        let text = written(&toml, "a \"b\" \\ c\nd\n");
        assert!(text.starts_with("slug = \"owl\"\n") && text.contains("role = "), "{text}");
    }
}
