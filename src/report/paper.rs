//! A page that is being written: lines, headings, paragraphs.

use std::io::{self, Write};

use super::{
    fit,
    ink::{Tone, paint},
    page::Page,
};

/// A page with the place that its bytes go to.
pub(crate) struct Paper<'o> {
    pub(crate) page: Page,
    out: &'o mut dyn Write,
}

impl<'o> Paper<'o> {
    pub(crate) fn new(page: Page, out: &'o mut dyn Write) -> Self {
        Self { page, out }
    }

    /// The place that the bytes go to, for a view that lays itself out.
    pub(crate) fn out(&mut self) -> &mut dyn Write {
        self.out
    }

    /// Text in its tone.
    pub(crate) fn ink(&self, tone: Tone, text: &str) -> String {
        paint(tone, text, self.page.ink)
    }

    /// A line as it is.
    pub(crate) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// A title in front of a rule, with figures at the rule's end.
    pub(crate) fn heading(&mut self, title: &str, figures: &str) -> io::Result<()> {
        let room = self.page.width.saturating_sub(fit::width(figures) + 6).max(8);
        let title = fit::head(title, room, self.page.marks().cut);
        let taken = fit::width(&title) + fit::width(figures) + 2;
        let rule = self.page.marks().rule.repeat(self.page.width.saturating_sub(taken).max(2));
        let rule = if figures.is_empty() { rule + self.page.marks().rule } else { rule };
        let line = format!("{} {} {figures}", self.ink(Tone::Strong, &title), self.ink(Tone::Dim, &rule));
        self.line(line.trim_end())
    }

    /// The same after an empty line.
    pub(crate) fn part(&mut self, title: &str, figures: &str) -> io::Result<()> {
        self.gap()?;
        self.heading(title, figures)
    }

    /// A paragraph, wrapped, `indent` columns from the left edge.
    pub(crate) fn prose(&mut self, indent: usize, tone: Tone, text: &str) -> io::Result<()> {
        let margin = " ".repeat(indent);
        for line in fit::wrap(text, self.page.width.saturating_sub(indent)) {
            let line = self.ink(tone, &line);
            self.line(&format!("{margin}{line}"))?;
        }
        Ok(())
    }

    /// Items on one line with the charset's dot between, those left out that are empty.
    pub(crate) fn dotted(&self, items: &[String]) -> String {
        let said: Vec<&str> = items.iter().map(String::as_str).filter(|item| !item.is_empty()).collect();
        said.join(self.page.marks().dot)
    }

    /// Says how many were left out, and how to see them.
    pub(crate) fn more(&mut self, indent: usize, left: usize, thing: &str) -> io::Result<()> {
        if left == 0 {
            return Ok(());
        }
        let cut = self.page.marks().cut;
        let said = format!("{cut} and {left} more{thing} (--verbose lists all)");
        self.prose(indent, Tone::Dim, &said)
    }
}
