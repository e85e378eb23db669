//! Counts the items of a numbered list anew where one was put in among them.

use super::{
    sheet::{Line, Origin},
    style::{Bullet, Mark},
};

/// Goes through the lists that got an item, or lost one. A list that does not count (all its items are `1.`) stays so.
pub(super) fn renumber(lines: &mut [Line]) {
    let mut at = 0;
    while at < lines.len() {
        at = match lines[at].origin {
            Origin::Counted => recount(lines, at),
            Origin::BehindGap(number) => close_gap(lines, at, number),
            Origin::Base | Origin::Added => at + 1,
        };
    }
}

/// Counts on from the item at `first`, which gets the number of the first one that was taken out before it.
fn close_gap(lines: &mut [Line], first: usize, number: u64) -> usize {
    let Some(own) = item(&lines[first].text) else { return first + 1 };
    lines[first].text = renumbered(&lines[first].text, number);
    count_on(lines, first, own.indent, (number, own.number))
}

/// Recounts from the item at `first` on; returns the line to go on from.
fn recount(lines: &mut [Line], first: usize) -> usize {
    let Some(Item { indent, number }) = item(&lines[first].text) else { return first + 1 };
    let own = lines[..first].iter().rev().take_while(|line| !line.is_heading);
    let before = own.filter_map(|line| item(&line.text)).find(|before| before.indent == indent);
    let number = match before {
        // A block may stand between the two.
        Some(before) if before.number >= number && number > 1 => before.number.saturating_add(1),
        Some(before) if before.number == number => return first + 1,
        Some(_) => number,
        // What stood before it at home is said elsewhere.
        None => number.min(1),
    };
    lines[first].text = renumbered(&lines[first].text, number);
    count_on(lines, first, indent, (number, number.saturating_sub(1)))
}

/// Counts the items behind the one at `first`, which has the number `last`; the base's own last number before them is `old`.
fn count_on(lines: &mut [Line], first: usize, indent: usize, (mut last, mut old): (u64, u64)) -> usize {
    let mut widened = 0;
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
        let behind_gap = matches!(line.origin, Origin::BehindGap(_));
        if !put_in && !behind_gap && next.number != old + 1 {
            return at;
        }
        old = if put_in { old } else { next.number };
        last += 1;
        widened = digits(last).saturating_sub(digits(next.number));
        line.text = renumbered(&text, last);
    }
    lines.len()
}

/// An item of a numbered list.
pub(super) struct Item {
    pub(super) indent: usize,
    pub(super) number: u64,
}

/// The numbered item that a line begins.
pub(super) fn item(line: &str) -> Option<Item> {
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
        let of = |text: &str, origin| Line { text: text.to_owned(), origin, ..Line::default() };
        let line = |text: &str| match text.split_at(text.len().min(1)) {
            ("+", text) => of(text, Origin::Counted),
            ("^", text) => of(text, Origin::BehindGap(2)),
            _ => of(text, Origin::Base),
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
    fn gaps_are_closed() {
        assert_eq!(after_it("1. a\n^4. d\n5. e\n\n1. f"), "1. a\n2. d\n3. e\n\n1. f");
        assert_eq!(after_it("1. a\n+2. n\n^3. c\n4. d"), "1. a\n2. n\n3. c\n4. d");
        assert_eq!(after_it("^3. c\n   - x\n+4. n\n4. d"), "2. c\n   - x\n3. n\n4. d");
    }

    #[test]
    fn a_list_goes_on_behind_a_block() {
        assert_eq!(after_it("+1. a\n+2. b\ncode\n+2. c\n+3. d"), "1. a\n2. b\ncode\n3. c\n4. d");
        assert_eq!(after_it("1. a\n2. b\ncode\n+1. c\n+2. d"), "1. a\n2. b\ncode\n1. c\n2. d", "a list of its own");
    }

    #[test]
    fn a_list_that_does_not_count_stays() {
        assert_eq!(after_it("1. a\n+1. n\n1. b"), "1. a\n1. n\n1. b");
    }
}
