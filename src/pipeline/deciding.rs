//! What people decided about agents, held against the agents that there are.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{Unwatched, agent_at, diff, load};
use crate::{
    model::{
        AgentIx, Analysis, Change, Corpus, Decided, Decision, DecisionKind, Decisions, Definition, FieldChange,
        FieldDiff, Finding, FindingCode, Note, Pair, SectionChange, Severity, Value,
    },
    text::{count::counted, paths::absolute},
};

/// A decision that was made of other contents.
pub(super) const IGNORE_REOPENED: FindingCode = FindingCode {
    id: "ignore-reopened",
    severity: Severity::Warning,
    meaning: "Somebody decided that this agent and others are no copies of one another, and it has changed since. The \
              decision was about exactly what they said then, so it holds no longer and they are reported again. An agent that \
              was only moved is known by what it says; one that is not where it was, and of which nobody says the same, is told \
              here too.",
    cure: "Look at them again: `agentkin ignore` with the same agents renews the decision, or take its entry out of \
           `.agentkin.toml`.",
};

/// Declared copies that are none.
pub(super) const COPIES_DRIFTED: FindingCode = FindingCode {
    id: "copies-drifted",
    severity: Severity::Error,
    meaning: "`.agentkin.toml` declares that these agents must stay equal, and they are not: one was changed and the other \
              was not, or one is gone. The run exits 1 for it, whatever `--fail-on` says.",
    cure: "Carry the change over (`agentkin diff` shows it), or take the entry out of `[[copies]]` if they may differ.",
};

/// What deciding can say.
pub(super) const CODES: &[&FindingCode] = &[&COPIES_DRIFTED, &IGNORE_REOPENED];

/// Whether a report fails a run whatever `--fail-on` says: agents that must stay equal are not, and no baseline knows of it.
#[must_use]
pub fn fails(analysis: &Analysis) -> bool {
    analysis.alerts.unknown().any(|alert| *alert.finding.code == COPIES_DRIFTED)
}

/// Decisions with the agents that they are about.
pub(super) struct Judged<'d> {
    corpus: &'d Corpus,
    here: &'d str,
    /// Of each decision its members that are here, and say what they said then.
    holding: Vec<(&'d Decision, Vec<AgentIx>)>,
    /// Members that say something else by now.
    reopened: Vec<(&'d Decision, AgentIx)>,
    /// Members that are gone, with one that is here.
    gone: Vec<(&'d Decision, &'d Decided, AgentIx)>,
}

impl<'d> Judged<'d> {
    /// Finds the members of each decision in the corpus: by place and content, those that were moved by content alone.
    pub(super) fn new(corpus: &'d Corpus, decisions: &'d Decisions) -> Self {
        let mut out =
            Self { corpus, here: &decisions.here, holding: Vec::new(), reopened: Vec::new(), gone: Vec::new() };
        if decisions.decisions.is_empty() {
            return out;
        }
        let place = |ix: AgentIx| (absolute(&decisions.here, &corpus.agent(ix).id), ix);
        let at: BTreeMap<String, AgentIx> = corpus.indexes().map(place).collect();
        for decision in &decisions.decisions {
            let here = decision.members.iter().filter_map(|member| Some((member, *at.get(&member.place)?)));
            let (same, other): (Vec<_>, Vec<_>) = here.partition(|(member, ix)| out.says_the_same(member, *ix));
            out.reopened.extend(other.into_iter().map(|(_, ix)| (decision, ix)));
            let mut holding: Vec<AgentIx> = same.into_iter().map(|(_, ix)| ix).collect();
            let missing = decision.members.iter().filter(|member| !at.contains_key(&member.place) && is_gone(member));
            for member in missing.filter(|member| member.content.is_some()) {
                match (out.moved(member, decision), holding.first()) {
                    (Some(ix), _) => holding.push(ix),
                    (None, Some(other)) => out.gone.push((decision, member, *other)),
                    (None, None) => {}
                }
            }
            out.holding.push((decision, holding));
        }
        out
    }

    /// Who says what a member said, and is none of the others: that one, where there is but one.
    fn moved(&self, member: &Decided, decision: &Decision) -> Option<AgentIx> {
        let place = |ix: AgentIx| absolute(self.here, &self.corpus.agent(ix).id);
        let is_other = |ix: AgentIx| decision.members.iter().any(|other| other.place == place(ix));
        let mut found = self.corpus.indexes().filter(|ix| self.says_the_same(member, *ix) && !is_other(*ix));
        found.next().filter(|_| found.next().is_none())
    }

    fn says_the_same(&self, member: &Decided, ix: AgentIx) -> bool {
        member.content.as_ref().is_none_or(|content| *content == self.corpus.definition(ix).content.to_string())
    }

    /// Why a decision keeps an agent as it is.
    pub(super) fn holds(&self, member: AgentIx) -> Option<String> {
        let (decision, _) = self.holding.iter().find(|(_, members)| members.contains(&member))?;
        let reason = decision.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        Some(match decision.kind {
            DecisionKind::Apart => format!("it was set apart{reason}"),
            DecisionKind::Equal => format!("it is a declared copy{reason}"),
        })
    }

    /// Every agent that a decision keeps as it is, and why.
    pub(super) fn all_held(&self) -> BTreeMap<AgentIx, String> {
        let members = self.holding.iter().flat_map(|(_, members)| members);
        members.filter_map(|member| Some((*member, self.holds(*member)?))).collect()
    }

    /// Whether a pair is not to be reported: it was set apart, or is of declared copies while they are equal.
    pub(super) fn aside(&self, pair: Pair) -> bool {
        let both = |members: &[AgentIx]| members.contains(&pair.a()) && members.contains(&pair.b());
        let mut about = self.holding.iter().filter(|(_, members)| both(members));
        about.any(|(decision, _)| decision.kind == DecisionKind::Apart || self.equal(pair.a(), pair.b()))
    }

    /// The agents that were set apart from one.
    pub(super) fn apart_from(&self, agent: AgentIx) -> BTreeSet<AgentIx> {
        let about = self
            .holding
            .iter()
            .filter(|(decision, members)| decision.kind == DecisionKind::Apart && members.contains(&agent));
        about.flat_map(|(_, members)| members).copied().filter(|other| *other != agent).collect()
    }

    /// Whether every pair of these agents is not to be reported.
    pub(super) fn covers(&self, agents: &[AgentIx]) -> bool {
        let pairs = agents.iter().enumerate().flat_map(|(at, x)| agents[at + 1..].iter().map(|y| Pair::new(*x, *y)));
        pairs.flatten().all(|pair| self.aside(pair))
    }

    fn equal(&self, x: AgentIx, y: AgentIx) -> bool {
        self.corpus.definition(x).content == self.corpus.definition(y).content
    }

    /// What there is to say of decisions: those that hold no longer, and copies that drifted apart.
    /// Where only some agents are judged, a drift that one of these took part in is told of it.
    pub(super) fn findings(&self, decisions: &Decisions, only: Option<&[AgentIx]>) -> Vec<Finding> {
        let mut out: Vec<Finding> = self.reopened.iter().map(|(decision, ix)| self.reopened(decision, *ix)).collect();
        out.extend(self.gone.iter().map(|(decision, member, other)| self.left_alone(decision, member, *other)));
        for decision in decisions.decisions.iter().filter(|decision| decision.kind == DecisionKind::Equal) {
            out.extend(self.drifted(decision, only));
        }
        out
    }

    fn reopened(&self, decision: &Decision, ix: AgentIx) -> Finding {
        let id = &self.corpus.agent(ix).id;
        let place = absolute(self.here, id);
        let others = decision.members.iter().filter(|member| member.place != place).map(|member| member.id.as_str());
        let others = others.collect::<Vec<_>>().join(", ");
        let reason = decision.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
        let message = format!("{id} changed since it was set apart from {others}{reason}");
        Note::new(&IGNORE_REOPENED, message).of(&self.corpus.agent(ix).path)
    }

    fn left_alone(&self, decision: &Decision, member: &Decided, other: AgentIx) -> Finding {
        let path = &self.corpus.agent(other).path;
        let reason = decision.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
        let message = format!("{} was set apart from {path}{reason}, and is gone, or renamed and changed", member.id);
        Note::new(&IGNORE_REOPENED, message).of(path)
    }

    /// Each declared copy that is not equal to the first of them. Those that the run did not read are read for it: a gate
    /// that looked at one of two must not pass.
    fn drifted(&self, decision: &Decision, only: Option<&[AgentIx]>) -> Vec<Finding> {
        let Some((first, others)) = decision.members.split_first() else { return Vec::new() };
        let mut out = Vec::new();
        let judged = |path: &str| {
            let mut judged = only.into_iter().flatten().map(|ix| &self.corpus.agent(*ix).path);
            judged.any(|one| one == path)
        };
        for other in others {
            match (self.one(first), self.one(other)) {
                (Some(a), Some(b)) => {
                    let (one, two) = (a.0.agent(a.1).path.clone(), b.0.agent(b.1).path.clone());
                    let path = if judged(&one) && !judged(&two) { one } else { two };
                    out.extend(drift(first, other, a, b).map(|note| note.of(&path)));
                }
                (None, _) => out.push(gone(first, other)),
                (_, None) => out.push(gone(other, first)),
            }
        }
        out
    }

    /// The corpus and place of a declared copy, wherever it lies.
    fn one(&self, member: &Decided) -> Option<(Corpus, AgentIx)> {
        let known = self.corpus.agents().iter().find(|agent| absolute(self.here, &agent.id) == member.place);
        if let Some(agent) = known {
            return Some((Corpus::new(vec![agent.clone()]), AgentIx::new(0)));
        }
        let file = |id: &str| id.rsplit_once('#').map_or_else(|| id.to_owned(), |(file, _)| file.to_owned());
        let whole = load(std::slice::from_ref(&member.place), &Unwatched).ok();
        let corpus = whole.or_else(|| load(&[file(&member.place)], &Unwatched).ok())?.corpus;
        let at = agent_at(&corpus, &member.place).ok()?;
        Some((corpus, at))
    }
}

/// Whether nothing lies any more where a member did; a run that was given other folders reads it not, and it is there.
fn is_gone(member: &Decided) -> bool {
    let file = member.place.rsplit_once('#').map_or(member.place.as_str(), |(file, _)| file);
    !Path::new(file).exists() && !Path::new(&member.place).exists()
}

fn gone(missing: &Decided, other: &Decided) -> Finding {
    let message = format!("{} is gone or no agent, and must stay equal to {}", missing.id, other.id);
    Note::new(&COPIES_DRIFTED, message).of(&missing.id)
}

/// What two copies differ in, where they do.
fn drift(first: &Decided, other: &Decided, (a, x): (Corpus, AgentIx), (b, y): (Corpus, AgentIx)) -> Option<Note> {
    if a.definition(x).content == b.definition(y).content {
        return None;
    }
    let (one, two) = (a.agent(x).clone(), b.agent(y).clone());
    let both = Corpus::new(vec![one.clone(), two.clone()]);
    let told = both.find(&one.id).zip(both.find(&two.id)).map(|(x, y)| named(&both, x, y));
    // Of two formats the digests are of what each makes of the file: what is no difference to a reader is no drift.
    if told.as_deref() == Some("") && one.definition.format != two.definition.format {
        return None;
    }
    let told = told.unwrap_or_default();
    let message = format!("{} and {} must stay equal, and differ{told}", first.id, other.id);
    Some(Note::new(&COPIES_DRIFTED, message))
}

/// Whether a field says no more than both agents' name, which one of two formats takes from the file.
fn only_names(field: &FieldDiff, [x, y]: [&Definition; 2]) -> bool {
    let says = |value: &Option<Value>| value.as_ref().is_none_or(|value| value.plain() == x.name);
    matches!(field.field.as_str(), "name" | "display-name") && x.name == y.name && says(&field.a) && says(&field.b)
}

/// Names the drift: the fields, and the sections with how many statements.
fn named(both: &Corpus, x: AgentIx, y: AgentIx) -> String {
    let told = diff(both, x, y);
    let of = [x, y].map(|ix| both.definition(ix));
    let differs = |field: &&FieldDiff| field.change != FieldChange::Same && !only_names(field, of);
    let fields: Vec<&str> = told.fields.iter().filter(differs).map(|field| field.field.as_str()).collect();
    let mut parts = Vec::new();
    if !fields.is_empty() {
        parts.push(format!("in the fields {}", fields.join(", ")));
    }
    for section in told.sections.iter().filter(|section| section.change != [SectionChange::Same]) {
        let title = section.a.map(|at| &both.definition(x).section(at).title);
        let title = title.or_else(|| section.b.map(|at| &both.definition(y).section(at).title));
        let title = title.filter(|title| !title.is_empty()).map_or("its opening", String::as_str);
        let lines = section.statements.iter().filter(|statement| statement.change != Change::Same).count();
        let lines = counted(lines, "statement");
        parts.push(format!("in {title:?} ({lines})"));
    }
    if parts.is_empty() { String::new() } else { format!(" {}", parts.join(", ")) }
}
