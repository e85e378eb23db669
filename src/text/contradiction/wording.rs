//! Wordings of several words that say what one word says: "one after another" is "sequentially".

/// The words of a sentence with such wordings as one word each.
pub(super) fn joined<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let known = WORDINGS.iter().find(|(wording, _)| words[at..].starts_with(wording));
        out.push(known.map_or(words[at], |(_, word)| *word));
        at += known.map_or(1, |(wording, _)| wording.len());
    }
    out
}

const WORDINGS: &[(&[&str], &str)] = &[
    (&["one", "after", "another"], "sequentially"),
    (&["one", "after", "the", "other"], "sequentially"),
    (&["one", "by", "one"], "sequentially"),
    (&["in", "sequence"], "sequentially"),
    (&["in", "great", "detail"], "verbosely"),
    (&["at", "great", "length"], "verbosely"),
    (&["at", "length"], "verbosely"),
    (&["no", "one"], "nobody"),
    (&["keep", "going"], "continue"),
    (&["fail", "fast"], "stop"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_become_words() {
        assert_eq!(joined(&["oil", "lamps", "one", "by", "one"]), ["oil", "lamps", "sequentially"]);
        assert_eq!(joined(&["one", "lamp"]), ["one", "lamp"]);
    }
}
