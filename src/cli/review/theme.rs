//! Colours and marks, as far as the terminal and its user want them.

use ratatui::{
    style::{Color, Modifier, Style},
    symbols::border,
};

use super::desk::Decision;
use crate::report::{Charset, Ink, Page};

/// How things look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Theme {
    pub(super) page: Page,
}

/// A border of letters that every terminal has.
const PLAIN: border::Set<'_> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Theme {
    pub(super) const fn of(page: Page) -> Self {
        Self { page }
    }

    /// Nothing in particular.
    pub(super) fn plain() -> Style {
        Style::new()
    }

    /// What matters.
    pub(super) fn strong() -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What is there to be overlooked.
    pub(super) fn dim() -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// What is chosen: turned, so that it is seen without colour too.
    pub(super) fn chosen() -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    pub(super) fn good(self) -> Style {
        self.coloured(Color::Green)
    }

    pub(super) fn bad(self) -> Style {
        self.coloured(Color::Red)
    }

    pub(super) fn warm(self) -> Style {
        self.coloured(Color::Yellow)
    }

    /// A decision, which has a letter too: colour alone says nothing.
    pub(super) fn decision(self, decision: Option<&Decision>) -> Style {
        match decision {
            Some(Decision::Merge) => self.good(),
            Some(Decision::Ignore { .. }) => self.warm(),
            Some(Decision::Keep) | None => Self::plain(),
        }
    }

    pub(super) const fn border(self) -> border::Set<'static> {
        match self.page.charset {
            Charset::Unicode => border::PLAIN,
            Charset::Ascii => PLAIN,
        }
    }

    /// Marks the member that is to stay.
    pub(super) const fn star(self) -> &'static str {
        match self.page.charset {
            Charset::Unicode => "★",
            Charset::Ascii => "*",
        }
    }

    /// Parts things on a line.
    pub(super) const fn dot(self) -> &'static str {
        match self.page.charset {
            Charset::Unicode => " · ",
            Charset::Ascii => ", ",
        }
    }

    /// Stands for what was cut.
    pub(super) const fn cut(self) -> &'static str {
        match self.page.charset {
            Charset::Unicode => "…",
            Charset::Ascii => "~",
        }
    }

    fn coloured(self, colour: Color) -> Style {
        match self.page.ink {
            Ink::Colour => Style::new().fg(colour),
            Ink::Plain => Self::plain(),
        }
    }
}
