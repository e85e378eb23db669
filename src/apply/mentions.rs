//! Who still speaks of an agent that goes: by its name or by its file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::{harness::Harnesses, place::Roots};
use crate::{
    model::{Corpus, FindingCode, Mention, Severity, State, Step},
    text::own::is_own,
};

/// A mention of an agent that is about to go.
pub(super) const MENTION_OF_REMOVED: FindingCode = FindingCode {
    id: "mention-of-removed",
    severity: Severity::Warning,
    meaning: "A file in the given folders names an agent that the plan deletes, or its file: after that nobody answers to the \
              name, or nothing lies there.",
    cure: "Change the mention to the agent that stands for it (the plan says which), or keep the agent.",
};

/// Larger files are data, not instructions.
const LARGEST: u64 = 1 << 20;
/// Files that are looked at: a project of 50,000 files is read in some seconds.
const MOST_FILES: usize = 50_000;
/// Mentions that are told.
const MOST_TOLD: usize = 500;
/// Folders that hold what others wrote.
const SKIPPED: &[&str] = &[".git", ".hg", ".svn", ".agentkin", "node_modules", "target", "__pycache__", ".venv"];
/// What stands before a name of one plain word where an agent is meant.
const CALLS: &[&str] = &["@", "subagent_type", "subagent", "agent:", "agent=", "Task(", "[[", "agents/"];

/// What goes.
struct Gone<'p> {
    /// By name, in lower case: names that nobody has afterwards.
    names: BTreeMap<String, &'p str>,
    /// By the name of the file.
    files: BTreeMap<String, &'p str>,
}

/// Every mention, in the folders and files that were given, of an agent that these steps delete.
pub(super) fn of(steps: &[Step], corpus: &Corpus, roots: &Roots, harnesses: &Harnesses) -> Vec<Mention> {
    let gone = Gone::of(steps, corpus);
    if gone.files.is_empty() {
        return Vec::new();
    }
    let going: BTreeSet<PathBuf> = steps
        .iter()
        .filter(|step| step.after == State::Nothing)
        .filter_map(|step| roots.locate(&step.path).ok())
        .collect();
    let mut out = Vec::new();
    for (told, real) in files(roots) {
        // What an agent that goes says of itself goes with it.
        if out.len() < MOST_TOLD && !going.contains(&real) {
            // A report, a plan or a baseline names them of course; what a harness reads speaks to it whatever stands on top.
            let speaks = |text: &String| !is_own(text.as_bytes()) || harnesses.takes(&told);
            let text = fs::read_to_string(&real).ok().filter(speaks);
            out.extend(text.iter().flat_map(|text| gone.mentions(&told, text)));
        }
    }
    out.truncate(MOST_TOLD);
    out
}

impl<'p> Gone<'p> {
    fn of(steps: &'p [Step], corpus: &Corpus) -> Self {
        let name = |step: &Step| corpus.find(&step.path).map(|ix| corpus.definition(ix).name.to_lowercase());
        let (gone, stay): (Vec<&Step>, Vec<&Step>) = steps.iter().partition(|step| step.after == State::Nothing);
        let stay_names: BTreeSet<String> = stay.iter().filter_map(|step| name(step)).collect();
        let file = |step: &'p Step| step.path.rsplit('/').next().unwrap_or_default();
        let stay_files: BTreeSet<&str> = stay.iter().map(|step| file(step)).collect();
        let names = gone.iter().filter_map(|step| Some((name(step)?, step.path.as_str())));
        let names = names.filter(|(name, _)| name.len() > 2 && !stay_names.contains(name)).collect();
        let files = gone.iter().map(|step| (file(step), step.path.as_str()));
        // Where a file of the same name stays, only the way to it tells which one is meant.
        let told = |(file, path): (&str, &'p str)| {
            let way = if stay_files.contains(file) { tail(path) } else { file.to_owned() };
            (way, path)
        };
        Self { names, files: files.map(told).collect() }
    }

    fn mentions(&self, path: &str, text: &str) -> Vec<Mention> {
        let mut out = Vec::new();
        for (at, line) in text.lines().enumerate() {
            if let Some(of) = self.named(line) {
                let line_number = u32::try_from(at + 1).unwrap_or(u32::MAX);
                out.push(Mention { path: path.to_owned(), line: line_number, of: of.to_owned() });
            }
        }
        out
    }

    /// The agent that a line names.
    fn named(&self, line: &str) -> Option<&'p str> {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
        let mut from = 0;
        while let Some(start) = line[from..].find(is_part).map(|at| from + at) {
            let end = line[start..].find(|c| !is_part(c)).map_or(line.len(), |at| start + at);
            if let Some(of) = self.is_called(line, start, line[start..end].trim_end_matches(['.', '/'])) {
                return Some(of);
            }
            from = end;
        }
        None
    }

    fn is_called(&self, line: &str, start: usize, word: &str) -> Option<&'p str> {
        let ways = word.match_indices('/').map(|(at, _)| &word[at + 1..]);
        if let Some(of) = std::iter::once(word).chain(ways).find_map(|way| self.files.get(way)) {
            return Some(of);
        }
        let name = word.rsplit('/').next().unwrap_or(word).to_lowercase();
        let of = self.names.get(&name)?;
        // A name of several words is nobody's but the agent's; a plain word needs a call before it.
        let plain = !name.contains(['-', '_']);
        let before = &line[..start + word.len() - name.len().min(word.len())];
        let called = || {
            let near = before.trim_end_matches(['"', '\'', '`', ' ', '(', ':', '=']);
            CALLS.iter().any(|call| before.ends_with(call) || near.ends_with(call.trim_end_matches(['(', ':', '='])))
        };
        (!plain || called()).then_some(*of)
    }
}

/// The file with its folder.
fn tail(path: &str) -> String {
    let mut parts: Vec<&str> = path.rsplit('/').take(2).collect();
    parts.reverse();
    parts.join("/")
}

/// The files under the roots, as they are told and where they lie, sorted. Links are not followed.
fn files(roots: &Roots) -> Vec<(String, PathBuf)> {
    let mut out = Vec::new();
    let mut open: Vec<(String, PathBuf)> = roots.places().collect();
    while let Some((told, real)) = open.pop() {
        let Ok(what) = fs::symlink_metadata(&real) else { continue };
        if what.is_dir() {
            open.extend(inside(&told, &real));
        } else if what.is_file() && what.len() <= LARGEST {
            out.push((told, real));
        }
        if out.len() >= MOST_FILES {
            break;
        }
    }
    out.sort();
    out.dedup();
    out
}

fn inside(told: &str, folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).ok().into_iter().flatten().flatten();
    let named = entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())));
    let kept = named.filter(|(name, _)| !SKIPPED.contains(&name.as_str()));
    kept.map(|(name, path)| (if told == "." { name } else { format!("{told}/{name}") }, path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(line: &str) -> bool {
        let names = [("lamp-keeper".to_owned(), "agents/lamp-keeper.md"), ("warden".to_owned(), "agents/w.md")];
        let files = [("lamp-keeper.md".to_owned(), "agents/lamp-keeper.md"), ("old/w.md".to_owned(), "old/w.md")];
        Gone { names: names.into(), files: files.into() }.named(line).is_some()
    }

    #[test]
    fn who_is_meant() {
        for line in [
            "Ask @lamp-keeper first.",
            "Task(subagent_type=\"lamp-keeper\")",
            "See [the keeper](../agents/lamp-keeper.md).",
            "Then hand over to the `Lamp-Keeper`",
            "Ask @warden",
            "subagent_type: \"warden\"",
            "Task(warden)",
            "kept in shed/old/w.md",
        ] {
            assert!(named(line), "{line}");
        }
        for line in ["The warden of the hall", "lamp-keepers meet", "my-lamp-keeper", "agents/w.md", ""] {
            assert!(!named(line), "{line}");
        }
    }
}
