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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_rightly() {
        assert_eq!(ALL[DESCRIPTION].name(), "description");
    }
}
