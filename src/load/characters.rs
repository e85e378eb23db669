//! Characters that a reader does not see or that are not what the author wrote: said, never altered.

use crate::{
    model::{FindingCode, LineRange, Lines, Note, Severity},
    text::{
        bytes::any,
        hidden::{is_unseen, is_variation},
    },
};

/// Characters that could not be decoded when the file was made.
pub(super) const REPLACEMENT_CHARACTER: FindingCode = FindingCode {
    id: "replacement-character",
    severity: Severity::Warning,
    meaning: "The text holds U+FFFD, the mark of a character that was lost in a conversion.",
    cure: "Restore the character from an older version of the file.",
};

/// UTF-8 that was once read as Windows-1252.
pub(super) const MOJIBAKE: FindingCode = FindingCode {
    id: "mojibake",
    severity: Severity::Warning,
    meaning: "Some characters are UTF-8 that was once read as Windows-1252 and saved again: an apostrophe shows as three \
              strange characters. Models see the strange characters too.",
    cure: "Convert the text back (encode it as Windows-1252, decode it as UTF-8), or restore it from an older version.",
};

/// Control characters in the text.
pub(super) const CONTROL_CHARACTERS: FindingCode = FindingCode {
    id: "control-characters",
    severity: Severity::Warning,
    meaning: "The text holds control characters that no prompt needs. They can move the cursor of a terminal or hide what \
              stands before them.",
    cure: "Remove them.",
};

/// Text that a model reads and a person does not see.
pub(super) const HIDDEN_UNICODE: FindingCode = FindingCode {
    id: "hidden-unicode",
    severity: Severity::Warning,
    meaning: "The text holds characters that are not shown or that change the order in which text is shown: zero-width \
              characters, direction marks and overrides, fillers, soft hyphens, tag characters. A model reads what a reviewer cannot see.",
    cure: "Look at the lines in an editor that shows invisible characters, and remove what should not be there.",
};

/// How many places a message names.
const NAMED: usize = 5;

/// What there is to say about the characters of `text`, whose lines stand on these lines of the file.
pub(super) fn notes(text: &str, lines: &Lines) -> Vec<Note> {
    let odd = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n') || byte >= 0x7f;
    if !any(text.as_bytes(), odd) {
        return Vec::new();
    }
    let mut seen = [
        Seen::new(&REPLACEMENT_CHARACTER, "lost characters (U+FFFD)"),
        Seen::new(&MOJIBAKE, "UTF-8 once read as Windows-1252"),
        Seen::new(&CONTROL_CHARACTERS, "control characters"),
        Seen::new(&HIDDEN_UNICODE, "characters that are not shown"),
    ];
    for (at, row) in text.split('\n').enumerate() {
        if !row.is_ascii() || row.bytes().any(|byte| byte < 0x20 && byte != b'\t' || byte == 0x7f) {
            look(row, lines.of(at), &mut seen);
        }
    }
    seen.into_iter().filter_map(Seen::note).collect()
}

fn look(row: &str, line: u32, seen: &mut [Seen; 4]) {
    let [lost, garbled, controls, hidden] = seen;
    let chars: Vec<char> = row.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if let Some((meant, len)) = garbled_at(&chars, at) {
            let shown: String = chars[at..at + len].iter().collect();
            garbled.add(line, || format!("{shown} for {meant}"));
            at += len;
            continue;
        }
        if let Some(len) = emoji_tags(&chars, at) {
            at += len;
            continue;
        }
        if c == '\u{fffd}' {
            lost.add(line, || "U+FFFD".to_owned());
        } else if c.is_control() && c != '\t' {
            controls.add(line, || code_point(c));
        } else if is_hidden(&chars, at) {
            hidden.add(line, || hidden_name(c));
        }
        at += 1;
    }
}

/// One kind of thing, counted.
struct Seen {
    code: &'static FindingCode,
    what: &'static str,
    count: usize,
    lines: Option<LineRange>,
    named: Vec<String>,
}

impl Seen {
    fn new(code: &'static FindingCode, what: &'static str) -> Self {
        Self { code, what, count: 0, lines: None, named: Vec::new() }
    }

    fn add(&mut self, line: u32, name: impl Fn() -> String) {
        self.count += 1;
        self.lines = Some(LineRange::new(self.lines.map_or(line, |lines| lines.first), line));
        if self.named.len() < NAMED {
            self.named.push(format!("{} on line {line}", name()));
        }
    }

    fn note(self) -> Option<Note> {
        let more = self.count - self.named.len();
        let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!("{}: {}{tail}", self.what, self.named.join(", "));
        self.lines.map(|lines| Note::new(self.code, message).at(lines))
    }
}

/// The character that was meant, and how many characters stand for it, where UTF-8 read as Windows-1252 begins at `at`.
fn garbled_at(chars: &[char], at: usize) -> Option<(char, usize)> {
    let (meant, len) = sequence_at(chars, at)?;
    // Two characters can meet by chance (a capital with two dots before a closing quote), unless they begin as those of
    // Latin letters do, or another such pair follows as it does in a garbled word of Greek or Cyrillic.
    let sure = len > 2 || matches!(chars[at], 'Â' | 'Ã') || sequence_at(chars, at + 2).is_some();
    (sure && !meant.is_control()).then_some((meant, len))
}

fn sequence_at(chars: &[char], at: usize) -> Option<(char, usize)> {
    let first = windows_byte(*chars.get(at)?)?;
    let len = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    for (byte, c) in bytes[1..len].iter_mut().zip(chars.get(at + 1..at + len)?) {
        *byte = windows_byte(*c)?;
    }
    let meant = std::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
    Some((meant, len))
}

/// The byte of a character under Windows-1252, or under ISO 8859-1 for the five that Windows-1252 leaves open.
fn windows_byte(c: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match c {
        '\u{80}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        _ if c.is_ascii() => None,
        _ => HIGH.iter().zip(0x80..).find(|(high, _)| **high == c).map(|(_, byte)| byte),
    }
}

/// How many characters an emoji flag of tag characters (England, Scotland, Wales) takes.
fn emoji_tags(chars: &[char], at: usize) -> Option<usize> {
    if chars[at] != '\u{1f3f4}' {
        return None;
    }
    let tags = chars[at + 1..].iter().take_while(|c| is_tag(**c)).count();
    (1..=8).contains(&tags).then_some(tags + 1).filter(|len| chars[at + len - 1] == '\u{e007f}')
}

const fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

fn is_hidden(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| chars[at]);
    match chars[at] {
        '\u{200c}' | '\u{200d}' => !joins(before, chars.get(at + 1).copied()),
        // One form of a character is at home behind it; a row of them holds a message.
        c if is_variation(c) => before.is_some_and(is_variation),
        c => is_unseen(c),
    }
}

/// Whether a joiner is at home: between the parts of an emoji, or in a script that needs it.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let needs = |c: char| matches!(c, '\u{0600}'..='\u{08ff}' | '\u{0900}'..='\u{0dff}' | '\u{1780}'..='\u{17ff}' | '\u{fb50}'..='\u{fdff}');
    let pictured = |c: char| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}');
    before.is_some_and(|c| needs(c) || pictured(c))
        && after.is_none_or(|c| needs(c) || pictured(c) || !c.is_alphanumeric())
}

fn hidden_name(c: char) -> String {
    match char::from_u32(u32::from(c) & 0x7f).filter(|plain| is_tag(c) && plain.is_ascii_graphic()) {
        Some(plain) => format!("{} (tag character `{plain}`)", code_point(c)),
        None => code_point(c),
    }
}

fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<&'static str> {
        notes(text, &Lines::From(1)).iter().map(|note| note.code.id).collect()
    }

    #[test]
    fn clean_text_of_many_scripts_says_nothing() {
        for text in [
            "plain\tword",
            "Größe – ‘so’ “gut” MENÜ“",
            "設計 を 行う",
            "می\u{200c}خواهم",
            "👩\u{200d}💻 ❤\u{fe0f}",
            "São É»",
        ] {
            assert_eq!(ids(text), Vec::<&str>::new(), "{text}");
        }
        assert!(ids("\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}").is_empty());
    }

    #[test]
    fn garbled_text_is_told_with_what_was_meant() {
        let found = notes("fine\nitâ€™s cafÃ© ðŸ“‹\n", &Lines::From(1));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].code.id, found[0].lines), ("mojibake", Some(LineRange::new(2, 2))));
        assert!(
            found[0].message.contains("â€™ for ’") && found[0].message.contains("Ã© for é"),
            "{}",
            found[0].message
        );
        assert_eq!(ids("ÐŸÑ€Ð¸"), ["mojibake"]);
    }

    #[test]
    fn what_is_not_shown_is_said() {
        let found = notes("a\u{202e}b\u{202c}\nc\u{200b}\u{e0041}", &Lines::From(1));
        assert_eq!((found[0].code.id, found[0].lines), ("hidden-unicode", Some(LineRange::new(1, 2))));
        assert!(found[0].message.contains("U+202E on line 1") && found[0].message.contains("tag character `A`"));
        for c in
            ["\u{200d}", "\u{200e}", "\u{61c}", "\u{ad}", "\u{180e}", "\u{3164}", "\u{ffa0}", "\u{2028}", "\u{2029}"]
        {
            assert_eq!(ids(&format!("a{c}b")), ["hidden-unicode"], "{c:?}");
        }
        assert_eq!(ids("x\u{fe0f}\u{fe01}"), ["hidden-unicode"]);
    }

    #[test]
    fn controls_and_lost_characters_are_said() {
        assert_eq!(ids("a\0b \u{1b}[31m"), ["control-characters"]);
        assert_eq!(ids("gr\u{fffd}n"), ["replacement-character"]);
    }

    #[test]
    fn many_places_make_one_note() {
        let found = notes(&"\u{fffd}\n".repeat(100), &Lines::From(1));
        assert!(found[0].message.ends_with("and 95 more"), "{}", found[0].message);
    }
}
