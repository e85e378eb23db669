//! What the harness of a file will not take in it, where its keys are known.

use super::{lines, pattern};
use crate::{
    model::{FindingCode, Note, Profile, RawField, Severity, Value},
    text::{lines::LineIndex, secrets::masked},
};

/// A file that its harness refuses.
pub(super) const HARNESS_REFUSES: FindingCode = FindingCode {
    id: "harness-refuses",
    severity: Severity::Warning,
    meaning: "A name, a key or a value is one that the harness of this format refuses, so it does not load the agent. \
              agentkin reads it all the same.",
    cure: "Change what the message names; `agentkin formats NAME` says what the harness takes.",
};

/// A file where the harness does not look.
pub(super) const HARNESS_PASSES_OVER: FindingCode = FindingCode {
    id: "harness-passes-over",
    severity: Severity::Warning,
    meaning: "The file lies in the folder of its harness, in a place or under a name that the harness passes over: nobody is \
              offered this agent.",
    cure: "Move or rename the file, or put it outside of the harness's folder.",
};

/// What there is to say of these fields, among which `has` tells whether a key is; `index` where their places are lines of
/// the file.
pub(super) fn of_fields(
    fields: &[RawField],
    has: &dyn Fn(&str) -> bool,
    profile: &Profile,
    index: Option<&LineIndex>,
) -> Vec<Note> {
    let rules = &profile.refusals;
    let told = |field: &RawField, what: String| {
        let note = Note::new(&HARNESS_REFUSES, format!("{what}: {}", rules.does));
        match field.span.zip(index) {
            Some((span, index)) => note.at(lines::range(index, span)),
            None => note,
        }
    };
    let mut out: Vec<Note> = fields.iter().filter_map(|field| Some(told(field, broken(field, profile)?))).collect();
    let missing = rules.needed.iter().filter(|key| !has(key));
    out.extend(missing.map(|key| Note::new(&HARNESS_REFUSES, format!("`{key}` is missing: {}", rules.does))));
    out
}

/// What there is to say of where the file lies.
pub(super) fn of_place(path: &str, profile: &Profile) -> Option<Note> {
    let parts: Vec<&str> = path.split('/').collect();
    let passed = profile.refusals.unread.iter().find(|(place, _)| pattern::matched(place, &parts).is_some());
    passed.map(|(_, does)| Note::new(&HARNESS_PASSES_OVER, *does))
}

/// What is wrong with a field.
fn broken(field: &RawField, profile: &Profile) -> Option<String> {
    let rules = &profile.refusals;
    let key = field.key.as_str();
    let Some(meant) = profile.canonical(key) else {
        let is_other = |known: &&str| known.strip_suffix('*').map_or(key == *known, |begin| key.starts_with(begin));
        let refused = rules.other_keys.is_some_and(|others| !others.iter().any(is_other));
        return refused.then(|| format!("`{key}` is no key of the format"));
    };
    let at = |keys: &[&str]| keys.contains(&key);
    let value = field.value.plain();
    if meant == "name" && !value.is_empty() {
        let why = rules.names.broken_by(&value);
        return why.map(|why| format!("the name `{}` {why}", masked(&value)));
    }
    if let Some((_, least, most)) = rules.numbers.iter().find(|(known, ..)| at(&[known])) {
        let number = value.trim().parse::<f64>().ok();
        #[expect(clippy::cast_precision_loss, reason = "the bounds are small")]
        let inside = number.is_some_and(|number| (*least as f64..=*most as f64).contains(&number));
        return (!inside)
            .then(|| format!("`{key}` is `{}`, and must be a number from {least} to {most}", masked(&value)));
    }
    if let Some((_, most)) = rules.longest.iter().find(|(known, _)| at(&[known])) {
        let count = value.chars().count();
        return (count > *most).then(|| format!("`{key}` has {count} characters, and may have {most}"));
    }
    if field.value != Value::Null && !rules.allow(meant, &field.value) {
        return Some(format!("`{key}` is `{}`, which is none of its values", masked(&value)));
    }
    at(rules.distinct).then(|| twice(&field.value)).flatten().map(|item| format!("`{item}` stands twice in `{key}`"))
}

/// An item of a list that stands there twice; of an item with options, what they belong to.
fn twice(value: &Value) -> Option<String> {
    let Value::List(items) = value else { return None };
    let name = |item: &Value| match item {
        Value::List(parts) => parts.first().map(Value::plain).unwrap_or_default(),
        other => other.plain(),
    };
    let names: Vec<String> = items.iter().map(name).collect();
    let again = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name));
    again.map(|(_, name)| name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::formats::{claude, codex, droid, gemini, roo};

    fn told(profile: &Profile, fields: &[(&str, Value)]) -> Vec<String> {
        let raw = |(key, value): &(&str, Value)| RawField { key: (*key).into(), value: value.clone(), span: None };
        let fields: Vec<RawField> = fields.iter().map(raw).collect();
        of_fields(&fields, &|key| fields.iter().any(|field| field.key == key), profile, None)
            .into_iter()
            .map(|note| note.message)
            .collect()
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn what_a_harness_refuses_is_told() {
        let strict = [("name", text("Clock Winder")), ("colour", text("red")), ("temperature", Value::Integer(9))];
        let said = told(&gemini::PROFILE, &strict);
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[0].contains("holds `C`") && said[1].contains("`colour`") && said[2].contains("from 0 to 2"));
        assert_eq!(told(&claude::PROFILE, &[("name", text("-a:b")), ("colour", text("red"))]).len(), 1);
        assert!(told(&codex::PROFILE, &[("colour", text("red")), ("model_verbosity", text("low"))]).len() == 1);
        assert_eq!(told(&droid::PROFILE, &[("description", text(&"x".repeat(501)))]).len(), 1);
    }

    #[test]
    fn what_a_mode_must_have_is_told() {
        let groups = Value::List(vec![text("read"), Value::List(vec![text("read"), Value::Null])]);
        let said = told(&roo::PROFILE, &[("slug", text("a b!")), ("name", text("A")), ("groups", groups)]);
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(
            said[0].contains("`a b!` holds ` `")
                && said[1].contains("`read` stands twice")
                && said[2].contains("roleDefinition")
        );
    }

    #[test]
    fn a_sound_file_is_left_in_peace() {
        let fields =
            [("name", text("clock_winder")), ("description", text("Winds.")), ("temperature", Value::Number(0.5))];
        assert!(told(&gemini::PROFILE, &fields).is_empty());
    }

    #[test]
    fn where_a_harness_does_not_look_is_told() {
        let passed = |path: &str, profile: &Profile| of_place(path, profile).is_some();
        assert!(passed("p/.gemini/agents/_off.md", &gemini::PROFILE));
        assert!(passed(".gemini/agents/sub/a.md", &gemini::PROFILE));
        assert!(!passed(".gemini/agents/a.md", &gemini::PROFILE) && !passed("agents/_a.md", &gemini::PROFILE));
        assert!(passed(".factory/droids/sub/a.md", &droid::PROFILE));
    }
}
