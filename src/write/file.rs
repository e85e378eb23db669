//! Where a written file lies.

use super::Manuscript;
use crate::model::Names;

/// Longest name of a file, in characters.
const LONGEST: usize = 80;

/// Names that Windows keeps for devices, whatever the ending.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];

/// The path that the format asks for.
pub(super) fn of(manuscript: &Manuscript<'_>) -> String {
    let Some(written) = manuscript.to.written else { return format!("{}.md", safe(manuscript.name)) };
    let name = match written.names {
        Names::Slug => safe(&slug(manuscript.name)),
        Names::Any => safe(manuscript.name),
    };
    written.file.replace("{name}", &name)
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
    let out: String = out.trim_matches('-').chars().take(LONGEST).collect();
    let out = out.trim_end_matches('-');
    let device = out.split('-').next().unwrap_or("").trim_end_matches(|c: char| c.is_ascii_digit());
    match out {
        "" => "agent".to_owned(),
        _ if RESERVED.contains(&device.to_ascii_lowercase().as_str()) => format!("agent-{out}"),
        _ => out.to_owned(),
    }
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
    let out = out.trim_matches('-');
    if out.is_empty() { safe(name).to_lowercase() } else { out.to_owned() }
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
            (".hidden", "hidden"),
            ("設計者", "設計者"),
            ("night/owl", "night-owl"),
            ("a\u{202e}b", "a-b"),
        ] {
            assert_eq!(safe(name), want, "{name:?}");
        }
        assert_eq!(safe(&"x".repeat(500)).len(), LONGEST);
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("Night Owl (v2)"), "night-owl-v2");
        assert_eq!((slug("設計"), slug("!!")), ("設計".to_owned(), "agent".to_owned()));
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
