//! What an agent may use by permissions that stand beside its tools, as OpenCode has them: everything that is not denied.

use crate::model::{Field, Profile, ToolStyle, Value};

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

/// Tools that OpenCode's permission `edit` governs.
const EDITING: &[&str] = &["edit", "write", "patch", "multiedit"];

/// Limits the tools by the permissions: what is denied goes out of the list, what is allowed for some uses stays for these.
/// Where nothing lists the tools, all of the harness's are meant, and the list gets a field of no key of its own. Nothing
/// changes where nothing is denied.
pub(super) fn limit(fields: &mut Vec<Field>, profile: &Profile) {
    let Some(permission) = fields.iter().find(|field| field.name == "permission").filter(|_| has_flags(profile)) else {
        return;
    };
    let (rules, span) = (permission.value.clone(), permission.span);
    let listed = fields.iter_mut().find(|field| field.name == "tools");
    let before = listed.as_deref().map_or(Value::Null, |field| field.value.clone());
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

/// All of the harness's tools but those that a mapping of flags denies; `None` where it denies none.
pub(super) fn all_but_denied(flags: &Value, profile: &Profile) -> Option<Value> {
    left(flags, &Value::Null, profile)
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

/// What the rules leave of the tool under this name: the last rule that names it holds, else that for all the tools that
/// edit, else that for everything.
fn leave(rules: &Value, name: &str) -> Leave {
    let Value::Map(entries) = rules else { return of_rule(rules) };
    let rule = |name: &str| entries.iter().rev().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, rule)| rule);
    let own = rule(name);
    let editing = || EDITING.contains(&name).then(|| EDITING.iter().find_map(|kin| rule(kin))).flatten();
    own.or_else(editing).or_else(|| rule("*")).map_or(Leave::Open, of_rule)
}

/// What one rule leaves: `false` or `deny` nothing, patterns what the last that fits allows.
fn of_rule(rule: &Value) -> Leave {
    match rule {
        Value::Bool(false) => Leave::Nothing,
        Value::Text(text) if text == "deny" => Leave::Nothing,
        Value::Map(patterns) => {
            // The last rule for everything holds where no pattern after it does.
            let all = patterns.iter().rposition(|(pattern, _)| pattern == "*");
            let closed = all.is_some_and(|at| of_rule(&patterns[at].1) == Leave::Nothing);
            let allowed = patterns.iter().filter(|(pattern, rule)| pattern != "*" && of_rule(rule) == Leave::Open);
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

/// The canonical names of a mapping of flags, where it grants some by name; else what it does not deny.
pub(super) fn of_flags(entries: &[(String, Value)], value: &Value, profile: &Profile) -> Option<Value> {
    let by_name = entries.iter().any(|(name, rule)| name != "*" && is_granted(rule));
    (has_flags(profile) && !by_name).then(|| all_but_denied(value, profile).unwrap_or(Value::Null))
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
        fields.iter().find(|field| field.name == "tools").map(|field| field.value.plain())
    }

    #[test]
    fn what_is_not_denied_stays_granted() {
        let flags = flags();
        let said = |value: &Value| tools::canonical(value, &flags);
        assert_eq!(said(&map(&[("bash", Value::Bool(false))])).plain(), "read, edit, write");
        assert_eq!(said(&map(&[("*", Value::Bool(false))])), Value::List(Vec::new()));
        assert_eq!(said(&map(&[("*", Value::Bool(true))])), Value::Null);
        assert_eq!(said(&map(&[("*", Value::Bool(false)), ("bash", Value::Bool(true))])).plain(), "shell");
    }

    #[test]
    fn permissions_limit_all_tools() {
        let never = map(&[("*", text("deny"))]);
        assert_eq!(limited(map(&[("bash", never), ("read", text("ask"))]), None).as_deref(), Some("read, edit, write"));
        assert_eq!(limited(map(&[("edit", text("deny"))]), None).as_deref(), Some("read, shell"), "writing is editing");
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
