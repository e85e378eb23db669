//! The member keeps its name, its description and whatever it may do, and says nothing but where to read on.

use super::{Action, Case, Leaves, way};
use crate::model::Agent;

/// What marks a stub, so that it is never taken for a member with something to say.
const MARK: &str = "<!-- agentkin: stub -->";

/// Statements that a stub has at the most: the mark, and where to read on.
const MOST_STATEMENTS: u32 = 2;

#[derive(Debug)]
pub(super) struct Stub;

impl Action for Stub {
    fn name(&self) -> &'static str {
        "stub"
    }

    fn summary(&self) -> &'static str {
        "its front matter stays, its prompt says where to read on"
    }

    fn replaces(&self) -> bool {
        true
    }

    fn leaves(&self, case: &Case<'_>) -> Result<Leaves, String> {
        let definition = &case.agent.definition;
        let front = definition.front.filter(|_| definition.syntax.is_markdown());
        let front = front.ok_or_else(|| "it has no front matter that a stub could keep".to_owned())?;
        let front = front.of(&definition.text).trim_end();
        let text = format!("{front}\n\n{MARK}\nThis agent is kept in `{}`: read that file and follow it.\n", way(case));
        let breaks = if case.agent.bytes.windows(2).any(|pair| pair == b"\r\n") { "\r\n" } else { "\n" };
        Ok(Leaves::Text(text.replace('\n', breaks)))
    }
}

/// Whether an agent is a stub that this wrote.
#[must_use]
pub fn is_stub(agent: &Agent) -> bool {
    let definition = &agent.definition;
    // A text that was let go of is not read again for what its sketch rules out.
    let short = definition.sketch.said <= MOST_STATEMENTS;
    short && definition.body.of(&definition.text).trim_start().starts_with(MARK)
}
