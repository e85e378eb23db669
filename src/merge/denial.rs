//! Sections under a title that forbids what stands in them: "Never:", "Don't", "Pitfalls". An item keeps its sense under such a
//! title alone, and what is to be done has none there.

use crate::{
    model::{Definition, SectionIx},
    text::words::words,
};

/// Whether the title of a section, or of one around it, forbids.
pub(super) fn stands_under_ban(definition: &Definition, ix: SectionIx) -> bool {
    let mut around = std::iter::successors(Some(ix), |at| definition.section(*at).parent);
    around.any(|at| forbids(&definition.section(at).title))
}

/// Whether a title says of all that stands under it that it is not to be done. One that speaks of both sides says it of neither.
fn forbids(title: &str) -> bool {
    let words = words(title);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let crossed = title.contains(['❌', '🚫', '⛔', '✗', '✘']) && !title.contains(['✅', '✓', '✔']);
    let denied = words.windows(2).any(|pair| pair[0] == "not" && ASKS.contains(&pair[1].as_str()))
        || words
            .windows(2)
            .any(|pair| matches!(pair, [to, not] if matches!(to.as_str(), "do" | "must" | "should") && not == "not"));
    (crossed || denied || has(BANS)) && !has(BOTH)
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
    "禁止",
    "反模式",
    "避免",
    "禁忌",
];

/// What a title denies with a "not" before it.
const ASKS: &[&str] = &["do", "to", "use", "be", "allowed", "permitted"];

/// Words of titles that speak of what is to be done too.
const BOTH: &[&str] =
    &["do's", "dos", "always", "practices", "fix", "fixes", "solutions", "recovery", "how", "if", "vs"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_forbid() {
        for title in
            ["Never", "DON'T ❌", "What NOT to do", "Anti-Patterns", "Common Mistakes", "Do not", "❌ Bad", "禁止"]
        {
            assert!(forbids(title), "{title}");
        }
        for title in
            ["Do ✅", "Do's and Don'ts", "Always / Never", "Mistakes and how to mend them", "Notes", "When to use"]
        {
            assert!(!forbids(title), "{title}");
        }
    }
}
