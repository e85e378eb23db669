//! The folders that the server was given, and whom a name means inside of them.
//!
//! A name is looked up among the agents that were read from these folders, never on the disk: what lies elsewhere is neither
//! opened nor looked for, so an answer cannot tell whether it is there.

use std::collections::BTreeSet;

use crate::{
    model::{AgentIx, Corpus},
    text::{paths::absolute, short::nearest},
};

/// Folders that a refusal names.
const MOST_FOLDERS: usize = 12;

/// Folders, each from the root of the file system and as ids of its agents begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roots {
    /// The current folder, from the root of the file system, links resolved.
    here: String,
    /// As typed in the current folder, and from the root of the file system, links resolved.
    folders: Vec<(String, String)>,
}

impl Roots {
    /// Roots from their places: both from the root of the file system, links resolved, joined with `/`.
    #[must_use]
    pub fn new(here: String, places: Vec<String>) -> Self {
        let shown = |place: &String| match place.strip_prefix(&here).map(|below| below.strip_prefix('/')) {
            _ if *place == here => ".".to_owned(),
            Some(Some(below)) => below.to_owned(),
            _ => place.clone(),
        };
        let folders = places.into_iter().map(|place| (shown(&place), place)).collect();
        Self { here, folders }
    }

    /// The paths to load.
    pub(super) fn paths(&self) -> Vec<String> {
        self.folders.iter().map(|(shown, _)| shown.clone()).collect()
    }

    /// The folders as a sentence names them.
    pub(super) fn named(&self) -> String {
        self.folders.iter().map(|(_, place)| place.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The agent that a name means: as typed in the current folder, else in one of the folders served.
    ///
    /// # Errors
    /// What is wrong with the name, and what to do.
    pub(super) fn agent(&self, corpus: &Corpus, typed: &str) -> Result<AgentIx, String> {
        let mut meant: Vec<AgentIx> = Vec::new();
        for place in self.places(typed)? {
            match self.of_place(corpus, &place)[..] {
                [] => {}
                [only] if place == self.at(typed) => return Ok(only),
                [only] => meant.push(only),
                [first, .., last] => {
                    return Err(format!(
                        "{typed:?} holds several agents: name one by its id, from {:?} to {:?}",
                        corpus.agent(first).id,
                        corpus.agent(last).id
                    ));
                }
            }
        }
        meant.sort_unstable();
        meant.dedup();
        match meant[..] {
            [only] => Ok(only),
            [] => Err(self.unknown(corpus, typed)),
            [first, second, ..] => Err(format!(
                "{typed:?} lies in several of the folders served: name one by its id, {:?} or {:?}",
                corpus.agent(first).id,
                corpus.agent(second).id
            )),
        }
    }

    /// The agents at a place: the one with this id, else all of this file.
    fn of_place(&self, corpus: &Corpus, place: &str) -> Vec<AgentIx> {
        if let Some(ix) = corpus.indexes().find(|ix| self.at(&corpus.agent(*ix).id) == place) {
            return vec![ix];
        }
        corpus.indexes().filter(|ix| self.at(&corpus.agent(*ix).path) == place).collect()
    }

    /// A folder or file that rows are narrowed to, of `paths` that rows may have: its place from the root of the file system.
    ///
    /// # Errors
    /// What is wrong with the name, or that nothing lies there, with the folders in which something does.
    pub(super) fn under(&self, paths: &[&str], typed: &str) -> Result<String, String> {
        let places = self.places(typed)?;
        let there = |place: &&String| paths.iter().any(|path| self.lies_in(path, place));
        places.iter().find(there).cloned().ok_or_else(|| nothing_under(paths, typed))
    }

    /// Whether a path of an answer is that of a place, or of something below it.
    pub(super) fn lies_in(&self, path: &str, place: &str) -> bool {
        within(&self.at(path), place)
    }

    /// The place of a name in the current folder, from the root of the file system; it is looked for nowhere.
    fn at(&self, typed: &str) -> String {
        absolute(&self.here, &typed.replace('\\', "/"))
    }

    /// The places that a name may mean, all inside of the folders; they are looked for nowhere.
    fn places(&self, typed: &str) -> Result<Vec<String>, String> {
        let refused = |why: &str| {
            format!("{typed:?} {why}: this server reads only {}. Use an id that find_kin or report gave", self.named())
        };
        if typed.trim().is_empty() {
            return Err(refused("names no agent"));
        }
        let slashed = typed.replace('\\', "/");
        if slashed.split('/').any(|part| part == "..") {
            return Err(refused("has \"..\" in it, which is refused"));
        }
        let in_each = self.folders.iter().map(|(_, root)| absolute(root, &slashed));
        let all = std::iter::once(self.at(typed)).chain(in_each);
        let inside = |place: &String| self.folders.iter().any(|(_, root)| within(place, root));
        let mut out: Vec<String> = Vec::new();
        for place in all.filter(inside) {
            if !out.contains(&place) {
                out.push(place);
            }
        }
        if out.is_empty() { Err(refused("lies outside of the roots")) } else { Ok(out) }
    }

    fn unknown(&self, corpus: &Corpus, typed: &str) -> String {
        let guess = nearest(typed, corpus.agents().iter().map(|agent| agent.id.as_str()));
        let guess = guess.map(|id| format!(" Did you mean {id:?}?")).unwrap_or_default();
        format!(
            "no agent {typed:?} among the {} below {}.{guess} find_kin and report give ids; a file counts when it is in a \
             place that a harness reads, or has front matter with a name or a description",
            corpus.len(),
            self.named()
        )
    }
}

/// What is said where nothing lies under a name.
fn nothing_under(paths: &[&str], typed: &str) -> String {
    let parent = |path: &&str| path.rsplit_once('/').map_or(".", |(folder, _)| folder).to_owned();
    let folders: BTreeSet<String> = paths.iter().map(parent).collect();
    let guess = nearest(typed.trim_end_matches('/'), folders.iter().map(String::as_str));
    let guess = guess.map(|folder| format!(" Did you mean {folder:?}?")).unwrap_or_default();
    let shown = folders.iter().take(MOST_FOLDERS).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = folders.len().saturating_sub(MOST_FOLDERS);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("nothing that is reported lies under {typed:?}.{guess} There is something in {shown}{more}")
}

/// Whether a place is another one or lies below it.
fn within(place: &str, root: &str) -> bool {
    place.strip_prefix(root).is_some_and(|rest| root.ends_with('/') || rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roots() -> Roots {
        Roots::new("/home/bee".to_owned(), vec!["/home/bee/agents".to_owned(), "/srv/more".to_owned()])
    }

    #[test]
    fn a_root_below_here_is_spelt_from_here() {
        assert_eq!(roots().paths(), ["agents", "/srv/more"]);
        assert_eq!(Roots::new("/home/bee".to_owned(), vec!["/home/bee".to_owned()]).paths(), ["."]);
        let beside = Roots::new("/home/bee".to_owned(), vec!["/home/beetle".to_owned()]);
        assert_eq!(beside.paths(), ["/home/beetle"]);
    }

    #[test]
    fn a_name_from_a_root_is_found_there() {
        let roots = roots();
        assert_eq!(roots.places("x/a.md").unwrap(), ["/home/bee/agents/x/a.md", "/srv/more/x/a.md"]);
        assert_eq!(roots.places("agents/a.md").unwrap()[0], "/home/bee/agents/a.md");
        // What is no path of this system is a name like any other, and nothing lies there.
        for odd in ["~/.ssh/id", "file:///etc/passwd"] {
            assert!(
                roots
                    .places(odd)
                    .unwrap()
                    .iter()
                    .all(|place| within(place, "/home/bee/agents") || within(place, "/srv/more"))
            );
        }
    }

    #[test]
    fn a_folder_is_no_beginning_of_a_name() {
        let roots = roots();
        let paths = ["agents/deep/a.md", "agents/deeper/b.md"];
        assert_eq!(roots.under(&paths, "deep/").unwrap(), "/home/bee/agents/deep");
        assert!(roots.lies_in("agents/deep/a.md", "/home/bee/agents/deep"));
        assert!(!roots.lies_in("agents/deeper/b.md", "/home/bee/agents/deep"));
        let said = roots.under(&paths, "agents/dee").unwrap_err();
        assert!(said.contains("agents/deep, agents/deeper") && said.contains("Did you mean"), "{said}");
    }

    #[test]
    fn what_lies_outside_is_refused_without_a_look() {
        let roots = roots();
        for inside in ["agents/a.md", "./agents/a.md", "/home/bee/agents/a.md", "/srv/more/x/y.md#z"] {
            assert!(roots.places(inside).is_ok(), "{inside}");
        }
        for outside in [
            "",
            " ",
            "/etc/passwd",
            "agents/../../x",
            "..",
            "agents/..\\..\\x",
            "/home/bee/agentsX/a.md",
            "/srv/more/../x",
            "C:/x",
            "//etc/passwd",
        ] {
            let said = roots.places(outside).unwrap_err();
            assert!(said.contains("/home/bee/agents") && said.contains("find_kin"), "{outside}: {said}");
        }
    }
}
