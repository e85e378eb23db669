//! Whether a text speaks to whoever is to act on it: what tells a prompt without fields from a document.

/// How many lines of prose, and how many titles, are looked at: a prompt says who its reader is at once or soon after.
const LINES: usize = 4;

/// Beginnings of sentences that speak to the reader, in lower case.
const ADDRESSES: &[&str] = &[
    "you ",
    "you're ",
    "your ",
    "act as ",
    "as a ",
    "as an ",
    "as the ",
    "imagine you ",
    "assume the role",
    "this agent ",
    "use this agent ",
    "vous êtes",
    "tu es ",
    "eres ",
    "usted es",
    "du bist",
    "sie sind",
    "você é",
    "tu sei",
    "ты ",
    "вы ",
    "你是",
    "您是",
    "あなたは",
    "당신은",
];

/// Titles, in lower case, that open an agent's account of itself and no document's.
const TITLES: &[&str] = &[
    "role",
    "your role",
    "identity",
    "persona",
    "mission",
    "expertise",
    "your expertise",
    "system prompt",
    "角色",
    "役割",
    "역할",
];

/// Whether one of the first paragraphs or titles speaks to its reader.
pub(super) fn speaks(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let prose = lines().filter(|line| !line.starts_with(['#', '|'])).take(LINES);
    let titles = lines().filter(|line| line.starts_with('#')).take(LINES);
    let addressed = |line: &str| ADDRESSES.iter().any(|address| line.starts_with(address));
    // The routing text that an agent's fields would hold, where somebody lost the fields.
    let routed = |line: &str| line.contains("use this agent when ");
    prose.map(begin).any(|line| addressed(&line) || routed(&line))
        || titles.map(begin).any(|title| TITLES.contains(&title.as_str()))
}

/// A line without its marks, in lower case.
fn begin(line: &str) -> String {
    line.trim_start_matches(['#', '*', '_', '>', '-', ' ', '"']).trim_end_matches([':', '*', ' ']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_speak_and_documents_do_not() {
        for prompt in [
            "# Owl\n\nYou are an owl.",
            "**Note: it is night.** Mind that.\n\nYou are an owl.",
            "# 梟\nあなたは梟です。",
        ] {
            assert!(speaks(prompt), "{prompt}");
        }
        for document in
            ["# Agents\n\n## Purpose\n\nThis folder holds agents.", "", "## List\n\n- owl: sees at night\n- bat: hears"]
        {
            assert!(!speaks(document), "{document}");
        }
    }
}
