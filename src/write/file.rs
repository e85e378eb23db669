//! Where a written file lies.

use super::Manuscript;
use crate::model::{Identity, Names};

/// Longest name of a file, in bytes: file systems end at 255, and skills at 64 characters.
const LONGEST: usize = 64;

/// Names that Windows keeps for devices, whatever the ending.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];

/// The path that the format asks for.
pub(super) fn of(manuscript: &Manuscript<'_>) -> String {
    let Some(written) = manuscript.to.written else { return format!("{}.md", safe(manuscript.name)) };
    written.file.replace("{name}", &safe(&spelled(manuscript)))
}

/// The name that the harness gives the agent: that of the field, the key or the file, by the format's rule.
pub(super) fn called(manuscript: &Manuscript<'_>) -> String {
    let spelled = spelled(manuscript);
    let by_file = matches!(manuscript.to.identity, Identity::FileStem | Identity::Folder | Identity::RelativePath);
    // A field for the name goes before the place in some of these too.
    if by_file && manuscript.to.key("name").is_none() { safe(&spelled) } else { spelled }
}

/// The name as the format takes one.
fn spelled(manuscript: &Manuscript<'_>) -> String {
    match manuscript.to.written.map(|written| written.names) {
        Some(Names::Slug) => slug(manuscript.name),
        _ => manuscript.name.to_owned(),
    }
}

/// See [`super::file_name`].
pub(super) fn safe(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        // A dot would make an ending of what follows it, and endings tell formats.
        let c = if c.is_alphanumeric() || c == '_' { c } else { '-' };
        if !(c == '-' && out.ends_with('-')) {
            out.push(c);
        }
    }
    let out = cut(&out);
    // Windows takes raised digits for digits here.
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³');
    let device = out.split('-').next().unwrap_or("").trim_end_matches(digit);
    match out {
        "" => "agent".to_owned(),
        _ if RESERVED.contains(&device.to_ascii_lowercase().as_str()) => format!("agent-{out}"),
        _ => out.to_owned(),
    }
}

/// Without hyphens at its ends, and no longer than a file's name may be.
fn cut(name: &str) -> &str {
    let name = name.trim_matches('-');
    let end = (0..=LONGEST.min(name.len())).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
    name[..end].trim_end_matches('-')
}

/// The name as lower-case letters, digits and hyphens; letters beyond ASCII stay where nothing else is left.
pub(super) fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => out.push(c),
            _ if out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    match cut(&out) {
        "" => safe(name).to_lowercase(),
        out => out.to_owned(),
    }
}

/// Whether a name is what [`slug`] promises: it is not where a name has no letter of ASCII.
pub(super) fn is_slug(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        for (name, want) in [
            ("owl", "owl"),
            ("../../etc/passwd", "etc-passwd"),
            ("C:\\x", "C-x"),
            ("", "agent"),
            ("..", "agent"),
            ("a\0b\nc", "a-b-c"),
            ("con", "agent-con"),
            ("LPT1.txt", "agent-LPT1-txt"),
            ("com²", "agent-com²"),
            (".hidden", "hidden"),
            ("設計者", "設計者"),
            ("night/owl", "night-owl"),
            ("a\u{202e}b", "a-b"),
        ] {
            assert_eq!(safe(name), want, "{name:?}");
        }
        assert_eq!(safe(&"x".repeat(500)).len(), LONGEST);
        assert_eq!(safe(&"計".repeat(500)).len(), LONGEST / 3 * 3);
        assert_eq!(slug(&"y z".repeat(500)).len(), LONGEST);
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("Night Owl (v2)"), "night-owl-v2");
        assert_eq!((slug("設計"), slug("!!")), ("設計".to_owned(), "agent".to_owned()));
        assert!(is_slug(&slug("Night Owl")) && !is_slug(&slug("設計")));
    }

    proptest::proptest! {
        #[test]
        fn no_name_leads_out_of_a_folder(name in "\\PC{0,40}|[./\\\\:~]{0,9}") {
            let safe = safe(&name);
            let path = std::path::Path::new(&safe);
            proptest::prop_assert!(path.components().count() == 1 && path.file_name().is_some(), "{safe:?}");
            proptest::prop_assert!(!safe.contains(['/', '\\', ':']) && !safe.starts_with('.'), "{safe:?}");
        }
    }
}
