//! Colour, used sparsely: names strong, places dim, what asks for a look in its own hue.

use anstyle::{AnsiColor, Style};

use crate::{
    model::{Relation, Severity},
    report::Ink,
};

/// What a stretch of text is, for the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    /// Running text.
    #[default]
    Plain,
    /// What a line is about.
    Strong,
    /// What can be passed over.
    Dim,
    /// What is fine or added.
    Good,
    /// What asks for a look.
    Warn,
    /// What is wrong or removed.
    Bad,
    /// What can be typed.
    Typed,
}

impl Tone {
    /// The hue of a relation: the more two agents are one, the more it asks for a look.
    pub(crate) const fn of_relation(relation: Relation) -> Self {
        match relation {
            Relation::Identical => Tone::Bad,
            Relation::NearDuplicate => Tone::Warn,
            Relation::Variant => Tone::Typed,
            Relation::Related => Tone::Plain,
            Relation::Unrelated => Tone::Dim,
        }
    }

    /// The hue of a severity.
    pub(crate) const fn of_severity(severity: Severity) -> Self {
        match severity {
            Severity::Error => Tone::Bad,
            Severity::Warning => Tone::Warn,
            Severity::Info => Tone::Dim,
        }
    }

    const fn style(self) -> Style {
        let style = Style::new();
        match self {
            Tone::Plain => style,
            Tone::Strong => style.bold(),
            Tone::Dim => style.dimmed(),
            Tone::Good => style.fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green))),
            Tone::Warn => style.fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow))),
            Tone::Bad => style.fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red))),
            Tone::Typed => style.fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan))),
        }
    }
}

/// `text` in its tone, where the page takes colour. `text` must be escaped already.
pub(crate) fn paint(tone: Tone, text: &str, ink: Ink) -> String {
    if ink == Ink::Plain || tone == Tone::Plain || text.is_empty() {
        return text.to_owned();
    }
    let style = tone.style();
    format!("{style}{text}{style:#}")
}

/// The words that make the difference in a line of this tone, where the page takes colour. `text` must be escaped already.
pub(crate) fn stress(tone: Tone, text: &str, ink: Ink) -> String {
    if ink == Ink::Plain || text.is_empty() {
        return text.to_owned();
    }
    let style = tone.style().bold().underline();
    format!("{style}{text}{style:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_paper_takes_no_colour() {
        assert_eq!(paint(Tone::Bad, "x", Ink::Plain), "x");
        assert_eq!(paint(Tone::Bad, "x", Ink::Colour), "\u{1b}[31mx\u{1b}[0m");
    }
}
