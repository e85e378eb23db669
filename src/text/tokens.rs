//! How many tokens a text costs.

/// Tokens of `text`, estimated: four bytes of Latin script (letters with accents, marks and digits too) or one and a half
/// characters of other scripts make one.
#[must_use]
pub fn tokens(text: &str) -> u32 {
    if text.is_ascii() {
        return u32::try_from(text.len().div_ceil(4)).unwrap_or(u32::MAX);
    }
    let (mut latin, mut other) = (0_usize, 0_usize);
    for c in text.chars() {
        if c < '\u{370}' || matches!(c, '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{206f}') {
            latin += c.len_utf8();
        } else {
            other += 1;
        }
    }
    u32::try_from(latin.div_ceil(4) + (other * 2).div_ceil(3)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn tokens_by_script() {
        assert_eq!([tokens(""), tokens("four"), tokens("fours"), tokens("時計を直す。")], [0, 1, 2, 4]);
    }
}
