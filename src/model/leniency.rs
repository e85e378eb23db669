//! What a harness makes of front matter that is not strict, as data.

use serde::Serialize;

/// What a harness makes of front matter that is not strict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Leniency {
    /// Which broken front matter it reads all the same.
    pub mends: Mends,
    /// What it does where that helps: a clause.
    pub on_mended: &'static str,
    /// What it does where it cannot be said whether that helps: a clause.
    pub on_doubt: &'static str,
    /// What it does with a broken agent of a plugin, where that is something else: a clause.
    pub on_bad_in_plugin: Option<&'static str>,
    /// What it does with a key that stands twice: a clause.
    pub on_doubled_key: &'static str,
}

/// Which broken front matter a harness reads all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mends {
    /// None that is known.
    Nothing,
    /// Values of one line that hold a colon, where lines end in LF.
    ColonsUnderLf,
    /// Values of one line that hold a colon, under keys without a hyphen.
    ColonsOfWords,
}

impl Leniency {
    /// A harness of which nothing is known: what a record leaves out.
    pub const BLANK: Self = Self {
        mends: Mends::Nothing,
        on_mended: "",
        on_doubt: "",
        on_bad_in_plugin: None,
        on_doubled_key: "some parsers use the first and some refuse the file",
    };
}
