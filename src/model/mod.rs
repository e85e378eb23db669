//! What flows between the stages: data and invariants only, nothing that acts.
//!
//! Every type here can be printed and compared without running anything; a type that only one stage needs lives with
//! that stage instead.

mod advice;
mod agent;
mod alert;
mod analysis;
mod baseline;
mod block;
mod commonness;
mod comparison;
mod core;
mod decision;
mod diff;
mod dossier;
mod family;
mod field_diff;
mod finding;
mod ids;
mod kinfolk;
mod ledger;
mod leniency;
mod lookup;
mod matrix;
mod merge;
mod pair;
mod pairs_shown;
mod plan;
mod precedence;
mod privilege;
mod profile;
mod prompt;
mod refusals;
mod roster;
mod routing;
mod score;
mod section;
mod shelf;
mod sketch;
mod source;
mod span;
mod value;
mod yaml;

pub use advice::{Advice, Deed};
pub use agent::{Agent, Arrival, Corpus, Definition, Field};
pub use alert::{ABOUT_BASELINE, ALONE, Against, Alert, Alerts, Bond, Circle, Stale};
pub use analysis::{Analysis, Collision, Kin, Ruling, Summary};
pub use baseline::{Baseline, KnownCircle, KnownFinding};
pub use block::{Block, BlockCopy, BlockKind};
pub use commonness::{Commonness, Scale, Users, upper};
pub use comparison::{Comparison, Comparisons, Containment, Ground, Kinship, Relation, SignalScore};
pub use core::{Core, CorePiece, CoreSection, CoreStatement, CoreTerm, CoreText};
pub use decision::{Decided, Decision, DecisionKind, Decisions};
pub use diff::{AgentDiff, Change, SectionChange, SectionDiff, Standing, StatementDiff};
pub use dossier::Dossier;
pub use family::{Families, Family, Lineage};
pub use field_diff::{EntryDiff, FieldChange, FieldDetail, FieldDiff, Power, Tier, Tiers};
pub use finding::{Finding, FindingCode, Note, Severity};
pub use ids::{AgentIx, Digest, SectionIx, StatementIx};
pub use kinfolk::Kinfolk;
pub use ledger::{Ledger, LedgerLine, LineFate};
pub use leniency::{Leniency, Mends};
pub use lookup::Lookup;
pub use matrix::{FieldPair, FieldRow, Has, Matrix, SectionCell, SectionRow, StatementCell, StatementRow};
pub use merge::{
    Amendment, Choice, Conflict, ConflictKind, Fate, MergedStatement, Omission, Proposal, Side, SourceLine,
};
pub use pair::{Candidate, Pair, Shortlist, Why};
pub(crate) use pairs_shown::BEST;
pub use pairs_shown::PairsShown;
pub use plan::{Mention, Outcome, Plan, Progress, Receipt, State, Step};
pub use precedence::{Level, Nested, Over, Peers, Precedence, Reach, Spelling};
pub use privilege::{is_canonical_tool, is_of_one_power, is_privilege};
pub use profile::{
    Applies, Data, Fixed, Identity, Inherit, Names, OmittedTools, Profile, Seats, Syntax, ToolStyle, UnknownKeys,
    Written,
};
pub use prompt::{Held, Prompt, Source};
pub use refusals::{NameRule, Refusals};
pub use roster::{RosterPair, Rosters, Tie, Tree};
pub use routing::{Budget, Routes, Routing, RoutingCost, RoutingOverlap};
pub use score::Score;
pub use section::{Marker, Section, SectionKind, Statement, StatementKind};
pub use shelf::{Numbers, Record, Shelf, Shelved, Taken, list, wide};
pub use sketch::{Bulk, Sayings, Sketch, Term};
pub use source::{Beside, FormatName, Origin, RawAgent, RawField, SourceFile};
pub use span::{LineRange, Lines, Span};
pub use value::Value;
pub use yaml::Prose;
