//! Who shadows whom under a harness, as data.

use serde::Serialize;

use super::FormatName;

/// What a harness does where several agents have one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Precedence {
    /// Where the harness looks, what it prefers first; empty where it reads everything and shadows nothing.
    pub levels: &'static [Level],
    /// What becomes of two on one level.
    pub peers: Peers,
    /// Whether a project's folder shadows that of a project around it.
    pub nested: Nested,
    /// When two names are one to the harness.
    pub spelling: Spelling,
    /// Why nothing is said between the levels: what the harness's own documents say of them contradicts itself. A clause.
    pub disputed: Option<&'static str>,
    /// Agents of other formats that the harness uses only under a name that none of these agents has.
    pub over: &'static [Over],
}

/// Agents of another format that a harness reads beside those of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Over {
    /// Their format.
    pub format: FormatName,
    /// The harness that reads both.
    pub harness: &'static str,
    /// Whether that harness reads them in its user's and in other projects' folders too, or only in the project's own.
    pub across: bool,
    /// Whether another harness, whose own they are, uses them nonetheless.
    pub elsewhere: bool,
}

/// Folders that a harness searches together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Level {
    /// Whose folders they are.
    pub reach: Reach,
    /// The folders (for a format whose agents share one file, the files), a user's without `~/`.
    pub folders: &'static [&'static str],
}

/// Whose agents are kept in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// One project's, seen from anywhere below the folder that holds it.
    Project,
    /// One user's, seen from everywhere.
    User,
    /// A plugin's or an extension's, seen wherever that is installed; its name is part of theirs.
    Plugin,
}

/// What a harness does with two agents of one name on one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Peers {
    /// Its documents do not say.
    Unsaid,
    /// It takes whichever it happens to read first.
    FirstRead,
    /// It offers both.
    ShownTwice,
    /// It refuses them.
    Refused,
}

/// What a harness does where projects lie in one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nested {
    /// Its documents do not say.
    Unsaid,
    /// The inner one's agents shadow the outer one's, for whoever works in the inner one.
    InnerWins,
}

/// When two names are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spelling {
    /// When they are the same to the letter.
    Exact,
    /// Whatever their case and separators.
    Folded,
}

impl Precedence {
    /// A harness that shadows nothing: what a record leaves out.
    pub const BLANK: Self = Self {
        levels: &[],
        peers: Peers::Unsaid,
        nested: Nested::Unsaid,
        spelling: Spelling::Exact,
        disputed: None,
        over: &[],
    };
}

impl Level {
    /// A project's folders.
    #[must_use]
    pub const fn project(folders: &'static [&'static str]) -> Self {
        Self { reach: Reach::Project, folders }
    }

    /// A user's folders, without `~/`.
    #[must_use]
    pub const fn user(folders: &'static [&'static str]) -> Self {
        Self { reach: Reach::User, folders }
    }

    /// A plugin's or an extension's folders.
    #[must_use]
    pub const fn plugin(folders: &'static [&'static str]) -> Self {
        Self { reach: Reach::Plugin, folders }
    }

    /// A folder of it as a person would write it: a hidden one of a user's with its `~/`.
    #[must_use]
    pub fn spelt(&self, folder: &str) -> String {
        let home = if self.reach == Reach::User && folder.starts_with('.') { "~/" } else { "" };
        format!("{home}{folder}")
    }
}
