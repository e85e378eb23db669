//! XML-like tags that stand alone on their lines: `<role>` … `</role>`. Line by line, before any Markdown is read,
//! because Markdown takes such a tag and all up to the next blank line for one lump of HTML.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// A tag line, or the text between tag lines, as bytes of the full text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// Whole lines without a tag line among them.
    Text(Range<usize>),
    /// The line of an opening tag that is closed later.
    Open {
        /// The line, without its line end.
        line: Range<usize>,
        /// The tag's name, or the value of its `name` or `title` attribute.
        label: Range<usize>,
        /// The tag's name.
        name: Range<usize>,
        /// The end of the line with the closing tag.
        until: usize,
    },
    /// The line of a closing tag, without its line end.
    Close(Range<usize>),
}

/// HTML's own elements are layout, not structure of a prompt.
const HTML: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "kbd",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "script",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "video",
];

/// Cuts `range` of `text` at tag lines that come in pairs; fenced code is left whole, an unpaired tag is text.
#[must_use]
pub fn stretches(text: &str, range: Range<usize>) -> Vec<Stretch> {
    let marks = pair(text, marks(text, range.clone()));
    let mut out = Vec::new();
    let mut at = range.start;
    for mark in marks {
        push_text(&mut out, at..mark.line.start);
        at = (mark.line.end + 1).min(range.end);
        out.push(match mark.until {
            Some(until) => Stretch::Open { line: mark.line, label: mark.label, name: mark.name, until },
            None => Stretch::Close(mark.line),
        });
    }
    push_text(&mut out, at..range.end);
    out
}

fn push_text(out: &mut Vec<Stretch>, range: Range<usize>) {
    if !range.is_empty() {
        out.push(Stretch::Text(range));
    }
}

/// A line that looks like a tag.
struct Mark {
    line: Range<usize>,
    name: Range<usize>,
    label: Range<usize>,
    closes: bool,
    until: Option<usize>,
}

fn marks(text: &str, range: Range<usize>) -> Vec<Mark> {
    // Most texts have no tag at all.
    if memchr::memchr(b'<', &text.as_bytes()[range.clone()]).is_none() {
        return Vec::new();
    }
    let mut fence = Fence::default();
    let mut at = range.start;
    let mut out = Vec::new();
    for line in text[range].split('\n') {
        if !fence.holds(line) {
            out.extend(mark(text, at..at + line.len()));
        }
        at += line.len() + 1;
    }
    out
}

/// Keeps the opening and closing tags that belong together and tells each opening one where it ends.
fn pair(text: &str, mut marks: Vec<Mark>) -> Vec<Mark> {
    let mut open: Vec<usize> = Vec::new();
    let mut waiting: FxHashMap<&str, usize> = FxHashMap::default();
    let mut keep = vec![false; marks.len()];
    for at in 0..marks.len() {
        let name = &text[marks[at].name.clone()];
        if !marks[at].closes {
            open.push(at);
            *waiting.entry(name).or_default() += 1;
        } else if waiting.get(name).is_some_and(|n| *n > 0) {
            while let Some(top) = open.pop() {
                let other = &text[marks[top].name.clone()];
                waiting.entry(other).and_modify(|n| *n -= 1);
                if other == name {
                    marks[top].until = Some(marks[at].line.end);
                    (keep[top], keep[at]) = (true, true);
                    break;
                }
            }
        }
    }
    let mut keep = keep.into_iter();
    marks.retain(|_| keep.next() == Some(true));
    marks
}

/// The tag that fills `line`, where there is one.
fn mark(text: &str, line: Range<usize>) -> Option<Mark> {
    let written = &text[line.clone()];
    let tag = written.trim().strip_prefix('<')?.strip_suffix('>')?;
    let closes = tag.starts_with('/');
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let stop = tag.find(|c: char| !is_name_char(c)).unwrap_or(tag.len());
    let (name, rest) = tag.split_at(stop);
    let fits = name.starts_with(char::is_alphabetic)
        && (rest.is_empty() || rest.starts_with(char::is_whitespace))
        && !rest.contains(['<', '>'])
        && !rest.ends_with('/')
        && !HTML.contains(&name.to_ascii_lowercase().as_str());
    if !fits {
        return None;
    }
    let start = line.start + written.find(name)?;
    let name = start..start + name.len();
    let label = attribute(&text[name.end..line.end]).map_or(name.clone(), |r| name.end + r.start..name.end + r.end);
    Some(Mark { line, name, label, closes, until: None })
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

/// The value of a `name` or `title` attribute.
fn attribute(attributes: &str) -> Option<Range<usize>> {
    [" name=\"", " title=\""].iter().find_map(|key| {
        let start = attributes.find(key)? + key.len();
        let len = attributes[start..].find('"')?;
        (len > 0).then_some(start..start + len)
    })
}

/// Whether the reading stands inside a code fence.
#[derive(Default)]
struct Fence {
    open: Option<(u8, usize)>,
}

impl Fence {
    /// Takes the next line; true where it belongs to a fenced block.
    fn holds(&mut self, line: &str) -> bool {
        let Some(open) = self.open else {
            self.open = opens(line);
            return self.open.is_some();
        };
        if closes(line.trim_start_matches(['>', ' ', '\t']), open) {
            self.open = None;
        }
        true
    }
}

/// The fence that `line` opens, behind any list and quote marks: its character and length.
fn opens(line: &str) -> Option<(u8, usize)> {
    let bare = line.trim_start_matches(|c: char| c.is_ascii_digit() || " \t>-*+.)".contains(c));
    let mark = bare.bytes().next().filter(|b| matches!(b, b'`' | b'~'))?;
    let len = bare.bytes().take_while(|b| *b == mark).count();
    (len >= 3 && !(mark == b'`' && bare[len..].contains('`'))).then_some((mark, len))
}

/// Whether `line` closes a fence of this character and length.
pub(super) fn closes(line: &str, (mark, len): (u8, usize)) -> bool {
    let line = line.trim();
    line.len() >= len && line.bytes().all(|b| b == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        stretches(text, 0..text.len())
            .into_iter()
            .map(|s| match s {
                Stretch::Text(r) => text[r].trim().to_owned(),
                Stretch::Open { label, until, .. } => format!("+{} to {until}", &text[label]),
                Stretch::Close(r) => format!("-{}", text[r].trim()),
            })
            .collect()
    }

    #[test]
    fn pairs_are_cut_out() {
        let text = "hello\n<role>\nyou\n  <step name=\"Plan it\">\ndo\n  </step>\n</role>\nbye";
        let want = ["hello", "+role to 61", "you", "+Plan it to 53", "do", "-</step>", "-</role>", "bye"];
        assert_eq!(told(text), want);
    }

    #[test]
    fn what_is_no_structure_stays_text() {
        for text in [
            "<role>\nnever closed",
            "```\n<a1>\n</a1>\n```",
            "<div>\nx\n</div>",
            "- ```\n  <x1>\n  ```\n  </x1>",
            "a <b1> c",
        ] {
            assert_eq!(told(text), [text], "{text}");
        }
    }

    #[test]
    fn crossed_tags_keep_the_outer_pair() {
        assert_eq!(told("<one>\n<two>\nx\n</one>\n</two>"), ["+one to 20", "<two>\nx", "-</one>", "</two>"]);
    }

    #[test]
    fn many_unclosed_tags_take_no_time() {
        let text = (0..50_000).map(|n| format!("<t{n}>\n</u{n}>")).collect::<Vec<_>>().join("\n");
        assert_eq!(stretches(&text, 0..text.len()).len(), 1);
    }
}
