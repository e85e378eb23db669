//! What an agent may use, as another harness spells it: never more than it may use already.

use super::Manuscript;
use crate::model::{
    FindingCode, Note, OmittedTools, Profile, Severity, ToolStyle, Value, is_canonical_tool, is_of_one_power,
};

/// A tool that the format cannot grant on its own.
pub(super) const TOOL_NOT_HELD: FindingCode = FindingCode {
    id: "tool-not-held",
    severity: Severity::Warning,
    meaning: "The harness of the format that was written has no tool of this kind, or none that grants this and no more. It was \
              left out.",
    cure: "Add the tool by hand if the agent needs it there, and look at what else it grants.",
};

/// A tool list that the format cannot hold.
pub(super) const TOOLS_NOT_LIMITED: FindingCode = FindingCode {
    id: "tools-not-limited",
    severity: Severity::Warning,
    meaning: "The agent may use some tools only, and the format that was written cannot say so: there it may use whatever the \
              session may.",
    cure: "Limit the session, or say in the prompt what the agent must not do.",
};

/// Tools that change nothing and run nothing.
const HARMLESS: &[&str] = &["read", "grep", "glob", "web-fetch", "web-search", "todo"];

/// What the file gets.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Spelled {
    pub(super) entries: Vec<(String, Value)>,
    pub(super) notes: Vec<Note>,
}

/// What an agent may use.
enum Grant {
    /// Everything that the session may.
    Everything,
    /// Nothing is said; nothing more than the session has.
    Unsaid,
    /// These, by canonical name.
    Only(Vec<String>),
}

/// The tools of the manuscript, granted and denied.
pub(super) fn spelled(manuscript: &Manuscript<'_>) -> Spelled {
    let mut out = Spelled::default();
    let style = manuscript.to.written.map_or(ToolStyle::Nowhere, |written| written.tools);
    match grant(manuscript) {
        Grant::Everything => out.everything(manuscript.to, style),
        Grant::Unsaid => out.least(manuscript.to, style),
        Grant::Only(tools) => out.only(manuscript, style, &tools),
    }
    out.denied(manuscript, style);
    out
}

/// Whether the tools of these MCP servers would be open to an agent that may not use all of them: in a format without a tool
/// list whoever has a server has its tools.
pub(super) fn opens(manuscript: &Manuscript<'_>, servers: &Value) -> bool {
    let style = manuscript.to.written.map_or(ToolStyle::Nowhere, |written| written.tools);
    let listed = !matches!(style, ToolStyle::Sandbox(..) | ToolStyle::ReadOnly(_) | ToolStyle::Nowhere);
    match (grant(manuscript), servers) {
        (Grant::Only(tools), Value::Map(servers)) if !listed => {
            !servers.iter().all(|(server, _)| tools.contains(&format!("mcp:{server}/*")))
        }
        _ => false,
    }
}

fn grant(manuscript: &Manuscript<'_>) -> Grant {
    let field = manuscript.fields.iter().find(|field| field.name == "tools");
    match (field.map(|field| &field.value), manuscript.from.omitted_tools) {
        (Some(Value::List(tools)), _) => {
            let tools: Vec<String> = tools.iter().map(Value::plain).collect();
            if tools.iter().any(|tool| tool == "*") { Grant::Everything } else { Grant::Only(tools) }
        }
        (_, OmittedTools::All) => Grant::Everything,
        (_, OmittedTools::Nothing) => Grant::Only(Vec::new()),
        (_, OmittedTools::NoGrant | OmittedTools::Unsaid) => Grant::Unsaid,
    }
}

impl Spelled {
    fn put(&mut self, to: &Profile, value: Value) {
        if let Some(key) = to.key("tools") {
            self.entries.push((key.to_owned(), value));
        }
    }

    fn refuse(&mut self, tool: &str, why: &str) {
        self.notes.push(Note::new(&TOOL_NOT_HELD, format!("the tool `{tool}` was left out: {why}")));
    }

    /// Leaving the list out grants everything, where the harness has it so.
    fn everything(&mut self, to: &Profile, style: ToolStyle) {
        if to.omitted_tools != OmittedTools::Nothing {
            return;
        }
        match style {
            ToolStyle::List if !to.tools.is_empty() => self.put(to, texts(&["*"])),
            ToolStyle::Groups => {
                let groups: Vec<&str> =
                    to.tools.iter().map(|(name, _)| *name).filter(|name| *name != "browser").collect();
                self.put(to, texts(&groups));
            }
            _ => {}
        }
    }

    /// The least that the harness loads an agent with.
    fn least(&mut self, to: &Profile, style: ToolStyle) {
        if style == ToolStyle::Groups {
            self.put(to, texts(&["read"]));
        }
    }

    fn only(&mut self, manuscript: &Manuscript<'_>, style: ToolStyle, tools: &[String]) {
        let to = manuscript.to;
        match style {
            ToolStyle::ReadOnly(key) if tools.iter().all(|tool| HARMLESS.contains(&tool.as_str())) => {
                self.entries.push((key.to_owned(), Value::Bool(true)));
            }
            ToolStyle::Sandbox(key, closed) if tools.iter().all(|tool| HARMLESS.contains(&tool.as_str())) => {
                self.entries.push((key.to_owned(), Value::Text(closed.to_owned())));
            }
            ToolStyle::ReadOnly(_) | ToolStyle::Sandbox(..) | ToolStyle::Nowhere => {
                let list = if tools.is_empty() { "none".to_owned() } else { tools.join(", ") };
                let message = format!(
                    "the tool list ({list}) was left out: {} have none, and every tool is open there",
                    to.title
                );
                self.notes.push(Note::new(&TOOLS_NOT_LIMITED, message));
            }
            style => {
                let names = self.names(manuscript, tools);
                self.put(to, list(style, &names));
            }
        }
    }

    /// The harness's names for these tools, each once.
    fn names(&mut self, manuscript: &Manuscript<'_>, tools: &[String]) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for tool in tools {
            match name(manuscript, tool, tools) {
                Ok(name) if !out.contains(&name) => out.push(name),
                Ok(_) => {}
                Err(why) => self.refuse(tool, why),
            }
        }
        out
    }

    fn denied(&mut self, manuscript: &Manuscript<'_>, style: ToolStyle) {
        let to = manuscript.to;
        let field = manuscript.fields.iter().find(|field| field.name == "disallowed-tools");
        let Some(Value::List(tools)) = field.map(|field| &field.value) else { return };
        let tools: Vec<String> = tools.iter().map(Value::plain).collect();
        // A tool list that does not name them denies them already, unless it only says what needs no asking.
        let limited = to.omitted_tools != OmittedTools::NoGrant
            && self.entries.iter().any(|(key, _)| Some(key.as_str()) == to.key("tools"));
        if tools.is_empty() || limited {
            return;
        }
        let mut names = Vec::new();
        let mut lost = Vec::new();
        for tool in &tools {
            // To deny more than was denied harms nobody: any tool that grants it is named.
            let all = to
                .tools
                .iter()
                .filter(|(_, grants)| grants.contains(&tool.as_str()))
                .map(|(name, _)| (*name).to_owned());
            let all: Vec<String> = all.collect();
            if all.is_empty() { lost.push(tool.clone()) } else { names.extend(all) }
        }
        match (to.key("disallowed-tools"), style) {
            (Some(key), _) if !names.is_empty() => self.entries.push((key.to_owned(), list(ToolStyle::List, &names))),
            (None, ToolStyle::Flags) if !names.is_empty() => {
                let flags = names.iter().map(|name| (name.clone(), Value::Bool(false))).collect();
                self.put(to, Value::Map(flags));
            }
            _ => lost.clone_from(&tools),
        }
        if !lost.is_empty() {
            let message =
                format!("the tools denied ({}) are not denied there: {} cannot say so", lost.join(", "), to.title);
            self.notes.push(Note::new(&TOOLS_NOT_LIMITED, message));
        }
    }
}

/// The harness's name for one canonical tool, given all that is granted; or why there is none.
fn name(manuscript: &Manuscript<'_>, tool: &str, granted: &[String]) -> Result<String, &'static str> {
    let to = manuscript.to;
    if let Some(path) = tool.strip_prefix("mcp:") {
        let spelled = server_tool(manuscript, path).ok_or("the format cannot name the tool of one server")?;
        return if is_taken(to, &spelled) { Err(TAKEN) } else { Ok(spelled) };
    }
    let (base, argument) = match tool.split_once('(') {
        Some((base, rest)) => (base, rest.strip_suffix(')')),
        None => (tool, None),
    };
    if !is_canonical_tool(base) {
        let strict = to.written.is_some_and(|written| written.tools == ToolStyle::Groups);
        return match strict {
            true => Err("the format has groups of tools only"),
            false if is_taken(to, base) => Err(TAKEN),
            false => Ok(tool.to_owned()),
        };
    }
    if argument.is_some() && !(limits(to) && limits(manuscript.from)) {
        return Err("its limits cannot be said there");
    }
    let fits = |(_, grants): &&(&str, &[&str])| {
        grants.contains(&base)
            && grants.iter().all(|other| *other == base || granted.iter().any(|own| is_of_one_power(own, other)))
    };
    let mut named = to.tools.iter().filter(|(name, _)| !name.ends_with('*'));
    // The first in the record is the one that the harness's documents name.
    let found = named.find(fits).ok_or("no tool there grants this and no more")?;
    Ok(argument.map_or_else(|| found.0.to_owned(), |argument| format!("{}({argument})", found.0)))
}

/// Why a tool that agentkin has no name for is not carried over.
const TAKEN: &str = "its name would grant another tool there";

/// Whether the harness has a tool of its own under this name, whatever its case and separators.
fn is_taken(to: &Profile, name: &str) -> bool {
    let plain = |name: &str| name.replace(['_', '-', '/'], "").to_ascii_lowercase();
    let group = |own: &str| own.strip_suffix('*').is_some_and(|group| name.starts_with(group));
    to.tools.iter().any(|(own, _)| plain(own) == plain(name) || group(own))
}

/// Whether the format limits a tool by an argument, as Claude Code does: `Bash(git *)`.
fn limits(profile: &Profile) -> bool {
    profile.tools.iter().any(|(name, _)| *name == "Bash")
}

fn server_tool(manuscript: &Manuscript<'_>, path: &str) -> Option<String> {
    let pattern = manuscript.to.written?.server_tool?;
    let (server, tool) = path.split_once('/').unwrap_or((path, "*"));
    let whole = match tool {
        // All of a server's tools: the server alone where that is how it is said.
        "*" if pattern.starts_with('@') => return Some(format!("@{server}")),
        "*" if pattern.starts_with("mcp__") => return Some(format!("mcp__{server}")),
        tool => tool,
    };
    Some(pattern.replace("{server}", server).replace("{tool}", whole))
}

fn list(style: ToolStyle, names: &[String]) -> Value {
    let separated = |by: &str| Value::Text(names.join(by));
    let plain = || Value::List(names.iter().cloned().map(Value::Text).collect());
    match style {
        // None at all is not the same as nothing said.
        ToolStyle::Commas | ToolStyle::Blanks if names.is_empty() => Value::List(Vec::new()),
        ToolStyle::Commas => separated(", "),
        ToolStyle::Blanks if names.iter().any(|name| name.contains(' ')) => separated(", "),
        ToolStyle::Blanks => separated(" "),
        ToolStyle::Flags => {
            let rest = std::iter::once(("*".to_owned(), Value::Bool(false)));
            Value::Map(rest.chain(names.iter().map(|name| (name.clone(), Value::Bool(true)))).collect())
        }
        _ => plain(),
    }
}

fn texts(names: &[&str]) -> Value {
    Value::List(names.iter().map(|name| Value::Text((*name).to_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Syntax, Written};
    use crate::write::Named;

    const CLAUDE: &[(&str, &[&str])] =
        &[("Read", &["read"]), ("Grep", &["grep"]), ("Edit", &["edit"]), ("Write", &["write"]), ("Bash", &["shell"])];
    const BROAD: &[(&str, &[&str])] =
        &[("look", &["read", "grep", "glob"]), ("change", &["edit", "write"]), ("run", &["shell", "delegate"])];

    fn profile(style: ToolStyle, tools: &'static [(&'static str, &'static [&'static str])]) -> Profile {
        let written = Written { tools: style, server_tool: Some("mcp__{server}__{tool}"), ..Written::BLANK };
        let fields = &[("tools", "tools"), ("deny", "disallowed-tools")];
        Profile {
            title: "Sheets",
            fields,
            tools,
            omitted_tools: OmittedTools::All,
            written: Some(written),
            ..Profile::BLANK
        }
    }

    fn field(name: &str, tools: &[&str]) -> Field {
        Field { name: name.into(), key: name.into(), value: texts(tools), as_written: None, span: None }
    }

    fn told(fields: &[Field], to: &Profile) -> (String, Vec<&'static str>) {
        let from = &profile(ToolStyle::Commas, CLAUDE);
        let spelled = spelled(&Manuscript {
            name: "",
            fields,
            prompt: "",
            from,
            to,
            syntax: Syntax::FrontMatter,
            named: Named::InPlace,
        });
        let entries: Vec<String> =
            spelled.entries.iter().map(|(key, value)| format!("{key}={}", value.plain())).collect();
        (entries.join("; "), spelled.notes.iter().map(|note| note.code.id).collect())
    }

    #[test]
    fn each_style_has_its_spelling() {
        let tools = [field("tools", &["read", "shell(git *)", "mcp:tide/now", "mcp:tide/*"])];
        let said = |style| told(&tools, &profile(style, CLAUDE)).0;
        assert_eq!(said(ToolStyle::Commas), "tools=Read, Bash(git *), mcp__tide__now, mcp__tide");
        assert_eq!(said(ToolStyle::Blanks), "tools=Read, Bash(git *), mcp__tide__now, mcp__tide");
        assert_eq!(
            told(&[field("tools", &["read", "grep"])], &profile(ToolStyle::Blanks, CLAUDE)).0,
            "tools=Read Grep"
        );
        assert_eq!(
            told(&[field("tools", &["read"])], &profile(ToolStyle::Flags, CLAUDE)).0,
            "tools=*: false, Read: true"
        );
    }

    #[test]
    fn nothing_is_granted_that_was_not() {
        let broad = profile(ToolStyle::List, BROAD);
        assert_eq!(told(&[field("tools", &["grep", "edit"])], &broad), ("tools=look, change".to_owned(), vec![]));
        assert_eq!(told(&[field("tools", &["shell"])], &broad), ("tools=".to_owned(), vec!["tool-not-held"]));
        assert_eq!(told(&[field("tools", &["shell", "delegate"])], &broad).0, "tools=run");
        assert_eq!(told(&[field("tools", &["shell(git *)"])], &broad).1, ["tool-not-held"]);
    }

    #[test]
    fn a_name_that_means_another_tool_there_is_not_carried() {
        let broad = profile(ToolStyle::List, BROAD);
        assert_eq!(
            told(&[field("tools", &["Look", "herons"])], &broad),
            ("tools=herons".into(), vec!["tool-not-held"])
        );
        let written = Written { server_tool: Some("{server}_{tool}"), tools: ToolStyle::List, ..Written::BLANK };
        let joined = Profile { written: Some(written), ..broad };
        assert_eq!(told(&[field("tools", &["mcp:lo/ok", "mcp:a/b"])], &joined).0, "tools=a_b");
    }

    #[test]
    fn a_format_without_a_list_is_closed_or_said_to_be_open() {
        let flag = profile(ToolStyle::ReadOnly("readonly"), &[]);
        assert_eq!(told(&[field("tools", &["read", "grep"])], &flag), ("readonly=true".to_owned(), vec![]));
        assert_eq!(told(&[field("tools", &["read", "shell"])], &flag).1, ["tools-not-limited"]);
        assert_eq!(told(&[], &flag), (String::new(), vec![]));
        let sandbox = profile(ToolStyle::Sandbox("mode", "closed"), &[]);
        assert_eq!(told(&[field("tools", &[])], &sandbox).0, "mode=closed");
        assert_eq!(told(&[field("tools", &["read"])], &profile(ToolStyle::Nowhere, &[])).1, ["tools-not-limited"]);
    }

    #[test]
    fn all_and_none_stay_what_they_are() {
        let closed = Profile { omitted_tools: OmittedTools::Nothing, ..profile(ToolStyle::List, BROAD) };
        assert_eq!(told(&[], &closed).0, "tools=*");
        assert_eq!(told(&[], &profile(ToolStyle::List, BROAD)).0, "");
        let groups = Profile { omitted_tools: OmittedTools::Nothing, ..profile(ToolStyle::Groups, BROAD) };
        assert_eq!(told(&[], &groups).0, "tools=look, change, run");
        assert_eq!(told(&[field("tools", &[])], &profile(ToolStyle::Commas, CLAUDE)).0, "tools=");
    }

    #[test]
    fn what_is_denied_stays_denied_or_is_told() {
        let denied = [field("disallowed-tools", &["write"])];
        assert_eq!(told(&denied, &profile(ToolStyle::List, BROAD)).0, "deny=change");
        let flags = Profile { fields: &[("tools", "tools")], ..profile(ToolStyle::Flags, BROAD) };
        assert_eq!(told(&denied, &flags).0, "tools=change: false");
        let none = Profile { fields: &[("tools", "tools")], ..profile(ToolStyle::List, BROAD) };
        assert_eq!(told(&denied, &none).1, ["tools-not-limited"]);
    }
}
