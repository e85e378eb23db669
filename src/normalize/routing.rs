//! The part of a description that says when *not* to use an agent: it names other jobs, and would make strangers kin.

/// The description without its examples and without sentences that send the reader elsewhere.
pub(super) fn without(description: &str) -> String {
    let told = before_examples(description);
    sentences(&told).filter(|sentence| !sends_away(sentence)).collect()
}

/// The text with `<example>` blocks taken out; where none is marked, up to the line that announces examples.
fn before_examples(description: &str) -> String {
    let mut out = String::with_capacity(description.len());
    let mut rest = description;
    while let Some(start) = rest.find("<example") {
        out.push_str(&rest[..start]);
        out.push(' ');
        rest = rest[start..].find("</example>").map_or("", |end| &rest[start + end + "</example>".len()..]);
    }
    out.push_str(rest);
    out
}

/// The sentences of a text, each with what ends it.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['\n', '。', '！', '？', ';', '；']).flat_map(|line| line.split_inclusive(". "))
}

/// Whether a sentence names work that the agent is not for, or who does it instead.
fn sends_away(sentence: &str) -> bool {
    const AWAY: &[&str] = &[
        "not for ",
        "do not use ",
        "don't use ",
        "do not trigger",
        "do not invoke",
        "not intended for ",
        "never use this ",
        "never used for ",
        "nicht für ",
        "nicht verwenden ",
        "pas pour ",
        "ne pas utiliser ",
        "n'utilisez pas ",
        "não use ",
        "não usar ",
        "não é para ",
        "no usar ",
        "no utilizar ",
        "no es para ",
        "不适用于",
        "不要用于",
        "不用于",
        "使用しないでください",
        "には使用しない",
        "사용하지 마",
        "사용하지 않",
    ];
    /// Beginnings of what names somebody else to do the work.
    const HANDS_OVER: &[&str] =
        &["delegate to ", "delegate that to ", "hand over to ", "hand off to ", "hand it to ", "defer to "];
    const ELSEWHERE: &[&str] = &[" agent instead", " skill instead", " instead."];
    let lower = sentence.trim_start_matches(['-', '*', '(', '"', ' ', '\n']).to_lowercase();
    AWAY.iter().any(|start| {
        lower.starts_with(start) || start.chars().next().is_some_and(|c| !c.is_ascii()) && lower.contains(start)
    }) || ELSEWHERE.iter().any(|end| lower.contains(end))
        || HANDS_OVER.iter().any(|over| lower.contains(over))
        || lower.starts_with("for ") && lower.contains(" use the ") && lower.contains("agent")
        || lower.starts_with("(use ") && lower.contains("agent")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_elsewhere_is_left_out() {
        let text = "Mends clocks. Not for watches: use the watchmaker agent. Winds them too.\n<example>user: my watch</example>";
        assert_eq!(without(text).trim(), "Mends clocks. Winds them too.");
        assert_eq!(without("修理时钟。不适用于手表。"), "修理时钟。");
        assert_eq!(without("For watches, use the watch-mender agent. Mends clocks."), "Mends clocks.");
    }

    #[test]
    fn an_example_without_an_end_goes_to_the_end() {
        assert_eq!(without("Mends clocks. <example>user: my watch").trim(), "Mends clocks.");
        assert_eq!(without(""), "");
    }
}
