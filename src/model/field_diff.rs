//! How a field of two agents differs: by value, by member, by entry, and in what it lets each of them do.

use serde::Serialize;

use super::{profile::OmittedTools, value::Value};

/// What became of a field or of an entry of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum FieldChange {
    Same,
    Changed,
    Added,
    Removed,
}

/// A field of either agent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldDiff {
    /// The canonical name.
    pub field: String,
    /// What became of it from A to B.
    pub change: FieldChange,
    /// A's value.
    pub a: Option<Value>,
    /// B's value.
    pub b: Option<Value>,
    /// What the difference comes to; empty where the two are the same.
    #[serde(flatten)]
    pub detail: FieldDetail,
}

/// What the difference between two values of one field comes to.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct FieldDetail {
    /// Members of a set, as tools, that only A has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only_in_a: Vec<String>,
    /// Members of a set that only B has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only_in_b: Vec<String>,
    /// Entries of a nested mapping that differ, in A's order, then B's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<EntryDiff>,
    /// What B may do beside A, where the field says what an agent may do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub power: Option<Power>,
    /// What it means that one of the two has no list of tools.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<OmittedTools>,
    /// How heavy the models are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tiers: Option<Tiers>,
}

/// An entry of a nested mapping that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryDiff {
    /// The keys that lead to it, with dots between them; the place in a list is a number in brackets.
    pub path: String,
    /// What became of it.
    pub change: FieldChange,
    /// A's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<Value>,
    /// B's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<Value>,
}

/// What one agent may do beside another, by one field of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Power {
    /// All that the other may, and more.
    More,
    /// Some of what the other may, and nothing else.
    Less,
    /// Each something that the other may not, or nobody can tell.
    Other,
}

/// How heavy two models are in the lines of their vendors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Tiers {
    /// A's.
    pub a: Tier,
    /// B's.
    pub b: Tier,
}

/// How heavy a model is in its vendor's line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// The quick and cheap one.
    Light,
    /// The one between.
    Middle,
    /// The slow and able one.
    Heavy,
}
