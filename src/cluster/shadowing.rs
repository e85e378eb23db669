//! Who shadows whom among agents of one name, by the rules that the records of formats state.

use std::collections::BTreeMap;

use super::{
    rivals,
    seat::{Seat, lies_inside, seat},
};
use crate::{
    model::{
        AgentIx, Corpus, FindingCode, FormatName, Nested, Note, Peers, Precedence, Profile, Reach, Ruling, Severity,
        Spelling,
    },
    text::words::fold,
};

/// Two agents of one name that a harness offers side by side.
pub(super) static SHOWN_TWICE: FindingCode = FindingCode {
    id: "shown-twice",
    severity: Severity::Warning,
    meaning: "Two agents of one name lie in one folder, and the harness offers both under that name: `x.md` beside \
              `x.agent.md`, for instance.",
    cure: "Keep one of the two, or merge them: `agentkin merge A B`.",
};

/// Two agents of one name that a harness refuses.
pub(super) static NAME_REFUSED: FindingCode = FindingCode {
    id: "name-refused",
    severity: Severity::Warning,
    meaning: "Two agents of one name lie where the harness allows a name once, so it refuses them, or the whole file that \
              holds them.",
    cure: "Rename one of the two, or merge them.",
};

/// What harnesses make of agents of one name.
#[derive(Default)]
pub(super) struct Rulings {
    pub(super) rulings: Vec<Ruling>,
    /// What there is to say, and of whose file.
    pub(super) notes: Vec<(AgentIx, Note)>,
}

/// What each harness makes of those of `agents` that are its own and that it holds for one name.
pub(super) fn rulings(corpus: &Corpus, agents: &[AgentIx], formats: &[&Profile], homes: &[String]) -> Rulings {
    let mut out = Rulings::default();
    for profile in formats {
        for group in groups(corpus, agents, profile) {
            let court = Court::new(corpus, group, profile, homes);
            out.rulings.push(court.ruling());
            out.notes.extend(court.notes());
        }
    }
    let across = rivals::rulings(corpus, agents, formats, homes, &out.rulings);
    out.rulings.extend(across);
    out
}

/// Agents of the format, two or more, whose names are one to its harness.
fn groups(corpus: &Corpus, agents: &[AgentIx], profile: &Profile) -> Vec<Vec<AgentIx>> {
    let mut named: BTreeMap<&str, Vec<AgentIx>> = BTreeMap::new();
    for agent in agents {
        let definition = corpus.definition(*agent);
        if definition.format == profile.name {
            let exact = profile.precedence.spelling == Spelling::Exact;
            named.entry(if exact { &definition.name } else { "" }).or_default().push(*agent);
        }
    }
    named.into_values().filter(|group| group.len() > 1).collect()
}

/// Agents of one harness and one name, each with where it lies.
struct Court<'c> {
    corpus: &'c Corpus,
    format: FormatName,
    rules: &'c Precedence,
    agents: Vec<AgentIx>,
    /// Beside each agent its seat; `None` where it lies nowhere that the harness looks.
    seats: Vec<Option<Seat<'c>>>,
}

impl<'c> Court<'c> {
    fn new(corpus: &'c Corpus, agents: Vec<AgentIx>, profile: &'c Profile, homes: &[String]) -> Self {
        let rules = &profile.precedence;
        let seats = agents.iter().map(|agent| seat(&corpus.agent(*agent).path, rules, homes)).collect();
        Self { corpus, format: profile.name, rules, agents, seats }
    }

    fn ruling(&self) -> Ruling {
        let count = self.agents.len();
        let wins = |at: &usize| (0..count).all(|other| other == *at || self.shadows(*at, other));
        let winner = (0..count).find(wins);
        let because = winner.map_or_else(|| self.open(), |winner| self.reason(winner));
        Ruling {
            format: self.format,
            agents: self.agents.clone(),
            winner: winner.map(|winner| self.agents[winner]),
            because,
            elsewhere: false,
        }
    }

    /// Whether the agent at `x` is used instead of that at `y` wherever both are seen.
    fn shadows(&self, x: usize, y: usize) -> bool {
        let (Some(x), Some(y)) = (&self.seats[x], &self.seats[y]) else { return false };
        if x.level != y.level {
            return x.level < y.level && self.rules.disputed.is_none();
        }
        x.reach == Reach::Project && self.rules.nested == Nested::InnerWins && lies_inside(x, y)
    }

    /// Why the agent at `winner` shadows the others.
    fn reason(&self, winner: usize) -> String {
        let Some(mine) = &self.seats[winner] else { return String::new() };
        let mut lower: Vec<&Seat<'_>> = self.seats.iter().flatten().filter(|seat| seat.level > mine.level).collect();
        lower.sort_by_key(|seat| seat.level);
        match lower.first() {
            Some(next) => format!("{} comes before {}", mine.told(), next.told()),
            None => "a folder that lies nearer to the work comes before one around it".to_owned(),
        }
    }

    /// Why nobody is said to shadow the others.
    fn open(&self) -> String {
        let seats: Vec<&Seat<'_>> = self.seats.iter().flatten().collect();
        if self.rules.levels.is_empty() {
            return "the harness reads them all, or its rule is not known".to_owned();
        }
        if seats.len() < self.agents.len() {
            return "not all of them lie where the harness looks".to_owned();
        }
        let across = seats.iter().any(|seat| seat.level != seats[0].level);
        match self.rules.disputed {
            Some(why) if across => why.to_owned(),
            _ => self.open_among_peers(&seats),
        }
    }

    fn open_among_peers(&self, seats: &[&Seat<'_>]) -> String {
        let top = seats.iter().map(|seat| seat.level).min();
        let peers: Vec<&&Seat<'_>> = seats.iter().filter(|seat| Some(seat.level) == top).collect();
        let any = |meet: fn(&Seat<'_>, &Seat<'_>) -> bool| {
            peers.iter().enumerate().any(|(at, x)| peers[..at].iter().any(|y| meet(x, y) || meet(y, x)))
        };
        let together = any(|x, y| x.root == y.root);
        match (peers[0].reach, self.rules.peers) {
            (Reach::Plugin, _) if !together => {
                "an agent of a plugin bears the plugin's name too, so both can be called".to_owned()
            }
            _ if !together && any(lies_inside) && self.rules.nested == Nested::Unsaid => {
                "the harness does not say whether an inner project comes before the one around it".to_owned()
            }
            _ if !together => "they lie in folders that no session reads together".to_owned(),
            (_, Peers::FirstRead) => "the harness takes whichever it happens to read first".to_owned(),
            (_, Peers::ShownTwice) => "the harness offers them all".to_owned(),
            (_, Peers::Refused) => "the harness refuses a name that is there twice".to_owned(),
            (_, Peers::Unsaid) => "they lie on one level, for which the harness states no rule".to_owned(),
        }
    }

    /// What there is to say of two on one level of one project.
    fn notes(&self) -> Vec<(AgentIx, Note)> {
        let code = match self.rules.peers {
            Peers::ShownTwice => &SHOWN_TWICE,
            Peers::Refused => &NAME_REFUSED,
            Peers::Unsaid | Peers::FirstRead => return Vec::new(),
        };
        let mut out = Vec::new();
        for (at, seat) in self.seats.iter().enumerate() {
            let same = |other: &usize| seat.is_some() && self.seats[*other] == *seat;
            if let Some(first) = (0..at).find(same) {
                out.push((self.agents[at], Note::new(code, self.twice(first, at))));
            }
        }
        out
    }

    fn twice(&self, first: usize, second: usize) -> String {
        let agent = |at: usize| self.corpus.agent(self.agents[at]);
        let does =
            if self.rules.peers == Peers::ShownTwice { "the harness shows both" } else { "the harness refuses them" };
        format!("has the name `{}` of {} on the same level: {does}", agent(second).definition.name, agent(first).id)
    }
}

/// What makes two names one, whatever their case and separators: the letters and digits, folded; for a name without any the
/// folded name.
pub(super) fn key(name: &str) -> String {
    let folded = fold(name.trim());
    let bare: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    if bare.is_empty() { folded.into_owned() } else { bare }
}
