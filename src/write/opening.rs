//! The first sentence of a prompt: an agent's own words for what it is, where it has no description.

/// The first sentence of the first paragraph; none where the prompt has titles, lists, tags and code only.
pub(super) fn sentence(prompt: &str) -> Option<String> {
    let mut fence = false;
    let mut paragraph = String::new();
    for line in prompt.lines().map(str::trim) {
        let fences = line.starts_with("```") || line.starts_with("~~~");
        fence ^= fences;
        match is_prose(line) && !fence && !fences {
            true => {
                paragraph.push_str(line);
                paragraph.push(' ');
            }
            false if paragraph.is_empty() => {}
            false => break,
        }
    }
    let end = paragraph.char_indices().find(|(at, c)| ends(*c, &paragraph[at + c.len_utf8()..]));
    let sentence = end.map_or(paragraph.as_str(), |(at, c)| &paragraph[..at + c.len_utf8()]).trim();
    (!sentence.is_empty()).then(|| sentence.to_owned())
}

/// Whether a line is no title, list, tag, quote, table or rule.
fn is_prose(line: &str) -> bool {
    let marked = line.starts_with(['#', '<', '>', '|', '-', '*', '+', '=', '_']);
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
    !line.is_empty() && !marked && !numbered
}

/// Whether a sentence ends with `c`, given what follows.
fn ends(c: char, rest: &str) -> bool {
    matches!(c, '。' | '！' | '？') || matches!(c, '.' | '!' | '?') && rest.starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn first_sentences() {
        let said = |prompt: &str| sentence(prompt).unwrap_or_default();
        assert_eq!(said("# Gulls\n\nYou count v1.2\ngulls. You write.\n"), "You count v1.2 gulls.");
        assert_eq!(said("あなたは数える。書く。"), "あなたは数える。");
        assert_eq!(said("You count gulls"), "You count gulls");
        assert_eq!(said("```\nlet a = 1;\n```\n\nYou compile.\n"), "You compile.");
        for none in ["", "# Gulls\n", "- a\n- b\n", "<role>\n1. x\n", "```\ncode\n"] {
            assert_eq!(said(none), "", "{none:?}");
        }
    }
}
