//! What the marks of a line say: titles, labels, lead-ins, lines that stand for themselves.

use std::ops::Range;

/// Longest title and lead-in, in characters: of 20 labelled agents' 430 titles the longest has 83.
const TITLE_CHARS: usize = 100;

/// The title without its marks: `#`, `**`, `__`, a trailing colon; on one line. Anything else as written.
pub(super) fn title(written: &str) -> String {
    let bare = written.trim().trim_start_matches('#').trim_end_matches('#');
    let bare = bare.replace("**", "").replace("__", "");
    let joined = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.trim_end_matches([':', '：', ' ']).to_owned()
}

/// Whether `text` reads as a title and not as a sentence.
pub(super) fn is_title(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['*', '_']);
    let sentence = text.ends_with(['.', '!', '。', '！', ',', ';']) && text.split_whitespace().nth(3).is_some();
    !text.contains('\n') && !sentence && fits(text)
}

fn fits(text: &str) -> bool {
    text.chars().nth(TITLE_CHARS).is_none()
}

/// Whether a trimmed line is all bold (`**Title**`, `**Title:**`, `__Title__:`, an emoji before it allowed) and a title.
pub(super) fn is_bold_title(line: &str) -> bool {
    let Some(at) = line.find(['*', '_']) else { return false };
    let lead = &line[..at];
    let symbols = lead.chars().all(|c| !c.is_alphanumeric() && !c.is_ascii_punctuation());
    let Some(bold) = symbols.then(|| bold(&line[at..])).flatten() else { return false };
    let inner = &line[at..][bold.clone()];
    let rest = line[at + bold.end + 2..].trim();
    let colon = matches!(rest, ":" | "：") || inner.trim_end().ends_with([':', '：']);
    (rest.is_empty() || colon && rest.chars().count() <= 1) && (colon && fits(inner) || is_title(inner))
}

/// The inside of the bold run that `text` begins with.
fn bold(text: &str) -> Option<Range<usize>> {
    let mark = ["**", "__"].into_iter().find(|mark| text.starts_with(mark))?;
    let len = text[2..].find(mark)?;
    let inner = &text[2..2 + len];
    (!inner.trim().is_empty() && !inner.contains('\n')).then_some(2..2 + len)
}

/// The bold label that an item begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// The label with its marks and what parts it from the rest.
    pub(super) whole: Range<usize>,
    /// What follows it; empty where nothing does.
    pub(super) rest: Range<usize>,
}

/// The label of an item's wording: bold, then nothing, a colon or a dash.
pub(super) fn label(wording: &str) -> Option<Label> {
    let at = wording.find(['*', '_']).filter(|at| wording[..*at].chars().all(|c| !c.is_alphanumeric()))?;
    let bold = bold(&wording[at..])?;
    let inner = &wording[at..][bold.clone()];
    let end = at + bold.end + 2;
    let after = &wording[end..];
    // What parts them stands on the label's own line: a dash that begins the next one says something.
    let gap = after.len() - after.trim_start_matches([':', '：', '-', '–', '—', ' ', '\t']).trim_start().len();
    let parted = after.trim().is_empty()
        || inner.trim_end().ends_with([':', '：'])
        || after.trim_start().starts_with([':', '：', '–', '—'])
        || after.starts_with(" - ");
    (parted && fits(inner)).then(|| Label { whole: 0..end + mark_len(after), rest: end + gap..wording.len() })
}

/// How much of what follows a label belongs to it: a colon.
fn mark_len(after: &str) -> usize {
    after.chars().next().filter(|c| matches!(c, ':' | '：')).map_or(0, char::len_utf8)
}

/// Whether a trimmed line leads into what follows: one sentence or less that ends in a colon.
pub(super) fn is_lead_in(line: &str) -> bool {
    let bare = line.trim_end_matches(['*', '_']);
    let Some(bare) = bare.strip_suffix([':', '：']) else { return false };
    !bare.contains('\n') && !has_sentence_end(bare) && fits(bare) && bare.chars().any(char::is_alphanumeric)
}

/// Whether a sentence ends inside of `text`.
fn has_sentence_end(text: &str) -> bool {
    [". ", "! ", "? ", "。", "！", "？"].iter().any(|end| text.contains(end))
}

/// What follows a typed bullet (`• word`).
pub(super) fn after_dot(line: &str) -> Option<&str> {
    line.strip_prefix(['•', '●', '◦', '▪', '‣', '·']).map(str::trim_start).filter(|rest| !rest.is_empty())
}

/// On which of a paragraph's lines a statement starts; the first always. Lines are as written, blanks at their ends kept.
pub(super) fn statement_starts(lines: &[&str]) -> Vec<usize> {
    let Some(last) = lines.len().checked_sub(1) else { return Vec::new() };
    let marked: Vec<usize> = (0..=last).filter(|at| is_marked(lines[*at].trim())).collect();
    let each_ends = (0..=last).all(|at| ends_statement(lines[at]) || at == last && marked.contains(&at));
    // Two spaces at the end of one line alone are mostly left over from typing, and style is never a difference.
    if each_ends || last > 1 && (0..last).all(|at| breaks_hard(lines[at])) {
        return (0..=last).collect();
    }
    let mut starts = vec![0];
    if marked.first() == Some(&0) || marked.len() > 1 && ends_statement(lines[marked[0] - 1]) {
        starts.extend(marked.iter().copied().filter(|at| *at > 0));
    }
    if last > 0 && lines[last].trim_end().ends_with([':', '：']) && ends_statement(lines[last - 1]) {
        starts.push(last);
    }
    starts.dedup();
    starts
}

/// Whether a line carries its own mark: a typed bullet, an emoji, a bold label, a key with a value.
fn is_marked(line: &str) -> bool {
    after_dot(line).is_some()
        || line.chars().next().is_some_and(is_emoji)
        || line.starts_with(['*', '_']) && label(line).is_some()
        || is_key_value(line)
}

fn is_key_value(line: &str) -> bool {
    let Some((key, value)) = line.split_once(": ") else { return false };
    !value.trim().is_empty()
        && key.starts_with(char::is_alphanumeric)
        && key.split_whitespace().count() <= 3
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '/'))
}

const fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

fn ends_statement(line: &str) -> bool {
    line.trim_end()
        .trim_end_matches(['*', '_', '"', ')', '`', '\\', '”', '」', '）'])
        .ends_with(['.', '!', '?', ':', '。', '！', '？', '：', '…'])
}

fn breaks_hard(line: &str) -> bool {
    line.ends_with("  ") || line.ends_with('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_their_marks_only() {
        assert_eq!(title("**Core Skills:**"), "Core Skills");
        assert_eq!(title("🚨 **2. Never `rm`**："), "🚨 2. Never `rm`");
        assert_eq!(title("Two\n lines"), "Two lines");
    }

    #[test]
    fn bold_lines() {
        for line in ["**Skills:**", "__Skills__:", "🧠 **When to ask?**", "**Step 1.**", "**你的职责**："] {
            assert!(is_bold_title(line), "{line}");
        }
        for line in
            ["**Never** do it", "**Never do that again, please.**", "a **b**", "**a** **b**", "** **", "*x*", "plain"]
        {
            assert!(!is_bold_title(line), "{line}");
        }
    }

    #[test]
    fn labels() {
        let text = "**Wind First**: Before oiling, wind.";
        let found = label(text).expect("a label");
        assert_eq!((&text[found.whole], &text[found.rest]), ("**Wind First**:", "Before oiling, wind."));
        assert!(label("**Never** wind it").is_none());
        assert!(label("**Wind:** daily").is_some_and(|l| l.rest == (10..15)));
        assert!(label("**Wind** – daily").is_some() && label("**Wind**").is_some_and(|l| l.rest.is_empty()));
    }

    #[test]
    fn lead_ins() {
        assert!(is_lead_in("When you wind a clock:") && is_lead_in("你的职责："));
        assert!(!is_lead_in("You wind clocks. You look at:") && !is_lead_in("No colon") && !is_lead_in("::"));
    }

    #[test]
    fn lines_that_start_statements() {
        assert_eq!(statement_starts(&["One.", "Two.", "Three."]), [0, 1, 2]);
        assert_eq!(statement_starts(&["One", "two three.", "Four."]), [0]);
        assert_eq!(statement_starts(&["Role: clock", "Mood: calm and", "slow"]), [0, 1]);
        assert_eq!(statement_starts(&["One  ", "two  ", "three"]), [0, 1, 2]);
        assert_eq!(statement_starts(&["One goes  ", "on here"]), [0]);
        assert_eq!(statement_starts(&["Some words", "go on.", "Look at:"]), [0, 2]);
        assert!(statement_starts(&[]).is_empty());
    }
}
