//! In which format the answer is to be: "return only JSON" against "format your response as Markdown".

use super::Claim;

/// The format that a sentence of these words has the agent answer in.
pub(super) fn stand(sentence: &str, words: &[&str]) -> Option<Claim> {
    let at = words.iter().position(|word| FORMATS.iter().any(|names| names.contains(word)))?;
    let (before, behind) = (&words[..at], &words[at + 1..]);
    // The format alone may be that of a file.
    let told = before.iter().any(|word| VERBS.contains(word)) && !sentence.contains("--");
    let plain = |word: &&str| FILLS.contains(word) || VERBS.contains(word) || ANSWERS.contains(word);
    let ends = behind.iter().take_while(|word| !STOPS.contains(word)).all(|word| AFTER.contains(word));
    if !told || !before.iter().all(plain) || !ends {
        return None;
    }
    let format = FORMATS.iter().find(|names| names.contains(&words[at]))?[0];
    Some(Claim::new("format of the answers", format, "format of the answers"))
}

/// Formats, each with its other names.
const FORMATS: &[&[&str]] =
    &[&["json"], &["yaml", "yml"], &["xml"], &["toml"], &["csv"], &["html"], &["markdown"], &["plaintext"]];

/// Verbs by which an answer is asked for, and names of it.
const VERBS: &[&str] = &[
    "report",
    "structure",
    "present",
    "return",
    "respond",
    "reply",
    "answer",
    "output",
    "outputs",
    "response",
    "responses",
];
const ANSWERS: &[&str] = &["answers", "replies", "result", "results", "format", "formatted"];

/// What may stand before a format.
const FILLS: &[&str] = &[
    "a",
    "all",
    "always",
    "an",
    "as",
    "be",
    "exclusively",
    "final",
    "following",
    "in",
    "is",
    "just",
    "must",
    "only",
    "please",
    "pure",
    "raw",
    "should",
    "single",
    "strictly",
    "the",
    "this",
    "valid",
    "with",
    "you",
    "your",
];

/// What may stand behind it, and what begins something else.
const AFTER: &[&str] = &[
    "only",
    "object",
    "format",
    "document",
    "exclusively",
    "please",
    "always",
    "block",
    "array",
    "syntax",
    "string",
    "template",
    "structure",
];
const STOPS: &[&str] = &["with", "so", "that", "because", "no", "nothing", "without"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::contradiction::read;

    #[test]
    fn the_answer_has_one_format() {
        for (sentence, format) in [
            ("Return only JSON", Some("json")),
            ("Respond with valid JSON only, no prose", Some("json")),
            ("Your output must be in YAML format.", Some("yaml")),
            ("Format your response as Markdown", Some("markdown")),
            ("Output format: Markdown", Some("markdown")),
            ("Report in this Markdown format:", Some("markdown")),
            ("Structure your response in the following Markdown template:", Some("markdown")),
            ("Return the JSON path of the lamp", None),
            ("Read JSON", None),
            ("Format: Markdown", None),
            ("--output json", None),
            ("Answer questions about JSON", None),
            ("Return a Markdown table of lamps", None),
        ] {
            assert_eq!(read(sentence, stand).map(|claim| claim.stance).as_deref(), format, "{sentence}");
        }
    }
}
