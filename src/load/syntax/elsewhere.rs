//! Front matter that is not where it should be: after blank lines or a title, inside a code fence, in a comment.

use super::{
    Cut,
    front_matter::{self, Block, Close},
    yaml,
};
use crate::{
    load::lines::{self, line_at, lines_in},
    model::{FindingCode, LineRange, Note, Severity, Span},
    text::lines::LineIndex,
};

/// Front matter after the first line.
pub(in crate::load) const FRONT_MATTER_LATE: FindingCode = FindingCode {
    id: "front-matter-late",
    severity: Severity::Warning,
    meaning: "The front matter does not begin on the first line. It was read all the same, and what stands before it was left \
              out of the prompt; harnesses take the whole file for a prompt without fields.",
    cure: "Move the opening `---` to the first line.",
};

/// A file that is one code fence.
pub(in crate::load) const FRONT_MATTER_WRAPPED: FindingCode = FindingCode {
    id: "front-matter-wrapped",
    severity: Severity::Warning,
    meaning: "The front matter stands inside a code fence, as when an answer of a model was saved whole. The fence was taken \
              off for reading; harnesses find no fields.",
    cure: "Remove the line of the fence before the front matter and its closing line.",
};

/// Fields in an HTML comment.
pub(in crate::load) const FRONT_MATTER_IN_COMMENT: FindingCode = FindingCode {
    id: "front-matter-in-comment",
    severity: Severity::Info,
    meaning: "The fields stand in an HTML comment at the beginning of the file. They were read as front matter; no harness \
              does so.",
    cure: "Turn the comment into front matter between `---` lines if a harness should load the file.",
};

/// How many lines may come before late front matter. In 24,000 real files it is never more than 12.
const MOST_LINES_BEFORE: usize = 20;

/// The cut for front matter that is not at the top, where the first line that says something begins at `start`.
pub(super) fn cut(text: &str, index: &LineIndex, start: usize) -> Option<Cut> {
    wrapped(text, index, start).or_else(|| comments(text, index, start)).or_else(|| late(text, index))
}

fn wrapped(text: &str, index: &LineIndex, start: usize) -> Option<Cut> {
    let (line, next) = line_at(text, start)?;
    let fence = fence_of(line.of(text).trim_start())?;
    let inside = next + front_matter::first_line(&text[next..]);
    let block = front_matter::block(text, inside).filter(|block| block.close == Close::Exact)?;
    let mut cut = front_matter::of_block(text, index, block);
    let closes = |line: Span| line.of(text).trim() == fence;
    let said = |line: &Span| !line.of(text).trim().is_empty();
    let after = lines_in(text, cut.body).find(said).filter(|line| closes(*line));
    let last = lines_in(text, cut.body).filter(said).last().filter(|line| closes(*line));
    cut.body = match (after, last) {
        (Some(line), _) => Span::new((line.end + 1).min(text.len()), text.len()),
        (None, Some(line)) => Span::new(cut.body.start, line.start),
        (None, None) => cut.body,
    };
    let message = "the front matter stands inside a code fence; harnesses find no fields";
    cut.notes.push(Note::new(&FRONT_MATTER_WRAPPED, message).at(lines::range(index, line)));
    Some(cut)
}

/// The marks of a fence that opens on this line.
fn fence_of(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let len = line.len() - line.trim_start_matches(mark).len();
    (len >= 3 && !line[len..].contains(mark)).then(|| &line[..len])
}

/// Comments at the beginning that hold a name or a description, one after the other.
fn comments(text: &str, index: &LineIndex, start: usize) -> Option<Cut> {
    let (mut at, mut front, mut pieces) = (start, None, Vec::new());
    while let Some(inner) = comment_at(text, at) {
        let end = inner.end + "-->".len();
        if front_matter::looks_like_fields(inner.of(text)) {
            pieces.push(inner);
            front = Some(Span::new(front.map_or(at, |front: Span| front.start), end));
        }
        at = end + (text[end..].len() - text[end..].trim_start().len());
    }
    let front = front?;
    let described = |piece: &Span| piece.of(text).lines().any(is_describing);
    if !pieces.iter().any(described) {
        return None;
    }
    let end = if text[front.end..].starts_with('\n') { front.end + 1 } else { front.end };
    let front = Span::new(front.start, end);
    let note = Note::new(&FRONT_MATTER_IN_COMMENT, "the fields stand in a comment; no harness reads them there");
    let notes = vec![note.at(lines::range(index, front))];
    Some(Cut { front: Some(front), pieces, body: Span::new(end, text.len()), notes })
}

/// What stands in the comment that begins at `at`.
fn comment_at(text: &str, at: usize) -> Option<Span> {
    let inner = text.get(at..)?.strip_prefix("<!--")?;
    let start = at + "<!--".len();
    inner.find("-->").map(|end| Span::new(start, start + end))
}

fn is_describing(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("name:") || line.starts_with("description:")
}

fn late(text: &str, index: &LineIndex) -> Option<Cut> {
    let within = Span::new(0, text.len());
    let opening = lines_in(text, within)
        .take(MOST_LINES_BEFORE)
        .take_while(|line| goes_before(line.of(text)))
        .find(|line| front_matter::opens(text, line.start))?;
    let nothing_before = text[..opening.start].trim().is_empty();
    let is_meant = |block: &Block| {
        let inner = block.inner.of(text);
        inner.lines().any(is_describing)
            || (nothing_before && block.close == Close::Exact && (holds_fields(inner) || is_flow(inner)))
    };
    // Anywhere but at the top, dashes are a thematic break unless a name or a description is between them.
    let block = front_matter::block(text, opening.start).filter(is_meant)?;
    let mut cut = front_matter::of_block(text, index, block);
    let line = lines::range(index, opening).first;
    let message = format!("the front matter begins on line {line}; harnesses look for it on line 1");
    cut.notes.insert(0, Note::new(&FRONT_MATTER_LATE, message).at(LineRange::new(line, line)));
    Some(cut)
}

/// Nothing of a prompt may stand before: blank lines, titles, comments and the dashes themselves.
fn goes_before(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line == "---" || line.starts_with('#') || line.starts_with("<!--")
}

/// Whether there is a mapping in braces.
fn is_flow(inner: &str) -> bool {
    let inner = inner.trim();
    inner.starts_with('{') && inner.ends_with('}') && yaml::mapping(inner).is_ok()
}

/// Whether there is nothing but fields: a plain key and a colon on every line that begins one.
fn holds_fields(inner: &str) -> bool {
    let mut begin =
        inner.lines().filter(|line| !line.trim().is_empty() && !line.starts_with([' ', '#', '-'])).peekable();
    let is_field = |line: &str| {
        line.split_once(':').is_some_and(|(key, value)| {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            !key.is_empty() && key.chars().all(plain) && (value.is_empty() || value.starts_with(' '))
        })
    };
    begin.peek().is_some() && begin.all(is_field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (String, &str, Vec<&'static str>) {
        let cut = front_matter::cut(text, &LineIndex::new(text));
        let pieces: Vec<&str> = cut.pieces.iter().map(|piece| piece.of(text)).collect();
        (pieces.join("|"), cut.body.of(text), cut.notes.iter().map(|note| note.code.id).collect())
    }

    #[test]
    fn blank_lines_and_titles_may_go_before() {
        assert_eq!(parts("\n\n---\nname: a\n---\nbody"), ("name: a\n".into(), "body", vec!["front-matter-late"]));
        assert_eq!(parts("# Owl\n\n---\nname: a\n---\nbody"), ("name: a\n".into(), "body", vec!["front-matter-late"]));
        let fields = "\n---\ninclusion: always\ntools:\n- read\n---\nbody";
        assert_eq!(parts(fields).2, vec!["front-matter-late"]);
        let flow = parts("\n---\n{name: a, tools: []}\n---\nbody");
        assert_eq!(flow, ("{name: a, tools: []}\n".into(), "body", vec!["front-matter-late"]));
        assert_eq!(parts("\n---\n{{ a template }}: b\n---\nbody").2, Vec::<&str>::new());
        let rules = "\n---\nNever run: it is a trap.\n---\nbody";
        assert_eq!(parts(rules), (String::new(), rules, vec![]));
        let prose = "A prompt.\n\n---\nname: a\n---\nbody";
        assert_eq!(parts(prose), (String::new(), prose, vec![]));
    }

    #[test]
    fn a_fence_around_the_file_is_taken_off() {
        let whole = "```markdown\n---\nname: a\n---\nbody\n\n```sh\nls\n```\n```\n";
        assert_eq!(parts(whole), ("name: a\n".into(), "body\n\n```sh\nls\n```\n", vec!["front-matter-wrapped"]));
        let only_front = "```yaml\n---\nname: a\n---\n```\n\nbody\n";
        assert_eq!(parts(only_front), ("name: a\n".into(), "\nbody\n", vec!["front-matter-wrapped"]));
    }

    #[test]
    fn comments_can_hold_fields() {
        let one = "<!--\nname: a\nv: 1\n-->\nbody";
        assert_eq!(parts(one), ("\nname: a\nv: 1\n".into(), "body", vec!["front-matter-in-comment"]));
        let two = "<!-- name: a -->\n<!-- description: b -->\nbody";
        assert_eq!(parts(two), (" name: a | description: b ".into(), "body", vec!["front-matter-in-comment"]));
        let other = "<!-- note: keep this -->\nbody";
        assert_eq!(parts(other), (String::new(), other, vec![]));
    }
}
