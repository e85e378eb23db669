//! How reasons are worded.

/// Longest quotation, in characters.
const QUOTE: usize = 70;

/// `a`, `b` and `c`, in quotation marks.
pub(super) fn list<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.map(quote).collect();
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// A text in quotation marks, on one line, cut where it is long.
pub(super) fn quote(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= QUOTE {
        return format!("\"{line}\"");
    }
    format!("\"{}…\"", line.chars().take(QUOTE).collect::<String>().trim_end())
}

/// A share as a whole percentage: `83 %`.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A number with its noun: "1 tool", "3 tools".
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_read_well() {
        assert_eq!(list(["a", "b", "c"].into_iter()), "\"a\", \"b\" and \"c\"");
        assert_eq!(list(["a"].into_iter()), "\"a\"");
        assert_eq!(list(std::iter::empty()), "");
        assert_eq!(quote("one\n  two"), "\"one two\"");
        assert_eq!(quote(&"x".repeat(99)).chars().count(), QUOTE + 3);
        assert_eq!(percent(0.834), "83 %");
        assert_eq!((counted(1, "tool"), counted(0, "tool")), ("1 tool".to_owned(), "0 tools".to_owned()));
    }
}
