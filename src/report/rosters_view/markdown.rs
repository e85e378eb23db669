//! The two trees to paste into an issue.

use std::io::{self, Write};

use super::{drift, is_renamed, place_a, place_b, summary};
use crate::{
    model::{AgentIx, RosterPair, Rosters},
    report::{Code, Markdown, figures},
};

pub(super) fn write(rosters: &Rosters, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {} and {}\n\n**{}.**\n", Code(&rosters.a.root), Code(&rosters.b.root), summary(rosters))?;
    for (mark, tree) in [("A", &rosters.a), ("B", &rosters.b)] {
        let root = Code(&tree.root);
        writeln!(
            out,
            "- {mark} is {root}: {} in {} read",
            figures::count(tree.agents, "agent"),
            figures::count(tree.files, "file")
        )?;
    }
    let drifted: Vec<&RosterPair> = rosters.drifted().collect();
    if !drifted.is_empty() {
        writeln!(out, "\n| drifted | alike | what differs |\n|---|---:|---|")?;
    }
    for pair in drifted {
        let place = places(rosters, pair);
        writeln!(out, "| {place} | {} | {} |", figures::score(pair.similarity), Markdown(&drift(pair)))?;
    }
    let renamed: Vec<&RosterPair> =
        rosters.pairs.iter().filter(|pair| !pair.has_drifted() && is_renamed(rosters, pair)).collect();
    if !renamed.is_empty() {
        writeln!(out, "\nThe same at another place:\n")?;
    }
    renamed.into_iter().try_for_each(|pair| writeln!(out, "- {}", places(rosters, pair)))?;
    only("A", &rosters.only_a, |ix| place_a(rosters, ix), out)?;
    only("B", &rosters.only_b, |ix| place_b(rosters, ix), out)
}

fn places(rosters: &Rosters, pair: &RosterPair) -> String {
    let place = Code(place_a(rosters, pair.a)).to_string();
    if is_renamed(rosters, pair) { format!("{place} → {}", Code(place_b(rosters, pair.b))) } else { place }
}

fn only<'r>(side: &str, list: &[AgentIx], place: impl Fn(AgentIx) -> &'r str, out: &mut dyn Write) -> io::Result<()> {
    if !list.is_empty() {
        writeln!(out, "\nOnly in {side}:\n")?;
    }
    list.iter().try_for_each(|ix| writeln!(out, "- {}", Code(place(*ix))))
}
