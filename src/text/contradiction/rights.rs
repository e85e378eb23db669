//! What is said to be allowed or forbidden by its name: "deploying on Fridays is allowed", "network access is forbidden", "you have
//! no access to the network".

use super::deed::{deed, root};

/// A deed that is granted, or is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Right<'w> {
    pub(super) deed: &'static str,
    pub(super) object: Vec<&'w str>,
    pub(super) granted: bool,
}

/// The right that a sentence of these words grants or denies.
pub(super) fn of<'w>(words: &[&'w str]) -> Option<Right<'w>> {
    judged(words).or_else(|| had(words))
}

/// "Deploying on Fridays is allowed", "access to the network is not permitted".
fn judged<'w>(words: &[&'w str]) -> Option<Right<'w>> {
    let at = words.iter().position(|word| matches!(*word, "is" | "are" | "isn't" | "aren't"))?;
    let beside = |word: &&&str| matches!(**word, "never" | "not" | "always" | "strictly" | "explicitly");
    let said: Vec<&&str> = words[at + 1..].iter().filter(|word| !beside(word)).collect();
    let [told] = said[..] else { return None };
    let denied = words[at].ends_with("n't") || words[at + 1..].iter().any(|word| matches!(*word, "never" | "not"));
    let granted = match (ALLOWED.contains(told), FORBIDDEN.contains(told)) {
        (true, _) => !denied,
        (_, true) if !denied => false,
        _ => return None,
    };
    let (none, subject) = without_no(&words[..at]);
    let (deed, object) = named(subject)?;
    (granted || !none).then_some(Right { deed, object, granted: granted && !none })
}

/// "You have network access", "no network access".
fn had<'w>(words: &[&'w str]) -> Option<Right<'w>> {
    let own = usize::from(words.first().is_some_and(|word| matches!(*word, "you" | "agents")));
    let (denied, rest) = match &words[own..] {
        ["do", "not", "have", rest @ ..] | ["don't" | "cannot", "have", rest @ ..] | ["lack", rest @ ..] => {
            (true, rest)
        }
        ["have", rest @ ..] => (false, rest),
        ["no", ..] if own == 0 => (false, &words[own..]),
        _ => return None,
    };
    let (none, subject) = without_no(rest);
    let subject = subject.strip_prefix(&["full"]).unwrap_or(subject);
    let (deed, object) = named(subject).filter(|(deed, _)| *deed == ACCESS)?;
    Some(Right { deed, object, granted: !denied && !none })
}

fn without_no<'s, 'w>(words: &'s [&'w str]) -> (bool, &'s [&'w str]) {
    match words {
        ["no" | "any", rest @ ..] => (words[0] == "no", rest),
        _ => (false, words),
    }
}

/// The deed that a name of words names, and what it is done to: "deploying on Fridays", "file deletion", "access to the network".
fn named<'w>(words: &[&'w str]) -> Option<(&'static str, Vec<&'w str>)> {
    let (first, last) = (words.first()?, words.last()?);
    if first.ends_with("ing")
        && let Some(deed) = deed(first)
    {
        return Some((deed, words[1..].to_vec()));
    }
    // "Deploy on Fridays is forbidden".
    if let [_, "on" | "in" | "at" | "from" | "into", _, ..] = words
        && let Some(deed) = deed(first)
    {
        return Some((deed, words[1..].to_vec()));
    }
    if let Some(at) = words.iter().position(|word| matches!(*word, "to" | "of")).filter(|at| *at > 0) {
        let deed = by_name(words[at - 1])?;
        let object = [&words[..at - 1], &words[at + 1..]].concat();
        return Some((deed, object));
    }
    let object = &words[..words.len() - 1];
    (!object.is_empty() && object.len() <= MOST).then(|| by_name(last).map(|deed| (deed, object.to_vec()))).flatten()
}

/// Words of an object that stands before the name of a deed.
const MOST: usize = 2;

/// The deed that a noun names.
fn by_name(noun: &str) -> Option<&'static str> {
    let of = |(_, nouns): &&(&str, &[&str])| nouns.contains(&noun);
    NAMES
        .iter()
        .find(of)
        .map(|(deed, _)| *deed)
        .or_else(|| deed(noun).filter(|_| noun.ends_with("ing") && root(noun) != noun))
}

const ACCESS: &str = "access";

/// What deeds are called.
const NAMES: &[(&str, &[&str])] = &[
    (ACCESS, &["access"]),
    ("delete", &["deletion", "deletions", "removal"]),
    ("change", &["modification", "modifications", "changes", "edits"]),
    ("create", &["creation"]),
    ("install", &["installation", "installations", "installs"]),
    ("run", &["execution"]),
    ("deploy", &["deployment", "deployments", "deploys"]),
    ("use", &["usage", "use"]),
    ("push", &["pushes"]),
];

const ALLOWED: &[&str] = &["allowed", "permitted", "fine", "ok", "okay", "acceptable", "encouraged", "granted"];
const FORBIDDEN: &[&str] = &["forbidden", "prohibited", "disallowed", "banned", "denied"];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, bool)> {
        let text = text.to_lowercase();
        let words: Vec<&str> = text.split(' ').collect();
        of(&words).map(|right| (format!("{} {}", right.deed, right.object.join(" ")), right.granted))
    }

    #[test]
    fn rights_by_their_names() {
        for (text, deed, granted) in [
            ("Deploying on fridays is allowed", "deploy on fridays", true),
            ("Deploying on fridays is not allowed", "deploy on fridays", false),
            ("Network access is forbidden", "access network", false),
            ("No network access is permitted", "access network", false),
            ("Access to the network is granted", "access the network", true),
            ("You have no network access", "access network", false),
            ("No network access", "access network", false),
            ("You do not have access to the network", "access the network", false),
            ("You have access to the network", "access the network", true),
            ("File deletion is prohibited", "delete file", false),
        ] {
            assert_eq!(read(text), Some((deed.to_owned(), granted)), "{text}");
        }
        for other in
            ["The lamp is fine", "You have a boat", "Fishing is allowed", "Access is easy", "Nets are not forbidden"]
        {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
