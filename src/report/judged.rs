//! What a report over a part of the agents says of itself.

use super::figures;
use crate::model::{AgentIx, Analysis};

/// Whom the report is about, in a sentence; `None` where it is about all.
pub(crate) fn sentence(analysis: &Analysis) -> Option<String> {
    let judged = analysis.judged.as_ref()?.len();
    if judged == 0 {
        return Some("Nothing to judge: no changed file here holds an agent.".to_owned());
    }
    let all = figures::count(analysis.corpus.len(), "agent");
    let whole = if analysis.families.families.is_empty() { "" } else { WHOLE };
    Some(format!(
        "{} judged, each against all of the {all}; only families, pairs, shared names and findings that touch them are told.{whole}",
        changed(judged)
    ))
}

/// The families of a part are told by what is near to the judged agents.
const WHOLE: &str = " Of a large family some members may be missing here, or told too many: agentkin report without --since and --changed tells it whole.";

fn changed(n: usize) -> String {
    let thing = if n == 1 { "agent" } else { "agents" };
    format!("{} changed {thing}", figures::thousands(n as u64))
}

/// Whether an agent has a part in what is told: judged, kin of one that is, or in a family with it.
pub(crate) fn is_told(analysis: &Analysis) -> Vec<bool> {
    let Some(judged) = &analysis.judged else { return vec![true; analysis.corpus.len()] };
    let mut told = vec![false; analysis.corpus.len()];
    let pairs = analysis.comparisons.rows().iter().map(|row| row.pair);
    let overlaps = analysis.routes.overlaps.iter().map(|overlap| overlap.pair);
    let pairs = pairs.chain(overlaps).flat_map(|pair| [pair.a(), pair.b()]);
    let sharers = analysis.collisions.iter().flat_map(|collision| &collision.agents).copied();
    let members = analysis.families.families.iter().flat_map(|family| &family.members).copied();
    let all = judged.iter().copied().chain(pairs).chain(sharers).chain(members);
    all.map(AgentIx::get).for_each(|at| told[at] = true);
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_gate_says_whom_it_judged() {
        let mut analysis = sample::analysis();
        assert_eq!((sentence(&analysis), is_told(&analysis).contains(&false)), (None, false));
        analysis.judged = Some(Vec::new());
        assert!(sentence(&analysis).is_some_and(|said| said.starts_with("Nothing to judge")));
        analysis.judged = Some(analysis.corpus.indexes().take(1).collect());
        assert!(sentence(&analysis).is_some_and(|said| said.starts_with("1 changed agent judged")));
        assert!(is_told(&analysis)[0]);
        assert!(sentence(&analysis).is_some_and(|said| said.ends_with("tells it whole.")), "the sample has families");
        analysis.families.families.clear();
        assert!(sentence(&analysis).is_some_and(|said| said.ends_with("touch them are told.")));
    }
}
