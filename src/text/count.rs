//! How many of a thing there are, as a person reads it.

/// `1,234,567`.
#[must_use]
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 agent`, `3 agents`, `2 families`.
#[must_use]
pub fn counted(n: usize, thing: &str) -> String {
    let number = thousands(n as u64);
    match (n, thing.strip_suffix('y')) {
        (1, _) => format!("{number} {thing}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        _ => format!("{number} {thing}s"),
    }
}

/// The digits of a number that is written out.
#[must_use]
pub fn spelt(word: &str) -> Option<&'static str> {
    SPELT.iter().find(|(name, _)| *name == word).map(|(_, digits)| *digits)
}

/// Numbers that prompts write out.
const SPELT: &[(&str, &str)] = &[
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("twelve", "12"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("ninety", "90"),
    ("hundred", "100"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_no_plural() {
        assert_eq!((thousands(0), thousands(1_234_567)), ("0".to_owned(), "1,234,567".to_owned()));
        let told = [(1, "family"), (2, "family"), (0, "file")].map(|(n, thing)| counted(n, thing));
        assert_eq!(told, ["1 family", "2 families", "0 files"]);
    }
}
