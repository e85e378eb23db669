//! Whether a text speaks to whoever is to act on it: what tells a prompt without fields from a document.

/// How many paragraphs are looked at: a prompt says who its reader is in the first or soon after.
const PARAGRAPHS: usize = 4;

/// Beginnings of sentences that speak to the reader, in lower case.
const ADDRESSES: &[&str] = &[
    "you are ",
    "you're ",
    "you will ",
    "you act ",
    "you review ",
    "you analyze ",
    "you help ",
    "you implement ",
    "act as ",
    "as a ",
    "as an ",
    "as the ",
    "your role ",
    "your task ",
    "your job ",
    "your mission ",
    "your goal ",
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

/// Whether one of the first paragraphs speaks to its reader.
pub(super) fn speaks(text: &str) -> bool {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty() && !part.starts_with(['#', '|']));
    // A heading may stand right above its paragraph.
    let first_of = |part: &str| part.trim_start_matches(['*', '_', '>', '-', ' ', '"']).to_lowercase();
    let titled = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).take(PARAGRAPHS);
    paragraphs.take(PARAGRAPHS).chain(titled).map(first_of).any(|part| {
        ADDRESSES.iter().any(|begin| part.starts_with(begin) || part.contains(". you are ") && *begin == "you are ")
    })
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
