//! What the panes say: the reporter's own pages and the merged text, made when somebody looks and kept.

use std::{cell::OnceCell, collections::HashMap};

use super::{
    desk::Pane,
    foretold::{self, Plans},
};
use crate::{
    cli::error::Failure,
    config::Settings,
    model::{AgentIx, Analysis, Family, Pair, Plan, Proposal},
    pipeline::{self, Merging, PlanOptions, Scales},
    report::{Couple, DiffView, Document, Ink, Page, Sink, Terminal, reporters},
    text::secrets::masked,
};

/// Pages that are kept: a family looked at again is there at once.
pub(super) const KEPT: usize = 64;

/// Which text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Sight {
    pub(super) family: usize,
    pub(super) pane: Pane,
    /// The member that is held against the canonical one.
    pub(super) member: usize,
    /// Columns.
    pub(super) width: usize,
}

/// How a line is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Strong,
    Dim,
    Good,
    Bad,
    Chosen,
}

/// A line of a pane, escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) tone: Tone,
    pub(super) text: String,
}

impl Line {
    fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }
}

/// The texts of the panes.
pub(super) struct Panes<'a> {
    analysis: &'a Analysis,
    options: &'a PlanOptions,
    plans: &'a Plans<'a>,
    settings: &'a Settings,
    page: Page,
    star: &'static str,
    /// Made for the first diff: to weigh thousands of agents takes seconds.
    scales: OnceCell<Scales>,
    made: HashMap<Sight, Vec<Line>>,
    wanted: Option<Sight>,
}

impl<'a> Panes<'a> {
    /// No text made yet. The page's width is not heeded: each sight has its own.
    pub(super) fn new(
        analysis: &'a Analysis,
        (options, plans): (&'a PlanOptions, &'a Plans<'a>),
        settings: &'a Settings,
        (page, star): (Page, &'static str),
    ) -> Self {
        let page = Page { ink: Ink::Plain, sink: Sink::Terminal, ..page };
        Self {
            analysis,
            options,
            plans,
            settings,
            page,
            star,
            scales: OnceCell::new(),
            made: HashMap::new(),
            wanted: None,
        }
    }

    /// The lines of a text; `None` where it has yet to be made, which is kept in mind.
    pub(super) fn lines(&mut self, sight: Sight) -> Option<&[Line]> {
        if !self.made.contains_key(&sight) {
            self.wanted = Some(sight);
        }
        self.made.get(&sight).map(Vec::as_slice)
    }

    /// Whether somebody looks at a text that is not made yet.
    pub(super) const fn wants_more(&self) -> bool {
        self.wanted.is_some()
    }

    /// Makes the text that somebody looks at.
    pub(super) fn make(&mut self) {
        let Some(sight) = self.wanted.take() else { return };
        let Some(family) = self.analysis.families.families.get(sight.family) else { return };
        let lines = match sight.pane {
            Pane::Members => self.members(family, sight),
            Pane::Diff => self.diff(family, sight),
            Pane::Merged => self.merged(family, sight),
        };
        if self.made.len() >= KEPT {
            self.made.clear();
        }
        self.made.insert(sight, lines);
    }

    /// Each member with what it is to the one to keep, and why that one.
    fn members(&self, family: &Family, sight: Sight) -> Vec<Line> {
        let corpus = &self.analysis.corpus;
        let kinfolk = self.analysis.kinfolk(family);
        let mut out = Vec::new();
        for (at, member) in family.members.iter().enumerate() {
            let agent = corpus.agent(*member);
            let canonical = *member == family.canonical;
            let mark = if canonical { self.star } else { " " };
            let tone = if at == sight.member { Tone::Chosen } else { Tone::Strong };
            wrapped(&mut out, tone, &format!("{mark} {}", Terminal(&agent.id)), 4, sight.width);
            let kin = kinfolk.between(family.canonical, *member);
            let kin = match (canonical, kin) {
                (true, _) => format!("suggested to keep: {}", Terminal(&family.canonical_because)),
                (_, Some(kin)) => format!("{} {:.2}", kin.relation, kin.similarity.get()),
                (_, None) => "kin by others of the family".to_owned(),
            };
            let definition = &agent.definition;
            let told = format!("{} tokens, {kin}", definition.tokens);
            indented(&mut out, Tone::Plain, &told, sight.width);
            indented(&mut out, Tone::Dim, &Terminal(&definition.description).to_string(), sight.width);
            out.push(Line::new(Tone::Plain, ""));
        }
        out
    }

    /// How the member that is held against the canonical one differs from it, in the reporter's own view.
    fn diff(&self, family: &Family, sight: Sight) -> Vec<Line> {
        let corpus = &self.analysis.corpus;
        let (a, b) = (family.canonical, other(family, sight.member));
        let scales = self.scales.get_or_init(|| Scales::of(corpus, &self.settings.model));
        let comparison = Pair::new(a, b).map(|pair| scales.compare(corpus, pair));
        let diff = pipeline::diff(corpus, a, b);
        let couple = Couple { corpus, a, b, comparison: comparison.as_ref() };
        self.printed(Document::Diff { couple, diff: &diff, view: DiffView::Aligned }, sight.width)
    }

    /// What the plan does, with the texts that it writes; where it merges nothing, what all members as one would be.
    fn merged(&self, family: &Family, sight: Sight) -> Vec<Line> {
        let Some(plan) = self.plans.of(sight.family) else { return Vec::new() };
        let mut out = Self::planned(plan.as_ref().as_ref(), sight);
        let steps = plan.as_ref().as_ref().map_or(&[][..], |plan| &plan.steps).iter();
        let merges: Vec<_> =
            steps.filter(|step| step.action == MERGE).filter_map(|s| Some((&s.path, s.text.as_ref()?))).collect();
        for (path, text) in &merges {
            wrapped(&mut out, Tone::Strong, &format!("{} will hold:", Terminal(path)), 4, sight.width);
            out.push(Line::new(Tone::Plain, ""));
            written(&mut out, text, sight.width);
        }
        if merges.is_empty() {
            out.extend(self.as_one(family, sight));
        }
        out
    }

    /// What a merge of all members would do, and its text.
    fn as_one(&self, family: &Family, sight: Sight) -> Vec<Line> {
        let corpus = &self.analysis.corpus;
        let options = self.options.merge;
        let merging = Merging { members: family.members.clone(), options, ..Merging::default() };
        let proposal: Proposal = pipeline::merge_as(corpus, &merging);
        let mut out = Vec::new();
        let told = "the plan merges nothing: this is what agentkin merge would make of all members";
        wrapped(&mut out, Tone::Strong, told, 4, sight.width);
        out.push(Line::new(Tone::Plain, ""));
        out.extend(self.printed(Document::Merge { corpus, proposal: &proposal, decisions: &[] }, sight.width));
        out.push(Line::new(Tone::Plain, ""));
        written(&mut out, &proposal.text, sight.width);
        out
    }

    /// What the plan makes of each member's file, and why.
    fn planned(plan: Result<&Plan, &Failure>, sight: Sight) -> Vec<Line> {
        let mut out = Vec::new();
        match plan {
            Ok(plan) => {
                let changes = foretold::changing(plan.changes().count());
                wrapped(&mut out, Tone::Strong, &format!("in the plan: {changes}"), 4, sight.width);
                for step in &plan.steps {
                    let (action, path, because) = (&step.action, Terminal(&step.path), Terminal(&step.because));
                    let tone = if step.changes() { Tone::Plain } else { Tone::Dim };
                    wrapped(&mut out, tone, &format!("  {action} {path}: {because}"), 4, sight.width);
                }
            }
            Err(failure) => wrapped(&mut out, Tone::Bad, &format!("no plan: {}", failure.message()), 4, sight.width),
        }
        out.push(Line::new(Tone::Plain, ""));
        out
    }

    /// A document as the reporter for people lays it out.
    fn printed(&self, document: Document<'_>, width: usize) -> Vec<Line> {
        let mut bytes = Vec::new();
        let page = Page { width: width.max(LEAST), ..self.page };
        if let Err(error) = reporters()[0].write(document, page, &mut bytes) {
            return vec![Line::new(Tone::Bad, format!("cannot be shown: {error}"))];
        }
        let mut out = Vec::new();
        for line in String::from_utf8_lossy(&bytes).lines() {
            wrapped(&mut out, tone(line), line, 4, width);
        }
        out
    }
}

/// What a plan calls a step that writes a merged text.
const MERGE: &str = "merge";

/// Columns below which the reporter's tables are not laid out: they are folded instead.
const LEAST: usize = 40;

/// The member that a number stands for.
fn other(family: &Family, member: usize) -> AgentIx {
    family.members.get(member).copied().unwrap_or(family.medoid)
}

/// What a line of a diff is, by the mark that it begins with.
fn tone(line: &str) -> Tone {
    match line.trim_start().chars().next() {
        Some('+') => Tone::Good,
        Some('-') if line.trim_start().starts_with("- ") => Tone::Bad,
        _ => Tone::Plain,
    }
}

/// A text as it would lie on the disk.
fn written(out: &mut Vec<Line>, text: &str, width: usize) {
    // Masked as a whole first: a private key takes many lines.
    for line in masked(text).lines() {
        wrapped(out, Tone::Plain, &Terminal(&line.replace('\t', "    ")).to_string(), 2, width);
    }
}

/// A text below an id.
fn indented(out: &mut Vec<Line>, tone: Tone, text: &str, width: usize) {
    let room = width.saturating_sub(4).max(1);
    let mut lines = Vec::new();
    wrapped(&mut lines, tone, text, 0, room);
    out.extend(lines.into_iter().map(|line| Line { text: format!("    {}", line.text), ..line }));
}

/// A text in lines that fit, broken at a blank or behind a slash where there is one; what follows the first is indented.
pub(super) fn wrapped(out: &mut Vec<Line>, tone: Tone, text: &str, indent: usize, width: usize) {
    let (mut line, mut columns, mut blank) = (String::new(), 0, None);
    for letter in text.chars() {
        let wide = unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0);
        if columns + wide > width.max(indent + 4) {
            let rest = blank.take().map(|at: usize| line.split_off(at)).unwrap_or_default();
            let rest = rest.trim_start().to_owned();
            out.push(Line::new(tone, std::mem::take(&mut line)));
            line = " ".repeat(indent) + &rest;
            columns = unicode_width::UnicodeWidthStr::width(line.as_str());
        }
        if letter == ' ' && !line.trim().is_empty() {
            blank = Some(line.len());
        }
        line.push(letter);
        columns += wide;
        if letter == '/' {
            blank = Some(line.len());
        }
    }
    out.push(Line::new(tone, line));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str, indent: usize, width: usize) -> Vec<String> {
        let mut out = Vec::new();
        wrapped(&mut out, Tone::Plain, text, indent, width);
        out.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_are_broken_where_they_may_be() {
        assert_eq!(folded("count the herons at dawn", 2, 12), ["count the", "  herons at", "  dawn"]);
        assert_eq!(folded("agents/keeper.md", 2, 12), ["agents/", "  keeper.md"]);
        assert_eq!(folded("abcdefghijkl", 0, 5), ["abcde", "fghij", "kl"]);
        assert_eq!(folded("日本語日本語", 0, 6), ["日本語", "日本語"]);
        assert_eq!(folded("", 0, 6), [""]);
    }
}
