//! Puts fields and prompt into the shape and the notation of a format.

use super::{Manuscript, Named, toml};
use crate::model::{Data, Profile, Prose, Seats, Syntax, Value};

/// The file's text.
pub(super) fn text(manuscript: &Manuscript<'_>, entries: &[(String, Value)]) -> String {
    let prompt = tidy(manuscript.prompt);
    let same = manuscript.from.name == manuscript.to.name;
    match if same { manuscript.syntax } else { manuscript.to.syntax } {
        Syntax::Plain => prompt,
        Syntax::FrontMatter => under_front_matter(entries, &prompt),
        syntax => data(manuscript, syntax, entries, &prompt),
    }
}

/// Without blank lines around it, with a line end.
fn tidy(prompt: &str) -> String {
    let first = prompt.find(|c: char| !c.is_whitespace()).unwrap_or(prompt.len());
    let start = prompt[..first].rfind('\n').map_or(0, |at| at + 1);
    match prompt[start..].trim_end() {
        "" => String::new(),
        text => format!("{text}\n"),
    }
}

fn under_front_matter(entries: &[(String, Value)], prompt: &str) -> String {
    if entries.is_empty() {
        return prompt.to_owned();
    }
    let mut out = String::from("---\n");
    for line in entries.iter().flat_map(|(key, value)| value.yaml(key, Prose::Quoted)) {
        out.push_str(&line);
        out.push('\n');
    }
    out.push_str("---\n");
    if !prompt.is_empty() {
        out.push('\n');
        out.push_str(prompt);
    }
    out
}

fn data(manuscript: &Manuscript<'_>, syntax: Syntax, entries: &[(String, Value)], prompt: &str) -> String {
    let Some(data) = manuscript.to.data else { return under_front_matter(entries, prompt) };
    let prompts = parts(prompt, &data).into_iter().map(|(key, text)| (key.to_owned(), Value::Text(text)));
    let agent = nested(entries.iter().cloned().chain(prompts), manuscript.to);
    // A name that only a key tells needs a key again.
    let keyed = manuscript.from.name == manuscript.to.name && manuscript.named == Named::ByKey;
    let keeps = |seats: &&Seats| !keyed || matches!(seats, Seats::Items { .. } | Seats::Entries(_));
    let seats = data.seats.iter().find(keeps).or(data.seats.first());
    let whole = seated(seats.copied(), manuscript.name, agent);
    match syntax {
        Syntax::Toml => toml::document(&whole),
        Syntax::Json => {
            let text = serde_json::to_string_pretty(&Value::Map(whole)).unwrap_or_default();
            format!("{text}\n")
        }
        _ => whole.iter().flat_map(|(key, value)| value.yaml(key, Prose::Block)).map(|line| line + "\n").collect(),
    }
}

/// Keys that the format knows by dotted names, in the mappings that they were read from.
fn nested(entries: impl Iterator<Item = (String, Value)>, profile: &Profile) -> Vec<(String, Value)> {
    let mut out: Vec<(String, Value)> = Vec::new();
    for (key, value) in entries {
        let lead = |lead: &str| profile.fields.iter().any(|(known, _)| known.starts_with(&format!("{lead}.")));
        let Some((outer, inner)) = key.split_once('.').filter(|(outer, _)| lead(outer)) else {
            out.push((key, value));
            continue;
        };
        let part = (inner.to_owned(), value);
        match out.iter_mut().find(|(known, _)| known == outer) {
            Some((_, Value::Map(parts))) => parts.push(part),
            _ => out.push((outer.to_owned(), Value::Map(vec![part]))),
        }
    }
    out
}

/// The prompt under its keys: what comes before the first heading under the first, the rest under the second where the
/// format has one and neither would be empty. Reading joins them again with a blank line.
fn parts(prompt: &str, data: &Data) -> Vec<(&'static str, String)> {
    let Some(first) = data.prompt.first() else { return Vec::new() };
    let dotted = |key: &&&str| !key.contains('.');
    let second = data.prompt.get(1).filter(dotted).filter(|_| matches!(data.seats.first(), Some(Seats::Items { .. })));
    match (second, prompt.find("\n\n#").filter(|at| !prompt[..*at].contains("```"))) {
        (Some(second), Some(at)) if !prompt[..at].trim().is_empty() => {
            vec![(*first, format!("{}\n", prompt[..at].trim_end())), (*second, prompt[at + 2..].to_owned())]
        }
        _ => vec![(*first, prompt.to_owned())],
    }
}

/// The file's mapping with the agent where agents lie.
fn seated(seats: Option<Seats>, name: &str, agent: Vec<(String, Value)>) -> Vec<(String, Value)> {
    let under = |key: &str, value| vec![(key.to_owned(), value)];
    match seats {
        None | Some(Seats::Whole) => agent,
        Some(Seats::Under(key)) => under(key, Value::Map(agent)),
        Some(Seats::Items { list, .. }) => under(list, Value::List(vec![Value::Map(agent)])),
        Some(Seats::Entries("")) => under(name, Value::Map(agent)),
        Some(Seats::Entries(key)) => under(key, Value::Map(under(name, Value::Map(agent)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_tidy() {
        assert_eq!(tidy("\n \n  - a\n\n- b\n\n"), "  - a\n\n- b\n");
        assert_eq!((tidy(""), tidy("\n \n")), (String::new(), String::new()));
    }

    #[test]
    fn a_prompt_is_cut_before_its_first_heading() {
        let roo = Data { seats: &[Seats::Items { list: "m", key: "s" }], prompt: &["role", "more"] };
        let keys =
            |prompt: &str, data: &Data| -> Vec<&str> { parts(prompt, data).iter().map(|(key, _)| *key).collect() };
        assert_eq!(keys("You watch.\n\n## Never\n\nSleep\n", &roo), ["role", "more"]);
        assert_eq!(keys("## Never\n\nSleep\n", &roo), ["role"]);
        assert_eq!(keys("```\na\n\n# b\n```\n", &roo), ["role"]);
        let whole = Data { seats: &[Seats::Whole], ..roo };
        assert_eq!(keys("You watch.\n\n## Never\n", &whole), ["role"]);
    }

    #[test]
    fn dotted_keys_lie_in_their_mapping() {
        let profile = Profile { fields: &[("meta.name", "name"), ("meta.title", "title")], ..Profile::BLANK };
        let entries = ["meta.name", "a.b", "meta.id"].map(|key| (key.to_owned(), Value::Null)).into_iter();
        assert_eq!(Value::Map(nested(entries, &profile)).plain(), "meta: name: , id: , a.b: ");
    }

    #[test]
    fn agents_lie_where_the_format_says() {
        let agent = || vec![("a".to_owned(), Value::Null)];
        let plain = |seats| Value::Map(seated(seats, "owl", agent())).plain();
        assert_eq!(plain(Some(Seats::Whole)), "a: ");
        assert_eq!(plain(Some(Seats::Entries(""))), "owl: a: ");
        assert_eq!(plain(Some(Seats::Entries("agents"))), "agents: owl: a: ");
        assert_eq!(plain(Some(Seats::Under("agent"))), "agent: a: ");
        assert_eq!(plain(Some(Seats::Items { list: "modes", key: "slug" })), "modes: a: ");
    }
}
