//! Of several descriptions the fullest: it tells a harness most of when the agent is to be called, its examples among that. Two
//! are never blended: what nobody wrote, nobody said.

use std::cmp::Reverse;

use super::{
    fields::{Stand, Support, written},
    members::Tongue,
};
use crate::{
    model::{FormatName, Value},
    text::{
        likeness::common,
        words::{content_words, key, words},
    },
};

/// The base's key for the description with the description that says most, where that is not the base's own.
pub(super) fn fullest(stand: &Stand<'_, '_>, support: Support) -> Option<(String, Value)> {
    let base = stand.of(0).filter(|field| stand.name == "description" && !field.value.plain().trim().is_empty())?;
    if !stand.can_change() {
        return None;
    }
    let most = longest(stand, &base.key);
    let fits = |at: usize| stand.of(at).is_some_and(|field| field.value.plain().chars().count() <= most);
    let told = (0..stand.members.len()).filter(|at| *at == 0 || may_stand(stand, *at, support) && fits(*at));
    let told = told.filter_map(|at| Some((at, stand.of(at)?)));
    // Of two that say as much the first, and the base is before all.
    let rank = |at: usize, value: &Value| (content_words(&value.plain()).len(), Reverse(at));
    let (at, fullest) = told.max_by_key(|(at, field)| rank(*at, &field.value))?;
    (at > 0).then(|| (base.key.clone(), written(fullest)))
}

/// How many characters a harness takes for the description: for a longer one it would refuse the file.
fn longest(stand: &Stand<'_, '_>, key: &str) -> usize {
    let mut limits = stand.profile.refusals.longest.iter();
    limits.find(|(known, _)| *known == key).map_or(usize::MAX, |(_, most)| *most)
}

/// Whether a member's description may stand for the base's: not one in another language, nor one that calls the agent what it is
/// not (a command a skill), nor one that says next to nothing of what the base's says. Of an agent of another name or kind it must
/// say half of it, and not call the agent by that name: a harness would look for that one. Nor one that names another model than
/// the base's does: the model stays the base's.
fn may_stand(stand: &Stand<'_, '_>, at: usize, support: Support) -> bool {
    let member = &stand.members[at];
    let base = &stand.members[0];
    let told = |at: usize| stand.of(at).map(|field| content_words(&field.value.plain())).unwrap_or_default();
    let (own, other) = (told(0), told(at));
    let one_of = |parts: usize| parts * common(&own, &other) >= own.len();
    let one_name = key(&member.definition.name) == key(&base.definition.name);
    let akin = if one_name && member.definition.format == base.definition.format {
        one_of(4)
    } else {
        one_of(2) && (one_name || !names_another(stand, at))
    };
    let own_kind = || stand.of(at).is_none_or(|field| fits_kind(&field.value.plain(), base.definition.format));
    let own_model = || {
        let models = |at: usize| stand.of(at).map(|field| models(&field.value.plain())).unwrap_or_default();
        let own = models(0);
        own.is_empty() || models(at).iter().all(|model| own.contains(model))
    };
    member.tongue == Tongue::Own && member.copies.len() >= support.0 && akin && own_kind() && own_model()
}

/// The families of models that a description names.
fn models(description: &str) -> Vec<String> {
    const FAMILIES: &[&str] =
        &["claude", "deepseek", "gemini", "gpt", "grok", "haiku", "llama", "mistral", "opus", "qwen", "sonnet"];
    words(description).into_iter().filter(|word| FAMILIES.contains(&word.as_str())).collect()
}

/// Whether what a description calls the file ("use this skill when …") is what a file of the format is.
fn fits_kind(description: &str, format: FormatName) -> bool {
    let words = words(description);
    let calls = |kind: &str| words.windows(2).any(|pair| pair[0] == "this" && pair[1] == kind);
    match format.0 {
        "skill" => !calls("agent") && !calls("command"),
        "command" => !calls("agent") && !calls("skill"),
        _ => !calls("skill") && !calls("command"),
    }
}

/// Whether a member's description calls the agent by that member's name.
fn names_another(stand: &Stand<'_, '_>, at: usize) -> bool {
    let own = words(&stand.members[at].definition.name);
    let told = stand.of(at).map(|field| words(&field.value.plain())).unwrap_or_default();
    !own.is_empty() && told.windows(own.len()).any(|run| run == own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_are_named() {
        assert_eq!(models("Runs on Haiku, which Claude Code picks."), ["haiku", "claude"]);
        assert!(models("Keeps the light of a small harbour.").is_empty());
    }

    #[test]
    fn a_command_is_no_skill() {
        let told = "This skill should be used when the lamp goes out.";
        assert!(fits_kind(told, FormatName("skill")));
        assert!(!fits_kind(told, FormatName("command")) && !fits_kind(told, FormatName("claude")));
        assert!(fits_kind("Use this agent when the lamp goes out.", FormatName("claude")));
    }
}
