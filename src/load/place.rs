//! What a file's place says: which format claims it, and the name that the place gives.

use std::cmp::Reverse;
use std::sync::OnceLock;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::formats;
use crate::model::{Identity, Profile};

/// The format one of whose places matches `path`; of several the longest pattern, then the earlier format.
pub(super) fn claim(path: &str) -> Option<&'static Profile> {
    static PLACES: OnceLock<Vec<Matcher>> = OnceLock::new();
    nearest(PLACES.get_or_init(|| matchers(|profile| profile.places)), path)
}

/// The same over the places where a format's files lie among others.
pub(super) fn likely(path: &str) -> Option<&'static Profile> {
    static PLACES: OnceLock<Vec<Matcher>> = OnceLock::new();
    nearest(PLACES.get_or_init(|| matchers(|profile| profile.likely_places)), path)
}

struct Matcher {
    profile: &'static Profile,
    pattern: Gitignore,
    length: usize,
}

fn nearest(matchers: &[Matcher], path: &str) -> Option<&'static Profile> {
    let hits = matchers.iter().filter(|m| m.pattern.matched(path.trim_start_matches('/'), false).is_ignore());
    hits.min_by_key(|m| Reverse(m.length)).map(|m| m.profile)
}

fn matchers(places: fn(&Profile) -> &'static [&'static str]) -> Vec<Matcher> {
    let build = |profile: &'static Profile, pattern: &str| {
        let mut builder = GitignoreBuilder::new("");
        builder.add_line(None, pattern).ok()?;
        Some(Matcher { profile, pattern: builder.build().ok()?, length: pattern.len() })
    };
    let each = |profile: &&'static Profile| {
        let profile: &'static Profile = profile;
        places(profile).iter().filter_map(move |pattern| build(profile, pattern))
    };
    formats::ALL.iter().flat_map(each).collect()
}

/// Whether the file is a document by its name: a README, a licence, a changelog.
pub(super) fn is_document(path: &str) -> bool {
    let stem = stem(path).to_ascii_lowercase();
    let known =
        ["readme", "changelog", "license", "licence", "contributing", "code_of_conduct", "security", "index", "notice"];
    known
        .iter()
        .any(|name| stem == *name || stem.starts_with(&format!("{name}.")) || stem.starts_with(&format!("{name}-")))
}

/// The name that the place gives under the format's rule; `None` where a field should say it.
pub(super) fn name(path: &str, profile: &Profile) -> Option<String> {
    let stem = bare_stem(path);
    let name = match profile.identity {
        Identity::NameField | Identity::FileStem => stem.to_owned(),
        Identity::Folder => parent(path).unwrap_or(stem).to_owned(),
        Identity::RelativePath => below(path, "commands").unwrap_or_else(|| stem.to_owned()),
    };
    (!name.is_empty()).then_some(name)
}

/// The ending in lower case, without its dot; a name that begins with its only dot is all ending.
pub(super) fn ending(path: &str) -> String {
    file(path).rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
}

fn file(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn stem(path: &str) -> &str {
    file(path).rsplit_once('.').map_or(file(path), |(stem, _)| stem)
}

fn bare_stem(path: &str) -> &str {
    let stem = stem(path);
    stem.strip_suffix(".agent").or_else(|| stem.strip_suffix(".chatmode")).unwrap_or(stem)
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit('/').nth(1).filter(|part| !matches!(*part, "" | "." | ".."))
}

fn below(path: &str, folder: &str) -> Option<String> {
    let (_, rest) = path.rsplit_once(&format!("{folder}/"))?;
    Some(rest.rsplit_once('.').map_or(rest, |(stem, _)| stem).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_claim_their_formats() {
        let claimed = |path| claim(path).map(|profile| profile.name.0);
        assert_eq!(claimed(".claude/agents/sub/a.md"), Some("claude"));
        assert_eq!(claimed("/home/x/.claude/agents/a.md"), Some("claude"));
        assert_eq!(claimed("x/.claude/skills/moss/SKILL.md"), Some("skill"));
        assert_eq!(claimed(".claude/commands/git/tidy.md"), Some("command"));
        assert_eq!(claimed("x/.github/agents/a.md"), Some("copilot"));
        assert_eq!(claimed("docs/a.agent.md"), Some("copilot"));
        assert_eq!(claimed("docs/a.md"), None);
    }

    #[test]
    fn places_give_names() {
        let named = |path: &str| name(path, claim(path).unwrap()).unwrap();
        assert_eq!(named("skills/moss-doctor/SKILL.md"), "moss-doctor");
        assert_eq!(named("x/a.agent.md"), "a");
        assert_eq!(named(".claude/commands/git/tidy.md"), "git/tidy");
        assert!(is_document("x/README.md") && is_document("README.ja.md") && !is_document("reader.md"));
    }
}
