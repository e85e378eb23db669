//! What people decided about agents, and wrote down.

/// What was decided about some agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecisionKind {
    /// They are no copies of one another, whatever they look like: not to be reported.
    Apart,
    /// They are copies, and must stay equal.
    Equal,
}

/// An agent that a decision is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Its id as the settings file writes it.
    pub id: String,
    /// The same from the root of the file system.
    pub place: String,
    /// Digest of what it said when the decision was made, in hexadecimal digits; `None` where any content will do.
    pub content: Option<String>,
}

/// A decision about two agents or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub kind: DecisionKind,
    /// About whom, in the order of the settings file.
    pub members: Vec<Decided>,
    /// Why, in the words of whoever decided.
    pub reason: Option<String>,
}

/// All decisions that hold for a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions {
    /// In the order of the settings file.
    pub decisions: Vec<Decision>,
    /// The folder that the paths of the run start from, from the root of the file system.
    pub here: String,
}
