//! What one agent may do beside another, by one of their fields.

use std::collections::BTreeSet;

use super::{detail::Side, fields};
use crate::model::{OmittedTools, Power, Value, is_privilege};

/// Ways of working and sandboxes that harnesses know, each line from the narrowest to the widest (docs of Claude Code, Codex,
/// Qwen Code). `dontAsk` is on none: it refuses what was not granted before, which others ask for.
const LADDERS: &[&[&str]] = &[
    &["plan", "default", "acceptedits", "auto", "bypasspermissions"],
    &["plan", "manual", "acceptedits", "auto", "bypasspermissions"],
    &["plan", "default", "autoedit", "yolo"],
    &["readonly", "workspacewrite", "dangerfullaccess"],
    &["untrusted", "onrequest", "onfailure", "never"],
    &["deny", "ask", "allow"],
];

/// The way of working of an agent that names none.
const UNSAID: &str = "default";

/// What B may do beside A by the field `name`; `None` where the field lets nobody do anything, or where both may the same.
pub(super) fn power(name: &str, a: Side<'_>, b: Side<'_>) -> Option<Power> {
    match name {
        "tools" => granted(&Grant::of(a), &Grant::of(b)),
        "disallowed-tools" => sets(&items(b.1), &items(a.1)),
        // A heavier model costs more; it may do nothing more.
        "model" => None,
        _ if !is_privilege(name) => None,
        _ => Some(values(a.1, b.1, Sense::of(name))),
    }
}

/// Tools an agent has by its list, or by having none.
enum Grant {
    Everything,
    Only(BTreeSet<String>),
    /// The format says nothing of it.
    Unsaid,
}

impl Grant {
    fn of((agent, value): Side<'_>) -> Self {
        match (value, agent.omitted_tools) {
            (None | Some(Value::Null), OmittedTools::All) => Self::Everything,
            (None | Some(Value::Null), OmittedTools::Nothing) => Self::Only(BTreeSet::new()),
            (None | Some(Value::Null), _) => Self::Unsaid,
            _ => {
                let tools = items(value);
                if tools.contains("*") { Self::Everything } else { Self::Only(tools) }
            }
        }
    }
}

fn granted(a: &Grant, b: &Grant) -> Option<Power> {
    match (a, b) {
        (Grant::Everything, Grant::Everything) => None,
        (Grant::Everything, Grant::Only(_)) => Some(Power::Less),
        (Grant::Only(_), Grant::Everything) => Some(Power::More),
        (Grant::Only(x), Grant::Only(y)) => sets(x, y),
        _ => Some(Power::Other),
    }
}

fn items(value: Option<&Value>) -> BTreeSet<String> {
    value.filter(|value| **value != Value::Null).map(fields::items).unwrap_or_default()
}

/// What `y` grants beside `x`; a tool without an argument grants each of its uses.
fn sets(x: &BTreeSet<String>, y: &BTreeSet<String>) -> Option<Power> {
    let covered = |tool: &String, by: &BTreeSet<String>| {
        by.contains(tool) || tool.split_once('(').is_some_and(|(bare, _)| by.contains(bare))
    };
    let within = |some: &BTreeSet<String>, all: &BTreeSet<String>| some.iter().all(|tool| covered(tool, all));
    match (within(x, y), within(y, x)) {
        (true, true) => None,
        (true, false) => Some(Power::More),
        (false, true) => Some(Power::Less),
        (false, false) => Some(Power::Other),
    }
}

/// Whether more of a field is more power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Grants,
    Limits,
}

impl Sense {
    fn of(name: &str) -> Self {
        let limits = ["readonly", "read-only", "disable", "disallow", "deny", "isolation"]
            .iter()
            .any(|part| name.contains(part));
        if limits { Self::Limits } else { Self::Grants }
    }

    fn turned(self, power: Power) -> Power {
        match (self, power) {
            (Self::Limits, Power::More) => Power::Less,
            (Self::Limits, Power::Less) => Power::More,
            _ => power,
        }
    }
}

fn values(a: Option<&Value>, b: Option<&Value>, sense: Sense) -> Power {
    let power = match (a, b) {
        // What an absent key means differs by field and harness; what runs or is reached is plainly more where it is there.
        (Some(Value::Bool(false)), Some(Value::Bool(true))) | (None, Some(Value::Map(_) | Value::List(_))) => {
            Power::More
        }
        (Some(Value::Bool(true)), Some(Value::Bool(false))) | (Some(Value::Map(_) | Value::List(_)), None) => {
            Power::Less
        }
        (Some(Value::Text(x)), Some(Value::Text(y))) => steps(x, y),
        (None, Some(Value::Text(y))) => steps(UNSAID, y),
        (Some(Value::Text(x)), None) => steps(x, UNSAID),
        (Some(Value::Map(x)), Some(Value::Map(y))) => {
            let kept = |some: &[(String, Value)], all: &Value| {
                some.iter()
                    .all(|(key, value)| all.get(key).is_some_and(|other| fields::flat(other) == fields::flat(value)))
            };
            match (a.zip(b).is_some_and(|(_, all)| kept(x, all)), a.is_some_and(|all| kept(y, all))) {
                (true, false) => Power::More,
                (false, true) => Power::Less,
                _ => Power::Other,
            }
        }
        (Some(Value::List(_)), Some(Value::List(_))) => sets(&items(a), &items(b)).unwrap_or(Power::Other),
        _ => Power::Other,
    };
    sense.turned(power)
}

/// Two words on one ladder.
fn steps(x: &str, y: &str) -> Power {
    let bare = |word: &str| -> String {
        word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let (x, y) = (bare(x), bare(y));
    let on = |ladder: &[&str], word: &str| ladder.iter().position(|step| *step == word);
    let found = LADDERS.iter().find_map(|ladder| Some((on(ladder, &x)?, on(ladder, &y)?)));
    match found {
        Some((low, high)) if low < high => Power::More,
        Some((high, low)) if low < high => Power::Less,
        _ => Power::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::diff::sample::agent;

    fn list(items: &[&str]) -> Value {
        Value::List(items.iter().map(|item| Value::Text((*item).to_owned())).collect())
    }

    fn told(name: &str, a: Option<&Value>, b: Option<&Value>) -> Option<Power> {
        let made = agent("You prune roses.");
        let (there, back) = (power(name, (&made, a), (&made, b)), power(name, (&made, b), (&made, a)));
        let turned = there.map(|power| match power {
            Power::More => Power::Less,
            Power::Less => Power::More,
            Power::Other => Power::Other,
        });
        assert_eq!(turned, back, "turned round, {name} says the opposite");
        there
    }

    #[test]
    fn a_missing_list_grants_what_the_format_says() {
        assert_eq!(told("tools", None, Some(&list(&["read"]))), Some(Power::Less));
        assert_eq!(told("tools", None, Some(&list(&["*", "read"]))), None);
        let (mut open, closed) = (agent("x"), agent("x"));
        open.omitted_tools = OmittedTools::Nothing;
        assert_eq!(power("tools", (&open, None), (&closed, None)), Some(Power::More));
    }

    #[test]
    fn a_use_of_a_tool_is_less_than_the_tool() {
        assert_eq!(told("tools", Some(&list(&["read", "shell"])), Some(&list(&["shell(git *)"]))), Some(Power::Less));
        assert_eq!(told("tools", Some(&list(&["read"])), Some(&list(&["edit"]))), Some(Power::Other));
        assert_eq!(told("disallowed-tools", None, Some(&list(&["edit"]))), Some(Power::Less));
    }

    #[test]
    fn ladders_and_switches() {
        let text = |word: &str| Value::Text(word.to_owned());
        assert_eq!(told("permission", Some(&text("plan")), Some(&text("bypassPermissions"))), Some(Power::More));
        assert_eq!(
            told("sandbox_mode", Some(&text("danger-full-access")), Some(&text("read-only"))),
            Some(Power::Less)
        );
        assert_eq!(told("permission", None, Some(&text("acceptEdits"))), Some(Power::More));
        assert_eq!(told("permission", Some(&text("plan")), Some(&text("nobody-knows"))), Some(Power::Other));
        assert_eq!(told("readonly", Some(&Value::Bool(true)), Some(&Value::Bool(false))), Some(Power::More));
        assert_eq!(told("permission", Some(&text("default")), Some(&text("dontAsk"))), Some(Power::Other));
        let disable = "disable-model-invocation";
        assert_eq!(told(disable, Some(&Value::Bool(false)), Some(&Value::Bool(true))), Some(Power::Less));
        assert_eq!(told("color", Some(&text("red")), Some(&text("blue"))), None);
    }

    #[test]
    fn what_runs_is_more() {
        let hooks = |keys: &[&str]| Value::Map(keys.iter().map(|key| ((*key).to_owned(), Value::Bool(true))).collect());
        assert_eq!(told("hooks", None, Some(&hooks(&["stop"]))), Some(Power::More));
        assert_eq!(told("hooks", Some(&hooks(&["stop"])), Some(&hooks(&["stop", "start"]))), Some(Power::More));
        assert_eq!(told("hooks", Some(&hooks(&["stop"])), Some(&hooks(&["start"]))), Some(Power::Other));
    }
}
