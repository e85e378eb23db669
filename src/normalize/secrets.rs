//! Secrets that somebody left in an agent: said with the secret masked, never altered.

use crate::{
    model::{FindingCode, LineRange, Note, RawAgent, Severity, Value},
    text::{
        lines::LineIndex,
        secrets::{masked, secrets},
    },
};

/// A secret in an agent.
pub(super) static SECRET: FindingCode = FindingCode {
    id: "secret-in-prompt",
    severity: Severity::Warning,
    meaning: "The agent holds what looks like a secret: a token of a known kind, or a private key. Whoever reads the file or \
              the prompt has it, and so has the model's provider. Reports show its prefix alone; a merged text and a patch \
              hold it whole, for they are the file itself.",
    cure: "Revoke the secret, for it is in the history too, and let the agent read it from the environment.",
};

/// Secrets that are named one by one; a file of more is a list of them.
const NAMED: usize = 10;

/// What there is to say of the secrets in an agent's text, and in the fields that lie outside of it.
pub(super) fn notes(raw: &RawAgent) -> Vec<Note> {
    let found = secrets(&raw.text);
    let index = if found.is_empty() { LineIndex::new("") } else { LineIndex::new(&raw.text) };
    let mut out: Vec<Note> = found
        .into_iter()
        .map(|secret| {
            let line = |at: usize| raw.lines.of(index.line_of(at));
            let lines = LineRange::new(line(secret.range.start), line(secret.range.end.saturating_sub(1)));
            let shown = &raw.text[secret.range.start..secret.range.start + secret.shown];
            Note::new(&SECRET, format!("holds what looks like {}: `{shown}****`", secret.kind)).at(lines)
        })
        .collect();
    if !raw.syntax.is_markdown() {
        out.extend(raw.fields.iter().flat_map(|field| of_field(&field.key, &field.value, &raw.text)));
    }
    if out.len() > NAMED {
        let more = out.len() - NAMED;
        out.truncate(NAMED);
        out.push(Note::new(&SECRET, format!("holds {more} more of what looks like secrets")));
    }
    out
}

/// The secrets of a field in a file of data; those of the prompt are told with their lines already.
fn of_field(key: &str, value: &Value, prompt: &str) -> Vec<Note> {
    let mut out = Vec::new();
    texts(value, &mut |text| {
        for secret in secrets(text) {
            if !prompt.contains(&text[secret.range.clone()]) {
                let shown = masked(&text[secret.range.clone()]).into_owned();
                out.push(Note::new(&SECRET, format!("`{key}` holds what looks like {}: `{shown}`", secret.kind)));
            }
        }
    });
    out
}

fn texts(value: &Value, see: &mut impl FnMut(&str)) {
    match value {
        Value::Text(text) => see(text),
        Value::List(items) => items.iter().for_each(|item| texts(item, see)),
        Value::Map(entries) => entries.iter().for_each(|(key, item)| match item {
            // The name may be what tells that the value is a secret.
            Value::Text(text) => see(&format!("{key}: {text}")),
            item => texts(item, see),
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{RawField, Syntax},
        normalize::fields::tests::raw,
    };

    /// Made by lot, and spelt in two parts so that no scanner takes this file for a leak.
    fn token() -> String {
        ["ghp_", "a8Kd03JfLq92MxvT7bWcR5yZ1nEu6GhPs4Vo"].concat()
    }

    #[test]
    fn a_secret_is_named_by_line_and_kind_and_never_shown() {
        let found = notes(&raw(&[], &format!("You push.\n\n- Use {}\n", token())));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].lines, Some(LineRange::new(3, 3)));
        assert_eq!(found[0].message, "holds what looks like a GitHub token: `ghp_****`");
    }

    #[test]
    fn a_field_of_a_data_file_is_looked_at_too() {
        let mut agent = raw(&[], "You push.");
        agent.syntax = Syntax::Json;
        let env = Value::Map(vec![("TOKEN".to_owned(), Value::Text(token()))]);
        agent.fields.push(RawField { key: "mcpServers".to_owned(), value: env, span: None });
        let found = notes(&agent);
        assert_eq!(found[0].message, "`mcpServers` holds what looks like a GitHub token: `ghp_****`");
    }

    #[test]
    fn many_secrets_are_counted() {
        let found = notes(&raw(&[], &format!("{}\n", token()).repeat(30)));
        assert_eq!(found.len(), NAMED + 1);
        assert!(found[NAMED].message.contains("20 more"));
    }
}
