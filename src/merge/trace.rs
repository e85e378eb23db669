//! Says of each line of the canonical who says it, and of each statement left out why.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    counterparts, decide,
    members::Member,
    persona::BOTH_STAND,
    saying::{Class, Saying},
    settle::{Settled, State},
    sheet::Line,
    style,
    verdict::FORBIDDEN,
};
use crate::model::{
    AgentIx, Conflict, ConflictKind, Corpus, Fate, Lines, MergedStatement, Omission, Side, SourceLine, StatementIx,
    StatementKind, Value,
};
use crate::text::words::key;

/// What is needed to trace a line.
pub(super) struct Trace<'t, 'r> {
    pub(super) corpus: &'t Corpus,
    pub(super) members: &'t [Member<'r>],
    pub(super) settled: &'t Settled<'r>,
    /// On which line of the canonical a kept statement begins, from 1.
    pub(super) lines: BTreeMap<usize, u32>,
}

impl<'t, 'r> Trace<'t, 'r> {
    pub(super) fn new(corpus: &'t Corpus, members: &'t [Member<'r>], settled: &'t Settled<'r>, lines: &[Line]) -> Self {
        // The lines of the canonical as a text of its own: where a file of data holds it, the spine moves them there.
        let number = |at: usize| Lines::From(1).of(at);
        let begins = lines.iter().enumerate().filter_map(|(at, line)| Some((line.begins?, number(at))));
        Self { corpus, members, settled, lines: begins.collect() }
    }

    /// The statements in the order of the canonical, those that became titles left out.
    pub(super) fn statements(&self, titles: &BTreeSet<usize>) -> Vec<MergedStatement> {
        let mut kept: Vec<(u32, usize)> =
            self.lines.iter().filter(|(at, _)| !titles.contains(at)).map(|(at, line)| (*line, *at)).collect();
        kept.sort_unstable();
        kept.into_iter().map(|(line, at)| self.statement(at, line)).collect()
    }

    fn statement(&self, at: usize, line: u32) -> MergedStatement {
        let voices = self.settled.voices(at);
        let rule = self.settled.rules.get(&at).copied().unwrap_or("unanimous");
        MergedStatement {
            text: self.settled.sayings[at].text.to_owned(),
            line,
            sources: self.sources(at),
            support: count(voices.into_iter().map(|member| self.members[member].copies.len()).sum()),
            rule,
        }
    }

    /// Everybody who says it: first the one whose words are used.
    fn sources(&self, at: usize) -> Vec<SourceLine> {
        let own = self.settled.sayings[at].member;
        let first = self.source(self.members[own].agent, self.settled.sayings[at].ix);
        let mut rest: Vec<SourceLine> = self.settled.choir(at).into_iter().flat_map(|at| self.everywhere(at)).collect();
        rest.retain(|source| *source != first);
        rest.sort_unstable();
        rest.dedup();
        std::iter::once(first).chain(rest).collect()
    }

    /// A statement in each copy of its member: their statements have the same order.
    fn everywhere(&self, at: usize) -> Vec<SourceLine> {
        let saying = &self.settled.sayings[at];
        self.members[saying.member].copies.iter().map(|agent| self.source(*agent, saying.ix)).collect()
    }

    fn source(&self, agent: AgentIx, ix: StatementIx) -> SourceLine {
        SourceLine { agent, statement: ix, line: self.corpus.definition(agent).statement(ix).line }
    }

    /// Its words, with the label before them where they go on behind one on its line.
    fn wording(&self, source: &SourceLine) -> String {
        let definition = self.corpus.definition(source.agent);
        let label = style::label(definition, definition.statement(source.statement));
        format!("{label}{}", definition.wording(source.statement))
    }

    /// What is left out, in the order of members and lines. What stands in the canonical in the same words is not.
    pub(super) fn omitted(&self) -> Vec<Omission> {
        let fates = self.settled.states.iter().enumerate().filter_map(|(at, state)| Some((at, self.fate(at, state)?)));
        let mut out: Vec<Omission> = fates
            .flat_map(|(at, (reason, by))| {
                let by = by.and_then(|by| self.line_of(by));
                let omission = move |source| Omission { text: self.wording(&source), source, by, reason };
                self.everywhere(at).into_iter().map(omission)
            })
            .collect();
        out.sort_by_key(|omission| omission.source);
        out
    }

    /// The line of what stands for the one at `by`, itself first.
    fn line_of(&self, by: usize) -> Option<u32> {
        self.standing_for(by).find_map(|at| self.lines.get(&at).copied())
    }

    /// What stands for the one at `by`, itself first: what stood for a statement may have given way to another.
    fn standing_for(&self, by: usize) -> impl Iterator<Item = usize> {
        let next = |at: &usize| match self.settled.states[*at] {
            State::Same(by) | State::Covered(by) | State::Translation(by) if by != *at => Some(by),
            _ => None,
        };
        std::iter::successors(Some(by), next).take(self.settled.states.len())
    }

    /// Whether two say the same in the same words, the labels before them too.
    fn is_word_for_word(&self, by: usize, at: usize) -> bool {
        let (stands, left_out) = (&self.settled.sayings[by], &self.settled.sayings[at]);
        let label = |saying: &Saying<'_>| {
            let label = style::label(self.members[saying.member].definition, saying.statement);
            if label.is_empty() { 0 } else { key(label) }
        };
        stands.echoes(left_out) && (label(left_out) == 0 || label(left_out) == label(stands))
    }

    fn fate(&self, at: usize, state: &State) -> Option<(Fate, Option<usize>)> {
        match state {
            State::Kept | State::Titled(_) => None,
            State::Same(by) if self.is_word_for_word(*by, at) => {
                let last = self.standing_for(*by).last().map(|at| &self.settled.states[at]);
                // What the same words stand for in the end may itself be left out.
                last.filter(|state| state.is_out()).and_then(|state| self.fate(at, state))
            }
            State::Same(by) => Some((Fate::SameAs, Some(*by))),
            State::Covered(by) => Some((Fate::CoveredBy, Some(*by))),
            State::Against { by, .. } => Some((Fate::Conflict, Some(*by))),
            State::Below => Some((Fate::BelowSupport, None)),
            State::Aside | State::Foreign | State::Power => Some((Fate::Conflict, None)),
            State::Superseded(by) => Some((Fate::Superseded, *by)),
            State::Translation(by) => Some((Fate::TranslationOf, Some(*by))),
        }
    }

    /// The instructions that contradict each other, in the order of the canonical.
    pub(super) fn contradictions(&self) -> Vec<Conflict> {
        let mut losers: BTreeMap<(u32, usize, &str), Vec<usize>> = BTreeMap::new();
        for (at, state) in self.settled.states.iter().enumerate() {
            if let State::Against { by, about } = state {
                let line = self.lines.get(by).copied().unwrap_or(0);
                losers.entry((line, *by, about.as_str())).or_default().push(at);
            }
        }
        let shown = losers.into_iter().map(|((_, by, about), losers)| self.contradiction(by, about, &losers));
        let shown = shown.chain(self.identities());
        self.powers().chain(shown).chain(self.deletions()).chain(self.unanswered()).chain(self.set_aside()).collect()
    }

    /// What would run, or read a file, where the base does nothing.
    fn powers(&self) -> impl Iterator<Item = Conflict> {
        let mut of_each: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for power in &self.settled.powers {
            of_each.entry(&power.about).or_default().push(power.at);
        }
        of_each.into_iter().map(|(about, said)| {
            let bases =
                self.members[0].copies.iter().map(|agent| Side { agent: *agent, value: Value::Null, line: None });
            let chosen =
                said.iter().find(|at| self.settled.is_kept(**at)).map(|at| flat(self.settled.sayings[*at].text));
            let mut sides: Vec<Side> = said
                .into_iter()
                .flat_map(|at| self.everywhere(at))
                .map(|source| self.side(source))
                .chain(bases)
                .collect();
            sides.sort_by_key(|side| (side.agent, side.line));
            Conflict { kind: ConflictKind::Privilege, what: about.to_owned(), sides, chosen }
        })
    }

    /// Two texts that say who the agent is, where both stand.
    fn identities(&self) -> Option<Conflict> {
        let stand = |(own, at): &&(usize, usize)| self.settled.is_kept(*own) && self.settled.is_kept(*at);
        let both: Vec<&(usize, usize)> = self.settled.twofold.iter().filter(stand).collect();
        let others: Vec<usize> = both.iter().map(|(_, at)| *at).collect();
        let (own, _) = both.first()?;
        Some(Conflict { chosen: None, ..self.contradiction(*own, BOTH_STAND, &others) })
    }

    /// What stands although it was deleted elsewhere: who deleted it says nothing in its place.
    fn deletions(&self) -> impl Iterator<Item = Conflict> {
        self.settled.deletions.iter().filter(|deletion| self.settled.is_kept(deletion.by)).map(|deletion| {
            let mut sides: Vec<Side> = self.sources(deletion.by).into_iter().map(|source| self.side(source)).collect();
            let chosen = sides.first().map(|side| side.value.clone());
            let who = deletion.members.iter().flat_map(|member| &self.members[*member].copies);
            sides.extend(who.map(|agent| Side { agent: *agent, value: Value::Null, line: None }));
            sides.sort_by_key(|side| side.agent);
            Conflict { kind: ConflictKind::Instruction, what: deletion.about.clone(), sides, chosen }
        })
    }

    /// Steps that a member has in another order than the base, which is followed: both orders in words.
    pub(super) fn turned_round(&self) -> Vec<Conflict> {
        let sayings = &self.settled.sayings;
        let is_step =
            |at: usize| sayings[at].statement.kind == StatementKind::Step && sayings[at].statement.parent.is_none();
        let stands = |at: usize| match self.settled.states[at] {
            State::Same(by) if is_step(at) && is_step(by) && sayings[by].is_base() => Some(by),
            _ => None,
        };
        let steps: Vec<(usize, usize)> = (0..sayings.len()).filter_map(|at| Some((at, stands(at)?))).collect();
        let list = |at: usize| (sayings[at].member, sayings[at].statement.section);
        let lists = steps.chunk_by(|a, b| list(a.0) == list(b.0) && list(a.1) == list(b.1));
        let side = |steps: &[usize]| {
            let (first, all) = (&sayings[steps[0]], steps.iter().map(|at| sayings[*at].text).collect::<Vec<_>>());
            let agent = self.members[first.member].agent;
            Side { agent, value: flat(&all.join(" → ")), line: Some(first.statement.line) }
        };
        let conflict = |list: &[(usize, usize)]| {
            let (own, mut stand): (Vec<usize>, Vec<usize>) = list.iter().copied().unzip();
            stand.sort_unstable();
            let (base, other) = (side(&stand), side(&own));
            let chosen = Some(base.value.clone());
            let mut sides = vec![base, other];
            sides.sort_by_key(|side| (side.agent, side.line));
            Conflict { kind: ConflictKind::Instruction, what: ORDER.to_owned(), sides, chosen }
        };
        lists.filter(|list| !list.is_sorted_by_key(|(_, by)| *by)).map(conflict).collect()
    }

    /// What is to be put in by hand: somebody has to find a form in which it is read as it is meant.
    fn set_aside(&self) -> impl Iterator<Item = Conflict> {
        let aside = (0..self.settled.states.len()).filter(|at| self.settled.states[*at] == State::Aside);
        aside.map(|at| Conflict {
            kind: ConflictKind::Instruction,
            what: "read as something else where it is put in".to_owned(),
            sides: self.everywhere(at).into_iter().map(|source| self.side(source)).collect(),
            chosen: None,
        })
    }

    /// What another language says and nothing stands for: each prohibition for itself, the rest of a member together.
    fn unanswered(&self) -> Vec<Conflict> {
        let foreign = (0..self.settled.states.len()).filter(|at| self.settled.states[*at] == State::Foreign);
        // A report, a row of messages or a template that has such a word in it forbids nothing.
        let guards = |at: &usize| {
            let saying = &self.settled.sayings[*at];
            saying.class() == Class::Prose && counterparts::forbids(saying.text)
        };
        let (guards, rest): (Vec<usize>, Vec<usize>) = foreign.partition(guards);
        let mut of_members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in rest {
            of_members.entry(self.settled.sayings[at].member).or_default().push(at);
        }
        let guards = guards.into_iter().map(|at| (counterparts::FORBIDDEN, vec![at]));
        let rest = of_members.into_values().map(|said| (counterparts::UNANSWERED, said));
        let told = |(what, said): (&str, Vec<usize>)| Conflict {
            kind: ConflictKind::Instruction,
            what: what.to_owned(),
            sides: said.into_iter().flat_map(|at| self.everywhere(at)).map(|source| self.side(source)).collect(),
            chosen: None,
        };
        guards.chain(rest).map(told).collect()
    }

    fn side(&self, source: SourceLine) -> Side {
        Side { agent: source.agent, value: flat(&self.wording(&source)), line: Some(source.line) }
    }

    fn contradiction(&self, by: usize, about: &str, losers: &[usize]) -> Conflict {
        let mut sources = self.sources(by);
        sources.extend(losers.iter().flat_map(|at| self.everywhere(*at)));
        sources.sort_unstable();
        sources.dedup();
        let sides = sources.into_iter().map(|source| Side { value: self.told(&source, about), ..self.side(source) });
        let own = &self.settled.sayings[by];
        Conflict {
            kind: ConflictKind::Instruction,
            what: about.to_owned(),
            sides: sides.collect(),
            chosen: Some(self.told(&self.source(self.members[own.member].agent, own.ix), about)),
        }
    }

    /// What a side of a conflict about this says.
    fn told(&self, source: &SourceLine, about: &str) -> Value {
        let member = self.members.iter().position(|member| member.copies.contains(&source.agent));
        let at = member.and_then(|member| self.settled.find(member, source.statement)).filter(|_| about == FORBIDDEN);
        flat(&at.map_or_else(|| self.wording(source), |at| decide::under(self.settled, at, self.members)))
    }
}

/// What conflicts call steps that follow each other otherwise.
const ORDER: &str = "the order of steps";

/// The text on one line.
fn flat(text: &str) -> Value {
    Value::Text(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
