//! What of a wording is noise, and what an agent says once the noise is gone.

use crate::{
    model::{Digest, Field, Section, Span, Statement, StatementKind, Value},
    text::{
        hidden::is_separator,
        listing,
        words::{collapsed, digest, push_collapsed},
    },
};

use super::{fields::TOOL_LISTS, outline::Tree};

/// What a statement says, without the marks around it: a code block without its fences.
pub(super) fn bare(kind: StatementKind, wording: &str) -> &str {
    if kind != StatementKind::Code {
        return wording;
    }
    let Some((first, rest)) = wording.split_once('\n').filter(|(first, _)| is_fence(first)) else { return wording };
    let inner = match rest.rsplit_once('\n') {
        Some((inner, last)) if closes(last) => inner,
        None if closes(rest) => "",
        _ => rest,
    };
    // An empty block says what its first line says.
    if inner.trim().is_empty() { first } else { inner }
}

fn is_fence(line: &str) -> bool {
    let line = unquoted(line);
    line.starts_with("```") || line.starts_with("~~~")
}

/// Whether a line that begins as a fence closes a block: one with a word behind it is code (CommonMark 0.31.2, section 4.5).
fn closes(line: &str) -> bool {
    is_fence(line) && unquoted(line).trim_end().chars().all(|c| matches!(c, '`' | '~'))
}

fn unquoted(line: &str) -> &str {
    line.trim_start_matches(['>', ' ', '\t'])
}

/// Fields that only restate where the file lies or that it is an agent at all, by canonical name, with the value that
/// says nothing (none: whatever the value).
const RESTATES_ITS_PLACE: &[(&str, Option<&str>)] =
    &[("mode", Some("subagent")), ("kind", Some("local")), ("$schema", None), ("target", None)];

/// Digest of all that an agent says: equal where two differ in line ends, spaces, Unicode form, the order and quoting of
/// their fields, list marks, heading style or the harness's spelling of a field, and in nothing else. Of code the lines, and which
/// stand inside of which, are part of what is said.
pub(super) fn content(fields: &[Field], text: &str, body: Span, tree: &Tree) -> Digest {
    let name = fields.iter().find(|f| f.name == "name").map(|f| collapsed(&f.value.plain()));
    let renames = |f: &Field| f.name != "display-name" || name.as_deref() != Some(&*collapsed(&f.value.plain()));
    let telling = fields.iter().filter(|f| says_something(f) && renames(f));
    let mut said: Vec<String> = telling.map(field_line).collect();
    said.sort_unstable();
    let mut all = said.concat();
    all.reserve(body.of(text).len());
    let mut statements = tree.statements.iter().peekable();
    for section in &tree.sections {
        while let Some(statement) = statements.next_if(|s| s.block.start < section.heading.start) {
            push_statement(&mut all, text, statement);
        }
        push_title(&mut all, section);
    }
    statements.for_each(|statement| push_statement(&mut all, text, statement));
    // Some count as white space and are gone from the ends of the parts.
    if !body.of(text).is_ascii() {
        all.extend(body.of(text).chars().filter(|c| is_separator(*c)));
    }
    Digest(digest(&all))
}

fn says_something(field: &Field) -> bool {
    let restates = |(name, value): &(&str, Option<&str>)| {
        field.name == *name && value.is_none_or(|v| field.value.as_text() == Some(v))
    };
    field.value != Value::Null && !RESTATES_ITS_PLACE.iter().any(restates)
}

/// A unit separator ends each part, so that no two lists of parts give one text.
fn field_line(field: &Field) -> String {
    // In which order tools are granted says nothing.
    let value = if TOOL_LISTS.contains(&field.name.as_str()) { sorted(&field.value) } else { flat(&field.value) };
    format!("F{}\u{1f}{value}\u{1f}", field.name)
}

fn sorted(value: &Value) -> String {
    let Value::List(items) = value else { return flat(value) };
    let mut items: Vec<String> = items.iter().map(flat).collect();
    items.sort_unstable();
    items.dedup();
    items.join("\u{1e}")
}

/// A value on one line; the order of a map's keys does not count.
fn flat(value: &Value) -> String {
    match value {
        Value::List(items) => items.iter().map(flat).collect::<Vec<_>>().join("\u{1e}"),
        Value::Map(entries) => {
            let mut lines: Vec<String> = entries.iter().map(|(k, v)| format!("{k}\u{1d}{}", flat(v))).collect();
            lines.sort_unstable();
            lines.join("\u{1e}")
        }
        other => collapsed(&other.plain()),
    }
}

fn push_title(all: &mut String, section: &Section) {
    if !section.title.is_empty() {
        all.push('T');
        all.push_str(&collapsed(&section.title));
        all.push('\u{1f}');
    }
}

fn push_statement(all: &mut String, text: &str, statement: &Statement) {
    all.push(match statement.kind {
        StatementKind::Bullet | StatementKind::Step => 'L',
        StatementKind::Paragraph => 'P',
        StatementKind::Row => 'R',
        StatementKind::Code => 'C',
        StatementKind::Example => 'E',
    });
    let wording = statement.span.of(text);
    // What is ticked off is done.
    let sign = text[..statement.span.start].trim_end();
    if statement.kind == StatementKind::Bullet && (sign.ends_with("[x]") || sign.ends_with("[X]")) {
        all.push('X');
    }
    // In code another indent may be another program.
    if statement.kind == StatementKind::Code {
        listing::push_told(all, wording);
    } else {
        push_collapsed(all, wording);
    }
    all.push('\u{1f}');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::RawField,
        normalize::{
            definition,
            fields::tests::{PROFILE, raw},
        },
    };

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn told(fields: &[(&str, Value)], body: &str) -> Digest {
        definition(raw(fields, body), &PROFILE).content
    }

    #[test]
    fn fences_are_no_words() {
        assert_eq!(bare(StatementKind::Code, "```sh\nls\n```"), "ls");
        assert_eq!(bare(StatementKind::Code, "~~~\nls"), "ls");
        // What has a word behind it opens a block and closes none: here it is code.
        assert_eq!(bare(StatementKind::Code, "```sh\nls\n```text"), "ls\n```text");
        assert_eq!(bare(StatementKind::Code, "```sh\n```"), "```sh");
        assert_eq!(bare(StatementKind::Code, "    ls"), "    ls");
        assert_eq!(bare(StatementKind::Bullet, "```"), "```");
    }

    #[test]
    fn spelling_does_not_count() {
        let one = told(
            &[("name", text("x")), ("tools", text("Read, Bash")), ("description", text("Mends  clocks."))],
            "Hi.\n\n## Tasks\n\n- wind\n- oil Caf\u{e9}\n",
        );
        let tools = Value::List(vec![text("bash"), text("read_file")]);
        let two = told(
            &[
                ("mode", text("subagent")),
                ("description", text("Mends clocks.\\n")),
                ("allowed-tools", tools),
                ("name", text("x")),
            ],
            "Hi.\n\n**Tasks:**\n* wind\n*  oil\n   Cafe\u{301}\n",
        );
        assert_eq!(one, two);
    }

    #[test]
    fn what_is_said_counts() {
        let base = told(&[("name", text("x"))], "- wind\n- oil\n");
        for (fields, body) in [
            (vec![("name", text("y"))], "- wind\n- oil\n"),
            (vec![("name", text("x")), ("tools", Value::List(Vec::new()))], "- wind\n- oil\n"),
            (vec![("name", text("x"))], "- wind\n- Oil\n"),
            (vec![("name", text("x"))], "- wind\n- o\u{200b}il\n"),
            (vec![("name", text("x"))], "- wind\n- oil\u{2028}\n"),
            (vec![("name", text("x\u{2028}"))], "- wind\n- oil\n"),
            (vec![("name", text("x"))], "- oil\n- wind\n"),
            (vec![("name", text("x"))], "wind\n\noil\n"),
        ] {
            assert_ne!(told(&fields, body), base, "{fields:?} {body:?}");
        }
    }

    #[test]
    fn what_stands_inside_of_what_counts_in_code() {
        let block = |lines: &str| told(&[], &format!("Wind it.\n\n```py\n{lines}\n```\n"));
        let base = block("if low:\n    oil()\n    ring()");
        assert_ne!(block("if low:\n    oil()\nring()"), base);
        assert_eq!(block("if low:\n  oil()\n\n  ring()"), base);
    }

    #[test]
    fn the_place_does_not_count() {
        let mut here = raw(&[], "Wind it.");
        here.fields.push(RawField { key: "tools".into(), value: Value::Null, span: None });
        let there = crate::model::RawAgent { place_name: Some("elsewhere".into()), ..raw(&[], "Wind it.") };
        assert_eq!(definition(here, &PROFILE).content, definition(there, &PROFILE).content);
    }
}
