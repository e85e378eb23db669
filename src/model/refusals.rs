//! What a harness refuses a file for, as data.

use serde::Serialize;

use super::value::Value;

/// What a harness refuses a file for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Refusals {
    /// What the harness does with such a file: a clause.
    pub does: &'static str,
    /// What a name may be.
    pub names: NameRule,
    /// Keys beside the format's own that may be in a file; `None` where any may. A key that ends in `*` stands for all that
    /// begin so.
    pub other_keys: Option<&'static [&'static str]>,
    /// Keys that must be there beside the fields that [`Profile::required`](super::Profile::required) names.
    pub needed: &'static [&'static str],
    /// Keys of numbers, with the least and the greatest.
    pub numbers: &'static [(&'static str, i64, i64)],
    /// Keys of texts, with the most characters.
    pub longest: &'static [(&'static str, usize)],
    /// Keys of lists in which nothing may stand twice.
    pub distinct: &'static [&'static str],
    /// Fields with the only values that they may have, by canonical name; `#RRGGBB` stands for any colour written so.
    pub values: &'static [(&'static str, &'static [&'static str])],
    /// Places that match the format's and that the harness does not look into, with what it does: a clause.
    pub unread: &'static [(&'static str, &'static str)],
}

/// What a harness takes for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameRule {
    /// Any text.
    Any,
    /// Any text without these characters that does not begin with one of those.
    Without {
        /// Characters that may stand nowhere.
        anywhere: &'static str,
        /// Characters that may not stand first.
        first: &'static str,
    },
    /// Lower-case ASCII letters, digits, and what is said here.
    Only {
        /// Whether capitals may stand there too.
        capitals: bool,
        /// Other characters that may.
        marks: &'static str,
        /// Whether those must stand alone between letters and digits.
        parted: bool,
        /// Most characters.
        most: usize,
    },
}

impl Refusals {
    /// A harness that refuses nothing, as far as is known: what a record leaves out.
    pub const BLANK: Self = Self {
        does: "",
        names: NameRule::Any,
        other_keys: None,
        needed: &[],
        numbers: &[],
        longest: &[],
        distinct: &[],
        values: &[],
        unread: &[],
    };

    /// Whether the field of this canonical name may hold `value`, by [`Self::values`].
    #[must_use]
    pub fn allow(&self, name: &str, value: &Value) -> bool {
        let known = self.values.iter().find(|(field, _)| *field == name).map(|(_, known)| *known);
        known.is_none_or(|known| value.as_text().is_some_and(|text| known.iter().any(|word| is_one(word, text))))
    }
}

fn is_one(word: &str, text: &str) -> bool {
    match word {
        "#RRGGBB" => {
            text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.chars().all(|c| c.is_ascii_hexdigit()))
        }
        word => word == text,
    }
}

impl NameRule {
    /// Why the harness does not take this name, in a clause that follows it; `None` where it does.
    #[must_use]
    pub fn broken_by(self, name: &str) -> Option<String> {
        match self {
            Self::Any => None,
            Self::Without { anywhere, first } => {
                let begins = name.chars().next().filter(|c| first.contains(*c));
                let held = || name.chars().find(|c| anywhere.contains(*c)).map(|c| format!("holds `{c}`"));
                begins.map(|c| format!("begins with `{c}`")).or_else(held)
            }
            Self::Only { capitals, marks, parted, most } => {
                let plain =
                    |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || capitals && c.is_ascii_uppercase();
                if let Some(other) = name.chars().find(|c| !plain(*c) && !marks.contains(*c)) {
                    return Some(format!("holds `{other}`, where it may have {}", self.told()));
                }
                let apart = |part: &str| !part.is_empty() && part.chars().all(plain);
                if parted && !name.split(|c: char| marks.contains(c)).all(apart) {
                    return Some("has a mark at its end, or two together".to_owned());
                }
                (name.chars().count() > most).then(|| format!("has more than {most} characters"))
            }
        }
    }

    /// What a name may be, in words.
    #[must_use]
    pub fn told(self) -> String {
        let listed = |marks: &str| marks.chars().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(" and ");
        match self {
            Self::Any => "any text".to_owned(),
            Self::Without { anywhere, first } => {
                format!("no {} in it, no {} at its beginning", listed(anywhere), listed(first))
            }
            Self::Only { capitals, marks, .. } => {
                let letters = if capitals { "letters" } else { "lower-case letters" };
                format!("{letters}, digits, {}", listed(marks))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLUG: NameRule = NameRule::Only { capitals: false, marks: "-", parted: true, most: 8 };

    #[test]
    fn a_field_holds_what_the_harness_loads() {
        let refusals = Refusals { values: &[("color", &["#RRGGBB", "accent"])], ..Refusals::BLANK };
        let allows = |name: &str, text: &str| refusals.allow(name, &Value::Text(text.to_owned()));
        assert!(allows("color", "#a0B1c2") && allows("color", "accent") && allows("emoji", "blue"));
        assert!(!allows("color", "blue") && !allows("color", "#fff") && !allows("color", "#gggggg"));
        assert!(!refusals.allow("color", &Value::Bool(true)));
    }

    #[test]
    fn names_are_held_to_their_rule() {
        let takes = |rule: NameRule, name: &str| rule.broken_by(name).is_none();
        assert!(takes(SLUG, "a-b-1") && takes(NameRule::Any, ":-") && takes(SLUG, "a"));
        for bad in ["A", "a b", "-a", "a--b", "a-", "é", "abcdefghi", ""] {
            assert!(!takes(SLUG, bad), "{bad}");
        }
        let loose = NameRule::Only { capitals: true, marks: "-_", parted: false, most: 8 };
        assert!(takes(loose, "_A-") && !takes(loose, "a.b"));
        let rule = NameRule::Without { anywhere: ":", first: "-" };
        assert!(takes(rule, "Any name - at all") && !takes(rule, "a:b"));
        assert_eq!(rule.broken_by("-a").as_deref(), Some("begins with `-`"));
    }
}
