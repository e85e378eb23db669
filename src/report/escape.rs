//! Text from files, made safe for the place where it is printed.
//!
//! A file may hold escape sequences that repaint a terminal, marks that turn the reading order, letters that nobody sees.
//! Whoever reads a report must see that they are there, and nothing may act on them. Nor does a report pass a secret on: it
//! ends up in logs, issues and chats, where the file itself does not. JSON and patches are data for a program, which needs
//! them whole.

use std::fmt::{self, Display, Write};

use crate::text::{hidden::is_unseen, secrets::masked};

/// Text for one line of a terminal: whatever acts or hides is shown as `\u{…}`, line ends and tabs as `\n` and `\t`.
#[derive(Debug, Clone, Copy)]
pub struct Terminal<'t>(pub &'t str);

impl Display for Terminal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        masked(self.0).chars().try_for_each(|c| visible(c, f))
    }
}

/// Text for a Markdown line or table cell: as [`Terminal`], and no character of it makes markup, a mention or an entity.
#[derive(Debug, Clone, Copy)]
pub struct Markdown<'t>(pub &'t str);

impl Display for Markdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        masked(self.0).chars().try_for_each(|c| match c {
            '\n' => f.write_char(' '),
            '|' | '`' | '*' | '[' | ']' | '\\' | '~' => write!(f, "\\{c}"),
            '<' => f.write_str("&lt;"),
            '&' => f.write_str("&amp;"),
            '@' => f.write_str("&#64;"),
            c => visible(c, f),
        })
    }
}

/// Text for the inside of an HTML element: as [`Terminal`], and no character of it makes a tag, an entity, an attribute's end or
/// a mention.
#[derive(Debug, Clone, Copy)]
pub struct Html<'t>(pub &'t str);

impl Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        masked(self.0).chars().try_for_each(|c| match c {
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '&' => f.write_str("&amp;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            '@' => f.write_str("&#64;"),
            c => visible(c, f),
        })
    }
}

/// Text as a Markdown code span that fits a table cell too: fenced with more backticks than it holds.
#[derive(Debug, Clone, Copy)]
pub struct Code<'t>(pub &'t str);

impl Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = masked(self.0);
        let fence = "`".repeat(longest_run(&text) + 1);
        // A backtick at an end would join the fence; CommonMark strips one space from either side again.
        let pad = if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
        write!(f, "{fence}{pad}")?;
        // Inside a table a bar ends the cell even in code (GFM 4.10), so it is escaped there and nowhere else harmful.
        text.chars().try_for_each(|c| if c == '|' { f.write_str("\\|") } else { visible(c, f) })?;
        write!(f, "{pad}{fence}")
    }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn visible(c: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match c {
        '\n' => f.write_str("\\n"),
        '\t' => f.write_str("\\t"),
        '\r' => f.write_str("\\r"),
        c if is_hidden(c) => write!(f, "\\u{{{:x}}}", u32::from(c)),
        c => f.write_char(c),
    }
}

/// Whether a character acts on the terminal, turns the reading order or cannot be seen: control characters (Cc), format
/// characters (Cf of Unicode 16), and what [`is_unseen`] knows. A form of the character before it, as emoji have it, is
/// shown as it stands.
pub(crate) fn is_hidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    let shown = matches!(c, '\u{fe00}'..='\u{fe0f}');
    c.is_control()
        || is_unseen(c) && !shown
        || matches!(c,
            '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}'
            | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_shows_what_would_act_on_it() {
        let said = "a\u{1b}[31mb\u{202e}c\u{200b}d\u{e0041}e\u{feff}\u{9b}\n日本";
        let shown = Terminal(said).to_string();
        assert_eq!(shown, "a\\u{1b}[31mb\\u{202e}c\\u{200b}d\\u{e0041}e\\u{feff}\\u{9b}\\n日本");
        assert!(!shown.chars().any(is_hidden));
    }

    #[test]
    fn a_secret_is_not_passed_on() {
        let secret = ["ghp_", "a8Kd03JfLq92MxvT7bWcR5yZ1nEu6GhPs4Vo"].concat();
        for shown in [Terminal(&secret).to_string(), Markdown(&secret).to_string(), Code(&secret).to_string()] {
            assert!(shown.contains("ghp_") && !shown.contains("a8Kd"), "{shown}");
        }
    }

    #[test]
    fn html_stays_text() {
        assert_eq!(Html("<b x='1'>&\"@").to_string(), "&lt;b x=&#39;1&#39;&gt;&amp;&quot;&#64;");
        assert_eq!(Html("a\u{202e}\n").to_string(), "a\\u{202e}\\n");
    }

    #[test]
    fn markdown_stays_in_its_cell() {
        assert_eq!(Markdown("a|b`c<d\ne @you").to_string(), "a\\|b\\`c&lt;d e &#64;you");
        assert_eq!(Code("a|b.md").to_string(), "`a\\|b.md`");
        assert_eq!(Code("`x").to_string(), "`` `x ``");
    }
}
