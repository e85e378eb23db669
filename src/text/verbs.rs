//! Verbs that orders begin with.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::words::is_stop;

/// Whether a folded word is the bare form of a verb that orders begin with; it may be a noun too.
#[must_use]
pub fn is_verb(word: &str) -> bool {
    VERBS.contains(word)
}

/// Whether a folded word is a form of such a verb: "trimming", "trims".
#[must_use]
pub fn is_verb_form(word: &str) -> bool {
    let of_ing = |bare: &str| {
        let doubled = bare.char_indices().next_back().is_some_and(|(at, last)| bare[..at].ends_with(last));
        is_verb(bare) || is_verb(&format!("{bare}e")) || doubled && is_verb(&bare[..bare.len() - 1])
    };
    is_verb(word) || word.strip_suffix("ing").is_some_and(of_ing) || word.strip_suffix('s').is_some_and(is_verb)
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
    "abort accept access account achieve acknowledge act activate adapt add address adjust adopt advise aggregate agree alert \
    align allocate allow analyse analyze annotate announce answer anticipate append apply approve archive argue arrange ask \
    assert assess assign assist associate assume assure attach attempt authorize automate avoid await balance base batch \
    begin block bound break brief bring browse build bump bundle cache calculate call capture carry cast catch categorize \
    celebrate challenge change check choose cite clarify classify clean clear click clone close collaborate collect combine \
    come commit communicate compare compile complete compose compress compute conclude conduct configure confirm connect \
    consider consolidate constrain construct consult consume contact contain continue contribute control convert convey \
    coordinate copy correct correlate count cover crawl create critique customize cut debug decide declare decline decompose \
    defer define delegate delete deliver demonstrate deny deploy deprecate derive describe design destroy detail detect \
    determine develop diagnose differentiate disable discard disclose discover discuss dispatch display distinguish \
    distribute divide do document download draft draw drive drop edit educate elevate eliminate email embed embrace emit \
    emphasize employ empower enable encapsulate encode encourage end enforce engage enhance enrich ensure enter enumerate \
    escalate establish estimate evaluate examine exclude execute exercise exit expand expect explain explore export expose \
    express extend extract facilitate factor fail feed fetch fill filter finalize find finish fix flag flush focus follow \
    force forget format formulate foster frame free freeze gather generate get give go grade grant group grow guarantee \
    guard guess guide halt handle harden have help hide highlight hold identify ignore illustrate implement import improve \
    include incorporate increase indicate infer inform inherit initialize initiate inject insert inspect install instruct \
    instrument integrate interact interpret introduce invalidate investigate invite invoke involve isolate issue iterate \
    join judge justify keep label launch lead learn leave lend let leverage limit link list listen load locate lock log look \
    lower maintain make manage map mark match maximize measure mention merge migrate minimize mirror mitigate mock model \
    modify monitor mount move name narrate navigate negotiate normalize note notice notify observe obtain offer oil omit \
    open operate optimize orchestrate order organize outline override oversee own package paint parallelize parse pass patch \
    pause perform permit persist pick pin pinpoint place plan point poll populate post practice predict prefer prepare \
    present preserve press prevent print prioritize probe process produce profile prohibit promote prompt propose protect \
    provide provision prune publish pull purge pursue push put query question quote raise rank rate reach read rebase \
    rebuild recall receive recognize recommend record recover redirect reduce reevaluate refactor refer refine reflect \
    refresh refuse register reject relate release rely remember remind remove rename render reopen repair repeat rephrase \
    replace replicate reply report represent reproduce request require rerun research reserve reset resolve respect respond \
    restart restore restrict retain retrieve retry return reuse reveal revert review revise revoke rewrite ring roll rotate \
    round route run sample sanitize save say scale scan schedule scope score scrape search secure seek segment select send \
    separate serialize serve set setup share ship show sign simplify simulate sketch skip solve sort specify split stage \
    standardize start state stay stop store stream strengthen strip structure study submit subscribe suggest summarise \
    summarize supply support surface suspend switch sync synthesize tag tailor take talk target teach tell terminate test \
    think throw tie trace track train transfer transform translate treat triage trigger trim troubleshoot trust try tune \
    turn uncover understand undo unify unlock update upgrade uphold upload use utilize validate verify version view \
    visualize vote wait walk warn wash watch weigh work wrap write yield"
        .split_whitespace()
        .collect()
});

/// Those that are nouns as often.
static NOUNS_TOO: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "access account act address alert answer balance base batch block bound brief build cache call capture challenge change \
    check clean clear click clone close commit contact control copy count cover critique debug design detail display \
    document draft draw drop edit email embed exercise exit export express extract factor feed filter fix flag focus force \
    format frame grade grant group guard guess guide handle hold import increase issue judge label launch lead link list \
    load lock log look map mark match measure merge mirror mock model monitor mount move name note notice open order outline \
    override own package patch pause pin place plan point poll post practice press print process profile prompt pull push \
    query question quote rank rate reach read rebase record refactor release repair report request research reserve reset \
    respect retry return reuse review rewrite ring roll round route run sample scale scan schedule scope score scrape search \
    secure segment separate set setup share ship show sign sketch skip sort split stage start state stop store stream structure \
    study supply support surface switch sync tag target test throw tie trace track train transfer transform trigger trust \
    try tune turn update upgrade upload use version view vote wait walk wash watch work wrap yield"
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
        for text in
            ["log errors", "log the tide", "delete branches", "identify risks", "review all hulls", "moor the boat"]
        {
            assert!(of(text), "{text}");
        }
        for text in ["log correlation", "review process", "tide table", ""] {
            assert!(!of(text), "{text}");
        }
    }
}
