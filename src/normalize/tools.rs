//! Tool lists of any harness as one list of canonical tool names.

use crate::model::{Field, Profile, ToolStyle, Value};

/// Tools by the names that harnesses give them, in lower case without separators (formats.md 1.9); a format's own table
/// goes before it.
const KNOWN: &[(&str, &[&str])] = &[
    ("read", &["read"]),
    ("readfile", &["read"]),
    ("viewfile", &["read"]),
    ("view", &["read"]),
    ("fsread", &["read"]),
    ("notebookread", &["notebook"]),
    ("readmanyfiles", &["read"]),
    ("edit", &["edit"]),
    ("multiedit", &["edit"]),
    ("replace", &["edit"]),
    ("replacefilecontent", &["edit"]),
    ("editfile", &["edit"]),
    ("editfiles", &["edit"]),
    ("applypatch", &["edit"]),
    ("patch", &["edit"]),
    ("strreplace", &["edit"]),
    ("strreplaceeditor", &["edit"]),
    ("write", &["write"]),
    ("writefile", &["write"]),
    ("create", &["write"]),
    ("createfile", &["write"]),
    ("fswrite", &["edit", "write"]),
    ("writetofile", &["write"]),
    ("bash", &["shell"]),
    ("shell", &["shell"]),
    ("execute", &["shell"]),
    ("executebash", &["shell"]),
    ("runshellcommand", &["shell"]),
    ("runcommand", &["shell"]),
    ("runcommands", &["shell"]),
    ("runinterminal", &["shell"]),
    ("powershell", &["shell"]),
    ("terminal", &["shell"]),
    ("command", &["shell"]),
    ("executecommand", &["shell"]),
    ("grep", &["grep"]),
    ("grepsearch", &["grep"]),
    ("searchfilecontent", &["grep"]),
    ("glob", &["glob"]),
    ("find", &["glob"]),
    ("ls", &["glob"]),
    ("list", &["glob"]),
    ("listdirectory", &["glob"]),
    ("listdir", &["glob"]),
    ("listfiles", &["glob"]),
    ("search", &["grep", "glob"]),
    ("codebase", &["grep"]),
    ("textsearch", &["grep"]),
    ("filesearch", &["glob"]),
    ("webfetch", &["web-fetch"]),
    ("fetch", &["web-fetch"]),
    ("websearch", &["web-search"]),
    ("googlewebsearch", &["web-search"]),
    ("web", &["web-fetch", "web-search"]),
    ("todowrite", &["todo"]),
    ("todoread", &["todo"]),
    ("todo", &["todo"]),
    ("todos", &["todo"]),
    ("writetodos", &["todo"]),
    ("task", &["delegate"]),
    ("agent", &["delegate"]),
    ("customagent", &["delegate"]),
    ("invokeagent", &["delegate"]),
    ("invokesubagent", &["delegate"]),
    ("runsubagent", &["delegate"]),
    ("delegate", &["delegate"]),
    ("notebook", &["notebook"]),
    ("notebookedit", &["notebook"]),
    ("skill", &["skill"]),
];

/// The tools that a value names: null where it is left empty, else a list of canonical names in the order written, each
/// once. A name that nobody knows stays as written, an argument stays with its tool: `shell(git *)`.
pub(super) fn canonical(value: &Value, profile: &Profile) -> Value {
    let flags = profile.written.is_some_and(|written| written.tools == ToolStyle::Flags);
    if let Value::Map(entries) = value
        && flags
        && !entries.iter().any(|(name, rule)| name != "*" && is_granted(rule))
    {
        // Nothing is granted by name: what is not denied stays granted.
        return all_but_denied(value, profile).unwrap_or(Value::Null);
    }
    let Some(written) = names(value) else { return Value::Null };
    let mut out: Vec<String> = Vec::new();
    for name in written {
        for tool in tools(&name, profile) {
            if !out.contains(&tool) {
                out.push(tool);
            }
        }
    }
    Value::List(out.into_iter().map(Value::Text).collect())
}

/// The tool list that permissions amount to, as a field of no key of its own: OpenCode agents may do what is not denied to
/// them. `None` where the tools are listed, or nothing is denied.
pub(super) fn permitted(fields: &[Field], profile: &Profile) -> Option<Field> {
    let permission = fields.iter().find(|field| field.name == "permission")?;
    let flags = profile.written.is_some_and(|written| written.tools == ToolStyle::Flags);
    if !flags || fields.iter().any(|field| field.name == "tools" && field.value != Value::Null) {
        return None;
    }
    let value = all_but_denied(&permission.value, profile)?;
    Some(Field { name: "tools".to_owned(), key: String::new(), value, as_written: None, span: permission.span })
}

/// All of the harness's tools but those that a mapping denies; `None` where it denies none.
fn all_but_denied(value: &Value, profile: &Profile) -> Option<Value> {
    let Value::Map(entries) = value else { return None };
    let everything = entries.iter().any(|(name, rule)| name == "*" && is_denied(rule));
    let denied = |name: &str| {
        let own = entries.iter().rev().find(|(key, _)| key.eq_ignore_ascii_case(name));
        own.map_or(everything, |(_, rule)| is_denied(rule))
    };
    if !entries.iter().any(|(_, rule)| is_denied(rule)) {
        return None;
    }
    let left = profile.tools.iter().filter(|(name, _)| !denied(name)).flat_map(|(_, tools)| *tools);
    let banned: Vec<&str> =
        profile.tools.iter().filter(|(name, _)| denied(name)).flat_map(|(_, t)| *t).copied().collect();
    let mut out: Vec<Value> = Vec::new();
    for tool in left.filter(|tool| !banned.contains(tool)) {
        let tool = Value::Text((*tool).to_owned());
        if !out.contains(&tool) {
            out.push(tool);
        }
    }
    Some(Value::List(out))
}

/// Whether a rule of a mapping forbids the tool: `false`, `deny`, or patterns of which the last that fits everything denies.
fn is_denied(rule: &Value) -> bool {
    match rule {
        Value::Bool(granted) => !granted,
        Value::Text(text) => text == "deny",
        Value::Map(patterns) => {
            let open = patterns.iter().any(|(_, rule)| matches!(rule.as_text(), Some("allow" | "ask")));
            !open && patterns.iter().any(|(pattern, rule)| pattern == "*" && rule.as_text() == Some("deny"))
        }
        _ => false,
    }
}

/// The tool names in a value; `None` where it is empty.
fn names(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Null => None,
        Value::Text(text) if text.trim().is_empty() => None,
        // `[]` in quotes, as generators write it, is a list still.
        Value::Text(text) => {
            let bare = text.trim();
            let inner = bare.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
            Some(split(inner.unwrap_or(bare)))
        }
        Value::List(items) => Some(items.iter().flat_map(item_names).collect()),
        Value::Map(entries) => Some(entries.iter().filter(|(_, v)| is_granted(v)).map(|(k, _)| k.clone()).collect()),
        other => Some(vec![other.plain()]),
    }
}

fn item_names(item: &Value) -> Vec<String> {
    match item {
        Value::Text(text) => split_commas(text),
        // A Roo group with its limits: `[edit, {fileRegex: …}]`.
        Value::List(parts) => match &parts[..] {
            [] => Vec::new(),
            [name] => vec![name.plain()],
            [name, limits @ ..] => {
                let limits: Vec<String> = limits.iter().map(Value::plain).collect();
                vec![format!("{}({})", name.plain(), limits.join(", "))]
            }
        },
        Value::Map(_) if item.get("name").is_some() => item.get("name").map(Value::plain).into_iter().collect(),
        Value::Map(entries) => entries.iter().filter(|(_, v)| is_granted(v)).map(|(k, _)| k.clone()).collect(),
        other => vec![other.plain()],
    }
}

/// Whether a map's value lets the tool be used: OpenCode's `false` and `deny` do not.
fn is_granted(value: &Value) -> bool {
    !matches!(value, Value::Bool(false)) && value.as_text() != Some("deny")
}

/// Cuts at commas, where there are none at blanks; not inside of brackets.
fn split(text: &str) -> Vec<String> {
    let parts = split_commas(text);
    if parts.len() > 1 { parts } else { split_outside(text, char::is_whitespace) }
}

fn split_commas(text: &str) -> Vec<String> {
    split_outside(text, |c| c == ',' || c == '，' || c == '\n')
}

fn split_outside(text: &str, parts_at: impl Fn(char) -> bool) -> Vec<String> {
    let mut deep = 0_usize;
    let parts = text.split(|c: char| {
        match c {
            '(' => deep += 1,
            ')' => deep = deep.saturating_sub(1),
            _ => {}
        }
        deep == 0 && parts_at(c)
    });
    let bare = |part: &str| part.trim().trim_matches(['"', '\'', '`']).to_owned();
    parts.map(bare).filter(|part| !part.is_empty()).collect()
}

/// The canonical tools that one written name stands for.
fn tools(written: &str, profile: &Profile) -> Vec<String> {
    let written = written.trim();
    let (name, argument) = match written.split_once('(') {
        Some((name, rest)) if rest.ends_with(')') => (name.trim_end(), &rest[..rest.len() - 1]),
        _ => (written, ""),
    };
    let Some(known) = known(name, profile) else { return vec![server(written).unwrap_or_else(|| written.to_owned())] };
    let with = |tool: &&str| if argument.is_empty() { (*tool).to_owned() } else { format!("{tool}({argument})") };
    known.iter().map(with).collect()
}

fn known(name: &str, profile: &Profile) -> Option<&'static [&'static str]> {
    let group = |spelt: &str| spelt.strip_suffix('*').is_some_and(|group| name.starts_with(group));
    let own = profile.tools.iter().find(|(spelt, _)| spelt.eq_ignore_ascii_case(name));
    let own = own.or_else(|| profile.tools.iter().find(|(spelt, _)| group(spelt)));
    let plain: String = name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).collect::<String>().to_ascii_lowercase();
    let general = || KNOWN.iter().find(|(spelt, _)| *spelt == plain);
    own.or_else(general).map(|(_, tools)| *tools)
}

/// A tool of an MCP server in its canonical spelling: `mcp__server__tool`, `@server/tool`, `server/tool`.
fn server(written: &str) -> Option<String> {
    if let Some(path) = written.strip_prefix("mcp__") {
        let (server, tool) = path.split_once("__").unwrap_or((path, "*"));
        return (!server.is_empty()).then(|| format!("mcp:{server}/{tool}"));
    }
    let (marked, path) = match written.strip_prefix('@') {
        Some(path) => (true, path),
        None => (false, written),
    };
    if path.starts_with("mcp:") || path.contains(char::is_whitespace) {
        return None;
    }
    match path.split_once('/') {
        Some((server, tool)) if !server.is_empty() && !tool.is_empty() => Some(format!("mcp:{server}/{tool}")),
        None if marked && !path.is_empty() => Some(format!("mcp:{path}/*")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Written, normalize::fields::tests::PROFILE};

    fn list(value: &Value) -> String {
        canonical(value, &PROFILE).plain()
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn one_list_in_many_spellings() {
        let want = "read, grep, shell";
        let map = ["read", "grep", "bash"].map(|k| (k.to_owned(), Value::Bool(true)));
        let denied = [("write".to_owned(), Value::Bool(false)), ("edit".to_owned(), text("deny"))];
        for value in [
            text("Read, Grep, Bash"),
            text("Read Grep Bash"),
            text("[Read, 'Grep', \"Bash\"]"),
            Value::List(vec![text("read_file"), text("grep_search"), text("run_shell_command")]),
            Value::Map(map.into_iter().chain(denied).collect()),
        ] {
            assert_eq!(list(&value), want, "{value:?}");
        }
    }

    #[test]
    fn arguments_and_servers() {
        assert_eq!(list(&text("Bash(git *, npm test), Read")), "shell(git *, npm test), read");
        assert_eq!(
            list(&text("mcp__clock__wind, mcp__clock, @time/now, @time, Winder")),
            "mcp:clock/wind, mcp:clock/*, mcp:time/now, mcp:time/*, Winder"
        );
        assert_eq!(list(&text("fs_write")), "edit, write");
    }

    #[test]
    fn what_is_not_denied_stays_granted() {
        let written = Some(Written { tools: ToolStyle::Flags, ..Written::BLANK });
        let tools: &[(&str, &[&str])] = &[("read", &["read"]), ("write", &["write"]), ("bash", &["shell"])];
        let flags = Profile { tools, written, ..PROFILE };
        let map = |entries: &[(&str, Value)]| {
            Value::Map(entries.iter().map(|(key, rule)| ((*key).to_owned(), rule.clone())).collect())
        };
        assert_eq!(canonical(&map(&[("write", Value::Bool(false))]), &flags).plain(), "read, shell");
        assert_eq!(canonical(&map(&[("*", Value::Bool(false))]), &flags), Value::List(Vec::new()));
        assert_eq!(canonical(&map(&[("*", Value::Bool(true))]), &flags), Value::Null);
        let some = map(&[("*", Value::Bool(false)), ("bash", Value::Bool(true))]);
        assert_eq!(canonical(&some, &flags).plain(), "shell");
        let permission = |rules: Value| {
            let field = Field {
                name: "permission".into(),
                key: "permission".into(),
                value: rules,
                as_written: None,
                span: None,
            };
            permitted(&[field], &flags).map(|field| field.value.plain())
        };
        let never = map(&[("*", text("deny"))]);
        assert_eq!(permission(map(&[("bash", never), ("write", text("ask"))])).as_deref(), Some("read, write"));
        let some = map(&[("*", text("deny")), ("git *", text("allow"))]);
        assert_eq!(permission(map(&[("bash", some)])), None);
        assert!(permitted(&[], &flags).is_none());
    }

    #[test]
    fn empty_is_not_none() {
        assert_eq!(canonical(&Value::Null, &PROFILE), Value::Null);
        assert_eq!(canonical(&text(" "), &PROFILE), Value::Null);
        assert_eq!(canonical(&Value::List(Vec::new()), &PROFILE), Value::List(Vec::new()));
    }

    #[test]
    fn a_format_s_own_names_go_first() {
        assert_eq!(list(&text("books/leaf, leaf/books")), "grep, mcp:leaf/books");
        assert_eq!(list(&text("peruse")), "read");
        let limited =
            Value::List(vec![Value::List(vec![text("edit"), Value::Map(vec![("fileRegex".into(), text("md$"))])])]);
        assert_eq!(list(&limited), "edit(fileRegex: md$)");
    }
}
