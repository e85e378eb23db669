//! The core for a person: the shared text with placeholders, then what each member puts there.

use std::io::{self, Write};

use super::columns::{core_summary, flat, letter, numbered};
use crate::{
    model::{Core, CorePiece, CoreSection, CoreTerm, Corpus, StatementKind},
    report::{
        Detail, Page, Terminal, figures, fit,
        ink::{Tone, paint},
    },
};

/// Terms that are listed before the rest is folded away.
const TERMS: usize = 20;
/// Lines that a value takes at most.
const LINES: usize = 2;

pub(super) fn write(corpus: &Corpus, core: &Core, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet { corpus, core, page, out };
    sheet.head()?;
    sheet.fields()?;
    core.sections.iter().try_for_each(|section| sheet.section(section))?;
    sheet.terms()
}

struct Sheet<'s> {
    corpus: &'s Corpus,
    core: &'s Core,
    page: Page,
    out: &'s mut dyn Write,
}

impl Sheet<'_> {
    fn ink(&self, tone: Tone, text: &str) -> String {
        paint(tone, text, self.page.ink)
    }

    fn prose(&mut self, indent: usize, tone: Tone, text: &str) -> io::Result<()> {
        for line in fit::wrap(text, self.page.width.saturating_sub(indent)) {
            let line = self.ink(tone, &line);
            writeln!(self.out, "{}{line}", " ".repeat(indent))?;
        }
        Ok(())
    }

    fn heading(&mut self, title: &str, figures: &str) -> io::Result<()> {
        let room = self.page.width.saturating_sub(fit::width(figures) + 4).max(8);
        let title = fit::head(title, room, self.page.marks().cut);
        let rule = self.page.width.saturating_sub(fit::width(&title) + fit::width(figures) + 2).max(1);
        let rule = self.ink(Tone::Dim, &self.page.marks().rule.repeat(rule));
        let title = self.ink(Tone::Strong, &title);
        let line = format!("\n{title} {rule} {figures}");
        writeln!(self.out, "{}", line.trim_end())
    }

    fn head(&mut self) -> io::Result<()> {
        let wide = letter(self.core.members.len().saturating_sub(1)).len();
        for (at, member) in self.core.members.iter().enumerate() {
            let room = self.page.width.saturating_sub(wide + 1).max(12);
            let id = fit::path(&Terminal(&self.corpus.agent(*member).id).to_string(), room, self.page.marks().cut);
            let mark = self.ink(Tone::Strong, &format!("{:<wide$}", letter(at)));
            writeln!(self.out, "{mark} {id}")?;
        }
        self.prose(0, Tone::Strong, &format!("{}.", core_summary(self.core)))
    }

    fn fields(&mut self) -> io::Result<()> {
        if self.core.fields.is_empty() {
            return Ok(());
        }
        self.heading("fields", "")?;
        for (field, text) in &self.core.fields {
            let said = [vec![CorePiece::Text(format!("{field}: "))], text.clone()].concat();
            self.text(2, "", &said)?;
        }
        Ok(())
    }

    fn section(&mut self, section: &CoreSection) -> io::Result<()> {
        let title = match flat(&numbered(&section.title)) {
            none if none.is_empty() => "(opening)".to_owned(),
            title => title,
        };
        let left = if section.left_out == 0 { String::new() } else { format!("{} left out", section.left_out) };
        self.heading(&Terminal(&title).to_string(), &left)?;
        for said in &section.statements {
            match said.kind {
                StatementKind::Code | StatementKind::Example => self.block(&numbered(&said.text))?,
                StatementKind::Bullet => self.text(2, "- ", &said.text)?,
                StatementKind::Step => self.text(2, "1. ", &said.text)?,
                StatementKind::Paragraph | StatementKind::Row => self.text(2, "", &said.text)?,
            }
        }
        Ok(())
    }

    /// A wording with its placeholders in a tone of their own.
    fn text(&mut self, indent: usize, mark: &str, text: &[CorePiece]) -> io::Result<()> {
        let margin = indent + mark.len();
        let said = Terminal(&flat(&numbered(text))).to_string();
        for (at, line) in fit::wrap(&said, self.page.width.saturating_sub(margin)).iter().enumerate() {
            let lead = if at == 0 { format!("{}{mark}", " ".repeat(indent)) } else { " ".repeat(margin) };
            let line = self.coloured(line);
            writeln!(self.out, "{lead}{line}")?;
        }
        Ok(())
    }

    fn block(&mut self, text: &str) -> io::Result<()> {
        for line in crate::text::secrets::masked(text).lines() {
            let line = fit::head(
                &Terminal(&line.replace('\t', "  ")).to_string(),
                self.page.width.saturating_sub(2),
                self.page.marks().cut,
            );
            let line = self.coloured(&line);
            writeln!(self.out, "  {line}")?;
        }
        Ok(())
    }

    /// The line with each `{n}` that stands for a term in colour.
    fn coloured(&self, line: &str) -> String {
        let mut out = String::new();
        let mut rest = line;
        while let Some(at) = rest.find('{') {
            let number = rest[at + 1..].find('}').map(|end| &rest[at + 1..at + 1 + end]);
            let known =
                number.and_then(|n| n.parse::<usize>().ok()).filter(|n| (1..=self.core.terms.len()).contains(n));
            let end = at + 1 + known.map_or(0, |_| number.map_or(0, str::len) + 1);
            out.push_str(&rest[..at]);
            out.push_str(&if known.is_some() {
                self.ink(Tone::Typed, &rest[at..end])
            } else {
                rest[at..end].to_owned()
            });
            rest = &rest[end..];
        }
        out + rest
    }

    fn terms(&mut self) -> io::Result<()> {
        if self.core.terms.is_empty() {
            return Ok(());
        }
        self.heading("terms", &figures::count(self.core.terms.len(), "term"))?;
        let (shown, left) = self.page.fold(&self.core.terms, TERMS);
        for (at, term) in shown.iter().enumerate() {
            self.term(at, term)?;
        }
        if left == 0 {
            return Ok(());
        }
        self.prose(2, Tone::Dim, &format!("{} and {left} more (--verbose lists all)", self.page.marks().cut))
    }

    /// A term on one line where it fits: `{1} ×12  A finance · B macro`; else a member a line.
    fn term(&mut self, at: usize, term: &CoreTerm) -> io::Result<()> {
        let name = self.ink(Tone::Typed, &format!("{{{}}}", at + 1));
        let uses = figures::count(term.uses, "use");
        let value =
            |value: &str| if value.is_empty() { "(nothing)".to_owned() } else { Terminal(&flat(value)).to_string() };
        let values: Vec<(String, String)> =
            term.values.iter().enumerate().map(|(member, said)| (letter(member), value(said))).collect();
        let line = values.iter().map(|(mark, said)| format!("{mark} {said}")).collect::<Vec<_>>();
        let line = line.join(self.page.marks().dot);
        let lead = 2 + fit::width(&format!("{{{}}} {uses}  ", at + 1));
        if lead + fit::width(&line) <= self.page.width {
            let uses = self.ink(Tone::Dim, &uses);
            return writeln!(self.out, "  {name} {uses}  {line}");
        }
        let uses = self.ink(Tone::Dim, &uses);
        writeln!(self.out, "  {name} {uses}")?;
        for (mark, said) in values {
            let all = fit::wrap(&said, self.page.width.saturating_sub(8));
            let most = if self.page.detail == Detail::Full { all.len() } else { LINES };
            for (at, line) in all.iter().take(most).enumerate() {
                let lead = if at == 0 { format!("    {mark} ") } else { " ".repeat(5 + mark.len()) };
                let cut = if at + 1 == most && all.len() > most { self.page.marks().cut } else { "" };
                writeln!(self.out, "{lead}{line}{cut}")?;
            }
        }
        Ok(())
    }
}
