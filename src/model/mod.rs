//! What flows between the stages: data and invariants only, nothing that acts.
//!
//! Every type here can be printed and compared without running anything; a type that only one stage needs lives with
//! that stage instead.

mod agent;
mod analysis;
mod commonness;
mod comparison;
mod diff;
mod family;
mod finding;
mod ids;
mod ledger;
mod leniency;
mod merge;
mod pair;
mod precedence;
mod privilege;
mod profile;
mod refusals;
mod routing;
mod score;
mod section;
mod source;
mod span;
mod value;
mod yaml;

pub use agent::{Agent, Corpus, Definition, Field, Sketch, Term};
pub use analysis::{Analysis, Collision, Kin, Ruling, Summary};
pub use commonness::{Commonness, upper};
pub use comparison::{Comparison, Comparisons, Containment, Ground, Relation, SignalScore};
pub use diff::{AgentDiff, Change, FieldChange, FieldDiff, SectionChange, SectionDiff, Standing, StatementDiff};
pub use family::{Families, Family, Lineage};
pub use finding::{Finding, FindingCode, Note, Severity};
pub use ids::{AgentIx, Digest, SectionIx, StatementIx};
pub use ledger::{Ledger, LedgerLine, LineFate};
pub use leniency::{Leniency, Mends};
pub use merge::{Conflict, ConflictKind, Decision, Fate, MergedStatement, Omission, Proposal, Side, SourceLine};
pub use pair::{Candidate, Pair, Shortlist, Why};
pub use precedence::{Level, Nested, Over, Peers, Precedence, Reach, Spelling};
pub use privilege::{is_canonical_tool, is_of_one_power, is_privilege};
pub use profile::{
    Applies, Data, Fixed, Identity, Inherit, Names, OmittedTools, Profile, Seats, Syntax, ToolStyle, UnknownKeys,
    Written,
};
pub use refusals::{NameRule, Refusals};
pub use routing::{Budget, Routes, Routing, RoutingCost, RoutingOverlap};
pub use score::Score;
pub use section::{Marker, Section, SectionKind, Statement, StatementKind};
pub use source::{Beside, FormatName, Origin, RawAgent, RawField, SourceFile};
pub use span::{LineRange, Lines, Span};
pub use value::Value;
pub use yaml::Prose;
