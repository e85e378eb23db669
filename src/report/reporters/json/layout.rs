//! How a document is laid out: a line an entry down to a depth, one line below it, so that rows can be grepped and diffed;
//! and no character in it that acts on a terminal.

use std::io::{self, Write};

use serde_json::ser::Formatter;

use crate::report::is_hidden;

/// Breaks lines down to `depth` levels of nesting; 0 keeps everything on one line.
pub(super) struct Layout {
    depth: usize,
    level: usize,
    filled: bool,
}

impl Layout {
    pub(super) fn new(depth: usize) -> Self {
        Self::within(0, depth)
    }

    /// The same of a value that stands `level` deep in its document.
    pub(super) fn within(level: usize, depth: usize) -> Self {
        Self { depth, level, filled: false }
    }

    fn open<W: ?Sized + Write>(&mut self, mark: u8, out: &mut W) -> io::Result<()> {
        self.level += 1;
        self.filled = false;
        out.write_all(&[mark])
    }

    fn close<W: ?Sized + Write>(&mut self, mark: u8, out: &mut W) -> io::Result<()> {
        let broken = self.filled && self.level <= self.depth;
        self.level -= 1;
        if broken {
            self.new_line(out)?;
        }
        self.filled = true;
        out.write_all(&[mark])
    }

    fn item<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        if self.filled {
            out.write_all(b",")?;
        }
        if self.level <= self.depth {
            self.new_line(out)
        } else if self.filled {
            out.write_all(b" ")
        } else {
            Ok(())
        }
    }

    fn new_line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.level).try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(b'[', out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(b']', out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, _: bool) -> io::Result<()> {
        self.item(out)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(b'{', out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(b'}', out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, _: bool) -> io::Result<()> {
        self.item(out)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    /// JSON allows a bare U+202E or U+009B in a string; a terminal that shows the document would obey it.
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut bare = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| !c.is_ascii() || *c == '\u{7f}') {
            if is_hidden(c) {
                out.write_all(&fragment.as_bytes()[bare..at])?;
                bare = at + c.len_utf8();
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
            }
        }
        out.write_all(&fragment.as_bytes()[bare..])
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::reporters::json::document;

    fn laid(value: &Value, depth: usize) -> String {
        let mut out = Vec::new();
        document(value, depth, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn rows_stand_on_lines_of_their_own() {
        let value = json!({"a": [{"x": 1, "y": [2, 3]}, {}], "b": []});
        assert_eq!(laid(&value, 2), "{\n  \"a\": [\n    {\"x\": 1, \"y\": [2, 3]},\n    {}\n  ],\n  \"b\": []\n}\n");
        assert_eq!(laid(&value, 0), "{\"a\": [{\"x\": 1, \"y\": [2, 3]}, {}], \"b\": []}\n");
    }

    #[test]
    fn what_hides_is_escaped_and_reads_back_the_same() {
        let value = json!(["\u{202e}a\u{e0041}b日本\u{9b}\u{7f}\u{1b}"]);
        let text = laid(&value, 1);
        assert!(text.contains("\\u202ea\\udb40\\udc41b日本\\u009b\\u007f\\u001b"), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
