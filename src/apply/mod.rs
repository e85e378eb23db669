//! Families become a plan, and a plan that somebody has seen is carried out and can be taken back.
//!
//! In go members with their families, out comes a [`Plan`]: what each file is and what it is to be, sealed. [`carry_out`]
//! takes a plan and leaves a [`Receipt`](crate::model::Receipt); [`undo()`] takes the receipt. Nothing outside of the given folders is touched, no
//! link is walked through, and a kill at any moment leaves each file old or new and the receipt true (see `journal`).

mod actions;
mod carry;
mod disk;
mod error;
mod git;
mod groups;
mod harness;
mod journal;
mod lock;
mod mentions;
mod place;
mod plan;
mod readers;
mod told;
mod undo;
mod verdicts;

use serde::{Deserialize, Serialize};

use crate::{
    model::{Digest, FindingCode, Plan},
    text::words::digest_of,
};

pub use actions::is_stub;
pub use carry::{Dirty, carry_out};
pub use error::ApplyError;
pub use plan::{Merged, Options, Request, bar, plan};
pub use readers::Readers;
pub use told::{Kindred, Member, Told};
pub use undo::{Touched, receipt, receipts, undo};
pub use verdicts::advice;

/// What this stage can say.
pub const CODES: &[&FindingCode] = &[&mentions::MENTION_OF_REMOVED];

/// What can become of a member that another one stands for, by name, with what it does in a clause; the default first.
#[must_use]
pub fn replacements() -> Vec<(&'static str, &'static str)> {
    let replacing = actions::ALL.iter().filter(|action| action.replaces());
    replacing.map(|action| (action.name(), action.summary())).collect()
}

/// A plan as JSON keeps it.
#[derive(Serialize, Deserialize)]
struct PlanFile {
    schema: String,
    #[serde(flatten)]
    plan: Plan,
}

/// What `agentkin apply --format json` wrote, called `path` in what is said of it.
///
/// # Errors
/// A text that is no such plan, or one that was edited.
pub fn plan_from_json(text: &str, path: &str) -> Result<Plan, ApplyError> {
    let refused = |why: String| ApplyError::NoDocument { path: path.to_owned(), what: "plan", why };
    let file: PlanFile = serde_json::from_str(text).map_err(|error| refused(error.to_string()))?;
    if file.schema != "agentkin.plan/1" {
        return Err(refused(format!("its schema is {:?}", file.schema)));
    }
    if seal(&file.plan) != file.plan.id {
        return Err(refused("it was edited since it was made".to_owned()));
    }
    Ok(file.plan)
}

/// The plan with what became of decisions that came to nothing.
#[must_use]
pub fn telling(plan: Plan, unmet: Vec<String>) -> Plan {
    let mut plan = Plan { unmet, ..plan };
    plan.id = seal(&plan);
    plan
}

/// What a plan's id must be: the digest of all the rest.
fn seal(plan: &Plan) -> String {
    let unsealed = Plan { id: String::new(), ..plan.clone() };
    // Neither a map nor a float is in it: nothing can go wrong, and nothing can be spelt in two ways.
    let text = serde_json::to_vec(&unsealed).unwrap_or_default();
    Digest(digest_of(&text)).to_string()
}
