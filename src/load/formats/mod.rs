//! The roster of formats: a file each, and the order in which they are tried and listed.

pub(super) mod agents_md;
pub(super) mod amazonq;
pub(super) mod bmad;
pub(super) mod claude;
pub(super) mod cline;
pub(super) mod codex;
pub(super) mod command;
pub(super) mod continue_dev;
pub(super) mod copilot;
pub(super) mod crewai;
pub(super) mod cursor_agent;
pub(super) mod cursor_rule;
pub(super) mod droid;
pub(super) mod gemini;
pub(super) mod goose;
pub(super) mod kiro;
pub(super) mod markdown;
pub(super) mod opencode;
pub(super) mod qwen;
pub(super) mod roo;
pub(super) mod skill;
pub(super) mod windsurf;
pub(super) mod yaml_agent;

use crate::model::Profile;

/// Every format.
pub(super) const ALL: &[&Profile] = &[
    &claude::PROFILE,
    &skill::PROFILE,
    &command::PROFILE,
    &copilot::PROFILE,
    &opencode::PROFILE,
    &gemini::PROFILE,
    &qwen::PROFILE,
    &codex::PROFILE,
    &cursor_rule::PROFILE,
    &cursor_agent::PROFILE,
    &roo::PROFILE,
    &kiro::PROFILE,
    &amazonq::PROFILE,
    &droid::PROFILE,
    &goose::PROFILE,
    &crewai::PROFILE,
    &windsurf::PROFILE,
    &cline::PROFILE,
    &continue_dev::PROFILE,
    &agents_md::PROFILE,
    &bmad::PROFILE,
    &yaml_agent::PROFILE,
    &markdown::PROFILE,
];

/// Whether a folder of this name is one that a harness keeps its files in: `.kiro`, `.claude`.
pub(super) fn is_own_folder(name: &str) -> bool {
    let places = ALL.iter().flat_map(|profile| profile.places);
    name.starts_with('.') && places.filter_map(|place| place.split_once('/')).any(|(folder, _)| folder == name)
}

/// Whether some format has this key, in any case: in broken front matter such a key is no prose.
pub(super) fn knows_key(key: &str) -> bool {
    let markdown = ALL.iter().filter(|profile| profile.syntax.is_markdown());
    markdown.flat_map(|profile| profile.fields).any(|(spelt, _)| spelt.eq_ignore_ascii_case(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_roster_holds_together() {
        for (at, profile) in ALL.iter().enumerate() {
            let fields: Vec<&str> = profile.fields.iter().map(|(_, field)| *field).collect();
            assert!(ALL[..at].iter().all(|other| other.name != profile.name), "{} stands twice", profile.name);
            assert!(
                profile.required.iter().all(|field| fields.contains(field)),
                "{} requires a field it lacks",
                profile.name
            );
            assert!(
                profile.signs.iter().flat_map(|sign| *sign).all(|part| part.starts_with("in:") || knows(profile, part))
            );
            assert!(!profile.title.is_empty() && !profile.on_bad_yaml.is_empty());
        }
    }

    fn knows(profile: &Profile, part: &str) -> bool {
        let key = part.split('=').next().unwrap_or(part).trim_start_matches("own:");
        profile.fields.iter().any(|(spelt, _)| *spelt == key || spelt.starts_with(&format!("{key}.")))
    }

    #[test]
    fn keys_are_known_in_any_case() {
        assert!(knows_key("Description") && knows_key("allowed-tools") && !knows_key("user"));
    }
}
