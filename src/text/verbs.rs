//! Verbs that orders begin with.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::words::is_stop;

/// Whether a folded word is the bare form of a verb that orders begin with; it may be a noun too.
#[must_use]
pub fn is_verb(word: &str) -> bool {
    VERBS.contains(word)
}

/// The bare form of such a verb, of which a folded word is that or what ends in "ing".
#[must_use]
pub fn bare_verb(word: &str) -> Option<&'static str> {
    let known = |word: &str| VERBS.get(word).copied();
    let of_ing = |bare: &str| {
        let doubled = bare.char_indices().next_back().filter(|(at, last)| bare[..*at].ends_with(*last));
        known(bare).or_else(|| known(&format!("{bare}e"))).or_else(|| known(&bare[..doubled?.0]))
    };
    known(word).or_else(|| word.strip_suffix("ing").and_then(of_ing))
}

/// Whether a folded word is a form of such a verb: "trimming", "trims".
#[must_use]
pub fn is_verb_form(word: &str) -> bool {
    bare_verb(word).is_some() || word.strip_suffix('s').is_some_and(is_verb)
}

/// Whether text that begins with these folded words is an order: "log errors", not "log correlation".
#[must_use]
pub fn orders(words: &[String]) -> bool {
    let Some(first) = words.first().filter(|word| !is_stop(word)) else { return false };
    if !is_verb(first) {
        // No noun stands before an article.
        return words.get(1).is_some_and(|word| ARTICLES.contains(&word.as_str()));
    }
    if !NOUNS_TOO.contains(first.as_str()) {
        return true;
    }
    // "Use lamps", but "use cases" and "use of lamps".
    if first == "use" {
        return words.get(1).is_none_or(|word| !matches!(word.as_str(), "case" | "cases" | "of"));
    }
    // What is called "a log" is not followed by an article, nor by things in the plural.
    let object = |word: &String| OBJECTS.contains(&word.as_str()) || word.ends_with('s') && !word.ends_with("ss");
    words.get(1).is_some_and(object)
}

const ARTICLES: &[&str] = &["a", "all", "an", "any", "each", "every", "the", "your"];

/// Words that begin the object of an order, or say where it is done.
const OBJECTS: &[&str] = &[
    "a", "all", "an", "any", "at", "both", "each", "every", "for", "from", "in", "it", "its", "no", "on", "only",
    "out", "that", "the", "their", "them", "this", "to", "up", "with", "your",
];

/// Their bare forms.
static VERBS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "abort accept access account achieve acknowledge act activate adapt add address adjust adopt advise aggregate agree \
    alert align allocate allow allowlist amend analyse analyze annotate announce anonymise anonymize answer anticipate \
    append apply approve archive argue arrange ask assert assess assign assist associate assume assure attach attempt \
    attest audit authenticate authorize automate avoid await backport balance base batch begin benchmark blacklist \
    block blocklist bootstrap bound break brief bring browse build bump bundle cache calculate call cap capture carry \
    cast catch categorize celebrate challenge change check choose cite clamp clarify classify clean clear click clone \
    close collaborate collect combine come commit communicate compare compile complete compose compress compute \
    concatenate conclude conduct configure confirm connect consider consolidate constrain construct consult consume \
    contact contain containerize continue contribute control convert convey coordinate copy correct correlate count \
    cover crawl create critique customize cut debounce debug decide declare decline decompose decrypt dedupe \
    deduplicate defer define delegate delete deliver demonstrate denormalize deny deploy deprecate derive describe \
    deserialize design destroy detail detect determine develop diagnose differentiate disable discard disclose discover \
    discuss dispatch display distinguish distribute divide do document download draft draw drive drop edit educate \
    elevate eliminate email embed embrace emit emphasize employ empower enable encapsulate encode encourage encrypt end \
    enforce engage enhance enrich ensure enter enumerate escalate escape establish estimate evaluate examine exclude \
    execute exercise exit expand expect explain explore export expose express extend extract facilitate factor fail \
    feed fetch fill filter finalize find finish fix flag flush focus follow force forget fork format formulate forward \
    foster frame free freeze fuzz gather generate get give go grade grant group grow guarantee guard guess guide halt \
    handle harden hash have help hide highlight hold identify ignore illustrate implement import improve include \
    incorporate increase indicate infer inform inherit initialize initiate inject inline insert inspect install \
    instruct instrument integrate interact interpolate interpret introduce invalidate investigate invite invoke involve \
    isolate issue iterate join judge justify keep label launch lead learn leave lend let leverage limit link lint list \
    listen load localize locate lock log look lower maintain make manage map mark marshal mask match maximize measure \
    memoize mention merge migrate minify minimize mirror mitigate mock model modify monitor mount move mute name \
    narrate navigate negotiate normalize note notice notify obfuscate observe obtain offer oil omit open operate \
    optimize orchestrate order organize outline override oversee own package paginate paint parallelize parameterize \
    parametrize parse pass patch pause perform permit persist pick pin pinpoint place plan point poll populate post \
    practice predict prefer prepare present preserve press prevent print prioritize probe process produce profile \
    prohibit promote prompt propagate propose protect provide provision proxy prune pseudonymize publish pull purge \
    pursue push put quarantine query question quote raise rank rate reach read rebase rebuild recall receive recognize \
    recommend record recover redact redirect reduce reevaluate refactor refer refine reflect refresh refuse refute \
    register reject relate release rely remember remind remove rename render reopen repair repeat rephrase replace \
    replicate reply report represent reproduce request require rerun research reserve reset resolve respect respond \
    restart restore restrict retain rethrow retrieve retry return reuse reveal revert review revise revoke rewrite ring \
    roll rotate round route run sample sandbox sanitise sanitize save say scaffold scale scan schedule scope score \
    scrape scrub search secure seed seek segment select send separate serialise serialize serve set setup share ship \
    show sign silence simplify simulate sketch skip solve sort spawn specify split sprinkle squash stage standardize start \
    state stay stop store stream strengthen strip structure stub study submit subscribe suggest summarise summarize supply support \
    surface suspend swallow switch sync synthesize tag tailor take talk target teach tell terminate test think throttle \
    throw tie tokenize trace track train transfer transform translate transpile treat triage trigger trim troubleshoot \
    truncate trust try tune turn uncover understand undo unify unlock unsubscribe update upgrade uphold upload use \
    utilize validate vendor verify version view visualize vote wait walk warn wash watch weigh whitelist work wrap \
    write yield"
        .split_whitespace()
        .collect()
});

/// Those that are nouns as often.
static NOUNS_TOO: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "access account act address alert answer audit balance base batch benchmark block bound brief build cache call cap \
    capture challenge change check clean clear click clone close commit contact control copy count cover critique debug \
    design detail display document draft draw drop edit email embed exercise exit export express extract factor feed \
    filter fix flag focus force fork format forward frame fuzz grade grant group guard guess guide handle hash hold \
    import increase inline issue judge label launch lead link lint list load lock log look map mark mask match measure \
    merge mirror mock model monitor mount move name note notice open order outline override own package patch pause pin \
    place plan point poll post practice press print process profile prompt proxy pull push query question quote rank \
    rate reach read rebase record refactor release repair report request research reserve reset respect retry return \
    reuse review rewrite ring roll round route run sample sandbox scaffold scale scan schedule scope score scrape \
    search secure seed segment separate set setup share ship show sign sketch skip sort split squash stage start state \
    stop store stream structure stub study supply support surface switch sync tag target test throttle throw tie trace \
    track train transfer transform trigger trust try tune turn update upgrade upload use vendor version view vote wait \
    walk wash watch whitelist work wrap yield"
        .split_whitespace()
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_noun_too_is_a_verb() {
        assert!(NOUNS_TOO.iter().all(|word| is_verb(word)));
    }

    #[test]
    fn forms_of_verbs() {
        assert!(["trimming", "using", "reads", "log"].into_iter().all(is_verb_form));
        assert!(!["morning", "lamps", "class"].into_iter().any(is_verb_form));
    }

    #[test]
    fn orders_are_told_from_names() {
        let of = |text: &str| orders(&text.split(' ').map(str::to_owned).collect::<Vec<_>>());
        for text in [
            "log errors",
            "use lit lamps",
            "log the tide",
            "delete branches",
            "identify risks",
            "review all hulls",
            "moor the boat",
        ] {
            assert!(of(text), "{text}");
        }
        for text in ["log correlation", "use case map", "review process", "tide table", ""] {
            assert!(!of(text), "{text}");
        }
    }
}
