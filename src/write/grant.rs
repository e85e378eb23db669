//! What an agent may use, however its own format says so: a list, what is denied, a switch that forbids writing.

use super::Manuscript;
use crate::model::{Field, OmittedTools, ToolStyle, Value};

/// Tools that change nothing and run nothing.
pub(super) const HARMLESS: &[&str] = &["read", "grep", "glob", "web-fetch", "web-search", "todo"];

/// What an agent may use, by canonical names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grant {
    /// What it is given.
    pub(super) given: Given,
    /// What is taken from it all the same: whole tools and, with an argument, some of their uses.
    pub(super) denied: Vec<String>,
}

/// What an agent is given.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Given {
    /// Everything that the session may.
    Everything,
    /// Nothing is said; nothing more than the session has.
    Unsaid,
    /// These.
    Only(Vec<String>),
}

impl Grant {
    pub(super) fn of(manuscript: &Manuscript<'_>) -> Self {
        let mut out = Self { given: given(manuscript), denied: denied(manuscript) };
        if read_only(manuscript).is_some() {
            out.given = Given::Only(match out.given {
                Given::Only(tools) => tools.into_iter().filter(|tool| HARMLESS.contains(&base(tool))).collect(),
                _ => HARMLESS.iter().map(|tool| (*tool).to_owned()).collect(),
            });
        }
        if let Given::Only(tools) = &mut out.given {
            // What is denied whole is not given; what is not given need not be denied, where the list is a limit.
            tools.retain(|tool| !out.denied.iter().any(|denied| takes(denied, tool)));
            if manuscript.to.omitted_tools != OmittedTools::NoGrant {
                out.denied.retain(|denied| tools.iter().any(|tool| base(tool) == base(denied)));
            }
        }
        out
    }

    /// Takes `tool` away whole.
    pub(super) fn withdraw(&mut self, tool: &str) {
        if let Given::Only(tools) = &mut self.given {
            tools.retain(|own| base(own) != base(tool));
        }
    }
}

/// The field that forbids the agent to change anything.
pub(super) fn read_only<'m>(manuscript: &Manuscript<'m>) -> Option<&'m Field> {
    let style = manuscript.from.written.map_or(ToolStyle::Nowhere, |written| written.tools);
    manuscript.fields.iter().find(|field| match (&field.value, style) {
        (Value::Bool(true), ToolStyle::ReadOnly(key)) => field.key == key,
        (Value::Text(text), ToolStyle::Sandbox(key, closed)) => field.key == key && text == closed,
        // Claude Code's way of working that only plans.
        (Value::Text(text), _) => field.name == "permission" && text == "plan",
        _ => false,
    })
}

fn given(manuscript: &Manuscript<'_>) -> Given {
    let field = manuscript.fields.iter().find(|field| field.name == "tools");
    match (field.map(|field| &field.value), manuscript.from.omitted_tools) {
        (Some(Value::List(tools)), _) => {
            let tools: Vec<String> = tools.iter().map(Value::plain).collect();
            if tools.iter().any(|tool| tool == "*") { Given::Everything } else { Given::Only(tools) }
        }
        (_, OmittedTools::All) => Given::Everything,
        (_, OmittedTools::Nothing) => Given::Only(Vec::new()),
        (_, OmittedTools::NoGrant | OmittedTools::Unsaid) => Given::Unsaid,
    }
}

fn denied(manuscript: &Manuscript<'_>) -> Vec<String> {
    let field = manuscript.fields.iter().find(|field| field.name == "disallowed-tools");
    match field.map(|field| &field.value) {
        Some(Value::List(tools)) => tools.iter().map(Value::plain).collect(),
        _ => Vec::new(),
    }
}

/// The tool without its argument.
pub(super) fn base(tool: &str) -> &str {
    tool.split_once('(').map_or(tool, |(base, _)| base)
}

/// Whether denying `denied` takes all of `tool` away.
pub(super) fn takes(denied: &str, tool: &str) -> bool {
    let group = |denied: &str| denied.strip_suffix('*').is_some_and(|group| tool.starts_with(group));
    denied == tool || denied == base(tool) || denied == "*" || (denied.starts_with("mcp:") && group(mcp_group(denied)))
}

/// `mcp:*/*`, every tool of every server, as the beginning that they have in common.
fn mcp_group(denied: &str) -> &str {
    if denied == "mcp:*/*" { "mcp:*" } else { denied }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_takes_what_it_names() {
        assert!(takes("shell", "shell") && takes("shell", "shell(git *)") && takes("*", "read"));
        assert!(takes("mcp:tide/*", "mcp:tide/now") && takes("mcp:*/*", "mcp:tide/now"));
        assert!(!takes("shell(rm *)", "shell") && !takes("mcp:tide/*", "mcp:moss/now") && !takes("read", "shell"));
    }
}
