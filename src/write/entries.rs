//! Settles an agent's fields for a format: under its keys, in its spelling; what it cannot hold is told.

use super::{
    Manuscript, applies,
    file::{is_slug, safe as file_name, slug},
    grant, model, opening, tools,
};
use crate::{
    model::{Field, FindingCode, Fixed, Identity, Names, Note, Profile, Severity, UnknownKeys, Value, is_privilege},
    text::secrets::masked,
};

/// A field that the format has no key for.
pub(super) const FIELD_NOT_HELD: FindingCode = FindingCode {
    id: "field-not-held",
    severity: Severity::Warning,
    meaning: "The format that was written has no key for this field, so it was left out there.",
    cure: "Nothing if the field means nothing to that harness. Else say in the prompt what it said.",
};

/// A field that grants something and means another thing elsewhere.
pub(super) const PRIVILEGE_NOT_CARRIED: FindingCode = FindingCode {
    id: "privilege-not-carried",
    severity: Severity::Warning,
    meaning: "The field says what the agent may do or may not (permissions, hooks, servers, memory), and its values mean other \
              things to another harness. It was left out: what it granted is not granted there, and what it limited only where \
              the tools say so.",
    cure: "Look up what the other harness calls it, and add it by hand.",
};

/// A name that the format does not take as it stands.
pub(super) const NAME_CHANGED: FindingCode = FindingCode {
    id: "name-changed",
    severity: Severity::Info,
    meaning: "The format takes only lower-case letters, digits and hyphens in a name, or takes it from the file, so the name was \
              written so.",
    cure: "Nothing, unless something calls the agent by its old name.",
};

/// A name that no spelling makes what the format asks for.
pub(super) const NAME_NOT_TAKEN: FindingCode = FindingCode {
    id: "name-not-taken",
    severity: Severity::Warning,
    meaning: "The format takes only lower-case letters of ASCII, digits and hyphens in a name, and the agent's name has none of \
              them. It was written as it stands; the harness may refuse the file.",
    cure: "Give the agent a second name in Latin letters there.",
};

/// Something that the harness refuses the file without.
pub(super) const REQUIRED_NOT_SAID: FindingCode = FindingCode {
    id: "required-not-said",
    severity: Severity::Warning,
    meaning: "The harness of the format that was written refuses or skips a file without this, and the agent says nothing that \
              could stand there.",
    cure: "Add it by hand; nothing was made up.",
};

/// A description in words of the prompt.
pub(super) const DESCRIPTION_FROM_PROMPT: FindingCode = FindingCode {
    id: "description-from-prompt",
    severity: Severity::Info,
    meaning: "The agent has no description, and the harness of the format that was written refuses or skips a file without one. \
              The first sentence of the prompt, or the name for display, stands there.",
    cure: "Say in the description when the agent should be used: many harnesses choose it by that.",
};

/// A prompt beyond what the harness takes.
pub(super) const PROMPT_TOO_LONG: FindingCode = FindingCode {
    id: "prompt-too-long",
    severity: Severity::Warning,
    meaning: "The prompt is longer than the harness of the format takes; it cuts or refuses the rest.",
    cure: "Shorten the prompt, or move parts of it to files that it refers to.",
};

/// Text that the harness does something with.
pub(super) const PROMPT_MEANS_MORE: FindingCode = FindingCode {
    id: "prompt-means-more",
    severity: Severity::Warning,
    meaning: "The prompt holds marks that the harness of the format that was written puts something in the place of, or runs; \
              where the agent comes from they were text like any other.",
    cure: "Look at the places: write them otherwise, or declare what the harness asks for.",
};

/// How many characters of a value a message shows.
const SHOWN: usize = 60;

/// What the file gets beside the prompt.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// Keys and values in the order of the file.
    pub(super) entries: Vec<(String, Value)>,
    /// What could not be held.
    pub(super) notes: Vec<Note>,
}

/// The fields of `manuscript` as its format holds them.
pub(super) fn settle(manuscript: &Manuscript<'_>) -> Settled {
    let mut out = Settled::default();
    if manuscript.from.name == manuscript.to.name {
        out.entries.extend(manuscript.fields.iter().filter(|f| !f.key.is_empty()).map(|f| (f.key.clone(), written(f))));
    } else {
        out.name(manuscript);
        out.description(manuscript);
        out.tools(manuscript);
        manuscript.fields.iter().for_each(|field| out.field(manuscript, field));
        out.fixed(manuscript);
        out.prompt(manuscript);
        out.meaning(manuscript);
    }
    out.length(manuscript);
    out
}

/// Whether `text` holds `mark` where the harness would look for it. A lone brace is one only before a name.
fn holds(text: &str, mark: &str) -> bool {
    let named = |rest: &str| {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        end > 0 && rest[end..].starts_with('}')
    };
    match mark {
        "{" => text.match_indices('{').any(|(at, _)| named(&text[at + 1..])),
        mark => text.contains(mark),
    }
}

impl Settled {
    fn put(&mut self, key: &str, value: Value) {
        if self.entries.iter().all(|(known, _)| known != key) {
            self.entries.push((key.to_owned(), value));
        }
    }

    /// The name under the format's key, or for display where the file's name is what counts.
    fn name(&mut self, manuscript: &Manuscript<'_>) {
        let to = manuscript.to;
        let name = manuscript.name;
        let text = |text: &str| Value::Text(text.to_owned());
        let strict = to.written.is_some_and(|written| written.names == Names::Slug);
        let spelled = if strict { slug(name) } else { name.to_owned() };
        if let Some(key) = to.key("name").filter(|_| !name.is_empty()) {
            self.put(key, text(&spelled));
        }
        let shown = manuscript.fields.iter().find(|field| field.name == "display-name").and_then(|f| f.value.as_text());
        let needed = spelled != name || to.identity == Identity::FileStem || to.required.contains(&"display-name");
        let needed = needed || to.identity == Identity::Key && to.key("name").is_some();
        match to.key("display-name") {
            Some(key) if shown.is_some() || needed => self.put(key, text(shown.unwrap_or(name))),
            None if shown.is_some_and(|shown| shown != name) => {
                self.notes.push(left_out(manuscript, "display-name", shown.unwrap_or_default()));
            }
            _ => {}
        }
        // Where no key holds the name, the file's name does, as far as a file can be called so.
        let called = file_name(name);
        let keyless = to.key("name").is_none() && self.entries.iter().all(|(_, value)| value.as_text() != Some(name));
        if keyless && called != name && !name.is_empty() {
            self.notes.push(Note::new(&NAME_CHANGED, format!("the name `{name}` is that of the file: `{called}`")));
        }
        if spelled != name && to.key("name").is_some() {
            self.notes.push(Note::new(&NAME_CHANGED, format!("the name `{name}` is written `{spelled}`")));
        }
        if strict && !is_slug(&spelled) {
            self.notes
                .push(Note::new(&NAME_NOT_TAKEN, format!("the name `{name}` has no letter that {} take", to.title)));
        }
    }

    fn description(&mut self, manuscript: &Manuscript<'_>) {
        let said: Vec<&Field> = manuscript.fields.iter().filter(|field| is_description(manuscript, field)).collect();
        let mut parts: Vec<String> = said.iter().map(|field| field.value.plain()).collect();
        parts.retain(|part| !part.trim().is_empty());
        // The same under two keys (what it is, and when to use it) is said once, as it is read.
        parts.dedup_by(|later, first| later.trim() == first.trim());
        let text = parts.join("\n\n");
        match manuscript.to.key("description") {
            Some(key) if !text.trim().is_empty() => self.put(key, Value::Text(text)),
            Some(key) if manuscript.to.required.contains(&"description") => self.own_words(manuscript, key),
            None if !text.is_empty() => self.notes.push(left_out(manuscript, "description", &text)),
            _ => {}
        }
    }

    /// A description that the harness insists on, in words that the agent has for itself; nothing is made up.
    fn own_words(&mut self, manuscript: &Manuscript<'_>, key: &str) {
        let shown = || manuscript.fields.iter().find(|field| field.name == "display-name").map(|f| f.value.plain());
        let Some(words) = opening::sentence(manuscript.prompt).or_else(shown).filter(|words| !words.is_empty()) else {
            self.notes.push(required("a description", manuscript.to.title));
            return;
        };
        let message = format!("the description is taken from what the agent says of itself: {}", short(&words));
        self.notes.push(Note::new(&DESCRIPTION_FROM_PROMPT, message));
        self.put(key, Value::Text(words));
    }

    fn prompt(&mut self, manuscript: &Manuscript<'_>) {
        if manuscript.prompt.trim().is_empty() && manuscript.to.required.contains(&"prompt") {
            self.notes.push(required("a prompt", manuscript.to.title));
        }
    }

    /// Tells of text that the harness does not take as it stands, and the agent's own did.
    fn meaning(&mut self, manuscript: &Manuscript<'_>) {
        let of = |profile: &Profile| profile.written.map_or(&[][..], |written| written.meant);
        let own = of(manuscript.from);
        for (mark, what) in of(manuscript.to).iter().filter(|mark| !own.contains(mark)) {
            if holds(manuscript.prompt, mark) {
                let message = format!("the prompt holds `{mark}`: {} take it for {what}", manuscript.to.title);
                self.notes.push(Note::new(&PROMPT_MEANS_MORE, message));
            }
        }
    }

    fn tools(&mut self, manuscript: &Manuscript<'_>) {
        let spelled = tools::spelled(manuscript);
        spelled.entries.into_iter().for_each(|(key, value)| self.put(&key, value));
        self.notes.extend(spelled.notes);
    }

    /// Any other field.
    fn field(&mut self, manuscript: &Manuscript<'_>, field: &Field) {
        let Manuscript { from, to, .. } = *manuscript;
        let settled = ["name", "display-name", "tools", "disallowed-tools"].contains(&field.name.as_str());
        if settled || field.value == Value::Null || is_description(manuscript, field) {
            return;
        }
        if field.name == "model" {
            match model::spelled(manuscript, field) {
                Ok(entry) => entry.into_iter().for_each(|(key, value)| self.put(&key, value)),
                Err(note) => self.notes.push(note),
            }
            return;
        }
        // What the source's own harness asked for to find the agent says nothing elsewhere.
        let fixed = from.written.map_or(&[][..], |written| written.fixed);
        if fixed.iter().any(|(key, value)| *key == field.key && meant(*value) == written(field))
            || field.name == "$schema"
            || applies::is_said(manuscript, field)
        {
            return;
        }
        let shown = field.value.plain();
        match to.key(&field.name) {
            // A limit that stands in the tools now.
            _ if tools::says_limits(to) && grant::read_only(manuscript) == Some(field) => {}
            _ if is_granting(manuscript, field) => self.notes.push(not_carried(field, &shown)),
            // What the source's harness passed over must not decide where the agent applies.
            key if from.canonical(&field.key).is_none() && decides(manuscript, key.unwrap_or(&field.key)) => {
                let message = format!("`{}` ({}) was left out: it means something there", field.key, short(&shown));
                self.notes.push(Note::new(&FIELD_NOT_HELD, message));
            }
            Some(_) if !to.refusals.allow(&field.name, &field.value) => {
                let message =
                    format!("`{}` ({}) was left out: {} refuse that value", field.key, short(&shown), to.title);
                self.notes.push(Note::new(&FIELD_NOT_HELD, message));
            }
            Some(key) => self.put(key, written(field)),
            // It lies in another field, which is told of.
            None if field.key.is_empty() => {}
            None if from.canonical(&field.key).is_none() && takes_any_key(manuscript) => {
                self.put(&field.key, written(field));
            }
            None => self.notes.push(left_out(manuscript, &field.key, &shown)),
        }
    }

    fn fixed(&mut self, manuscript: &Manuscript<'_>) {
        let fixed = manuscript.to.written.map_or(&[][..], |written| written.fixed);
        for (key, value) in fixed.iter().copied().chain(applies::spelled(manuscript)) {
            self.put(key, meant(value));
        }
    }

    fn length(&mut self, manuscript: &Manuscript<'_>) {
        let most = manuscript.to.written.and_then(|written| written.most_characters);
        let long = manuscript.prompt.chars().count();
        if let Some(most) = most.filter(|most| long > *most) {
            let message = format!("the prompt has {long} characters; {} take {most}", manuscript.to.title);
            self.notes.push(Note::new(&PROMPT_TOO_LONG, message));
        }
    }
}

/// Whether a field is (part of) the description, under its own name too.
fn is_description(manuscript: &Manuscript<'_>, field: &Field) -> bool {
    field.name == "description" || manuscript.from.canonical(&field.key) == Some("description")
}

/// Whether a field grants something that must not be granted elsewhere unseen. Servers that are written out are the same to
/// every harness.
fn is_granting(manuscript: &Manuscript<'_>, field: &Field) -> bool {
    let servers = field.name == "mcp" && matches!(field.value, Value::Map(_));
    let opens = || manuscript.to.key("mcp").is_some() && tools::opens(manuscript, &field.value);
    is_privilege(&field.name) && (!servers || opens())
}

/// Whether the key says under the harness where the agent applies: it is one of those that a new file gets.
fn decides(manuscript: &Manuscript<'_>, key: &str) -> bool {
    let fixed = manuscript.to.written.map_or(&[][..], |written| written.fixed);
    let applies = manuscript.to.written.and_then(|written| written.applies).map(|applies| applies.key);
    fixed.iter().map(|(known, _)| *known).chain(applies).any(|known| known.eq_ignore_ascii_case(key))
}

fn not_carried(field: &Field, shown: &str) -> Note {
    let why = "what it grants or limits means other things there";
    Note::new(&PRIVILEGE_NOT_CARRIED, format!("`{}` ({}) was left out: {why}", field.key, short(shown)))
}

fn required(what: &str, title: &str) -> Note {
    Note::new(&REQUIRED_NOT_SAID, format!("{title} must have {what}, and the agent has none"))
}

fn takes_any_key(manuscript: &Manuscript<'_>) -> bool {
    manuscript.to.written.is_some_and(|written| written.unknown_keys == UnknownKeys::Ignored)
        && manuscript.to.syntax == crate::model::Syntax::FrontMatter
}

fn left_out(manuscript: &Manuscript<'_>, key: &str, value: &str) -> Note {
    let Manuscript { from, to, .. } = *manuscript;
    let inner = from.inner.iter().filter(|(path, _)| path.split_once('.').is_some_and(|(outer, _)| outer == key));
    let held: Vec<String> =
        inner.filter(|(_, name)| to.key(name).is_some()).map(|(path, _)| format!("`{path}`")).collect();
    let but = if held.is_empty() { String::new() } else { format!(" but for {}", held.join(" and ")) };
    let message = format!("`{key}` ({}) was left out{but}: {} have no such field", short(value), to.title);
    Note::new(&FIELD_NOT_HELD, message)
}

/// The value on one line. A secret that is cut is not known for one any more, so it is masked before.
fn short(value: &str) -> String {
    let line = masked(value).split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(SHOWN).collect();
    if cut.len() < line.len() { format!("{cut}…") } else { cut }
}

fn written(field: &Field) -> Value {
    field.written().clone()
}

fn meant(fixed: Fixed) -> Value {
    match fixed {
        Fixed::Text(text) => Value::Text(text.to_owned()),
        Fixed::Flag(flag) => Value::Bool(flag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FormatName, Profile, Syntax, Written};
    use crate::write::Named;

    const FROM: Profile = Profile {
        name: FormatName("from"),
        fields: &[
            ("name", "name"),
            ("description", "description"),
            ("when", "description"),
            ("color", "color"),
            ("hooks", "hooks"),
            ("mcp", "mcp"),
        ],
        written: Some(Written { fixed: &[("mode", Fixed::Text("sub"))], ..Written::BLANK }),
        ..Profile::BLANK
    };
    const TO: Profile = Profile {
        name: FormatName("to"),
        title: "Sheets",
        fields: &[
            ("title", "name"),
            ("label", "display-name"),
            ("about", "description"),
            ("servers", "mcp"),
            ("hooks", "hooks"),
        ],
        written: Some(Written {
            names: Names::Slug,
            fixed: &[("kind", Fixed::Flag(true))],
            most_characters: Some(3),
            ..Written::BLANK
        }),
        ..Profile::BLANK
    };

    fn field(name: &str, key: &str, value: Value) -> Field {
        Field { name: name.to_owned(), key: key.to_owned(), value, as_written: None, span: None }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn told(fields: &[Field], to: &Profile) -> (Vec<String>, Vec<&'static str>) {
        let prompt = "four";
        let manuscript = Manuscript {
            name: "Night Owl",
            fields,
            prompt,
            from: &FROM,
            to,
            syntax: Syntax::FrontMatter,
            named: Named::InPlace,
        };
        let settled = settle(&manuscript);
        let entries = settled.entries.iter().map(|(key, value)| format!("{key}={}", value.plain())).collect();
        (entries, settled.notes.iter().map(|note| note.code.id).collect())
    }

    #[test]
    fn what_the_format_holds_goes_over_and_the_rest_is_told() {
        let fields = [
            field("name", "name", text("Night Owl")),
            field("description", "description", text("Sees.")),
            field("when", "when", text("At night.")),
            field("description", "when", text(" At night.\n")),
            field("color", "color", text("blue")),
            field("hooks", "hooks", Value::Map(vec![("a".into(), text("b"))])),
            field("mcp", "mcp", Value::Map(vec![("a".into(), text("b"))])),
            field("mode", "mode", text("sub")),
            field("emoji", "emoji", text("o")),
        ];
        let (entries, codes) = told(&fields, &TO);
        let want =
            ["title=night-owl", "label=Night Owl", "about=Sees.\n\nAt night.", "servers=a: b", "emoji=o", "kind=true"];
        assert_eq!(entries, want);
        assert_eq!(codes, ["name-changed", "field-not-held", "privilege-not-carried", "prompt-too-long"]);
    }

    #[test]
    fn a_format_that_refuses_other_keys_gets_none() {
        let written = Written { unknown_keys: UnknownKeys::Refused, ..Written::BLANK };
        let to = Profile { written: Some(written), ..TO };
        let (entries, codes) = told(&[field("emoji", "emoji", text("o"))], &to);
        assert_eq!((entries, codes), (vec!["title=Night Owl".to_owned()], vec!["field-not-held"]));
    }

    #[test]
    fn the_same_format_keeps_every_field_as_it_stands() {
        let mut tools = field("tools", "tools", Value::List(vec![text("read")]));
        tools.as_written = Some(text("Read"));
        let derived = field("tools", "", Value::Null);
        let (entries, codes) = told(&[field("emoji", "emoji", Value::Integer(1)), tools, derived], &FROM);
        assert_eq!((entries, codes.len()), (vec!["emoji=1".to_owned(), "tools=Read".to_owned()], 0));
    }
}
