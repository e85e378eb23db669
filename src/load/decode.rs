//! From bytes to text with `\n` line ends and no byte order mark; what was guessed is said.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::characters;
use crate::{
    model::{FindingCode, LineRange, Lines, Note, Severity},
    text::lines::LineIndex,
};

/// Bytes that are no text.
pub(super) const NOT_TEXT: FindingCode = FindingCode {
    id: "not-text",
    severity: Severity::Error,
    meaning: "The file holds control bytes as only binary files do, so it cannot be a prompt.",
    cure: "Leave the file out, or restore its text.",
};

/// Text in another encoding than UTF-8.
pub(super) const NOT_UTF8: FindingCode = FindingCode {
    id: "not-utf8",
    severity: Severity::Warning,
    meaning: "The file is not valid UTF-8. It was read in the encoding that it most probably has; harnesses read UTF-8 only \
              and show broken characters or skip the file.",
    cure: "Save the file as UTF-8.",
};

/// A byte order mark before UTF-8 text.
pub(super) const BYTE_ORDER_MARK: FindingCode = FindingCode {
    id: "byte-order-mark",
    severity: Severity::Info,
    meaning: "The file begins with a byte order mark. It is not part of the text; a harness that looks for `---` at the very \
              first byte does not find the front matter.",
    cure: "Save the file as UTF-8 without a byte order mark.",
};

/// Line ends of several kinds in one file.
pub(super) const MIXED_LINE_ENDS: FindingCode = FindingCode {
    id: "mixed-line-ends",
    severity: Severity::Info,
    meaning: "The file ends its lines in more than one way. They are all read as line ends.",
    cure: "Convert the file to one kind of line end, best LF.",
};

/// Line ends that no editor makes.
pub(super) const ODD_LINE_ENDS: FindingCode = FindingCode {
    id: "odd-line-ends",
    severity: Severity::Warning,
    meaning: "Lines end in CR alone, or in CR CR LF, as after a conversion that was made twice. Each was read as one line \
              end; a harness sees one long line, or a stray character at the end of each.",
    cure: "Convert the file to LF line ends.",
};

/// A byte order mark in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Share of characters, one in so many, that may be control characters in a text. Random bytes have one in nine.
const CONTROLS_OF: usize = 20;

/// A file's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decoded {
    /// Line ends are `\n`, a byte order mark is cut off; nothing else is altered.
    pub(super) text: String,
    /// Whether every line ended in CR LF.
    pub(super) line_ends: LineEnds,
    /// What there was to say.
    pub(super) notes: Vec<Note>,
}

/// How the lines of a file end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineEnds {
    /// LF or none.
    Lf,
    /// CR LF throughout.
    CrLf,
    /// Anything else.
    Other,
}

/// Decodes a file.
///
/// # Errors
/// A note where the bytes are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Note> {
    let mut notes = Vec::new();
    let text = characters_of(bytes, &mut notes);
    if let Some(note) = binary(&text) {
        return Err(note);
    }
    let (text, line_ends) = lines_of(&text, &mut notes);
    notes.extend(characters::notes(&text, &Lines::From(1)));
    Ok(Decoded { text: text.into_owned(), line_ends, notes })
}

fn characters_of<'b>(bytes: &'b [u8], notes: &mut Vec<Note>) -> Cow<'b, str> {
    // Files put together of others have several.
    let marks = bytes.chunks_exact(MARK.len()).take_while(|chunk| *chunk == MARK).count();
    if let Some(rest) = bytes.get(marks * MARK.len()..).filter(|_| marks > 0) {
        notes.push(Note::new(&BYTE_ORDER_MARK, "begins with a byte order mark").at(LineRange::new(1, 1)));
        return utf8_or_else(rest, notes);
    }
    match utf16_of(bytes) {
        Some(encoding) => {
            let rest = bytes.strip_prefix(b"\xff\xfe").or_else(|| bytes.strip_prefix(b"\xfe\xff")).unwrap_or(bytes);
            notes.push(Note::new(&NOT_UTF8, format!("read as {}; harnesses read UTF-8", encoding.name())));
            encoding.decode_without_bom_handling(rest).0
        }
        None => utf8_or_else(bytes, notes),
    }
}

/// UTF-16 by its byte order mark, or by the zero bytes that Latin text has at every other place.
fn utf16_of(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(1024)];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    let told = |high: usize, low: usize| half > 1 && high * 10 > half * 8 && low * 20 < half;
    if told(odd, even) {
        Some(UTF_16LE)
    } else if told(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn utf8_or_else<'b>(bytes: &'b [u8], notes: &mut Vec<Note>) -> Cow<'b, str> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Cow::Borrowed(text),
        Err(error) => error,
    };
    let first = LineIndex::new(&String::from_utf8_lossy(&bytes[..error.valid_up_to()])).line_of(error.valid_up_to());
    let (good, bad) = sequences(bytes);
    let (text, message) = if good > bad {
        (String::from_utf8_lossy(bytes), format!("not UTF-8 and read as U+FFFD in so many places: {bad}"))
    } else {
        let encoding = guessed(bytes);
        let text = encoding.decode_without_bom_handling(bytes).0;
        (text, format!("read as {}; harnesses read UTF-8", encoding.name()))
    };
    let line = super::lines::number(first);
    notes.push(Note::new(&NOT_UTF8, message).at(LineRange::new(line, line)));
    text
}

/// The encoding that bytes which are no UTF-8 most probably have.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// How many characters beyond ASCII are good UTF-8, and at how many places it is broken.
fn sequences(bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good, bad)
}

fn binary(text: &str) -> Option<Note> {
    let controls = text.bytes().filter(|byte| *byte < 0x20 && !matches!(byte, b'\t'..=b'\r' | 0x1b)).count();
    (controls > 0 && controls * CONTROLS_OF > text.chars().count())
        .then(|| Note::new(&NOT_TEXT, format!("holds {controls} control bytes: a binary file, not a prompt")))
}

/// `\r\n`, `\r\r\n` (what a CRLF file becomes when it is converted once more) and a lone `\r` all end one line.
fn lines_of<'t>(text: &'t str, notes: &mut Vec<Note>) -> (Cow<'t, str>, LineEnds) {
    if !text.contains('\r') {
        return (Cow::Borrowed(text), LineEnds::Lf);
    }
    let mut out = String::with_capacity(text.len());
    let mut ends = Ends::default();
    let mut rest = text;
    while let Some(at) = rest.find(['\r', '\n']) {
        out.push_str(&rest[..at]);
        out.push('\n');
        let (kind, len) = end_of(&rest[at..]);
        ends.add(kind);
        rest = &rest[at + len..];
    }
    out.push_str(rest);
    notes.extend(ends.notes());
    (Cow::Owned(out), ends.kind())
}

/// The ways in which a line can end: LF, CR LF, CR CR LF, CR.
const ENDS: [&str; 4] = ["LF", "CR LF", "CR CR LF", "CR"];

/// Which of [`ENDS`] stands at the beginning of `tail`, and its length.
fn end_of(tail: &str) -> (usize, usize) {
    let spelt = ["\n", "\r\n", "\r\r\n"];
    spelt.iter().position(|end| tail.starts_with(end)).map_or((3, 1), |kind| (kind, spelt[kind].len()))
}

/// The line ends of a text: of each of [`ENDS`] how many there are and on which lines.
#[derive(Default)]
struct Ends {
    line: u32,
    seen: [(usize, Option<LineRange>); 4],
}

impl Ends {
    fn add(&mut self, kind: usize) {
        self.line += 1;
        let (count, lines) = &mut self.seen[kind];
        *count += 1;
        *lines = Some(LineRange::new(lines.map_or(self.line, |lines| lines.first), self.line));
    }

    fn kinds(&self) -> usize {
        self.seen.iter().filter(|(count, _)| *count > 0).count()
    }

    fn kind(&self) -> LineEnds {
        if self.kinds() == 1 && self.seen[1].0 > 0 { LineEnds::CrLf } else { LineEnds::Other }
    }

    /// Mixed ends are told where they are not as most are, odd ones where they stand.
    fn notes(&self) -> Vec<Note> {
        let count = |kind: usize| self.seen[kind].0;
        let said = |from: usize| {
            let kinds = (from..ENDS.len()).filter(|kind| count(*kind) > 0);
            kinds.map(|kind| format!("{} {}", count(kind), ENDS[kind])).collect::<Vec<_>>().join(", ")
        };
        let usual = (0..ENDS.len()).max_by_key(|kind| (count(*kind), ENDS.len() - kind));
        let mixed = self.kinds() > 1;
        let mixed = mixed.then(|| {
            let note = Note::new(&MIXED_LINE_ENDS, format!("line ends are mixed: {}", said(0)));
            self.over(note, |kind| Some(kind) != usual)
        });
        let odd = (count(2) + count(3) > 0).then(|| {
            let message = format!("lines end oddly: {}; harnesses do not take these for one line end", said(2));
            self.over(Note::new(&ODD_LINE_ENDS, message), |kind| kind > 1)
        });
        mixed.into_iter().chain(odd).collect()
    }

    /// The note, pointing at the lines of some kinds.
    fn over(&self, note: Note, takes: impl Fn(usize) -> bool) -> Note {
        let seen = self.seen.iter().enumerate().filter(|(kind, _)| takes(*kind)).filter_map(|(_, (_, lines))| *lines);
        match seen.reduce(|all, one| LineRange::new(all.first.min(one.first), all.last.max(one.last))) {
            Some(lines) => note.at(lines),
            None => note,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> (String, Vec<&'static str>) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.notes.iter().map(|note| note.code.id).collect())
    }

    fn utf16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings_are_told() {
        assert_eq!(told("größe".as_bytes()), ("größe".to_owned(), vec![]));
        assert_eq!(told(b"\xef\xbb\xbfa"), ("a".to_owned(), vec!["byte-order-mark"]));
        assert_eq!(told(b"\xef\xbb\xbf\xef\xbb\xbfa"), ("a".to_owned(), vec!["byte-order-mark"]));
        assert_eq!(told(b"caf\xe9 \x80"), ("café €".to_owned(), vec!["not-utf8"]));
        assert_eq!(told(&utf16("\u{feff}ab ü", u16::to_le_bytes)), ("ab ü".to_owned(), vec!["not-utf8"]));
        assert_eq!(told(&utf16("name: owl", u16::to_be_bytes)), ("name: owl".to_owned(), vec!["not-utf8"]));
    }

    #[test]
    fn one_bad_byte_does_not_spoil_the_rest() {
        let (text, codes) = told(b"\xc3\xa9\xc3\xa9\xc3\xa9 \xff");
        assert_eq!(text, "ééé \u{fffd}");
        assert_eq!(codes, ["not-utf8", "replacement-character"]);
    }

    #[test]
    fn every_line_end_is_one() {
        assert_eq!(told(b"a\r\nb\r\n"), ("a\nb\n".to_owned(), vec![]));
        assert_eq!(decode(b"a\r\nb\r\n").unwrap().line_ends, LineEnds::CrLf);
        assert_eq!(told(b"a\r\r\nb\rc\n\r"), ("a\nb\nc\n\n".to_owned(), vec!["mixed-line-ends", "odd-line-ends"]));
    }

    #[test]
    fn odd_line_ends_are_told_with_their_lines() {
        let note = |bytes: &[u8], at: usize| {
            let note = decode(bytes).unwrap().notes[at].clone();
            (note.message, note.lines)
        };
        let lines = |first, last| Some(LineRange::new(first, last));
        assert_eq!(told(b"a\rb"), ("a\nb".to_owned(), vec!["odd-line-ends"]));
        assert_eq!(decode(b"a\rb").unwrap().line_ends, LineEnds::Other);
        let odd = "lines end oddly: 2 CR CR LF; harnesses do not take these for one line end".to_owned();
        assert_eq!(note(b"a\r\r\nb\r\r\nc", 0), (odd, lines(1, 2)));
        let mixed = b"a\nb\r\nc\n\r\r\nd\n";
        assert_eq!(note(mixed, 0), ("line ends are mixed: 3 LF, 1 CR LF, 1 CR CR LF".to_owned(), lines(2, 4)));
        assert_eq!(note(mixed, 1).1, lines(4, 4));
    }

    #[test]
    fn binary_files_are_no_text() {
        let bytes: Vec<u8> = (0..=255).cycle().take(2000).collect();
        assert_eq!(decode(&bytes).unwrap_err().code, &NOT_TEXT);
        assert!(decode(b"---\nname: a\n---\n\0\0 many words follow here, so that this is still a text").is_ok());
    }
}
