//! Counts the items of a numbered list anew where one was put in among them.

use super::{
    sheet::{Line, Origin},
    style::{Bullet, Mark},
};

/// Goes through the lists that got an item. A list that does not count (all its items are `1.`) stays so.
pub(super) fn renumber(lines: &mut [Line]) {
    let mut at = 0;
    while at < lines.len() {
        at = if lines[at].origin == Origin::Counted { recount(lines, at) } else { at + 1 };
    }
}

/// Recounts from the item at `first` on; returns the line to go on from.
fn recount(lines: &mut [Line], first: usize) -> usize {
    let Some(Item { indent, number }) = item(&lines[first].text) else { return first + 1 };
    let before = lines[..first].iter().rev().filter_map(|line| item(&line.text)).find(|before| before.indent == indent);
    if before.is_some_and(|before| before.number == number) {
        return first + 1;
    }
    let (mut last, mut widened, mut old) = (number, 0, number.saturating_sub(1));
    for (at, line) in lines.iter_mut().enumerate().skip(first + 1) {
        let text = line.text.clone();
        if text.trim().is_empty() {
            continue;
        }
        let depth = text.chars().take_while(|c| *c == ' ' || *c == '\t').count();
        if depth > indent {
            line.text.insert_str(0, &" ".repeat(widened));
            continue;
        }
        let Some(next) = item(&text).filter(|next| next.indent == indent) else { return at };
        let put_in = line.origin == Origin::Counted;
        if !put_in && next.number != old + 1 {
            return at;
        }
        old = if put_in { old } else { next.number };
        last += 1;
        widened = digits(last).saturating_sub(digits(next.number));
        line.text = renumbered(&text, last);
    }
    lines.len()
}

struct Item {
    indent: usize,
    number: u64,
}

fn item(line: &str) -> Option<Item> {
    let bare = line.trim_start();
    let indent = line.chars().count() - bare.chars().count();
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marked = digits > 0 && bare[digits..].starts_with(['.', ')']) && bare[digits + 1..].starts_with(' ');
    let number = bare[..digits].parse().ok().filter(|_| marked)?;
    Some(Item { indent, number })
}

fn renumbered(line: &str, number: u64) -> String {
    let start = line.len() - line.trim_start().len();
    let rest = line[start..].trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{}{number}{rest}", &line[..start])
}

fn digits(number: u64) -> usize {
    number.to_string().len()
}

/// The bullet of an item put in behind one with `bullet`, in a list that counts or not.
pub(super) fn after(bullet: &Bullet, counts: Counting) -> Bullet {
    match (&bullet.mark, counts) {
        (Mark::Number { .. }, Counting::Up) | (Mark::Sign(_), _) => bullet.next(),
        (Mark::Number { .. }, Counting::Not) => bullet.clone(),
    }
}

/// Whether the items of a numbered list count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    Up,
    /// All have the same number.
    Not,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Vec<Line> {
        let line = |text: &str| match text.strip_prefix('+') {
            Some(text) => Line { text: text.to_owned(), origin: Origin::Counted, ..Line::default() },
            None => Line { text: text.to_owned(), ..Line::default() },
        };
        text.lines().map(line).collect()
    }

    fn after_it(text: &str) -> String {
        let mut lines = page(text);
        renumber(&mut lines);
        lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_follows_is_counted_on() {
        assert_eq!(after_it("1. a\n+2. new\n2. b\n   - x\n3. c\n\n1. d"), "1. a\n2. new\n3. b\n   - x\n4. c\n\n1. d");
        assert_eq!(after_it("1. a\n+2. n\n+3. m\n2. b"), "1. a\n2. n\n3. m\n4. b");
    }

    #[test]
    fn what_is_nested_moves_with_wider_numbers() {
        assert_eq!(after_it("8. a\n+9. n\n9. b\n   - x"), "8. a\n9. n\n10. b\n    - x");
    }

    #[test]
    fn a_list_that_does_not_count_stays() {
        assert_eq!(after_it("1. a\n+1. n\n1. b"), "1. a\n1. n\n1. b");
    }
}
