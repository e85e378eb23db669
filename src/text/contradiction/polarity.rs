//! What is to be done and what never: the same deed on the same object, ordered here and forbidden there.
//!
//! An order contradicts a prohibition even where it is bound to a condition ("Commit after each step" against "Never commit"):
//! what is never to be done is not to be done then either. A prohibition with a condition forbids something narrower, and
//! contradicts nothing that could be told from words alone. So the object of an order is read up to its first condition, and a
//! prohibition holds something only where it is bare.

use super::{Claim, deed::deed, rights};
use crate::text::{
    verbs::bare_verb,
    words::{for_each_word, is_stop, stem},
};

/// The deeds that `sentence`, which is made of `words`, orders or forbids: that on the whole object, and those that follow
/// from it.
pub(super) fn stand(sentence: &str, words: &[&str]) -> Vec<Claim> {
    let clause = sentence.split(['\u{2014}', '\u{2013}']).next().unwrap_or(sentence);
    let words = if clause.len() < sentence.len() { &words[..count(clause).min(words.len())] } else { words };
    if says_read_only(words) {
        return ["file", "code"].map(|thing| claim("change", &[thing.to_owned()], "no")).into();
    }
    if let Some(claims) = all_but(words) {
        return claims;
    }
    if sentence.contains([':', '/']) || words.iter().any(|word| EXCEPTS.contains(word)) {
        return Vec::new();
    }
    if let Some(right) = rights::of(words) {
        let object = &right.object[..];
        return if right.granted {
            ordered(right.deed, object)
        } else {
            forbidden(right.deed, object).into_iter().collect()
        };
    }
    let (order, rest) = order(words);
    let denies = sentence.contains([',', '(']) || rest.iter().any(|word| DENIES.contains(word));
    if let ["make", "no", "changes" | "edits" | "modifications", ..] = rest {
        return vec![claim("change", &["file".to_owned()], "no")];
    }
    if let Some((deed, thing)) = left_undone(rest).filter(|_| order == "yes") {
        return forbidden(deed, thing).into_iter().collect();
    }
    if let Some((deed, thing)) = by_means(rest).filter(|_| order == "yes") {
        return ordered(deed, thing);
    }
    let rest = &made(order, rest)[..];
    let Some((verb, object)) = rest.split_first() else { return Vec::new() };
    // "Avoid emojis" and "no emojis" forbid their use.
    let of_thing = || matches!(words, ["avoid" | "no", ..]).then_some(("use", rest));
    // "No test doubles" names a thing, whatever else its first word may be.
    let named = matches!(words, ["avoid" | "no", ..]) && !verb.ends_with("ing");
    let other = || bare_verb(verb).filter(|_| !named);
    let of_deed = deed(verb).or_else(other).map(|deed| (deed, object));
    let Some((deed, object)) = of_deed.or_else(of_thing).map(known_object) else { return Vec::new() };
    if order == "no"
        && let Some(each) = listed(sentence, deed, object)
    {
        return each.iter().filter_map(|things| forbidden(deed, things)).collect();
    }
    match order {
        // Who is not to do it to every one may do it to some.
        "no" if denies
            || object.contains(&"every")
            || object.iter().any(|word| BINDS.contains(word) || MANNERS.contains(word)) =>
        {
            Vec::new()
        }
        "no" => forbidden(deed, object).into_iter().collect(),
        // "Using globals" names a fault as often as it asks for it.
        _ if verb.ends_with("ing") && bare_verb(verb) != Some(verb) => Vec::new(),
        _ if rest.iter().any(|word| DENIES.contains(word)) => Vec::new(),
        _ => ordered(deed, upto_mark(clause, words, object)),
    }
}

/// "Use the network" is "access the network".
fn known_object<'w, 's>((deed, object): (&'static str, &'w [&'s str])) -> (&'static str, &'w [&'s str]) {
    let first = object.iter().find(|word| !is_stop(word));
    let reached =
        deed == "use" && first.is_some_and(|word| matches!(*word, "network" | "internet" | "database" | "filesystem"));
    (if reached { "access" } else { deed }, object)
}

/// The things of a list that a deed is forbidden to be done to, each of them: "keys, tokens or names".
fn listed<'w, 's>(sentence: &str, deed: &str, object: &'w [&'s str]) -> Option<Vec<&'w [&'s str]>> {
    const LONGEST: usize = 2;
    let joins = |word: &&str| matches!(*word, "or" | "and");
    if ALONE.contains(&deed) || sentence.contains('(') || !object.iter().any(joins) {
        return None;
    }
    // Words of a list stand alone between its marks, so that each of them is one of its things.
    let marks = sentence.matches(',').count();
    let mut each: Vec<&[&str]> = object.split(joins).filter(|things| !things.is_empty()).collect();
    if marks > 0 {
        let listed = each.remove(0);
        each.splice(0..0, listed.chunks(1));
    }
    let plain = |word: &&str| !BINDS.contains(word) && !PLACES.contains(word) && !MANNERS.contains(word);
    let is_thing = |things: &&[&str]| things.iter().all(plain) && self::deed(things[0]).is_none();
    let counted = marks == 0 || each.len() <= marks + 2 && each.len() > marks;
    (counted && each.len() > 1 && each.iter().all(|things| things.len() <= LONGEST && is_thing(things))).then_some(each)
}

/// "Push to any branch but one": what is taken out of a whole is forbidden.
fn all_but(words: &[&str]) -> Option<Vec<Claim>> {
    let at = words.iter().position(|word| matches!(*word, "but" | "except"))?;
    words[..at].iter().rev().take(3).find(|word| matches!(**word, "any" | "every" | "all"))?;
    let (order, rest) = order(words);
    let deed = rest.first().and_then(|verb| deed(verb)).filter(|_| order == "yes")?;
    Some(forbidden(deed, &words[at + 1..]).into_iter().collect())
}

/// Whether it says of the agent that it reads and no more.
fn says_read_only(words: &[&str]) -> bool {
    let at = words.windows(2).position(|pair| pair == ["read", "only"]);
    let own = |words: &[&str]| {
        matches!(words, ["you" | "agent" | "this", ..] | ["the" | "your", "agent", ..])
            && words.iter().any(|word| matches!(*word, "is" | "are" | "operate" | "work" | "have"))
    };
    // All that is said: "read-only access", "read-only mode".
    if matches!(words, ["read", "only"] | ["read", "only", "access" | "mode" | "agent" | "permissions"]) {
        return true;
    }
    let told = |at: usize| {
        matches!(words[..at], ["work" | "operate" | "stay" | "remain" | "run"] | ["work" | "operate" | "run", "in"])
    };
    at.is_some_and(|at| at < 5 && (own(&words[..at]) || told(at)))
        && !words.iter().any(|word| matches!(*word, "unless" | "except" | "when" | "if" | "not"))
}

/// "Make the changes" is "edit the files": what is changed stands behind a "to", where it is said.
fn made<'s>(order: &str, rest: &[&'s str]) -> Vec<&'s str> {
    const FILLS: &[&str] = &["the", "any", "all", "necessary", "needed", "required", "your"];
    const CHANGES: &[&str] = &["changes", "edits", "modifications", "patch", "patches", "fixes"];
    let filled = rest.iter().skip(1).take_while(|word| FILLS.contains(word)).count();
    match (rest.first(), rest.get(filled + 1..)) {
        (Some(&"make"), Some(["changes" | "edits" | "modifications", "to", object @ ..])) => {
            [&["edit"], object].concat()
        }
        (Some(&"make"), Some(["changes" | "edits" | "modifications", further @ ..])) => {
            [&["edit", "files"], further].concat()
        }
        (Some(&("write" | "save" | "apply")), Some([changes, further @ ..]))
            if order == "yes" && CHANGES.contains(changes) =>
        {
            [&["edit", "files"], further].concat()
        }
        _ => rest.to_vec(),
    }
}

/// What is left as it is, is not done: "leave commits unsigned" forbids to sign them.
fn left_undone<'w, 's>(rest: &'w [&'s str]) -> Option<(&'static str, &'w [&'s str])> {
    let ["leave" | "keep", object @ .., state] = rest else { return None };
    let deed = match *state {
        "open" => bare_verb("close"),
        "untouched" | "unchanged" | "alone" => Some("change"),
        state => state
            .strip_prefix("un")
            .and_then(|done| done.strip_suffix("ed"))
            .and_then(|verb| deed(verb).or_else(|| bare_verb(verb))),
    }?;
    (!object.is_empty() && object.len() <= 3).then_some((deed, object))
}

/// "Fix failing tests by editing them" edits tests: the deed behind the "by", and what it is done to.
fn by_means<'w, 's>(rest: &'w [&'s str]) -> Option<(&'static str, &'w [&'s str])> {
    let [object @ .., "by", doing, "them" | "it"] = rest else { return None };
    let deed = deed(doing).filter(|_| doing.ends_with("ing"))?;
    (object.len() > 1).then(|| (deed, &object[object.len() - 1..]))
}

/// What a prohibition without a condition forbids.
fn forbidden(deed: &str, object: &[&str]) -> Option<Claim> {
    let things = things(deed, object);
    // A long object is a description: two of them that agree in words may still mean two cases.
    let told = things.len() <= 3 && (!things.is_empty() || ALONE.contains(&deed));
    told.then(|| claim(deed, &things, "no"))
}

/// What an order asks for: with all of its object, with the object up to the first condition and the first preposition, with
/// what it is a sort of ("shell commands" are commands), and the deed alone where that says enough.
fn ordered(deed: &str, object: &[&str]) -> Vec<Claim> {
    let upto = |stops: &[&str]| &object[..object.iter().position(|word| stops.contains(word)).unwrap_or(object.len())];
    let bound = upto(BINDS);
    let core = &bound[..bound.iter().position(|word| PLACES.contains(word)).unwrap_or(bound.len())];
    let (whole, core) = (things(deed, bound), things(deed, core));
    let sort: Vec<String> = core.last().filter(|thing| SORTS.contains(&thing.as_str())).cloned().into_iter().collect();
    let mut out: Vec<Claim> = Vec::new();
    for things in [whole, core, sort] {
        if (1..=3).contains(&things.len()) {
            out.push(claim(deed, &things, "yes"));
        }
    }
    if ALONE.contains(&deed) {
        out.push(claim(deed, &[], "yes"));
    }
    out.sort_by(|x, y| x.name.cmp(&y.name));
    out.dedup();
    out
}

fn claim(deed: &str, things: &[String], stance: &str) -> Claim {
    let mut things: Vec<&str> = things.iter().map(String::as_str).collect();
    things.sort_unstable();
    things.dedup();
    let name = [&[deed][..], &things].concat().join(" ");
    Claim::new(&format!("deed {deed} {name}"), stance, &name)
}

/// The words of an object that say something, in their order; of a deed that needs no object, not those that only fill its place.
fn things(deed: &str, object: &[&str]) -> Vec<String> {
    let fills = |word: &str| ALONE.contains(&deed) && FILLERS.contains(&stem(word).as_ref());
    let telling =
        object.iter().filter(|word| !is_stop(word) && **word != "every" && !MANNERS.contains(word) && !fills(word));
    telling.map(|word| stem(word).into_owned()).collect()
}

/// The object up to the first comma or bracket: what comes behind it goes into details.
fn upto_mark<'w, 's>(clause: &str, all: &[&str], object: &'w [&'s str]) -> &'w [&'s str] {
    let Some(at) = clause.find([',', '(']) else { return object };
    let before = count(&clause[..at]);
    let skipped = all.len() - object.len();
    &object[..before.saturating_sub(skipped).min(object.len())]
}

/// How many words a text has.
fn count(text: &str) -> usize {
    let mut count = 0;
    for_each_word(text, |_| count += 1);
    count
}

/// Whether it is ordered or forbidden, and what comes behind the words that say so.
pub(super) fn order<'w, 's>(words: &'w [&'s str]) -> (&'static str, &'w [&'s str]) {
    let at = usize::from(words.first().is_some_and(|word| matches!(*word, "you" | "always" | "agents" | "please")));
    let words = &words[at..];
    for (mark, stance) in MARKS {
        if words.starts_with(mark) {
            return (stance, &words[mark.len()..]);
        }
    }
    ("yes", words)
}

/// What orders and what forbids, longest first.
const MARKS: &[(&[&str], &str)] = &[
    (&["do", "not", "have", "permission", "to"], "no"),
    (&["don't", "have", "permission", "to"], "no"),
    (&["have", "no", "permission", "to"], "no"),
    (&["lack", "permission", "to"], "no"),
    (&["have", "permission", "to"], "yes"),
    (&["are", "not", "permitted", "to"], "no"),
    (&["are", "not", "authorized", "to"], "no"),
    (&["are", "permitted", "to"], "yes"),
    (&["are", "authorized", "to"], "yes"),
    (&["are", "forbidden", "to"], "no"),
    (&["are", "forbidden", "from"], "no"),
    (&["are", "prohibited", "from"], "no"),
    (&["are", "not", "allowed", "to"], "no"),
    (&["are", "allowed", "to"], "yes"),
    (&["must", "never"], "no"),
    (&["should", "never"], "no"),
    (&["must", "not"], "no"),
    (&["should", "not"], "no"),
    (&["may", "not"], "no"),
    (&["do", "not"], "no"),
    (&["refrain", "from"], "no"),
    (&["must", "always"], "yes"),
    (&["should", "always"], "yes"),
    (&["never"], "no"),
    (&["no"], "no"),
    (&["don't"], "no"),
    (&["mustn't"], "no"),
    (&["shouldn't"], "no"),
    (&["cannot"], "no"),
    (&["can't"], "no"),
    (&["avoid"], "no"),
    (&["must"], "yes"),
    (&["should"], "yes"),
    (&["feel", "free", "to"], "yes"),
    (&["are", "free", "to"], "yes"),
    (&["make", "sure", "to"], "yes"),
    (&["may"], "yes"),
    (&["can"], "yes"),
    (&["always"], "yes"),
];

/// What takes something out of an order or a prohibition, so that neither is whole.
const EXCEPTS: &[&str] = &[
    "unless", "without", "except", "only", "instead", "rather", "than", "other", "yet", "just", "but", "nothing", "nor",
];

/// What denies within an order, which then is none.
const DENIES: &[&str] = &["not", "never", "no", "don't", "avoid", "cannot", "can't", "mustn't", "shouldn't"];

/// What binds a deed to a case, or goes on to another deed.
const BINDS: &[&str] = &[
    "if", "when", "whenever", "until", "before", "after", "while", "where", "wherever", "once", "as", "and", "or",
    "then", "for", "so", "because", "since", "during",
];

/// What says where, with what or to what end a deed is done.
const PLACES: &[&str] = &["to", "in", "on", "into", "with", "by", "from", "at", "via", "using", "of", "per", "through"];

/// How something is done: of an order that is beside the point, of a prohibition it may be the point.
const MANNERS: &[&str] = &[
    "directly",
    "straight",
    "immediately",
    "automatically",
    "blindly",
    "freely",
    "regularly",
    "carefully",
    "proactively",
    "first",
    "upfront",
    "yourself",
    "always",
];

/// Deeds that say enough without an object.
const ALONE: &[&str] = &["commit", "push", "deploy", "retry", "guess", "speculate", "apologize", "rebase", "delegate"];

/// Objects of those that say no more than the deed.
const FILLERS: &[&str] = &["change", "code", "work", "anything", "everything", "edit", "progress"];

/// Objects that others are a sort of.
const SORTS: &[&str] = &["file", "command", "package", "dependency", "branch", "emoji", "question", "commit"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::read;

    fn held(sentence: &str) -> Vec<(String, String)> {
        read(sentence, stand).into_iter().map(|claim| (claim.stance, claim.name)).collect()
    }

    fn is(stance: &str, names: &[&str]) -> Vec<(String, String)> {
        names.iter().map(|name| (stance.to_owned(), (*name).to_owned())).collect()
    }

    #[test]
    fn deeds_and_their_sign() {
        assert_eq!(held("You must never modify the migrations."), is("no", &["change migration"]));
        assert_eq!(held("Avoid using globals"), is("no", &["use global"]));
        assert_eq!(held("Always run the linter"), is("yes", &["run linter"]));
        assert_eq!(held("Never commit."), is("no", &["commit"]));
        assert_eq!(held("Avoid emojis in logs"), is("no", &["use emoji log"]));
        assert_eq!(held("No emojis"), is("no", &["use emoji"]));
        assert_eq!(held("Push to any branch but main."), is("no", &["push main"]));
        assert_eq!(held("You have no permission to delete logs"), is("no", &["delete log"]));
        assert_eq!(held("Never log keys, tokens or names."), is("no", &["log key", "log token", "log name"]));
        assert_eq!(held("Never commit or push"), []);
    }

    #[test]
    fn an_order_holds_whatever_it_is_bound_to() {
        assert_eq!(held("Modify the files as needed."), is("yes", &["change file"]));
        assert_eq!(held("Commit after each step."), is("yes", &["commit"]));
        assert_eq!(held("Run shell commands to verify each change"), is("yes", &["run command", "run command shell"]));
        assert_eq!(held("Delete logs, once they are read"), is("yes", &["delete log"]));
    }

    #[test]
    fn a_bound_prohibition_holds_nothing() {
        for sentence in [
            "Never push commits unless asked",
            "Never modify tests while you review",
            "Never edit the tests directly",
            "Do not use mocks, apart from those of the clock",
            "Roses bloom",
            "Use: hammers",
        ] {
            assert_eq!(held(sentence), [], "{sentence}");
        }
    }
}
