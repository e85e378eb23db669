//! Characters that no reader sees.

/// Whether a character is not shown, or does nothing but turn the order in which others are: `Default_Ignorable_Code_Point`
/// and `Bidi_Control` of Unicode 16 (UAX #44), and the separators of lines and paragraphs, which no editor shows as such.
///
/// Joiners and variation selectors are among them, though emoji and some scripts are written with them.
#[must_use]
pub const fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether it is a separator of lines or paragraphs: white space to Unicode, and nothing that anybody types.
#[must_use]
pub const fn is_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Without the white space at its ends, of which separators are none: they are there to be seen.
#[must_use]
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() && !is_separator(c))
}

/// Whether it chooses among the forms of the character before it.
#[must_use]
pub const fn is_variation(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_is_known() {
        for c in "\u{ad}\u{61c}\u{115f}\u{1160}\u{180e}\u{200b}\u{200e}\u{200f}\u{2028}\u{2029}\u{202e}\u{2066}\u{3164}\u{feff}\u{ffa0}\u{e0041}".chars() {
            assert!(is_unseen(c), "U+{:04X}", u32::from(c));
        }
        assert!(!"aé設 \t\n\u{a0}\u{3000}👩".chars().any(is_unseen));
        assert_eq!(trimmed(" a\u{2028} "), "a\u{2028}");
        assert!(is_variation('\u{fe0f}') && is_unseen('\u{fe0f}') && !is_variation('\u{200d}'));
    }
}
