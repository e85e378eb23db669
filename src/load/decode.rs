//! From bytes to text: encodings, line ends, and characters that are not what they seem.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::model::{FindingCode, LineRange, Note, Severity};

/// The text is not UTF-8.
pub(super) const NOT_UTF8: FindingCode = FindingCode {
    id: "not-utf8",
    severity: Severity::Warning,
    meaning: "The file is not UTF-8. It was read as the encoding named, which is a guess where no byte order mark says so.",
    cure: "Save the file as UTF-8: most harnesses read nothing else.",
};

/// UTF-8 that was read as another encoding and saved again.
pub(super) const MOJIBAKE: FindingCode = FindingCode {
    id: "mojibake",
    severity: Severity::Warning,
    meaning: "Some characters look like UTF-8 that was once read as Windows-1252 and saved again, or were lost for good (U+FFFD).",
    cure: "Restore the characters from the original; agentkin keeps them as they stand.",
};

/// Characters that a reader does not see.
pub(super) const HIDDEN_CHARACTERS: FindingCode = FindingCode {
    id: "hidden-characters",
    severity: Severity::Warning,
    meaning: "The text holds characters that are not seen: zero-width, bidirectional controls or tag characters. They can hide \
              instructions from a reader, and a copy that differs only in them is not identical.",
    cure: "Remove them unless they are meant.",
};

/// Control characters in a text.
pub(super) const CONTROL_CHARACTERS: FindingCode = FindingCode {
    id: "control-characters",
    severity: Severity::Warning,
    meaning: "The text holds control characters other than tab and line ends. They are printed escaped.",
    cure: "Remove them: they mostly come from a broken paste.",
};

/// Line ends of several kinds in one file.
pub(super) const MIXED_LINE_ENDS: FindingCode = FindingCode {
    id: "mixed-line-ends",
    severity: Severity::Info,
    meaning: "The file mixes line ends. They are all read as line ends and do not count in comparisons.",
    cure: "Save the file with one kind of line end.",
};

/// A text with `\n` line ends and no byte order mark.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) notes: Vec<Note>,
}

/// Decodes the bytes; never fails, says what it had to guess.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let mut notes = Vec::new();
    let (encoding, bare) = encoding_of(bytes);
    let (raw, _) = encoding.decode_without_bom_handling(bare);
    if encoding != UTF_8 {
        notes.push(Note::new(&NOT_UTF8, format!("read as {}", encoding.name())));
    }
    let (text, kinds) = with_one_line_end(&raw);
    if kinds > 1 {
        notes.push(Note::new(&MIXED_LINE_ENDS, "several kinds of line ends"));
    }
    let text = text.unwrap_or_else(|| raw.into_owned());
    notes.extend(odd_characters(&text));
    Decoded { text, notes }
}

fn encoding_of(bytes: &[u8]) -> (&'static Encoding, &[u8]) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, &bytes[length..]);
    }
    // Latin text in UTF-16 has a zero in every second byte.
    let head = &bytes[..bytes.len().min(256)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count() * 3 > head.len();
    match (head.len() >= 8 && head.contains(&0), std::str::from_utf8(bytes)) {
        (true, _) if zeros(1) => (UTF_16LE, bytes),
        (true, _) if zeros(0) => (UTF_16BE, bytes),
        (_, Ok(_)) => (UTF_8, bytes),
        // Every byte means something in Windows-1252, and it is what editors call ANSI.
        (_, Err(_)) => (WINDOWS_1252, bytes),
    }
}

/// The text with `\r\n`, `\r\r\n` and `\r` as `\n` where it has any, and how many kinds of line ends there are.
fn with_one_line_end(text: &str) -> (Option<String>, usize) {
    if !text.contains('\r') {
        return (None, 1);
    }
    let mut out = String::with_capacity(text.len());
    let mut seen = [false; 4];
    let mut rest = text;
    while let Some(at) = rest.find(['\r', '\n']) {
        out.push_str(&rest[..at]);
        out.push('\n');
        let tail = &rest[at..];
        let (kind, length) = match tail.as_bytes() {
            [b'\r', b'\r', b'\n', ..] => (0, 3),
            [b'\r', b'\n', ..] => (1, 2),
            [b'\r', ..] => (2, 1),
            _ => (3, 1),
        };
        seen[kind] = true;
        rest = &tail[length..];
    }
    out.push_str(rest);
    (Some(out), seen.iter().filter(|kind| **kind).count())
}

fn odd_characters(text: &str) -> Vec<Note> {
    if text.bytes().all(|byte| (byte >= 0x20 && byte < 0x7f) || byte == b'\n' || byte == b'\t') {
        return Vec::new();
    }
    let rows = [
        (&HIDDEN_CHARACTERS, is_hidden as fn(char, Option<char>) -> bool),
        (&CONTROL_CHARACTERS, |c, _| c.is_control() && c != '\n' && c != '\t'),
    ];
    let mut notes: Vec<Note> = rows.into_iter().filter_map(|(code, odd)| note_of(text, code, odd)).collect();
    notes.extend(mojibake(text));
    notes
}

fn note_of(text: &str, code: &'static FindingCode, odd: fn(char, Option<char>) -> bool) -> Option<Note> {
    let mut before = None;
    let (mut line, mut count, mut lines): (u32, u32, Option<LineRange>) = (1, 0, None);
    let mut kinds = Vec::new();
    for c in text.chars() {
        if odd(c, before) {
            count += 1;
            lines = Some(LineRange::new(lines.map_or(line, |l| l.first), line));
            if !kinds.contains(&c) && kinds.len() < 4 {
                kinds.push(c);
            }
        }
        line += u32::from(c == '\n');
        before = Some(c);
    }
    let named: Vec<String> = kinds.iter().map(|c| format!("U+{:04X}", *c as u32)).collect();
    lines.map(|lines| Note::new(code, format!("{count} of them: {}", named.join(", "))).at(lines))
}

/// Hidden characters of formats.md section 5; a zero-width joiner after an emoji, as in families and flags, is not hidden.
fn is_hidden(c: char, before: Option<char>) -> bool {
    match c {
        '\u{200d}' => {
            !before.is_some_and(|b| matches!(b, '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}'))
        }
        '\u{200b}'..='\u{200c}' | '\u{2060}' | '\u{feff}' | '\u{00ad}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

/// Two neighbours that UTF-8 read as Windows-1252 gives, and hardly any other text: a lead byte's letter and a
/// continuation byte's sign.
fn mojibake(text: &str) -> Option<Note> {
    let mut lines: Option<LineRange> = None;
    for (line, content) in (1u32..).zip(text.split('\n')) {
        if !content.is_ascii() && (content.contains('\u{fffd}') || misread(content)) {
            lines = Some(LineRange::new(lines.map_or(line, |l| l.first), line));
        }
    }
    lines.map(|lines| Note::new(&MOJIBAKE, "characters that were decoded wrongly").at(lines))
}

fn misread(line: &str) -> bool {
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(&next) = chars.peek() else { return false };
        let lead = matches!(c, 'Ã' | 'Â' | 'â' | 'ð' | 'ã' | 'å' | 'æ' | 'ç' | 'è' | 'é');
        let sure = matches!(
            (c, next),
            ('â', '€' | '„' | '†' | '”' | 'œ') | ('ð', 'Ÿ') | ('Ã', '©' | '¨' | '¼' | '¶' | '¤' | '±' | '¡' | '³')
        );
        let control = lead && matches!(next, '\u{80}'..='\u{9f}');
        if sure || control || matches!((c, next), ('Â', '\u{a0}' | '·' | '»' | '«' | '°')) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(bytes: &[u8]) -> Vec<&'static str> {
        decode(bytes).notes.iter().map(|note| note.code.id).collect()
    }

    #[test]
    fn encodings_are_told() {
        assert_eq!(decode(b"\xef\xbb\xbfmoss").text, "moss");
        assert!(codes(b"\xef\xbb\xbfmoss").is_empty());
        let wide: Vec<u8> = "moss grows".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide).text, "moss grows");
        assert_eq!(codes(&wide), ["not-utf8"]);
        assert_eq!(decode(b"caf\xe9 au lait").text, "café au lait");
        assert_eq!(decode("glatt über".as_bytes()).text, "glatt über");
    }

    #[test]
    fn line_ends_become_one() {
        let decoded = decode(b"a\r\nb\r\r\nc\rd\ne");
        assert_eq!(decoded.text, "a\nb\nc\nd\ne");
        assert_eq!(decoded.notes[0].code.id, "mixed-line-ends");
        assert!(codes(b"a\r\nb\r\n").is_empty());
    }

    #[test]
    fn odd_characters_are_said_with_their_lines() {
        let notes = decode("fine\nzero\u{200b}width and \u{202e}turned\n".as_bytes()).notes;
        assert_eq!((notes[0].code.id, notes[0].lines), ("hidden-characters", Some(LineRange::new(2, 2))));
        assert_eq!(notes[0].message, "2 of them: U+200B, U+202E");
        assert_eq!(codes("it\u{e2}\u{20ac}\u{2122}s".as_bytes()), ["mojibake"]);
        assert_eq!(codes(b"bell\x07"), ["control-characters"]);
        assert!(codes("👩\u{200d}🔬 über, naïve, café – “ja”".as_bytes()).is_empty());
    }
}
