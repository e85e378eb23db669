//! What its harness makes of a file that is not strict, in a clause behind what was said of it.

use super::{
    decode::LineEnds,
    formats,
    syntax::{Cut, data::JSON_NOT_STRICT, doubled::DUPLICATE_KEY, fields::YAML_NOT_STRICT, lenient::key_of, yaml},
    tell::Told,
};
use crate::model::{FindingCode, Mends, Note, Severity, Span};

/// Front matter that a harness reads only where lines end in LF.
pub(super) const CRLF_FALLBACK: FindingCode = FindingCode {
    id: "crlf-fallback",
    severity: Severity::Info,
    meaning: "The front matter is not valid YAML and the lines end in CR LF. Claude Code reads some broken front matter line by \
              line, but not with such line ends.",
    cure: "Mend the front matter, or convert the line ends to LF.",
};

/// What the harness makes of broken front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It reads it all the same.
    Mended,
    /// It would, if lines ended in LF.
    MendedUnderLf,
    /// It tries, and whether that helps is not known.
    Doubt,
    Refused,
}

/// The notes on a file of data, each with what the harness does.
pub(super) fn of_data(notes: Vec<Note>, told: &Told) -> Vec<Note> {
    notes.into_iter().map(|note| with(note, told, Outcome::Refused)).collect()
}

/// The notes on the front matter of a Markdown file, each with what the harness does.
pub(super) fn of_front_matter(notes: Vec<Note>, told: &Told, text: &str, cut: &Cut, line_ends: LineEnds) -> Vec<Note> {
    let broken = notes.iter().any(|note| note.code == &YAML_NOT_STRICT);
    let outcome = if broken { outcome(told.profile.leniency.mends, text, cut, line_ends) } else { Outcome::Refused };
    let mut out: Vec<Note> = notes.into_iter().map(|note| with(note, told, outcome)).collect();
    if broken && outcome == Outcome::MendedUnderLf {
        let message = "lines end in CR LF, with which Claude Code does not read broken front matter";
        out.push(Note::new(&CRLF_FALLBACK, message));
    }
    out
}

fn with(note: Note, told: &Told, outcome: Outcome) -> Note {
    let profile = told.profile;
    let does = if note.code == &DUPLICATE_KEY {
        profile.leniency.on_doubled_key
    } else if note.code == &JSON_NOT_STRICT {
        profile.on_bad_yaml
    } else if note.code == &YAML_NOT_STRICT {
        match (outcome, profile.leniency.on_bad_in_plugin.filter(|_| told.is_likely())) {
            (Outcome::Mended, _) => profile.leniency.on_mended,
            (_, Some(in_plugin)) => in_plugin,
            (Outcome::Doubt, None) => profile.leniency.on_doubt,
            (Outcome::Refused | Outcome::MendedUnderLf, None) => profile.on_bad_yaml,
        }
    } else {
        return note;
    };
    Note { message: format!("{}; {does}", note.message), ..note }
}

fn outcome(mends: Mends, text: &str, cut: &Cut, line_ends: LineEnds) -> Outcome {
    // Where the front matter is not even found as it should be, no harness comes to mend it.
    let [piece] = cut.pieces[..] else { return Outcome::Refused };
    if mends == Mends::Nothing || !cut.notes.is_empty() {
        return Outcome::Refused;
    }
    if mends == Mends::ColonsUnderLf && is_spread(piece.of(text)) {
        return Outcome::Refused;
    }
    let mended = yaml::mapping(&with_blocks(piece.of(text), mends)).is_ok();
    match (mends, line_ends) {
        (Mends::ColonsUnderLf, LineEnds::CrLf) if mended => Outcome::MendedUnderLf,
        _ if mended => Outcome::Mended,
        (Mends::ColonsUnderLf, _) if is_of_lines(text, piece) => Outcome::Doubt,
        _ => Outcome::Refused,
    }
}

/// Whether a value goes on behind a blank line without being indented (`Examples:`, `user: hi`): such a line looks like a
/// field, and is none of any format's.
fn is_spread(inner: &str) -> bool {
    let rows: Vec<&str> = inner.lines().collect();
    rows.windows(2).any(|pair| {
        let is_stray = key_of(pair[1]).is_some_and(|(key, _)| !formats::knows_key(key));
        pair[0].trim().is_empty() && is_stray
    })
}

/// Whether each line of front matter is a field or indented below one: what can be read line by line.
fn is_of_lines(text: &str, piece: Span) -> bool {
    let rows = piece.of(text).lines().filter(|row| !row.trim().is_empty());
    rows.into_iter().all(|row| row.starts_with([' ', '\t', '#']) || row.starts_with("- ") || key_of(row).is_some())
}

/// The front matter with the values that hold a colon written as blocks.
fn with_blocks(inner: &str, mends: Mends) -> String {
    let mut out = String::with_capacity(inner.len() + 64);
    for row in inner.lines() {
        match key_of(row).filter(|(key, start)| is_rewritten(key, row[*start..].trim(), mends)) {
            Some((_, start)) => out.extend([&row[..start], " |-\n  ", row[start..].trim()]),
            None => out.push_str(row),
        }
        out.push('\n');
    }
    out
}

fn is_rewritten(key: &str, value: &str, mends: Mends) -> bool {
    let fits = mends != Mends::ColonsOfWords || key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    fits && value.contains(':') && !value.starts_with(['"', '\'', '|', '>'])
}

#[cfg(test)]
mod tests {
    use crate::{
        load::parse,
        model::{Origin, SourceFile},
    };

    /// What is said of the first finding of this code in a file.
    fn told(path: &str, text: &str, code: &str) -> String {
        let agents = parse(&SourceFile::new(path, Origin::Found, text)).unwrap();
        let note = agents[0].notes.iter().find(|note| note.code.id == code);
        note.map_or_else(String::new, |note| note.message.clone())
    }

    fn broken(path: &str, front: &str) -> String {
        told(path, &format!("---\n{front}---\n\nYou watch.\n"), "yaml-not-strict")
    }

    const COLON: &str = "name: owl\ndescription: Use when: it is dark: now\n";
    const SPREAD: &str = "name: owl\ndescription: Use: it\n\nExamples:\n<example>\nuser: hi\n</example>\n";

    #[test]
    fn claude_code_reads_a_colon_line_by_line_under_lf() {
        let path = ".claude/agents/owl.md";
        assert!(
            broken(path, COLON).ends_with("Claude Code reads it line by line all the same"),
            "{}",
            broken(path, COLON)
        );
        assert!(broken(path, SPREAD).contains("Claude Code skips an agent"), "{}", broken(path, SPREAD));
        let dialogue =
            "name: owl\ndescription: Use when: dark\n\nExamples:\n- User: hi\n\nassistant: ho\nmodel: opus\n";
        assert!(broken(path, dialogue).contains("Claude Code skips an agent"), "{}", broken(path, dialogue));
        assert!(broken(path, "name: owl\ndescription: d\npaths: *.rs, a\n").contains("tries it line by line"));
        let crlf = format!("---\n{COLON}---\nYou watch.\n").replace('\n', "\r\n");
        assert!(told(path, &crlf, "yaml-not-strict").contains("Claude Code skips an agent"));
        assert!(!told(path, &crlf, "crlf-fallback").is_empty());
        let spread = format!("---\n{SPREAD}---\nYou watch.\n").replace('\n', "\r\n");
        assert!(told(path, &spread, "crlf-fallback").is_empty());
    }

    #[test]
    fn a_broken_agent_of_a_plugin_is_loaded_under_its_file_name() {
        let said = broken("plugin/agents/owl.md", "name: owl\ndescription: a: b\n- x\n");
        assert!(said.contains("under its file name") && said.contains("placeholder"), "{said}");
    }

    #[test]
    fn opencode_rewrites_values_under_keys_without_a_hyphen() {
        let path = ".opencode/agent/owl.md";
        assert!(broken(path, COLON).ends_with("OpenCode quotes such values and reads it all the same"));
        assert!(broken(path, "description: d\nlong-key: a: b\n").contains("skips the agent"));
    }

    #[test]
    fn who_uses_which_value_of_a_doubled_key_is_said() {
        let twice =
            |path| told(path, "---\nname: owl\ndescription: d\ntools: [a]\ntools: [b]\n---\nx\n", "duplicate-key");
        assert!(twice(".github/agents/d.agent.md").ends_with("VS Code uses the first"));
        assert!(twice(".opencode/agent/d.md").contains("`mode: all`"));
        assert!(twice(".gemini/agents/d.md").ends_with("Gemini CLI rejects the agent"));
        assert!(twice(".qwen/agents/d.md").ends_with("some parsers use the first and some refuse the file"));
    }
}
