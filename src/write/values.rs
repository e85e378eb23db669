//! What a field may hold: some harnesses refuse a file for one word.

use crate::model::{Profile, Value};

/// Whether the harness of `to` loads a file in which the field of this canonical name holds `value`.
pub(super) fn takes(to: &Profile, name: &str, value: &Value) -> bool {
    let limits = to.written.map_or(&[][..], |written| written.values);
    let known = limits.iter().find(|(field, _)| *field == name).map(|(_, known)| *known);
    known.is_none_or(|known| value.as_text().is_some_and(|text| known.iter().any(|word| is_one(word, text))))
}

fn is_one(word: &str, text: &str) -> bool {
    match word {
        "#RRGGBB" => {
            text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.chars().all(|c| c.is_ascii_hexdigit()))
        }
        word => word == text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Written;

    #[test]
    fn a_field_holds_what_the_harness_loads() {
        let written = Written { values: &[("color", &["#RRGGBB", "accent"])], ..Written::BLANK };
        let to = Profile { written: Some(written), ..Profile::BLANK };
        let takes = |name: &str, text: &str| takes(&to, name, &Value::Text(text.to_owned()));
        assert!(takes("color", "#a0B1c2") && takes("color", "accent") && takes("emoji", "blue"));
        assert!(!takes("color", "blue") && !takes("color", "#fff") && !takes("color", "#gggggg"));
        assert!(!super::takes(&to, "color", &Value::Bool(true)));
    }
}
