//! Tool lists of any harness as one list of canonical tool names.

use super::permissions::{self, is_granted};
use crate::model::{Profile, Value};

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
    let Some(written) = names(value) else { return Value::Null };
    let mut out: Vec<String> = Vec::new();
    for name in written {
        for tool in named(&name, profile) {
            if !out.contains(&tool) {
                out.push(tool);
            }
        }
    }
    Value::List(out.into_iter().map(Value::Text).collect())
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
        Value::Map(_) => Some(permissions::granted(value).unwrap_or_default()),
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
pub(super) fn named(written: &str, profile: &Profile) -> Vec<String> {
    let written = written.trim();
    let (name, argument) = match written.split_once('(') {
        Some((name, rest)) if rest.ends_with(')') => (name.trim_end(), &rest[..rest.len() - 1]),
        _ => (written, ""),
    };
    let Some(known) = known(name, profile) else {
        let server = server(written).or_else(|| own_server(written, profile));
        return vec![server.unwrap_or_else(|| written.to_owned())];
    };
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

/// The same as the format itself spells it, where that is `server_tool` behind what may stand before it.
fn own_server(written: &str, profile: &Profile) -> Option<String> {
    let before = profile.written?.server_tool?.strip_suffix("{server}_{tool}")?;
    let (server, tool) = written.strip_prefix(before)?.split_once('_')?;
    (!server.is_empty() && !tool.is_empty()).then(|| format!("mcp:{server}/{tool}"))
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
    use crate::normalize::fields::tests::PROFILE;

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
    fn a_server_s_tool_is_read_as_the_format_spells_it() {
        let spelt = |pattern: &'static str| {
            let written = Some(crate::model::Written { server_tool: Some(pattern), ..crate::model::Written::BLANK });
            Profile { written, ..PROFILE }
        };
        assert_eq!(canonical(&text("tide_now"), &spelt("{server}_{tool}")).plain(), "mcp:tide/now");
        assert_eq!(
            canonical(&text("mcp_tide_now, tide_now"), &spelt("mcp_{server}_{tool}")).plain(),
            "mcp:tide/now, tide_now"
        );
        assert_eq!(canonical(&text("tide_now"), &spelt("@{server}/{tool}")).plain(), "tide_now");
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
