//! What an agent may use by permissions that stand beside its tools, as OpenCode has them: everything that is not denied.

use super::tools;
use crate::model::{Field, Profile, Span, ToolStyle, Value};

/// What a rule leaves of a tool.
#[derive(Debug, Clone, PartialEq)]
enum Leave {
    /// It may be used, be it after asking.
    Open,
    /// It may not be used.
    Nothing,
    /// It may be used so: patterns of its argument.
    Only(Vec<String>),
}

/// The field of what an agent may not use.
const DENIED: &str = "disallowed-tools";

/// Tools that OpenCode's permission `edit` governs.
const EDITING: &[&str] = &["edit", "write", "patch", "multiedit"];

/// Limits the tools by the permissions: what is denied goes out of the list, what is allowed for some uses stays for these.
/// Where nothing lists the tools, all are meant: what is denied whole is a list of its own, and where only some uses are
/// allowed, or everything but some tools is denied, the harness's tools are listed. Either gets a field of no key of its
/// own. Nothing changes where nothing is denied.
pub(super) fn limit(fields: &mut Vec<Field>, profile: &Profile) {
    let Some(permission) = fields.iter().find(|field| field.name == "permission").filter(|_| has_flags(profile)) else {
        return;
    };
    let (rules, span) = (permission.value.clone(), permission.span);
    let listed = fields.iter_mut().find(|field| field.name == "tools");
    let before = listed.as_deref().map_or(Value::Null, |field| field.value.clone());
    if before == Value::Null
        && let Some(denied) = denied(&rules, profile)
    {
        deny(fields, denied, span);
        return;
    }
    let listed = fields.iter_mut().find(|field| field.name == "tools");
    let Some(value) = left(&rules, &before, profile) else { return };
    match listed {
        Some(field) => {
            field.as_written.get_or_insert(before);
            field.value = value;
        }
        None => {
            fields.push(Field { name: "tools".to_owned(), key: String::new(), value, as_written: None, span });
        }
    }
}

/// Adds to what is denied.
fn deny(fields: &mut Vec<Field>, denied: Vec<String>, span: Option<Span>) {
    let known = fields.iter_mut().find(|field| field.name == DENIED);
    let mut all: Vec<Value> = match known.as_deref().map(|field| &field.value) {
        Some(Value::List(before)) => before.clone(),
        _ => Vec::new(),
    };
    for tool in denied.into_iter().map(Value::Text) {
        if !all.contains(&tool) {
            all.push(tool);
        }
    }
    let value = Value::List(all);
    match known {
        Some(field) => field.value = value,
        None if value == Value::List(Vec::new()) => {}
        None => fields.push(Field { name: DENIED.to_owned(), key: String::new(), value, as_written: None, span }),
    }
}

/// What rules deny whole, by canonical names, where they leave everything else open; `None` where they close everything but
/// some, or allow some uses alone.
fn denied(rules: &Value, profile: &Profile) -> Option<Vec<String>> {
    let Value::Map(entries) = rules else { return None };
    let known = profile.tools.iter().map(|(name, _)| *name);
    let named = entries.iter().map(|(key, _)| key.as_str()).filter(|key| *key != "*");
    let mut out: Vec<String> = Vec::new();
    // What no rule names is open too: a server's tools.
    if leave(rules, "*") != Leave::Open {
        return None;
    }
    for name in known.chain(named) {
        match leave(rules, name) {
            Leave::Open => {}
            Leave::Only(_) => return None,
            Leave::Nothing => {
                out.extend(
                    tools::named(name, profile).into_iter().filter(|tool| !out.contains(tool)).collect::<Vec<_>>(),
                );
            }
        }
    }
    Some(out)
}

/// Limits the tools by those that each extension makes available, as Goose has them, where all extensions name some.
pub(super) fn of_extensions(fields: &mut Vec<Field>, profile: &Profile) {
    let Some(field) = fields.iter().find(|field| field.name == "extensions") else { return };
    let Value::List(extensions) = &field.value else { return };
    let mut tools = Vec::new();
    for extension in extensions {
        let (Some(name), Some(Value::List(available))) =
            (extension.get("name").and_then(Value::as_text), extension.get("available_tools"))
        else {
            return;
        };
        for tool in available.iter().map(Value::plain) {
            let known = profile.tools.iter().find(|(spelt, _)| name == "developer" && *spelt == tool);
            match known {
                Some((_, grants)) => tools.extend(grants.iter().map(|grant| (*grant).to_owned())),
                None => tools.push(format!("mcp:{name}/{tool}")),
            }
        }
    }
    let (span, value) = (field.span, Value::List(tools.into_iter().map(Value::Text).collect()));
    if !extensions.is_empty() && fields.iter().all(|field| field.name != "tools") {
        fields.push(Field { name: "tools".to_owned(), key: String::new(), value, as_written: None, span });
    }
}

fn has_flags(profile: &Profile) -> bool {
    profile.written.is_some_and(|written| written.tools == ToolStyle::Flags)
}

/// What the rules leave of the tools listed, of all tools where none are (null); `None` where that is everything.
fn left(rules: &Value, listed: &Value, profile: &Profile) -> Option<Value> {
    let of_name = |name: &str| leave(rules, name);
    if profile.tools.iter().all(|(name, _)| of_name(name) == Leave::Open) {
        return None;
    }
    // A tool under several names is left only what all of them leave.
    let of_tool = |tool: &str| {
        let named = profile.tools.iter().filter(|(_, grants)| grants.contains(&tool)).map(|(name, _)| of_name(name));
        named.fold(Leave::Open, strictest)
    };
    let all = || {
        let mut all: Vec<String> = Vec::new();
        for tool in profile.tools.iter().flat_map(|(_, grants)| *grants) {
            if !all.iter().any(|known| known == tool) {
                all.push((*tool).to_owned());
            }
        }
        all
    };
    let tools = if let Value::List(tools) = listed { tools.iter().map(Value::plain).collect() } else { all() };
    let everything = of_name("*");
    let limited = tools.into_iter().flat_map(|tool| {
        let known = profile.tools.iter().any(|(_, grants)| grants.contains(&tool.as_str()));
        match if known { of_tool(&tool) } else { everything.clone() } {
            Leave::Open => vec![tool],
            Leave::Nothing => Vec::new(),
            Leave::Only(_) if tool.contains('(') => vec![tool],
            Leave::Only(uses) => uses.iter().map(|pattern| format!("{tool}({pattern})")).collect(),
        }
    });
    Some(Value::List(limited.map(Value::Text).collect()))
}

fn strictest(one: Leave, other: Leave) -> Leave {
    match (one, other) {
        (Leave::Nothing, _) | (_, Leave::Nothing) => Leave::Nothing,
        (Leave::Only(uses), _) | (_, Leave::Only(uses)) => Leave::Only(uses),
        _ => Leave::Open,
    }
}

/// What the rules leave of the tool under this name: the last rule that names it or everything holds, or where none names
/// it, one for another tool that edits.
fn leave(rules: &Value, name: &str) -> Leave {
    let Value::Map(entries) = rules else { return of_rule(rules) };
    let edits = |name: &str| EDITING.iter().any(|kin| kin.eq_ignore_ascii_case(name));
    let own = |key: &str| key.eq_ignore_ascii_case(name);
    let by_kin = edits(name) && !entries.iter().any(|(key, _)| own(key));
    let names = |key: &str| key == "*" || own(key) || by_kin && edits(key);
    entries.iter().rev().find(|(key, _)| names(key)).map_or(Leave::Open, |(_, rule)| of_rule(rule))
}

/// What one rule leaves: `false` or `deny` nothing, patterns what the last that fits allows.
fn of_rule(rule: &Value) -> Leave {
    match rule {
        Value::Bool(false) => Leave::Nothing,
        Value::Text(text) if text == "deny" => Leave::Nothing,
        Value::Map(patterns) => {
            // The last rule that fits holds: one for everything takes back what stands before it.
            let all = patterns.iter().rposition(|(pattern, _)| pattern == "*");
            let closed = all.is_some_and(|at| of_rule(&patterns[at].1) == Leave::Nothing);
            let after = all.map_or(0, |at| at + 1);
            let allowed = patterns[after..].iter().filter(|(_, rule)| of_rule(rule) == Leave::Open);
            let allowed: Vec<String> = allowed.map(|(pattern, _)| pattern.clone()).collect();
            match (closed, allowed.is_empty()) {
                (false, _) => Leave::Open,
                (true, true) => Leave::Nothing,
                (true, false) => Leave::Only(allowed),
            }
        }
        _ => Leave::Open,
    }
}

/// Whether a mapping's value lets the tool be used.
pub(super) fn is_granted(rule: &Value) -> bool {
    of_rule(rule) != Leave::Nothing
}

/// The names that a mapping of flags grants, where it grants some by name: those are all that the agent is to use.
pub(super) fn granted(flags: &Value) -> Option<Vec<String>> {
    let Value::Map(entries) = flags else { return None };
    let by_name = entries.iter().filter(|(name, rule)| name != "*" && is_granted(rule));
    let names: Vec<String> = by_name.map(|(name, _)| name.clone()).collect();
    (!names.is_empty()).then(|| names.into_iter().filter(|name| leave(flags, name) != Leave::Nothing).collect())
}

/// What a mapping of flags means that grants no tool by name: the canonical field and its value. `None` where the format
/// has no such flags, or some tool is granted.
pub(super) fn of_flags(flags: &Value, profile: &Profile) -> Option<(&'static str, Value)> {
    let Value::Map(_) = flags else { return None };
    if !has_flags(profile) || granted(flags).is_some() {
        return None;
    }
    let list = |names: Vec<String>| Value::List(names.into_iter().map(Value::Text).collect());
    Some(match denied(flags, profile) {
        Some(names) if names.is_empty() => ("tools", Value::Null),
        Some(names) => (DENIED, list(names)),
        None => ("tools", left(flags, &Value::Null, profile).unwrap_or(Value::Null)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Written,
        normalize::{fields::tests::PROFILE, tools},
    };

    const TOOLS: &[(&str, &[&str])] =
        &[("read", &["read"]), ("edit", &["edit"]), ("write", &["write"]), ("bash", &["shell"])];

    fn flags() -> Profile {
        Profile { tools: TOOLS, written: Some(Written { tools: ToolStyle::Flags, ..Written::BLANK }), ..PROFILE }
    }

    fn map(entries: &[(&str, Value)]) -> Value {
        Value::Map(entries.iter().map(|(key, rule)| ((*key).to_owned(), rule.clone())).collect())
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn field(name: &str, value: Value) -> Field {
        Field { name: name.into(), key: name.into(), value, as_written: None, span: None }
    }

    fn limited(permission: Value, tools: Option<Value>) -> Option<String> {
        let mut fields = vec![field("permission", permission)];
        fields.extend(tools.map(|tools| field("tools", tools)));
        limit(&mut fields, &flags());
        let told = fields.iter().find(|field| field.name == "tools" || field.name == DENIED)?;
        Some(if told.name == DENIED { format!("not {}", told.value.plain()) } else { told.value.plain() })
    }

    #[test]
    fn what_is_not_denied_stays_granted() {
        let flags = flags();
        let said = |value: &Value| tools::canonical(value, &flags);
        let of = |entries: &[(&str, Value)]| of_flags(&map(entries), &flags).map(|(name, value)| (name, value.plain()));
        let (yes, no) = (Value::Bool(true), Value::Bool(false));
        assert_eq!(of(&[("bash", no.clone())]), Some(("disallowed-tools", "shell".to_owned())));
        assert_eq!(
            of(&[("write", no.clone())]),
            Some(("disallowed-tools", "edit, write".to_owned())),
            "writing is editing"
        );
        assert_eq!(of(&[("*", no.clone())]), Some(("tools", String::new())));
        assert_eq!(of(&[("*", yes.clone())]), Some(("tools", String::new())));
        assert_eq!(of(&[("bash", yes.clone())]), None);
        assert_eq!(said(&map(&[("bash", yes), ("*", no)])), Value::List(Vec::new()), "the last that fits holds");
        assert_eq!(said(&map(&[("*", Value::Bool(false)), ("bash", Value::Bool(true))])).plain(), "shell");
    }

    #[test]
    fn permissions_limit_all_tools() {
        let never = map(&[("*", text("deny"))]);
        assert_eq!(limited(map(&[("bash", never), ("read", text("ask"))]), None).as_deref(), Some("not shell"));
        assert_eq!(limited(map(&[("edit", text("deny"))]), None).as_deref(), Some("not edit, write"));
        let last = map(&[("read", text("allow")), ("*", text("deny"))]);
        assert_eq!(limited(last, None).as_deref(), Some(""), "the last that fits holds");
        let first = map(&[("*", text("deny")), ("read", text("allow"))]);
        assert_eq!(limited(first, None).as_deref(), Some("read"));
        let taken_back = map(&[("git log*", text("allow")), ("*", text("deny"))]);
        assert_eq!(limited(map(&[("bash", taken_back)]), None).as_deref(), Some("not shell"));
        assert_eq!(limited(text("deny"), None).as_deref(), Some(""));
        assert_eq!(limited(text("allow"), None), None);
        let some = map(&[("*", text("deny")), ("git *", text("allow"))]);
        assert_eq!(limited(map(&[("bash", some)]), None).as_deref(), Some("read, edit, write, shell(git *)"));
    }

    #[test]
    fn permissions_limit_the_tools_that_are_listed() {
        let listed = || Some(Value::List(vec![text("shell"), text("read")]));
        assert_eq!(limited(map(&[("bash", text("deny"))]), listed()).as_deref(), Some("read"));
        assert_eq!(limited(map(&[("edit", text("deny"))]), listed()).as_deref(), Some("shell, read"));
    }

    #[test]
    fn extensions_limit_where_all_of_them_name_tools() {
        let extension = |name: &str, tools: &[&str]| {
            map(&[
                ("name", text(name)),
                ("available_tools", Value::List(tools.iter().map(|tool| text(tool)).collect())),
            ])
        };
        let goose = Profile { tools: &[("shell", &["shell"])], ..PROFILE };
        let said = |extensions: Vec<Value>| {
            let mut fields = vec![field("extensions", Value::List(extensions))];
            of_extensions(&mut fields, &goose);
            fields.get(1).map(|field| field.value.plain())
        };
        let tide = extension("tide", &["now"]);
        assert_eq!(
            said(vec![extension("developer", &["shell"]), tide.clone()]).as_deref(),
            Some("shell, mcp:tide/now")
        );
        assert_eq!(said(vec![tide, map(&[("name", text("moss"))])]), None);
        assert_eq!(said(Vec::new()), None);
    }
}
