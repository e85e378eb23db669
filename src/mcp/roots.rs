//! The folders that the server was given, and whom a name means inside of them.
//!
//! A name is looked up among the agents that were read from these folders, never on the disk: what lies elsewhere is neither
//! opened nor looked for, so an answer cannot tell whether it is there.

use crate::{
    model::{AgentIx, Corpus},
    text::{paths::absolute, short::nearest},
};

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

    /// The agent that a name means.
    ///
    /// # Errors
    /// What is wrong with the name, and what to do.
    pub(super) fn agent(&self, corpus: &Corpus, typed: &str) -> Result<AgentIx, String> {
        let place = self.inside(typed)?;
        let at = |name: &str| absolute(&self.here, name);
        if let Some(ix) = corpus.indexes().find(|ix| at(&corpus.agent(*ix).id) == place) {
            return Ok(ix);
        }
        let of_file: Vec<AgentIx> = corpus.indexes().filter(|ix| at(&corpus.agent(*ix).path) == place).collect();
        match of_file[..] {
            [only] => Ok(only),
            [] => Err(self.unknown(corpus, typed)),
            [first, ..] => Err(format!(
                "{typed:?} holds {} agents: name one by its id, such as {:?}",
                of_file.len(),
                corpus.agent(first).id
            )),
        }
    }

    /// The place that a name means, from the root of the file system; it is looked for nowhere.
    fn inside(&self, typed: &str) -> Result<String, String> {
        let refused = |why: &str| {
            format!("{typed:?} {why}: this server reads only {}. Use an id that find_kin or report gave", self.named())
        };
        if typed.trim().is_empty() {
            return Err(refused("names no agent"));
        }
        let typed_slashed = typed.replace('\\', "/");
        if typed_slashed.split('/').any(|part| part == "..") {
            return Err(refused("has \"..\" in it, which is refused"));
        }
        let place = absolute(&self.here, &typed_slashed);
        let within = |root: &str| {
            place.strip_prefix(root).is_some_and(|rest| root.ends_with('/') || rest.is_empty() || rest.starts_with('/'))
        };
        if self.folders.iter().any(|(_, root)| within(root)) {
            return Ok(place);
        }
        Err(refused("lies outside of the roots"))
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
    fn what_lies_outside_is_refused_without_a_look() {
        let roots = roots();
        for inside in ["agents/a.md", "./agents/a.md", "/home/bee/agents/a.md", "/srv/more/x/y.md#z"] {
            assert!(roots.inside(inside).is_ok(), "{inside}");
        }
        for outside in [
            "",
            " ",
            "a.md",
            "/etc/passwd",
            "agents/../../x",
            "..",
            "agents/..\\..\\x",
            "/home/bee/agentsX/a.md",
            "/srv/more/../x",
            "~/.ssh/id",
            "C:/x",
            "//etc/passwd",
            "file:///etc/passwd",
        ] {
            let said = roots.inside(outside).unwrap_err();
            assert!(said.contains("/home/bee/agents") && said.contains("find_kin"), "{outside}: {said}");
        }
    }
}
