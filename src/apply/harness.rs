//! Which harness reads a file: a copy that another one reads is needed where it lies.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{FormatName, Profile};

/// Where a user's programs keep what they are told, a folder each.
const CONFIG: &str = ".config";

/// The folders and file names by which harnesses find their files.
pub(super) struct Harnesses {
    /// `.claude`, `.opencode` …
    folders: BTreeSet<&'static str>,
    /// Of each format the folder of its own harness.
    homes: BTreeMap<&'static str, &'static str>,
    /// Names without their ending that are the whole of a place: `AGENTS.md` is read by others than `CLAUDE.md`.
    names: Vec<(FormatName, &'static str)>,
}

impl Harnesses {
    /// What the records of the formats say.
    pub(super) fn of(formats: &[&Profile]) -> Self {
        let mut out = Self { folders: BTreeSet::new(), homes: BTreeMap::new(), names: Vec::new() };
        for format in formats {
            let written = format.written.map(|written| written.file);
            let levels = format.precedence.levels.iter().flat_map(|level| level.folders).copied();
            let places: Vec<&'static str> =
                written.into_iter().chain(levels).chain(format.places.iter().copied()).collect();
            let folders: Vec<&'static str> = places.iter().filter_map(|place| harness_folder(place)).collect();
            out.homes.extend(folders.first().map(|home| (format.name.0, *home)));
            out.folders.extend(folders);
            let names: BTreeSet<&'static str> = format.places.iter().filter_map(|place| whole_name(place)).collect();
            // One name is the format's own; of several each has its reader.
            if names.len() > 1 {
                out.names.extend(names.into_iter().map(|name| (format.name, name)));
            }
        }
        out
    }

    /// Who reads the file: the innermost folder of a harness around it; without one, what the file's name is to the format, and
    /// the folder that the format's own harness has. `None` where nothing tells.
    pub(super) fn reader<'r>(&'r self, path: &'r str, format: FormatName) -> Option<&'r str> {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        if let Some((known, _)) = self.innermost(folders) {
            return Some(known);
        }
        let stem = stem(name);
        let whole = self.names.iter().any(|(of, whole)| *of == format && *whole == stem);
        if whole { Some(stem) } else { self.homes.get(format.0).copied() }
    }

    /// Whether some harness takes the file for its own by where it lies or what it is called, whatever stands in it.
    pub(super) fn takes(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.scope(path).is_some() || self.names.iter().any(|(_, whole)| *whole == stem(name))
    }

    /// The folder in which, and below which, the file is read: the one that its harness's own folder lies in. `None` where no such
    /// folder tells.
    pub(super) fn scope<'p>(&self, path: &'p str) -> Option<&'p str> {
        let (folders, _) = path.rsplit_once('/')?;
        self.innermost(folders).map(|(_, scope)| scope)
    }

    /// The innermost folder of a harness among `folders`, and what stands before it.
    fn innermost<'p>(&self, folders: &'p str) -> Option<(&'static str, &'p str)> {
        let mut end = folders.len();
        loop {
            let (outer, folder) = folders[..end].rsplit_once('/').unwrap_or(("", &folders[..end]));
            // Of a user: ~/.config/opencode/agent is to OpenCode what .opencode/agent is in a project.
            let in_config = outer.rsplit('/').next() == Some(CONFIG);
            let is = |known: &&&'static str| **known == folder || in_config && known.trim_start_matches('.') == folder;
            if let Some(known) = self.folders.iter().find(is) {
                return Some((known, outer));
            }
            if outer.is_empty() {
                return None;
            }
            end = outer.len();
        }
    }
}

/// Whether whoever works in the folder `inner` works in `outer` too.
pub(super) fn lies_in(inner: &str, outer: &str) -> bool {
    let below = |inner: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
    matches!(outer, "" | ".") || inner == outer || below(inner)
}

/// The harness's own folder at the head of a place: not one that harnesses share with whatever else a user has.
fn harness_folder(place: &'static str) -> Option<&'static str> {
    place.split_once('/').map(|(folder, _)| folder).filter(|folder| folder.starts_with('.') && *folder != CONFIG)
}

/// What a file must be called to be found at a place in whatever folder, without its ending.
fn whole_name(place: &'static str) -> Option<&'static str> {
    (!place.contains(['/', '*'])).then(|| stem(place))
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAND: Profile = Profile {
        name: FormatName("command"),
        places: &[".claude/commands/**/*.md", ".qwen/commands/*.toml"],
        ..Profile::BLANK
    };
    const SKILL: Profile = Profile { name: FormatName("skill"), places: &["SKILL.md"], ..Profile::BLANK };
    const OTHER: Profile = Profile { name: FormatName("other"), places: &[".opencode/agent/*.md"], ..Profile::BLANK };
    const RULES: Profile =
        Profile { name: FormatName("rules"), places: &["AGENTS.md", "CLAUDE.md", "*.rules"], ..Profile::BLANK };

    #[test]
    fn a_file_is_read_by_whose_folder_it_lies_in() {
        let known = Harnesses::of(&[&COMMAND, &OTHER, &RULES, &SKILL]);
        let reader = |path, format: &Profile| known.reader(path, format.name).map(str::to_owned);
        let told = |path, format, who: Option<&str>| assert_eq!(reader(path, format).as_deref(), who, "{path}");
        told(".claude/commands/tide.md", &COMMAND, Some(".claude"));
        told("a/.opencode/command/tide.md", &COMMAND, Some(".opencode"));
        told("/home/me/.config/opencode/command/tide.md", &COMMAND, Some(".opencode"));
        told(".claude/trees/one/.qwen/commands/tide.toml", &COMMAND, Some(".qwen"));
        told("commands/tide.md", &COMMAND, Some(".claude"));
        told("docs/AGENTS.md", &RULES, Some("AGENTS"));
        told("CLAUDE.md", &RULES, Some("CLAUDE"));
        told("skills/tide/SKILL.md", &SKILL, None);
        told(".qwen/skills/tide/SKILL.md", &SKILL, Some(".qwen"));
        told("x.rules", &RULES, None);
    }

    #[test]
    fn a_file_is_read_in_the_folder_around_its_harness() {
        let known = Harnesses::of(&[&COMMAND, &OTHER, &RULES, &SKILL]);
        for (path, scope) in [
            (".claude/commands/tide.md", Some("")),
            ("a/b/.opencode/command/tide.md", Some("a/b")),
            ("a/.claude/trees/one/.qwen/tide.md", Some("a/.claude/trees/one")),
            ("commands/tide.md", None),
            ("tide.md", None),
        ] {
            assert_eq!(known.scope(path), scope, "{path}");
        }
        assert!(lies_in("a/b", "a") && lies_in("a", "") && lies_in("a", "a") && lies_in("a", "."));
        assert!(!lies_in("ab", "a") && !lies_in("a", "a/b") && !lies_in("b", "a"));
    }
}
