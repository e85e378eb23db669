//! The roster of signals. A new one is a file here, its `mod` line and its place in [`ALL`].

mod body;
mod code;
mod containment;
mod description;
mod fields;
mod language;
mod name;
mod opening;
mod role;
mod statements;
mod structure;
mod subject;
mod text;
mod titles;

use super::signal::Signal;

/// Every signal, in the order that documents print them.
pub(super) const ALL: [&dyn Signal; 14] = [
    &text::CopiedText,
    &containment::Contained,
    &statements::Statements,
    &role::SIGNAL,
    &name::SIGNAL,
    &description::SIGNAL,
    &opening::SIGNAL,
    &titles::SIGNAL,
    &body::SIGNAL,
    &subject::Subject,
    &code::Code,
    &fields::Fields,
    &structure::Structure,
    &language::Spoken,
];

/// The place of the signal of descriptions in [`ALL`].
pub(super) const DESCRIPTION: usize = 5;
const TEXT: usize = 0;
const CONTAINMENT: usize = 1;

/// Those that need all phrases in common: the dearest.
pub(super) const LATE: [usize; 2] = [TEXT, CONTAINMENT];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_rightly() {
        assert_eq!([DESCRIPTION, TEXT, CONTAINMENT].map(|at| ALL[at].name()), ["description", "text", "containment"]);
    }
}
