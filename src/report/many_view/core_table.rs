//! The core for a person: the shared text with placeholders, then what each member puts there.

use std::io::{self, Write};

use super::columns::{core_summary, flat, letter, numbered};
use crate::{
    model::{Core, CorePiece, CoreSection, CoreTerm, Corpus, StatementKind},
    report::{Detail, Page, Terminal, figures, fit, ink::Tone, paper::Paper},
};

/// Terms that are listed before the rest is folded away.
const TERMS: usize = 20;
/// Lines that a value takes at most.
const LINES: usize = 2;

pub(super) fn write(corpus: &Corpus, core: &Core, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet { corpus, core, paper: Paper::new(page, out) };
    sheet.head()?;
    sheet.fields()?;
    core.sections.iter().try_for_each(|section| sheet.section(section))?;
    sheet.terms()
}

struct Sheet<'s> {
    corpus: &'s Corpus,
    core: &'s Core,
    paper: Paper<'s>,
}

impl Sheet<'_> {
    fn head(&mut self) -> io::Result<()> {
        let wide = letter(self.core.members.len().saturating_sub(1)).len();
        for (at, member) in self.core.members.iter().enumerate() {
            let room = self.paper.page.width.saturating_sub(wide + 1).max(12);
            let id =
                fit::path(&Terminal(&self.corpus.agent(*member).id).to_string(), room, self.paper.page.marks().cut);
            let mark = self.paper.ink(Tone::Strong, &format!("{:<wide$}", letter(at)));
            self.paper.line(&format!("{mark} {id}"))?;
        }
        self.paper.prose(0, Tone::Strong, &format!("{}.", core_summary(self.core)))
    }

    fn fields(&mut self) -> io::Result<()> {
        if self.core.fields.is_empty() {
            return Ok(());
        }
        self.paper.part("fields", "")?;
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
        self.paper.part(&Terminal(&title).to_string(), &left)?;
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
        for (at, line) in fit::wrap(&said, self.paper.page.width.saturating_sub(margin)).iter().enumerate() {
            let lead = if at == 0 { format!("{}{mark}", " ".repeat(indent)) } else { " ".repeat(margin) };
            let line = self.coloured(line);
            self.paper.line(&format!("{lead}{line}"))?;
        }
        Ok(())
    }

    fn block(&mut self, text: &str) -> io::Result<()> {
        for line in crate::text::secrets::masked(text).lines() {
            let line = fit::head(
                &Terminal(&line.replace('\t', "  ")).to_string(),
                self.paper.page.width.saturating_sub(2),
                self.paper.page.marks().cut,
            );
            let line = self.coloured(&line);
            self.paper.line(&format!("  {line}"))?;
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
                self.paper.ink(Tone::Typed, &rest[at..end])
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
        self.paper.part("terms", &figures::count(self.core.terms.len(), "term"))?;
        let (shown, left) = self.paper.page.fold(&self.core.terms, TERMS);
        for (at, term) in shown.iter().enumerate() {
            self.term(at, term)?;
        }
        if left == 0 {
            return Ok(());
        }
        self.paper.prose(
            2,
            Tone::Dim,
            &format!("{} and {left} more (--verbose lists all)", self.paper.page.marks().cut),
        )
    }

    /// A term on one line where it fits: `{1} ×12  A finance · B macro`; else a member a line.
    fn term(&mut self, at: usize, term: &CoreTerm) -> io::Result<()> {
        let name = self.paper.ink(Tone::Typed, &format!("{{{}}}", at + 1));
        let uses = figures::count(term.uses, "use");
        let value =
            |value: &str| if value.is_empty() { "(nothing)".to_owned() } else { Terminal(&flat(value)).to_string() };
        let values: Vec<(String, String)> =
            term.values.iter().enumerate().map(|(member, said)| (letter(member), value(said))).collect();
        let line = values.iter().map(|(mark, said)| format!("{mark} {said}")).collect::<Vec<_>>();
        let line = line.join(self.paper.page.marks().dot);
        let lead = 2 + fit::width(&format!("{{{}}} {uses}  ", at + 1));
        if lead + fit::width(&line) <= self.paper.page.width {
            let uses = self.paper.ink(Tone::Dim, &uses);
            return self.paper.line(&format!("  {name} {uses}  {line}"));
        }
        let uses = self.paper.ink(Tone::Dim, &uses);
        self.paper.line(&format!("  {name} {uses}"))?;
        for (mark, said) in values {
            let all = fit::wrap(&said, self.paper.page.width.saturating_sub(8));
            let most = if self.paper.page.detail == Detail::Full { all.len() } else { LINES };
            for (at, line) in all.iter().take(most).enumerate() {
                let lead = if at == 0 { format!("    {mark} ") } else { " ".repeat(5 + mark.len()) };
                let cut = if at + 1 == most && all.len() > most { self.paper.page.marks().cut } else { "" };
                self.paper.line(&format!("{lead}{line}{cut}"))?;
            }
        }
        Ok(())
    }
}
