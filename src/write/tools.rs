//! What an agent may use, as another harness spells it: never more than it may use already.

use super::{
    Manuscript,
    grant::{Given, Grant, HARMLESS, base, read_only},
};
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

/// A limit that is said in another way.
pub(super) const LIMIT_TRANSLATED: FindingCode = FindingCode {
    id: "limit-translated",
    severity: Severity::Info,
    meaning: "The agent is limited in a way that the format that was written does not know. The limit was said as a list of \
              tools, or by leaving a tool out whole: never wider than it was.",
    cure: "Look at the tools that were written, and add those that the agent may have after all.",
};

/// What the file gets.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Spelled {
    pub(super) entries: Vec<(String, Value)>,
    pub(super) notes: Vec<Note>,
}

/// The tools of the manuscript, granted and denied.
pub(super) fn spelled(manuscript: &Manuscript<'_>) -> Spelled {
    let mut out = Spelled::default();
    let mut grant = Grant::of(manuscript);
    out.translated(manuscript, &grant);
    let unheld = out.denied(manuscript, &grant);
    if !unheld.is_empty() {
        out.withdraw(manuscript, &mut grant, &unheld);
    }
    match &grant.given {
        Given::Everything => out.everything(manuscript.to),
        Given::Unsaid => out.least(manuscript.to),
        Given::Only(tools) => out.only(manuscript, tools),
    }
    out
}

/// Whether the tools of these MCP servers would be open to an agent that may not use all of them: in a format without a tool
/// list whoever has a server has its tools.
pub(super) fn opens(manuscript: &Manuscript<'_>, servers: &Value) -> bool {
    let listed = !matches!(style(manuscript.to), ToolStyle::Sandbox(..) | ToolStyle::ReadOnly(_) | ToolStyle::Nowhere);
    match (Grant::of(manuscript).given, servers) {
        (Given::Only(tools), Value::Map(servers)) if !listed => {
            !servers.iter().all(|(server, _)| tools.contains(&format!("mcp:{server}/*")))
        }
        _ => false,
    }
}

/// Whether the format has any way to say what an agent may use.
pub(super) fn says_limits(to: &Profile) -> bool {
    style(to) != ToolStyle::Nowhere
}

fn style(of: &Profile) -> ToolStyle {
    of.written.map_or(ToolStyle::Nowhere, |written| written.tools)
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
    fn everything(&mut self, to: &Profile) {
        if to.omitted_tools != OmittedTools::Nothing {
            return;
        }
        match style(to) {
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
    fn least(&mut self, to: &Profile) {
        if style(to) == ToolStyle::Groups {
            self.put(to, texts(&["read"]));
        }
    }

    fn only(&mut self, manuscript: &Manuscript<'_>, tools: &[String]) {
        let to = manuscript.to;
        match style(to) {
            ToolStyle::ReadOnly(key) if tools.iter().all(|tool| HARMLESS.contains(&tool.as_str())) => {
                self.entries.push((key.to_owned(), Value::Bool(true)));
                self.reads(manuscript, key, tools);
            }
            ToolStyle::Sandbox(key, closed) if tools.iter().all(|tool| HARMLESS.contains(&tool.as_str())) => {
                self.entries.push((key.to_owned(), Value::Text(closed.to_owned())));
                self.reads(manuscript, key, tools);
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
                if to.omitted_tools == OmittedTools::NoGrant && manuscript.from.omitted_tools != OmittedTools::NoGrant {
                    let message =
                        format!("the tool list limits nothing there: {} take it as what needs no asking", to.title);
                    self.notes.push(Note::new(&TOOLS_NOT_LIMITED, message));
                }
            }
        }
    }

    /// Tells of tools that only read, and that a switch which forbids writing gives though the list did not.
    fn reads(&mut self, manuscript: &Manuscript<'_>, key: &str, tools: &[String]) {
        let more: Vec<&str> = HARMLESS.iter().copied().filter(|own| !tools.iter().any(|tool| tool == own)).collect();
        if !more.is_empty() && read_only(manuscript).is_none() {
            let list = if tools.is_empty() { "none".to_owned() } else { tools.join(", ") };
            let message = format!(
                "the tool list ({list}) is said by `{key}`: whatever only reads is open there, {} too",
                more.join(", ")
            );
            self.notes.push(Note::new(&LIMIT_TRANSLATED, message));
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

    /// Tells what becomes of a switch that forbids writing.
    fn translated(&mut self, manuscript: &Manuscript<'_>, grant: &Grant) {
        let (Some(field), Given::Only(tools)) = (read_only(manuscript), &grant.given) else { return };
        let how = match style(manuscript.to) {
            ToolStyle::Sandbox(key, _) | ToolStyle::ReadOnly(key) => format!("by `{key}`"),
            ToolStyle::Nowhere => return,
            _ => format!("as the tools {}", tools.join(", ")),
        };
        let message = format!("`{}` ({}) is said {how}", field.key, field.value.plain());
        self.notes.push(Note::new(&LIMIT_TRANSLATED, message));
    }

    /// Says what is denied under the format's own key, and gives back what it cannot say.
    fn denied(&mut self, manuscript: &Manuscript<'_>, grant: &Grant) -> Vec<String> {
        let to = manuscript.to;
        let (mut names, mut unheld) = (Vec::new(), Vec::new());
        for tool in &grant.denied {
            match denial(manuscript, tool) {
                spelled if spelled.is_empty() => unheld.push(tool.clone()),
                spelled => names.extend(spelled.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>()),
            }
        }
        match (to.key("disallowed-tools"), style(to)) {
            _ if names.is_empty() => return grant.denied.clone(),
            (Some(key), _) => self.entries.push((key.to_owned(), list(ToolStyle::List, &names))),
            (None, ToolStyle::Flags) if !matches!(grant.given, Given::Only(_)) => {
                let denies = |tool: &str| grant.denied.iter().any(|denied| denied == tool);
                if denies("edit") != denies("write") {
                    let message = "editing and writing are one permission there: either denied, both are";
                    self.notes.push(Note::new(&LIMIT_TRANSLATED, message));
                }
                self.put(to, Value::Map(names.into_iter().map(|name| (name, Value::Bool(false))).collect()));
            }
            _ => return grant.denied.clone(),
        }
        unheld
    }

    /// Takes away whole what is denied and cannot be said to be: out of the list, or by a list of all the others.
    fn withdraw(&mut self, manuscript: &Manuscript<'_>, grant: &mut Grant, unheld: &[String]) {
        let to = manuscript.to;
        let limits = to.omitted_tools != OmittedTools::NoGrant;
        let listed =
            limits && matches!(style(to), ToolStyle::Commas | ToolStyle::Blanks | ToolStyle::List | ToolStyle::Groups);
        let denied = unheld.join(", ");
        if limits && matches!(grant.given, Given::Only(_)) {
            for tool in unheld {
                grant.withdraw(tool);
            }
            let message =
                format!("some uses are denied ({denied}), which cannot be said there: the tools were left out whole");
            self.notes.push(Note::new(&LIMIT_TRANSLATED, message));
        } else if listed && !to.tools.is_empty() && self.entries.is_empty() {
            grant.given = Given::Only(all_but(to, unheld));
            let message = format!("what is denied ({denied}) is said as the list of the other tools");
            self.notes.push(Note::new(&LIMIT_TRANSLATED, message));
        } else if switch_forbids(to, unheld) {
            grant.given = Given::Only(HARMLESS.iter().map(|tool| (*tool).to_owned()).collect());
            let message = format!("what is denied ({denied}) is said by the switch that forbids writing");
            self.notes.push(Note::new(&LIMIT_TRANSLATED, message));
        } else {
            let message = format!("the tools denied ({denied}) are not denied there: {} cannot say so", to.title);
            self.notes.push(Note::new(&TOOLS_NOT_LIMITED, message));
        }
    }
}

/// The names under which the format denies a canonical tool; none where it cannot. To deny more than was denied harms nobody:
/// any tool that grants it is named.
fn denial(manuscript: &Manuscript<'_>, tool: &str) -> Vec<String> {
    let to = manuscript.to;
    if let Some(path) = tool.strip_prefix("mcp:") {
        return server_tool(manuscript, path).filter(|_| !path.starts_with('*')).into_iter().collect();
    }
    let granting = to.tools.iter().filter(|(name, grants)| !name.ends_with('*') && grants.contains(&base(tool)));
    let argument = tool.strip_prefix(base(tool)).unwrap_or_default();
    let argument = if limits(to) && limits(manuscript.from) { argument } else { "" };
    granting.map(|(name, _)| format!("{name}{argument}")).collect()
}

/// Every tool of the format but those that grant what is denied.
fn all_but(to: &Profile, denied: &[String]) -> Vec<String> {
    let is_denied = |tool: &str| denied.iter().any(|denied| base(denied) == tool || denied == "*");
    let mut out: Vec<String> = Vec::new();
    for (_, grants) in to.tools {
        let fresh = grants.iter().filter(|_| !grants.iter().any(|tool| is_denied(tool)));
        out.extend(
            fresh.filter(|tool| !out.iter().any(|own| own == *tool)).map(|tool| (*tool).to_owned()).collect::<Vec<_>>(),
        );
    }
    out.retain(|tool| !is_denied(tool));
    out
}

/// Whether the format's switch that forbids writing is what the denial of writing and running asks for.
fn switch_forbids(to: &Profile, denied: &[String]) -> bool {
    let is_denied = |tool: &str| denied.iter().any(|denied| denied == tool || denied == "*");
    matches!(style(to), ToolStyle::Sandbox(..) | ToolStyle::ReadOnly(_))
        && is_denied("shell")
        && (is_denied("edit") || is_denied("write"))
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
        let some = told(&[field("tools", &["read", "grep"])], &flag);
        assert_eq!(some, ("readonly=true".to_owned(), vec!["limit-translated"]), "what else only reads is open too");
        assert_eq!(told(&[field("tools", HARMLESS)], &flag).1, Vec::<&str>::new());
        assert_eq!(told(&[field("tools", &["read", "shell"])], &flag).1, ["tools-not-limited"]);
        assert_eq!(told(&[], &flag), (String::new(), vec![]));
        let sandbox = profile(ToolStyle::Sandbox("mode", "closed"), &[]);
        assert_eq!(told(&[field("tools", &[])], &sandbox), ("mode=closed".to_owned(), vec!["limit-translated"]));
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
        let keyless = |style| Profile { fields: &[("tools", "tools")], ..profile(style, BROAD) };
        assert_eq!(
            told(&denied, &keyless(ToolStyle::List)),
            ("tools=look, run".to_owned(), vec!["limit-translated"]),
            "as the list of the others"
        );
        assert_eq!(told(&denied, &keyless(ToolStyle::Nowhere)).1, ["tools-not-limited"]);
        let both = [field("disallowed-tools", &["write", "shell"])];
        assert_eq!(told(&both, &keyless(ToolStyle::ReadOnly("closed"))).0, "closed=true");
    }

    #[test]
    fn a_tool_that_is_listed_and_denied_is_not_granted() {
        let keyless = Profile { fields: &[("tools", "tools")], ..profile(ToolStyle::List, BROAD) };
        let fields = [field("tools", &["read", "edit"]), field("disallowed-tools", &["edit", "mcp:*/*"])];
        assert_eq!(told(&fields, &keyless), ("tools=look".to_owned(), vec![]));
        let fields = [field("tools", &["read", "edit"]), field("disallowed-tools", &["edit(*.rs)"])];
        assert_eq!(told(&fields, &keyless), ("tools=look".to_owned(), vec!["limit-translated"]), "whole, not in part");
        let claude = profile(ToolStyle::Commas, CLAUDE);
        let fields = [field("tools", &["shell"]), field("disallowed-tools", &["shell(rm *)"])];
        assert_eq!(told(&fields, &claude).0, "deny=Bash(rm *); tools=Bash");
    }

    #[test]
    fn a_switch_that_forbids_writing_is_carried() {
        let mut planned = field("permission", &[]);
        planned.value = Value::Text("plan".to_owned());
        let fields = [field("tools", &["read", "shell"]), planned.clone()];
        let list = profile(ToolStyle::List, CLAUDE);
        assert_eq!(told(&fields, &list), ("tools=Read".to_owned(), vec!["limit-translated"]));
        assert_eq!(told(&fields, &profile(ToolStyle::ReadOnly("closed"), &[])).0, "closed=true");
        assert_eq!(told(&[planned], &list).0, "tools=Read, Grep");
    }
}
