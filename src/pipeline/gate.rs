//! A gate: of a whole corpus only some agents are judged, each against all others.

use std::{collections::BTreeSet, fs, path::PathBuf};

use super::{Options, baseline, deciding::COPIES_DRIFTED};
use crate::{
    load::{self, Since},
    model::{AgentIx, Analysis, Arrival, Corpus, Family, Finding, Pair},
};

/// The files that differ from what git has at `revision`, as far as they are there, by their real paths: in the repositories that
/// `paths` lie in, of a branch since it left the one that `revision` is on. Files that git does not know yet are among them.
///
/// # Errors
/// What git says, in a line: no repository, no such revision.
pub fn changed_since(paths: &[String], revision: &str) -> Result<Since, String> {
    load::changed_since(paths, revision)
}

/// When each agent came, by the files that changed and by what the baseline holds, whichever says later.
pub(super) fn arrivals(corpus: &Corpus, options: &Options, judged: Option<&[AgentIx]>) -> Vec<Arrival> {
    let known = options.baseline.as_ref().map(|known| baseline::arrivals(corpus, known));
    let mut out = known.unwrap_or_else(|| vec![Arrival::Before; corpus.len()]);
    let added = if options.added.is_empty() { Vec::new() } else { self::judged(corpus, &options.added) };
    for (agents, arrival) in [(judged.unwrap_or_default(), Arrival::Changed), (&added, Arrival::New)] {
        for ix in agents {
            out[ix.get()] = out[ix.get()].max(arrival);
        }
    }
    out
}

/// The agents in the files at these real paths, in order; a folder means all files in it.
pub(super) fn judged(corpus: &Corpus, paths: &[PathBuf]) -> Vec<AgentIx> {
    let (folders, files): (BTreeSet<&PathBuf>, BTreeSet<&PathBuf>) = paths.iter().partition(|path| path.is_dir());
    let names: BTreeSet<_> = files.iter().filter_map(|file| file.file_name()).collect();
    let asked = |real: &PathBuf| files.contains(real) || folders.iter().any(|folder| real.starts_with(folder));
    // The system is asked only of files that have such a name, or where any may lie in a folder.
    let meant = |path: &str| {
        let path = PathBuf::from(path);
        (!folders.is_empty() || path.file_name().is_some_and(|name| names.contains(name)))
            && fs::canonicalize(&path).is_ok_and(|real| asked(&real))
    };
    corpus.indexes().filter(|ix| meant(&corpus.agent(*ix).path)).collect()
}

/// Leaves of the families those that a judged agent is in.
pub(super) fn keep_told(families: &mut Vec<Family>, judged: &[AgentIx]) {
    families.retain(|family| family.members.iter().any(|member| judged.binary_search(member).is_ok()));
    for (number, family) in (1..).zip(families) {
        family.id = format!("F{number}");
    }
}

/// Whether a pair says how a member of one of these families stands to its canonical, or to what says the same.
pub(super) fn ties_to_canonical(corpus: &Corpus, families: &[Family], pair: Pair) -> bool {
    let same = |x: AgentIx, y: AgentIx| corpus.definition(x).content == corpus.definition(y).content;
    let has = |family: &Family, agent: AgentIx| family.members.binary_search(&agent).is_ok();
    families.iter().any(|family| {
        let canonical = family.canonical;
        has(family, pair.a()) && has(family, pair.b()) && (same(pair.a(), canonical) || same(pair.b(), canonical))
    })
}

/// Leaves of an analysis what is about the judged agents.
pub(super) fn narrow(analysis: &mut Analysis, judged: Vec<AgentIx>) {
    let has = |ix: &AgentIx| judged.binary_search(ix).is_ok();
    analysis.collisions.retain(|collision| collision.agents.iter().any(has));
    analysis.routes.overlaps.retain(|overlap| touches(&judged, overlap.pair));
    let paths: BTreeSet<&str> = judged.iter().map(|ix| analysis.corpus.agent(*ix).path.as_str()).collect();
    let refused: BTreeSet<&str> = analysis.refused.iter().map(|finding| finding.path.as_str()).collect();
    let of_all = |path: &str| path.is_empty() || refused.contains(path);
    // A declared copy that is gone is no file that anybody could have named.
    let corpus = &analysis.corpus;
    let is_gone = |finding: &Finding| *finding.code == COPIES_DRIFTED && corpus.find(&finding.path).is_none();
    analysis
        .findings
        .retain(|finding| of_all(&finding.path) || paths.contains(finding.path.as_str()) || is_gone(finding));
    analysis.judged = Some(judged);
}

/// Whether a pair is about a judged agent.
pub(super) fn touches(judged: &[AgentIx], pair: Pair) -> bool {
    judged.binary_search(&pair.a()).is_ok() || judged.binary_search(&pair.b()).is_ok()
}
