//! Agents that were named on the command line: each distinct file is loaded once.

use std::{
    collections::BTreeSet,
    io::{self, Read},
    path::Path,
};

use super::{error::Failure, session::Session};
use crate::{
    model::{AgentIx, Corpus},
    pipeline::{self, Loaded},
};

/// Loads the files of these ids, in one go.
pub(super) fn load(ids: &[String], session: &Session) -> Result<Loaded, Failure> {
    let paths: BTreeSet<String> = ids.iter().map(|id| file_of(id).to_owned()).collect();
    if let Some(folder) = paths.iter().find(|path| Path::new(path).is_dir()) {
        return Err(Failure::saying(format!("{folder} is a folder, and one agent is meant here"))
            .hinting("name a file; agentkin report takes folders"));
    }
    let paths: Vec<String> = paths.into_iter().collect();
    let loaded = pipeline::load(&paths, session.watch().as_ref())?.whole()?;
    with_aliases(loaded, &paths)
}

/// A file that was reached under two names is loaded under one; here each name typed is one that can be asked for.
fn with_aliases(loaded: Loaded, paths: &[String]) -> Result<Loaded, Failure> {
    let known = |path: &str| loaded.corpus.agents().iter().any(|agent| same(&agent.path, path));
    let missing: Vec<&String> =
        if loaded.files < paths.len() { paths.iter().filter(|path| !known(path)).collect() } else { Vec::new() };
    let Loaded { corpus, mut findings, files, refused, fingerprint } = loaded;
    if missing.is_empty() {
        return Ok(Loaded { corpus, findings, files, refused, fingerprint });
    }
    let mut agents = corpus.agents().to_vec();
    for path in missing {
        let more = pipeline::load(std::slice::from_ref(path), &pipeline::Unwatched)?;
        agents.extend_from_slice(more.corpus.agents());
        findings.extend(more.findings);
    }
    Ok(Loaded { corpus: Corpus::new(agents), findings, files, refused, fingerprint })
}

fn same(a: &str, b: &str) -> bool {
    a.trim_start_matches("./") == b.trim_start_matches("./")
}

/// Where each of these agents sits.
pub(super) fn seats(corpus: &Corpus, ids: &[String]) -> Result<Vec<AgentIx>, Failure> {
    ids.iter().map(|id| Ok(pipeline::agent_at(corpus, id)?)).collect()
}

/// The members of a family of the report over these paths, read as named files.
pub(super) fn family(id: &str, typed: &[String], session: &Session) -> Result<(Corpus, Vec<AgentIx>), Failure> {
    let paths = paths(typed, None)?;
    let watch = session.watch();
    let analysis = pipeline::report(&paths, &session.options(), watch.as_ref())?;
    let (loaded, members) = pipeline::family(&analysis, id)?;
    Ok((loaded.corpus, members))
}

/// The file of an agent that is one of several in it: `modes.yaml` of `modes.yaml#reviewer`.
fn file_of(id: &str) -> &str {
    match id.rsplit_once('#') {
        Some((file, _)) if !Path::new(id).exists() => file,
        _ => id,
    }
}

/// The paths to walk: those typed, `-` and `--files-from` read, the current folder where nothing was said.
pub(super) fn paths(typed: &[String], list: Option<&str>) -> Result<Vec<String>, Failure> {
    let mut paths = Vec::new();
    for path in typed {
        if path == "-" {
            paths.extend(listed("-")?);
        } else {
            paths.push(path.clone());
        }
    }
    if let Some(list) = list {
        paths.extend(listed(list)?);
    } else if typed.is_empty() {
        paths.push(".".to_owned());
    }
    if paths.is_empty() {
        return Err(Failure::saying("the list of paths is empty").hinting("give one path a line"));
    }
    Ok(paths)
}

/// The lines of a file, or of standard input for `-`; split at NUL where there is one, as `git ls-files -z` writes.
pub(super) fn listed(list: &str) -> Result<Vec<String>, Failure> {
    let text = read(list).map_err(|error| Failure::saying(format!("cannot read the list {list}: {error}")))?;
    let mark = if text.contains('\0') { '\0' } else { '\n' };
    let lines = text.split(mark).map(|line| line.trim_end_matches('\r')).filter(|line| !line.trim().is_empty());
    Ok(lines.map(str::to_owned).collect())
}

fn read(list: &str) -> io::Result<String> {
    if list != "-" {
        return std::fs::read_to_string(list);
    }
    let mut text = String::new();
    io::stdin().lock().read_to_string(&mut text)?;
    Ok(text)
}
