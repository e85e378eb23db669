//! What the canonical's fields hold: the base's; of the others only what grants nothing: sets are joined, of descriptions the
//! fullest is taken, and anything else where all who have it agree.

use super::{descriptions, inherited, members::Member, servers, sets};
use crate::{
    model::{AgentIx, Choice, Conflict, ConflictKind, Definition, Field, Profile, Side, Value, is_privilege},
    text::words::fold,
};

/// What becomes of the fields.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// What the base's fields get in addition, or in place of their own: key and value.
    pub(super) added: Vec<(String, Value)>,
    /// Keys that the base's fields lose: a member deleted them on purpose, or it was decided.
    pub(super) removed: Vec<String>,
    /// Names of fields that are as one member changed them, and no other touched.
    pub(super) inherited: Vec<String>,
    /// Privileges first, then the rest, each in the order of the fields.
    pub(super) conflicts: Vec<Conflict>,
}

/// How many members must have a field of their own accord for it to be added.
#[derive(Debug, Clone, Copy)]
pub(super) struct Support(pub(super) usize);

/// By what the fields are settled.
pub(super) struct Terms<'t> {
    /// The base's format.
    pub(super) profile: &'t Profile,
    pub(super) support: Support,
    /// What all members come from.
    pub(super) ancestor: Option<&'t Definition>,
    /// What was decided about conflicts.
    pub(super) decisions: &'t [Choice],
}

/// Holds the members' fields against each other.
pub(super) fn settle(members: &[Member<'_>], everybody: &[AgentIx], terms: &Terms<'_>) -> Fields {
    let mut out = Fields::default();
    for name in names(members) {
        let stand = Stand { name: &name, members, profile: terms.profile };
        let inherited = inherited::verdict(&stand, terms.ancestor);
        if matches!(inherited, Some(Verdict::Add(..) | Verdict::Remove(_))) && stand.can_change() {
            out.inherited.push(name.clone());
        }
        match inherited.unwrap_or_else(|| stand.verdict(terms.support)) {
            // What the base's file cannot be given stays open.
            Verdict::Add(..) | Verdict::Remove(_) if !stand.can_change() => {
                stand.disagree(stand.of(0).map(written), everybody, terms, &mut out);
            }
            Verdict::Settled => {}
            Verdict::Add(key, value) => out.added.push((key, value)),
            Verdict::Remove(key) => out.removed.push(key),
            Verdict::Conflict(chosen) => stand.disagree(chosen, everybody, terms, &mut out),
        }
    }
    out.conflicts.sort_by_key(|conflict| conflict.kind != ConflictKind::Privilege);
    out
}

/// The names of all fields, the base's first.
fn names(members: &[Member<'_>]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for field in members.iter().flat_map(|member| &member.definition.fields) {
        if !out.contains(&field.name) {
            out.push(field.name.clone());
        }
    }
    out
}

pub(super) enum Verdict {
    /// Nobody disagrees.
    Settled,
    /// Under this key, with this value.
    Add(String, Value),
    /// This key of the base goes.
    Remove(String),
    /// They disagree; this is what the canonical holds.
    Conflict(Option<Value>),
}

/// One field across the members.
pub(super) struct Stand<'s, 'r> {
    pub(super) name: &'s str,
    pub(super) members: &'s [Member<'r>],
    pub(super) profile: &'s Profile,
}

impl Stand<'_, '_> {
    /// Whether the canonical's fields can be other than the base's: they stand in front matter, which is written anew, or in a
    /// file of data. A text without front matter would be read as another format with some.
    pub(super) fn can_change(&self) -> bool {
        let base = self.members[0].definition;
        !base.syntax.is_markdown() || base.front.is_some() && !base.fields.is_empty()
    }

    /// Notes what they disagree on, and what the canonical holds: what a person decided for, else the fullest description,
    /// else `chosen`.
    fn disagree(&self, chosen: Option<Value>, everybody: &[AgentIx], terms: &Terms<'_>, out: &mut Fields) {
        if let Some(decided) = self.decided(terms.decisions) {
            let held = match decided {
                Verdict::Add(key, value) => {
                    out.added.push((key, value.clone()));
                    Some(value)
                }
                Verdict::Remove(key) => {
                    out.removed.push(key);
                    None
                }
                // The base's own stays as it is written.
                Verdict::Conflict(own) => own,
                Verdict::Settled => None,
            };
            out.conflicts.push(self.conflict(everybody, held));
            return;
        }
        if let Some(key) = self.asks_nobody() {
            out.removed.push(key);
            out.conflicts.push(self.conflict(everybody, None));
            return;
        }
        let fuller = descriptions::fullest(self, terms.support).filter(|_| terms.ancestor.is_none());
        let filled = || self.fills_gap(chosen.as_ref()).zip(chosen.clone());
        let put = fuller.or_else(filled);
        let holds = put.as_ref().map(|(_, value)| value.clone()).or(chosen);
        out.added.extend(put);
        out.conflicts.push(self.conflict(everybody, holds));
        out.conflicts.extend(servers::conflicts(self.members, everybody, self.name));
    }

    fn verdict(&self, support: Support) -> Verdict {
        let base = self.of(0);
        let others: Vec<&Field> = (1..self.members.len()).filter_map(|at| self.of(at)).collect();
        let agree = |value: &Value| others.iter().all(|other| means_the_same(&other.value, value));
        if is_privilege(self.name) {
            let everyone = others.len() + 1 == self.members.len() || others.is_empty() && base.is_none();
            let same = base.is_some_and(|field| agree(&field.value)) && everyone;
            return if same { Verdict::Settled } else { Verdict::Conflict(base.map(written)) };
        }
        match base.filter(|field| !(self.name == "description" && field.value.plain().trim().is_empty())) {
            Some(field) if agree(&field.value) => Verdict::Settled,
            Some(_) if sets::is_set(self.name) => sets::joined(self, support),
            Some(field) => Verdict::Conflict(Some(written(field))),
            None => self.verdict_on_news(&others, support),
        }
    }

    /// On a field that the base lacks.
    fn verdict_on_news(&self, others: &[&Field], support: Support) -> Verdict {
        let Some(first) = others.first() else { return Verdict::Settled };
        let one_mind = others.iter().all(|other| means_the_same(&other.value, &first.value));
        let heads: usize =
            (1..self.members.len()).filter(|at| self.of(*at).is_some()).map(|at| self.members[at].copies.len()).sum();
        match self.key_for(first).filter(|_| heads >= support.0) {
            Some(_) if sets::is_set(self.name) && !one_mind => sets::joined(self, support),
            Some(key) if one_mind => Verdict::Add(key, written(first)),
            // A file without a description is not loaded at all: any is better than none.
            Some(_) if self.name == "description" => Verdict::Conflict(Some(written(first))),
            _ => Verdict::Conflict(None),
        }
    }

    /// The key of a mode of the base in which the harness asks nobody, and which another member does not have: it is no other's
    /// to give, and goes until somebody decides for it.
    fn asks_nobody(&self) -> Option<String> {
        let base = self.of(0).filter(|_| matches!(self.name, "permission" | "approval") && self.can_change())?;
        let mode = base.value.plain();
        ASKS_NOBODY.iter().any(|known| known.eq_ignore_ascii_case(mode.trim())).then(|| base.key.clone())
    }

    /// What a person decided for: the base's own value, another's, where a member of the base's format spells it so, or that the
    /// field goes.
    fn decided(&self, decisions: &[Choice]) -> Option<Verdict> {
        let taken = |value: &str| decisions.iter().any(|decision| decision.takes(self.name, value));
        let is_taken = |field: &&Field| taken(&written(field).told());
        if let Some(own) = self.of(0).filter(is_taken) {
            return Some(Verdict::Conflict(Some(written(own))));
        }
        if !self.can_change() {
            return None;
        }
        // What another harness grants is spelled in its way, and means something else or nothing in the base's file.
        let format = |at: usize| self.members[at].definition.format;
        let spelled = |at: &usize| format(*at) == format(0) || !is_privilege(self.name);
        if let Some(chosen) = (1..self.members.len()).filter(spelled).filter_map(|at| self.of(at)).find(is_taken) {
            return Some(Verdict::Add(self.own_key(chosen)?, written(chosen)));
        }
        let lacks = (0..self.members.len()).any(|at| self.of(at).is_none());
        let goes = lacks && taken("") && !inherited::is_needed(self.name);
        goes.then(|| self.of(0).map_or(Verdict::Settled, |base| Verdict::Remove(base.key.clone())))
    }

    /// The key under which the base's file has a field, or would have it.
    fn own_key(&self, field: &Field) -> Option<String> {
        let format = self.members[0].definition.format;
        let known = self.profile.fields.iter().find(|(_, name)| *name == self.name).map(|(key, _)| (*key).to_owned());
        let kin = || {
            let of_kin = self.members.iter().filter(|member| member.definition.format == format);
            of_kin.filter_map(|member| member.definition.field(self.name)).any(|own| own.key == field.key)
        };
        let base = self.of(0).map(|base| base.key.clone());
        base.or(known).or_else(|| kin().then(|| field.key.clone()))
    }

    /// The key under which the base's format can hold a field that the base lacks; `None` where it may not be added.
    pub(super) fn key_for(&self, field: &Field) -> Option<String> {
        let base = self.members[0].definition;
        let harmless = HARMLESS.contains(&self.name) && is_plain(&field.value) || self.name == "description";
        // A file without a name is told to be an agent, and of which format, by the few keys that it has.
        if !harmless || !self.can_change() || base.field("name").is_none() {
            return None;
        }
        let known = self.profile.fields.iter().find(|(_, name)| *name == self.name).map(|(key, _)| (*key).to_owned());
        let kin = self
            .members
            .iter()
            .skip(1)
            .any(|m| m.definition.format == base.format && m.definition.field(self.name).is_some());
        known.or_else(|| kin.then(|| field.key.clone()))
    }

    /// The key of an empty field of the base that the chosen value fills.
    fn fills_gap(&self, chosen: Option<&Value>) -> Option<String> {
        let first = (1..self.members.len()).find_map(|at| self.of(at))?;
        let empty = self.of(0).is_none() && self.name == "description" && chosen.is_some();
        self.key_for(first).filter(|_| empty)
    }

    pub(super) fn of(&self, member: usize) -> Option<&Field> {
        self.members[member].definition.field(self.name)
    }

    fn conflict(&self, everybody: &[AgentIx], chosen: Option<Value>) -> Conflict {
        let kind = if is_privilege(self.name) { ConflictKind::Privilege } else { ConflictKind::Field };
        let side = |agent: &AgentIx| {
            let member = self.members.iter().position(|member| member.copies.contains(agent));
            let value = member.and_then(|at| self.of(at)).map_or(Value::Null, written);
            Side { agent: *agent, value, line: None }
        };
        Conflict { kind, what: self.name.to_owned(), sides: everybody.iter().map(side).collect(), chosen }
    }
}

/// Whether a value is no more than words and numbers: what is nested deeper may be settings, and switch something on.
fn is_plain(value: &Value) -> bool {
    let holds_more = |value: &Value| matches!(value, Value::List(_) | Value::Map(_));
    match value {
        Value::Map(entries) => !entries.iter().any(|(_, value)| holds_more(value)),
        Value::List(items) => !items.iter().any(holds_more),
        _ => true,
    }
}

pub(super) fn written(field: &Field) -> Value {
    field.written().clone()
}

/// Whether two values mean the same: spaces, case of words and the order of plain lists aside.
pub(super) fn means_the_same(a: &Value, b: &Value) -> bool {
    let flat = |value: &Value| match value {
        Value::List(items) => {
            let mut items: Vec<String> = items.iter().map(|item| spaced(&item.plain())).collect();
            items.sort_unstable();
            items.dedup();
            items
        }
        value => vec![spaced(&value.plain())],
    };
    let both_empty = |empty: &Value, other: &Value| matches!(empty, Value::Null) == matches!(other, Value::Null);
    flat(a) == flat(b) && both_empty(a, b)
}

fn spaced(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Modes in which a harness does what it otherwise asks for.
const ASKS_NOBODY: &[&str] = &[
    "bypassPermissions",
    "acceptEdits",
    "dontAsk",
    "auto",
    "auto-edit",
    "auto_edit",
    "yolo",
    "never",
    "danger-full-access",
];

/// Fields that grant nothing and route nothing, by canonical name.
const HARMLESS: &[&str] = &[
    "color",
    "tags",
    "keywords",
    "version",
    "license",
    "author",
    "authors",
    "category",
    "subcategory",
    "emoji",
    "vibe",
    "title",
    "origin",
    "source",
    "homepage",
    "repository",
    "metadata",
    "compatibility",
    "argument-hint",
    "display-name",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_mean_the_same() {
        let list = |items: &[&str]| Value::List(items.iter().map(|s| Value::Text((*s).to_owned())).collect());
        let text = |s: &str| Value::Text(s.to_owned());
        assert!(means_the_same(&list(&["read", "edit"]), &list(&["edit", "read"])));
        assert!(means_the_same(&text("Keeps roses.\n"), &text("Keeps  roses.")));
        assert!(!means_the_same(&list(&[]), &Value::Null), "none at all is not left out");
        assert!(!means_the_same(&text("blue"), &text("green")));
    }
}
