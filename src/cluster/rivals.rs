//! Who shadows whom among agents of two formats that one harness reads.

use super::seat::{Seat, seat};
use crate::model::{AgentIx, Corpus, Over, Profile, Reach, Ruling, Spelling};

/// What harnesses make of agents of one name that they read in two formats; `own` is what they make of each format alone.
pub(super) fn rulings(
    corpus: &Corpus,
    agents: &[AgentIx],
    formats: &[&Profile],
    homes: &[String],
    own: &[Ruling],
) -> Vec<Ruling> {
    let mut out = Vec::new();
    for higher in formats {
        for over in higher.precedence.over {
            let Some(lower) = formats.iter().find(|format| format.name == over.format) else { continue };
            let placed = |profile: &Profile| seated(corpus, agents, profile, homes);
            let (highs, lows) = (placed(higher), placed(lower));
            out.extend(groups(corpus, highs, &lows, over, higher).map(|group| group.ruling(own, over, higher)));
        }
    }
    out
}

/// An agent that lies where its harness looks.
type Seated<'c> = (AgentIx, Seat<'c>);

fn seated<'c>(corpus: &'c Corpus, agents: &[AgentIx], profile: &Profile, homes: &[String]) -> Vec<Seated<'c>> {
    let of_format = agents.iter().filter(|agent| corpus.definition(**agent).format == profile.name);
    let seat = |agent: &AgentIx| Some((*agent, seat(&corpus.agent(*agent).path, &profile.precedence, homes)?));
    of_format.filter_map(seat).collect()
}

/// Agents of two formats under one name.
struct Group {
    highs: Vec<AgentIx>,
    lows: Vec<AgentIx>,
}

impl Group {
    fn ruling(self, own: &[Ruling], over: &Over, higher: &Profile) -> Ruling {
        let winner = match self.highs[..] {
            [only] => Some(only),
            // Several of the higher format: who wins among them wins over all.
            _ => own.iter().find(|ruling| ruling.agents == self.highs).and_then(|ruling| ruling.winner),
        };
        let mut agents = [self.highs, self.lows].concat();
        agents.sort_unstable();
        let order = format!("{} takes a {} before a {} of the same name", over.harness, higher.name, over.format);
        let because = if winner.is_some() { order } else { format!("{order}, but which {} is open", higher.name) };
        Ruling { format: higher.name, agents, winner, because, elsewhere: over.elsewhere }
    }
}

/// Those of the higher format that stand together against some of the lower, by what their names are to the harness.
fn groups<'c>(
    corpus: &'c Corpus,
    highs: Vec<Seated<'c>>,
    lows: &'c [Seated<'c>],
    over: &'c Over,
    higher: &'c Profile,
) -> impl Iterator<Item = Group> + 'c {
    let name = |agent: AgentIx| corpus.definition(agent).name.as_str();
    let same = move |x: AgentIx, y: AgentIx| higher.precedence.spelling == Spelling::Folded || name(x) == name(y);
    let mut grouped: Vec<Vec<Seated<'c>>> = Vec::new();
    for high in highs {
        let together =
            |group: &&mut Vec<Seated<'c>>| same(group[0].0, high.0) && (over.across || group[0].1.root == high.1.root);
        match grouped.iter_mut().find(together) {
            Some(group) => group.push(high),
            None => grouped.push(vec![high]),
        }
    }
    grouped.into_iter().filter_map(move |highs| {
        let meets = |low: &&Seated<'_>| highs.iter().any(|high| same(high.0, low.0) && meet(&high.1, &low.1, over));
        let lows: Vec<AgentIx> = lows.iter().filter(meets).map(|(agent, _)| *agent).collect();
        let highs = highs.into_iter().map(|(agent, _)| agent).collect();
        (!lows.is_empty()).then_some(Group { highs, lows })
    })
}

/// Whether one session of the harness reads both.
fn meet(high: &Seat<'_>, low: &Seat<'_>, over: &Over) -> bool {
    let of_user = high.reach == Reach::User || low.reach == Reach::User;
    high.reach != Reach::Plugin && low.reach != Reach::Plugin && (high.root == low.root || over.across && of_user)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cluster::made::agent,
        model::{FormatName, Level, Precedence},
    };

    const WREN: Profile = Profile {
        name: FormatName("wren"),
        precedence: Precedence { levels: &[Level::project(&[".wren"]), Level::user(&[".wren"])], ..Precedence::BLANK },
        ..Profile::BLANK
    };

    const OWL: Profile = Profile {
        name: FormatName("owl"),
        precedence: Precedence {
            levels: &[Level::project(&[".owl"]), Level::user(&[".owl"])],
            over: &[Over { format: WREN.name, harness: "Barn", across: true, elsewhere: false }],
            ..Precedence::BLANK
        },
        ..Profile::BLANK
    };

    /// What is told of agents named `x` at these paths: the format is the first folder's that begins with a dot.
    fn ruled(paths: &[&str]) -> Vec<(usize, Option<String>)> {
        let made = |path: &&str| {
            let mut made = agent(path, "x", &[path]);
            made.definition.format = if path.contains(".owl") { OWL.name } else { WREN.name };
            made
        };
        let corpus = Corpus::new(paths.iter().map(made).collect());
        let all: Vec<AgentIx> = corpus.indexes().collect();
        let told = rulings(&corpus, &all, &[&OWL, &WREN], &[], &[]);
        let winner = |ruling: &Ruling| ruling.winner.map(|ix| corpus.agent(ix).id.clone());
        told.iter().map(|ruling| (ruling.agents.len(), winner(ruling))).collect()
    }

    #[test]
    fn the_format_that_comes_first_wins() {
        assert_eq!(ruled(&["p/.owl/x.md", "p/.wren/x.md"]), [(2, Some("p/.owl/x.md".to_owned()))]);
        assert_eq!(ruled(&["/root/.owl/x.md", "p/.wren/x.md"]), [(2, Some("/root/.owl/x.md".to_owned()))]);
    }

    #[test]
    fn other_projects_and_places_that_nobody_reads_do_not_meet() {
        assert!(ruled(&["p/.owl/x.md", "q/.wren/x.md"]).is_empty());
        assert!(ruled(&["p/.owl/x.md", "docs/x.md"]).is_empty());
    }

    #[test]
    fn among_several_of_the_first_the_winner_may_be_open() {
        assert_eq!(ruled(&["p/.owl/a/x.md", "p/.owl/x.md", "p/.wren/x.md"]), [(3, None)]);
    }
}
