//! Text cut and wrapped to a width in columns. What comes in must be escaped already.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that `text` takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// `text` in at most `most` columns, its end cut where it is too long.
pub(crate) fn head(text: &str, most: usize, cut: &str) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    format!("{}{cut}", start_of(text, most.saturating_sub(width(cut))))
}

/// A path in at most `most` columns: folders in its middle go first, and of the file name no more than its middle.
pub(crate) fn path(text: &str, most: usize, cut: &str) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let parts: Vec<&str> = text.split('/').collect();
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let lead = format!("{first}/{cut}/");
    // The outermost folder tells rosters apart, unless it takes the room of those that tell files apart.
    let keeps_lead = parts.len() > 2 && width(&lead) <= most / 3 && width(&lead) + width(last) <= most;
    let lead = if keeps_lead { lead } else { format!("{cut}/") };
    if parts.len() < 2 || width(&lead) + width(last) > most {
        return middle(last, most, cut);
    }
    let mut tail = last.to_owned();
    for part in parts[1..parts.len() - 1].iter().rev() {
        if width(&lead) + width(part) + 1 + width(&tail) > most {
            break;
        }
        tail = format!("{part}/{tail}");
    }
    format!("{lead}{tail}")
}

/// `text` in at most `most` columns, its middle cut.
pub(crate) fn middle(text: &str, most: usize, cut: &str) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(width(cut));
    let front = start_of(text, room / 2);
    let backwards: String = text.chars().rev().collect();
    let back: String = start_of(&backwards, room - room / 2).chars().rev().collect();
    format!("{front}{cut}{back}")
}

/// Lines of at most `most` columns, broken at spaces, inside a word only where it does not fit a line.
pub(crate) fn wrap(text: &str, most: usize) -> Vec<String> {
    let most = most.max(8);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word = word;
        let last = lines.last().map_or(0, |line| width(line));
        if last > 0 && last + 1 + width(word) > most {
            lines.push(String::new());
        }
        while width(word) > most {
            let front = start_of(word, most);
            word = &word[front.len()..];
            push_word(&mut lines, front);
            lines.push(String::new());
        }
        push_word(&mut lines, word);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn push_word(lines: &mut [String], word: &str) {
    if let Some(line) = lines.last_mut() {
        if !line.is_empty() && !word.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
}

fn start_of(text: &str, most: usize) -> &str {
    let mut taken = 0;
    let end = text.char_indices().find(|(_, c)| {
        taken += c.width().unwrap_or(0);
        taken > most
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_keeps_its_file_name() {
        let long = "plugins/backend/team-of-nine/agents/api-reviewer.md";
        assert_eq!(path(long, 60, "…"), long);
        assert_eq!(path(long, 40, "…"), "plugins/…/agents/api-reviewer.md");
        assert_eq!(path(long, 20, "…"), "…/api-reviewer.md");
        assert_eq!(path(long, 12, "…"), "api-r…wer.md");
        assert_eq!(path("a/日本語の名前.md", 14, "..."), "日本...前.md");
    }

    #[test]
    fn lines_fit() {
        let lines = wrap("a word and a very-very-long-compound and 日本語日本語日本語", 10);
        assert!(lines.iter().all(|line| width(line) <= 10), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), "awordandavery-very-long-compoundand日本語日本語日本語");
        assert_eq!(head("description", 6, "…"), "descr…");
    }
}
