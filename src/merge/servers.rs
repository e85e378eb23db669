//! MCP servers: of one id under which members start different commands, nobody may be given the other's.

use super::members::Member;
use crate::model::{AgentIx, Conflict, ConflictKind, Side, Value};

/// A privilege conflict for each id of a server in the field `name` that members start in different ways. The canonical has the
/// base's, as it has of the whole field.
pub(super) fn conflicts(members: &[Member<'_>], everybody: &[AgentIx], name: &str) -> Vec<Conflict> {
    let fields: Vec<Option<&Value>> =
        members.iter().map(|member| member.definition.field(name).map(|field| &field.value)).collect();
    let mut ids: Vec<&str> = fields.iter().flatten().flat_map(|value| ids(value)).collect();
    ids.sort_unstable();
    ids.dedup();
    let of_id = |id: &str| {
        let each: Vec<Option<&Value>> = fields.iter().map(|value| value.and_then(|value| server(value, id))).collect();
        let mut known = each.iter().flatten();
        let first = known.next()?;
        known.any(|other| other != first).then(|| Conflict {
            kind: ConflictKind::Privilege,
            what: format!("MCP server {id}"),
            sides: everybody.iter().filter_map(|agent| side(*agent, members, &each)).collect(),
            chosen: each[0].cloned(),
        })
    };
    if name == "mcp" { ids.into_iter().filter_map(of_id).collect() } else { Vec::new() }
}

/// Servers stand in a map by their ids, or in a list of such maps; in a list of names there is nothing to start.
fn ids(value: &Value) -> Vec<&str> {
    match value {
        Value::Map(entries) => entries.iter().map(|(id, _)| id.as_str()).collect(),
        Value::List(items) => items.iter().flat_map(ids).collect(),
        _ => Vec::new(),
    }
}

fn server<'v>(value: &'v Value, id: &str) -> Option<&'v Value> {
    match value {
        Value::Map(entries) => entries.iter().find(|(own, _)| own == id).map(|(_, server)| server),
        Value::List(items) => items.iter().find_map(|item| server(item, id)),
        _ => None,
    }
}

fn side(agent: AgentIx, members: &[Member<'_>], each: &[Option<&Value>]) -> Option<Side> {
    let member = members.iter().position(|member| member.copies.contains(&agent))?;
    each[member].map(|value| Side { agent, value: value.clone(), line: None })
}
