//! When a rule applies, as another harness says it.

use super::Manuscript;
use crate::model::{Applies, Field, Fixed, Value};

/// When a file applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    ByGlobs,
    ByDescription,
    ByName,
}

/// Key and value that say in the format of the manuscript when the agent applies; `None` where the format says no such thing.
pub(super) fn spelled(manuscript: &Manuscript<'_>) -> Option<(&'static str, Fixed)> {
    let to = of(manuscript.to)?;
    Some((to.key, value(to, when(manuscript))))
}

/// Whether the field only says when the agent applies, and the format of the manuscript says that its own way, or what every
/// agent of the source's format says that is picked by its description.
pub(super) fn is_said(manuscript: &Manuscript<'_>, field: &Field) -> bool {
    let Some(from) = of(manuscript.from).filter(|from| from.key == field.key) else { return false };
    let translated = of(manuscript.to).is_some() && manuscript.from.name != manuscript.to.name;
    translated || of(manuscript.to).is_none() && is(from.by_description, field)
}

fn of(profile: &crate::model::Profile) -> Option<Applies> {
    profile.written?.applies
}

const fn value(applies: Applies, when: When) -> Fixed {
    match when {
        When::Always => applies.always,
        When::ByGlobs => applies.by_globs,
        When::ByDescription => applies.by_description,
        When::ByName => applies.by_name,
    }
}

fn is(fixed: Fixed, field: &Field) -> bool {
    match (fixed, &field.value) {
        (Fixed::Text(text), Value::Text(said)) => text == said.trim(),
        (Fixed::Flag(flag), Value::Bool(said)) => flag == *said,
        _ => false,
    }
}

/// What the agent says, or what follows from what else it has.
fn when(manuscript: &Manuscript<'_>) -> When {
    const ALL: [When; 4] = [When::Always, When::ByGlobs, When::ByDescription, When::ByName];
    let has =
        |name: &str| manuscript.fields.iter().any(|field| field.name == name && !field.value.plain().trim().is_empty());
    let follows = || match (has("globs"), has("description"), of(manuscript.from)) {
        (true, ..) => When::ByGlobs,
        (false, true, _) | (.., None) => When::ByDescription,
        (false, false, Some(_)) => When::ByName,
    };
    let said = of(manuscript.from).and_then(|from| {
        let field = manuscript.fields.iter().find(|field| field.key == from.key)?;
        let fits: Vec<When> = ALL.into_iter().filter(|when| is(value(from, *when), field)).collect();
        // One value may stand for several cases: which one it is, follows.
        if let [only] = fits[..] { Some(only) } else { None }
    });
    said.unwrap_or_else(follows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Profile, Syntax, Written},
        write::Named,
    };

    const WORDS: Applies = Applies {
        key: "trigger",
        always: Fixed::Text("always"),
        by_globs: Fixed::Text("glob"),
        by_description: Fixed::Text("model"),
        by_name: Fixed::Text("manual"),
    };
    const NO: Fixed = Fixed::Flag(false);
    const FLAG: Applies =
        Applies { key: "alwaysApply", always: Fixed::Flag(true), by_globs: NO, by_description: NO, by_name: NO };

    fn profile(applies: Option<Applies>) -> Profile {
        Profile { written: Some(Written { applies, ..Written::BLANK }), ..Profile::BLANK }
    }

    fn told(fields: &[(&str, Value)], from: Option<Applies>, to: Option<Applies>) -> Option<Fixed> {
        let field = |(key, value): &(&str, Value)| Field {
            name: (*key).into(),
            key: (*key).into(),
            value: value.clone(),
            as_written: None,
            span: None,
        };
        let fields: Vec<Field> = fields.iter().map(field).collect();
        let (from, to) = (profile(from), profile(to));
        let manuscript = Manuscript {
            name: "",
            fields: &fields,
            prompt: "",
            from: &from,
            to: &to,
            syntax: Syntax::FrontMatter,
            named: Named::InPlace,
        };
        spelled(&manuscript).map(|(_, value)| value)
    }

    #[test]
    fn a_flag_and_words_say_the_same() {
        let text = |text: &str| Value::Text(text.to_owned());
        let flag = |flag| ("alwaysApply", Value::Bool(flag));
        let words = |fields: &[(&str, Value)]| told(fields, Some(FLAG), Some(WORDS));
        assert_eq!(words(&[flag(true)]), Some(WORDS.always));
        assert_eq!(words(&[flag(false), ("globs", text("*.ts"))]), Some(WORDS.by_globs));
        assert_eq!(words(&[flag(false), ("description", text("Tests."))]), Some(WORDS.by_description));
        assert_eq!(words(&[flag(false)]), Some(WORDS.by_name));
        let back = |said: &str| told(&[("trigger", text(said))], Some(WORDS), Some(FLAG));
        assert_eq!((back("always"), back("model")), (Some(FLAG.always), Some(NO)));
        assert_eq!(told(&[], None, Some(WORDS)), Some(WORDS.by_description));
        assert_eq!(told(&[flag(true)], Some(FLAG), None), None);
    }
}
