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
