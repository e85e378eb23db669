//! One agent made of several, with where each line comes from.

use serde::Serialize;

use super::{
    finding::Note,
    ids::{AgentIx, StatementIx},
    source::FormatName,
    value::Value,
};

/// A line of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SourceLine {
    /// Which member.
    pub agent: AgentIx,
    /// Which of its statements.
    pub statement: StatementIx,
    /// The line of its file on which the wording begins.
    pub line: u32,
}

/// A statement of the canonical.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MergedStatement {
    /// Its wording, word for word as in the first source.
    pub text: String,
    /// The line of the canonical on which it begins, from 1.
    pub line: u32,
    /// Who says it: first the one whose words are used.
    pub sources: Vec<SourceLine>,
    /// How many members say it, copies of one another counted each.
    pub support: u32,
    /// The rule of the merge that chose these words: `unanimous`, `covered-by`, `base` …
    pub rule: &'static str,
}

/// Why a statement was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// The canonical says the same.
    SameAs,
    /// A statement of the canonical says all of it and more.
    CoveredBy,
    /// A statement of the canonical says it in another language.
    TranslationOf,
    /// Fewer members say it than were asked for.
    BelowSupport,
    /// The common ancestor had it and it was changed on purpose.
    Superseded,
    /// It contradicts what the canonical says; both stand in the conflicts.
    Conflict,
}

/// A statement of a member that the canonical does not hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Omission {
    /// Its wording.
    pub text: String,
    /// Where it stands.
    pub source: SourceLine,
    /// The line of the canonical that stands for it, where one does.
    pub by: Option<u32>,
    /// Why.
    pub reason: Fate,
}

/// What kind of thing members disagree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ConflictKind {
    /// A field with different values.
    Field,
    /// Instructions that contradict each other.
    Instruction,
    /// Tools, model, permissions, hooks: what the agent may do.
    Privilege,
}

/// One member's side of a conflict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// Which member.
    pub agent: AgentIx,
    /// What it says; null where it leaves the field out.
    pub value: Value,
    /// The line of its file, for instructions.
    pub line: Option<u32>,
}

/// What members disagree on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conflict {
    /// What kind of thing.
    pub kind: ConflictKind,
    /// The field's canonical name, or what the instructions are about ("language", "10 years / 15 years").
    pub what: String,
    /// Each member's side, in the order of the members.
    pub sides: Vec<Side>,
    /// What the canonical holds; null where neither was taken.
    pub chosen: Option<Value>,
}

impl Conflict {
    /// What somebody can decide for: each side once, by its words; and where only one thing is said and was not taken, that it
    /// stays out.
    #[must_use]
    pub fn options(&self) -> Vec<&Value> {
        let mut out: Vec<&Value> = Vec::new();
        for side in &self.sides {
            if !out.iter().any(|known| says_the_same(known, &side.value)) {
                out.push(&side.value);
            }
        }
        if self.chosen.is_none() && matches!(out[..], [only] if *only != Value::Null) {
            out.push(&Value::Null);
        }
        out
    }
}

/// A person's decision on one conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What the conflict is about, as it is listed.
    pub about: String,
    /// The sides to keep, in their words; for a field the one value. An empty one keeps the side that says nothing.
    pub take: Vec<String>,
    /// Where several conflicts are about this: a side of the one that is meant, in its words.
    pub of: Option<String>,
}

impl Choice {
    /// Whether it is on a conflict about this, and takes these words, however they are broken into lines.
    #[must_use]
    pub fn takes(&self, about: &str, words: &str) -> bool {
        self.about == about && self.take.iter().any(|taken| in_the_same_words(taken, words))
    }

    /// Whether it means a conflict about this between these sides.
    #[must_use]
    pub fn means<'w>(&self, about: &str, sides: impl IntoIterator<Item = &'w str>) -> bool {
        let named = |of: &String| sides.into_iter().any(|side| in_the_same_words(of, side));
        self.about == about && self.of.as_ref().is_none_or(named)
    }

    /// What it takes of a conflict, each once; none where it means another conflict.
    #[must_use]
    pub fn sides<'c>(&self, conflict: &'c Conflict) -> Vec<&'c Value> {
        let told: Vec<String> = conflict.sides.iter().map(|side| side.value.told()).collect();
        if !self.means(&conflict.what, told.iter().map(String::as_str)) {
            return Vec::new();
        }
        conflict.options().into_iter().filter(|value| self.takes(&conflict.what, &value.told())).collect()
    }

    /// Whether it takes this side of a conflict.
    #[must_use]
    pub fn takes_side(&self, conflict: &Conflict, side: &Side) -> bool {
        self.sides(conflict).iter().any(|taken| says_the_same(taken, &side.value))
    }

    /// Whether the canonical holds what it takes of a conflict.
    #[must_use]
    pub fn settles(&self, conflict: &Conflict) -> bool {
        let chosen = conflict.chosen.as_ref().unwrap_or(&Value::Null);
        self.sides(conflict).iter().any(|side| says_the_same(side, chosen))
    }
}

fn says_the_same(one: &Value, other: &Value) -> bool {
    in_the_same_words(&one.told(), &other.told())
}

fn in_the_same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// A field of the canonical that is not as the base has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Amendment {
    /// The key that it has in the base's file, or would have.
    pub key: String,
    /// What it holds, as it is written; `None` where the field goes.
    pub value: Option<Value>,
}

/// The suggested canonical of a family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proposal {
    /// The member whose order and voice it keeps.
    pub base: AgentIx,
    /// Why that one, in a clause.
    pub base_because: String,
    /// Every member given, sorted.
    pub members: Vec<AgentIx>,
    /// The format it is written in.
    pub format: FormatName,
    /// Where a file of the format lies in a project, where it was written in another shape than the base's.
    pub file: Option<String>,
    /// The file, whole, with the line ends of the base.
    pub text: String,
    /// Whether it is the base's file as it lies, to the byte: then the base's own bytes are what to write.
    pub untouched: bool,
    /// Its fields that are not as the base has them.
    #[serde(skip)]
    pub amended: Vec<Amendment>,
    /// Its statements in order.
    pub statements: Vec<MergedStatement>,
    /// What members disagree on: privileges, then fields, then instructions.
    pub conflicts: Vec<Conflict>,
    /// What was left out, in the order of members and lines.
    pub omitted: Vec<Omission>,
    /// What there was to say.
    pub notes: Vec<Note>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conflict(values: &[Value], chosen: Option<Value>) -> Conflict {
        let side = |value: &Value| Side { agent: AgentIx::new(0), value: value.clone(), line: None };
        let sides = values.iter().map(side).collect();
        Conflict { kind: ConflictKind::Privilege, what: "tools".to_owned(), sides, chosen }
    }

    fn taking(words: &str) -> Choice {
        Choice { about: "tools".to_owned(), take: vec![words.to_owned()], of: None }
    }

    #[test]
    fn an_empty_list_is_a_side_of_its_own() {
        let none = Value::List(Vec::new());
        let open = conflict(&[none.clone(), Value::Null], Some(none.clone()));
        assert_eq!(taking("").sides(&open), [&Value::Null]);
        assert_eq!(taking("(an empty list)").sides(&open), [&none]);
        assert_eq!((taking("(an empty list)").settles(&open), taking("").settles(&open)), (true, false));
    }

    #[test]
    fn one_thing_written_in_two_ways_is_one_side() {
        let read = || Value::Text("read".to_owned());
        let open = conflict(&[read(), Value::List(vec![read()]), Value::Null], None);
        assert_eq!((open.options().len(), taking("read").sides(&open).len()), (2, 1));
        assert!(open.sides[..2].iter().all(|side| taking("read").takes_side(&open, side)));
    }

    #[test]
    fn what_only_one_says_may_stay_out() {
        let lonely = conflict(&[Value::Text("a lead:".to_owned())], None);
        assert_eq!(taking("").sides(&lonely), [&Value::Null]);
        assert!(taking("").settles(&lonely) && !taking("a lead:").settles(&lonely));
    }
}
