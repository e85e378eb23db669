//! Sections under a title that forbids what stands in them: "Never:", "Don't", "Pitfalls". An item keeps its sense under such a
//! title alone, and what is to be done has none there.

use super::{relate::is_document_title, style};
use crate::{
    model::{Definition, SectionIx, StatementIx, StatementKind},
    text::words::words,
};

/// Whether the title of a section, or of one around it, forbids.
pub(super) fn stands_under_ban(definition: &Definition, ix: SectionIx) -> bool {
    let mut around = std::iter::successors(Some(ix), |at| definition.section(*at).parent);
    // What an agent is called forbids nothing ("Anti-Pattern Hunter").
    around.any(|at| {
        let section = definition.section(at);
        forbids(&section.title) && !is_document_title(definition, section)
    })
}

/// Whether a title says of all that stands under it that it is not to be done. One that speaks of both sides says it of neither.
fn forbids(title: &str) -> bool {
    // The name of a tag is many words ("Faults_To_Avoid").
    let words = words(&title.replace('_', " "));
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let crossed = title.contains(['❌', '🚫', '⛔', '✗', '✘']) && !title.contains(['✅', '✓', '✔']);
    let denied = words.windows(2).any(|pair| pair[0] == "not" && ASKS.contains(&pair[1].as_str()))
        || words
            .windows(2)
            .any(|pair| matches!(pair, [to, not] if matches!(to.as_str(), "do" | "must" | "should") && not == "not"));
    let left_out = || OUTSIDE.iter().any(|phrase| words.windows(phrase.len()).any(|run| run == *phrase));
    (crossed || denied || has(BANS) || left_out()) && !has(BOTH)
}

/// Whether the words that lead into a list forbid all of it: "Never:", "You must not:". Longer ones may say when the rest holds ("Do not
/// sail until you have:").
fn leads_into_ban(lead: &str) -> bool {
    /// Most words of such a lead-in.
    const LONGEST: usize = 6;
    const BOUND: &[&str] = &["until", "unless", "before", "after", "without", "when", "except", "by"];
    let words = words(lead);
    words.len() <= LONGEST && !words.iter().any(|word| BOUND.contains(&word.as_str())) && forbids(lead)
}

/// Whether the words that lead into a list keep the agent from what stands in it, or from doing it unasked ("Ask first about:").
pub(super) fn holds_back(lead: &str) -> bool {
    const LONGEST: usize = 6;
    const LEAVE: &[&str] = &["ask", "approval", "permission", "confirm", "confirmation"];
    let words = words(lead);
    let asks = words.len() <= LONGEST && words.iter().any(|word| LEAVE.contains(&word.as_str()));
    asks || leads_into_ban(lead)
}

/// For each statement of an agent whether the words that lead into it forbid it: those of the item that it is nested in, or those
/// of the paragraph before its list.
pub(super) fn led_into_ban(definition: &Definition) -> Vec<bool> {
    led(definition, leads_into_ban)
}

/// The same, where longer words forbid as they would as a title: one and the same lead-in is read as that with no blank line
/// behind it.
pub(super) fn led_under_ban(definition: &Definition) -> Vec<bool> {
    led(definition, |lead| style::is_lead_in(lead) && forbids(lead))
}

/// For each statement whether `forbid` holds for the words that lead into it.
fn led(definition: &Definition, forbid: fn(&str) -> bool) -> Vec<bool> {
    let mut out = vec![false; definition.statements.len()];
    let bans = |ix: StatementIx| style::leads(definition.wording(ix)) && forbid(definition.wording(ix));
    let mut lead: Option<(SectionIx, bool)> = None;
    for at in 0..out.len() {
        let statement = definition.statement(StatementIx::new(at));
        let item = matches!(statement.kind, StatementKind::Bullet | StatementKind::Step);
        match statement.parent {
            Some(parent) => out[at] = out[parent.get()] || bans(parent),
            None if item => out[at] = lead.is_some_and(|(section, bans)| bans && section == statement.section),
            None => lead = Some((statement.section, bans(StatementIx::new(at)))),
        }
    }
    out
}

/// Phrases of titles under which stands what is not to be done.
const OUTSIDE: &[&[&str]] = &[&["out", "of", "scope"], &["non", "goals"], &["not", "in", "scope"]];

/// Whether the words of a sentence deny what it speaks of: under a title that forbids it says no other thing than elsewhere.
pub(super) fn denies(text: &str) -> bool {
    let words = words(text);
    let of = |at: usize| words.get(at).map_or("", String::as_str);
    matches!(of(0), "never" | "no" | "not" | "don't" | "dont" | "avoid" | "without" | "cannot" | "can't")
        || matches!(of(0), "do" | "must" | "should" | "can" | "may" | "will") && of(1) == "not"
}

/// Words that forbid in a title, and names of what is forbidden.
const BANS: &[&str] = &[
    "never",
    "don't",
    "dont",
    "don'ts",
    "donts",
    "avoid",
    "avoided",
    "anti",
    "antipattern",
    "antipatterns",
    "pitfall",
    "pitfalls",
    "mistake",
    "mistakes",
    "forbidden",
    "prohibited",
    "prohibitions",
    "wrong",
    "bad",
    "nongoals",
    "禁止",
    "反模式",
    "避免",
    "禁忌",
];

/// What a title denies with a "not" before it.
const ASKS: &[&str] = &["do", "to", "use", "be", "allowed", "permitted"];

/// Words of titles that speak of what is to be done too.
const BOTH: &[&str] = &[
    "do's",
    "dos",
    "always",
    "practices",
    "fix",
    "fixes",
    "solutions",
    "recovery",
    "how",
    "if",
    "vs",
    "forget",
    "miss",
    "skip",
    "go",
    "goes",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_denies_by_itself() {
        for text in ["Never oil the bell", "Do **not** oil the bell", "No oil on the bell"] {
            assert!(denies(text), "{text}");
        }
        for text in ["Oil the bell", "Note the bell", "Do oil the bell", "A bell without oil"] {
            assert!(!denies(text), "{text}");
        }
    }

    #[test]
    fn words_that_lead_into_what_is_forbidden() {
        for lead in ["Never:", "You MUST NOT:", "Never do these:", "Forbidden tools:", "Avoid:"] {
            assert!(leads_into_ban(lead), "{lead}");
        }
        for lead in
            ["Always:", "Do not sail until you have:", "You must:", "Never sail without these three things at hand:"]
        {
            assert!(!leads_into_ban(lead), "{lead}");
        }
        assert!(holds_back("Ask first about:") && holds_back("Never:") && !holds_back("Always:"));
    }

    #[test]
    fn titles_that_forbid() {
        for title in [
            "Never",
            "DON'T ❌",
            "What NOT to do",
            "Anti-Patterns",
            "Common Mistakes",
            "Do not",
            "❌ Bad",
            "Out of Scope",
            "Non-Goals",
            "Faults_To_Avoid",
            "禁止",
        ] {
            assert!(forbids(title), "{title}");
        }
        for title in [
            "Do ✅",
            "Do's and Don'ts",
            "Always / Never",
            "Mistakes and how to mend them",
            "Notes",
            "When to use",
            "Don't forget",
            "When it goes wrong",
        ] {
            assert!(!forbids(title), "{title}");
        }
    }
}
