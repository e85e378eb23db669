//! ROSTER of actions: what can become of a member of a family. One file an action.

mod delete;
mod keep;
mod link;
mod merge;
mod stub;

use std::path::Path;

use crate::model::Agent;

pub use stub::is_stub;

/// A file that an action is about.
pub(super) struct Case<'c> {
    /// The member.
    pub(super) agent: &'c Agent,
    /// Its file.
    pub(super) real: &'c Path,
    /// The file of the member that stands for it.
    pub(super) stands_for_it: &'c Path,
    /// The text of the merged agent, where there is one.
    pub(super) merged: Option<&'c str>,
}

/// What an action leaves at the member's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leaves {
    /// What lies there.
    Same,
    /// Nothing.
    Nothing,
    /// A link that leads there.
    Link(String),
    /// A file of this text.
    Text(String),
}

/// Something that can become of a member.
pub(super) trait Action: Sync {
    /// The name, as the plan has it.
    fn name(&self) -> &'static str;
    /// What it does, in a clause.
    fn summary(&self) -> &'static str;
    /// Whether it is a way to deal with a member that another one stands for.
    fn replaces(&self) -> bool {
        false
    }
    /// What it leaves, or why it cannot be done here.
    fn leaves(&self, case: &Case<'_>) -> Result<Leaves, String>;
}

/// Every action, the one that changes nothing first.
pub(super) const ALL: &[&dyn Action] = &[&keep::Keep, &delete::Delete, &merge::Merge, &link::Link, &stub::Stub];

/// What leaves a member as it is.
pub(super) const KEEP: &dyn Action = &keep::Keep;
/// What writes the merged agent.
pub(super) const MERGE: &dyn Action = &merge::Merge;

/// The way from a member's folder to the file that stands for it.
fn way(case: &Case<'_>) -> String {
    let slashed = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let folder = case.real.parent().map(slashed).unwrap_or_default();
    crate::text::paths::relative(&folder, &slashed(case.stands_for_it))
}
