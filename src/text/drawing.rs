//! Drawings among the lines of a text: boxes, trees of files, chains of arrows. No line of one says anything alone.

use std::ops::Range;

/// The drawings among the lines of a paragraph, in order.
#[must_use]
pub fn drawings(lines: &[&str]) -> Vec<Range<usize>> {
    let strokes: Vec<Option<Stroke>> = lines.iter().map(|line| stroke(line.trim())).collect();
    let mut out: Vec<Range<usize>> = Vec::new();
    for at in (0..lines.len()).filter(|at| strokes[*at].is_some()) {
        match out.last_mut() {
            Some(last) if goes_on(&lines[last.end..at]) => last.end = at + 1,
            _ => out.push(at..at + 1),
        }
    }
    // A single stroke is an ornament, but for one that leads from a line to the next.
    out.retain(|range| range.len() > 1 || strokes[range.start] == Some(Stroke::Leads));
    for range in &mut out {
        take_in_ends(range, lines, &strokes);
    }
    out.retain(|range| range.len() > 1);
    out
}

/// What a line draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stroke {
    /// The side or the edge of a box.
    Box,
    /// A branch of a tree.
    Branch,
    /// An arrow, or a line, from what stands above to what stands below.
    Leads,
}

fn stroke(line: &str) -> Option<Stroke> {
    let first = line.chars().next()?;
    let branch = ['├', '└', '╰', '┣', '┗', '╠', '╚'].contains(&first)
        || ["|--", "`--", "+-- ", "\\--"].iter().any(|b| line.starts_with(b));
    if leads(line) {
        Some(Stroke::Leads)
    } else if branch && line.chars().any(char::is_alphanumeric) {
        Some(Stroke::Branch)
    } else if line.chars().any(is_frame) || is_edge(line) {
        Some(Stroke::Box)
    } else {
        None
    }
}

/// Whether a line holds nothing but what leads downwards or upwards, an arrow head among it.
fn leads(line: &str) -> bool {
    let heads = |c: char| matches!(c, '↓' | '↑' | '▼' | '▲' | '⬇' | '⬆' | '⇓' | '⇑' | '↕');
    line.chars().any(heads) && line.chars().all(|c| heads(c) || is_frame(c) || " \t|\u{fe0f}".contains(c))
}

/// Lines and corners of boxes; not the plain horizontal ones, which part texts more often than they draw.
const fn is_frame(c: char) -> bool {
    matches!(c, '\u{2502}' | '\u{2503}' | '\u{250c}'..='\u{254b}' | '\u{2551}'..='\u{2570}')
}

/// The upper or lower edge of a box of plain characters: `+-----+`.
fn is_edge(line: &str) -> bool {
    let drawn = line.chars().all(|c| matches!(c, '+' | '-' | '=' | '|' | '<' | '>' | ' '));
    drawn && line.starts_with('+') && (line.contains("--") || line.contains("==")) && line.ends_with(['+', '|'])
}

/// Whether lines between two strokes belong to one drawing with them.
fn goes_on(between: &[&str]) -> bool {
    /// What stands between two arrows, or on the rows of a box of plain characters.
    const MOST: usize = 3;
    between.len() <= MOST || between.iter().all(|line| line.trim().starts_with('|'))
}

/// Takes in what the first arrow comes from and the last one leads to, and the root of a tree.
fn take_in_ends(range: &mut Range<usize>, lines: &[&str], strokes: &[Option<Stroke>]) {
    let stroke = |at: usize| strokes[at].unwrap_or(Stroke::Box);
    if stroke(range.end - 1) == Stroke::Leads && range.end < lines.len() {
        range.end += 1;
    }
    let above = range.start.checked_sub(1).map(|at| lines[at].trim());
    let root = match stroke(range.start) {
        Stroke::Leads => true,
        Stroke::Branch => above.is_some_and(|line| !line.contains(char::is_whitespace) && !line.ends_with(':')),
        Stroke::Box => false,
    };
    if root && range.start > 0 {
        range.start -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let lines: Vec<&str> = text.lines().collect();
        drawings(&lines).into_iter().map(|range| lines[range].join("\n")).collect()
    }

    #[test]
    fn boxes_trees_and_arrows_are_drawings() {
        let boxed = "┌──────┐\n│ Lamp │\n│ • oil│\n└──────┘";
        let plain = "+------+     +-----+\n|  Oil | --> | Log |\n+------+     +-----+";
        let tree = "harbour/\n├── lamp.md\n│   └── wick.md\n└── nets.md";
        let chain = "Keeper\n  ↓\nLamp\n  ▼\nShip";
        for drawn in [boxed, plain, tree, chain] {
            assert_eq!(told(drawn), [drawn], "{drawn}");
            assert_eq!(told(&format!("Look at this:\n{drawn}")), [drawn], "{drawn}");
        }
        assert_eq!(told(&format!("{boxed}\nOil it daily.\nTrim it.\nWind the clock.\nRing.\n{boxed}")), [boxed, boxed]);
    }

    #[test]
    fn sentences_are_none() {
        for text in [
            "Dim it → oil it\nLog it → ring",
            "━━━━━━━━━\nRounds\n━━━━━━━━━",
            "One sentence that\nis wrapped | here.",
            "Use `└` for the last\nof them.",
            "↓",
            "Call + ring\n+ wind it",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
