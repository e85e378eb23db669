//! The model that an agent asks for, as another harness spells it.

use super::Manuscript;
use crate::model::{Field, FindingCode, Inherit, Note, Severity, Value};

/// A model that the harness does not run.
pub(super) const MODEL_NOT_HELD: FindingCode = FindingCode {
    id: "model-not-held",
    severity: Severity::Warning,
    meaning: "The harness of the format that was written does not run the model that the agent asks for, or its vendor cannot \
              be told from the name. The model was left out, so that the harness uses its own.",
    cure: "Add the model that should be used there.",
};

/// Key and value for the model of `field`, or why there is none.
pub(super) fn spelled(manuscript: &Manuscript<'_>, field: &Field) -> Result<Option<(String, Value)>, Note> {
    let Some(written) = manuscript.to.written else { return Ok(None) };
    let key = manuscript.to.key("model");
    if let (Value::List(models), Some(key)) = (&field.value, key) {
        return several(manuscript, models, key);
    }
    let Some(model) = field.value.as_text().filter(|model| !model.is_empty()) else { return Ok(None) };
    if model.eq_ignore_ascii_case("inherit") {
        // Where there is no word for the session's model, naming none means it.
        let word = key.filter(|_| written.inherit == Inherit::Word);
        return Ok(word.map(|key| (key.to_owned(), Value::Text("inherit".to_owned()))));
    }
    let refused = |why: &str| Err(Note::new(&MODEL_NOT_HELD, format!("the model `{model}` was left out: {why}")));
    let Some(key) = key else { return refused(&format!("{} name no model", manuscript.to.title)) };
    let begins = |begin: &&str| model.to_ascii_lowercase().starts_with(begin);
    if !written.models.is_empty() && !written.models.iter().any(begins) {
        return refused(&format!("{} do not run it", manuscript.to.title));
    }
    let provider = field.as_written.as_ref().and_then(Value::as_text).filter(|whole| whole.contains('/'));
    let spelled = match written.model_prefixes {
        [] => model.to_owned(),
        prefixes => match (provider, prefixes.iter().find(|(begin, _)| begins(begin))) {
            (Some(whole), _) => whole.to_owned(),
            (None, Some((_, prefix))) => format!("{prefix}{model}"),
            (None, None) => return refused("its provider cannot be told from its name"),
        },
    };
    Ok(Some((key.to_owned(), Value::Text(spelled))))
}

/// A list of models to choose from, which only the harness that has such lists reads.
fn several(manuscript: &Manuscript<'_>, models: &[Value], key: &str) -> Result<Option<(String, Value)>, Note> {
    if manuscript.from.name == manuscript.to.name {
        return Ok(Some((key.to_owned(), Value::List(models.to_vec()))));
    }
    let names: Vec<String> = models.iter().map(|model| format!("`{}`", model.plain())).collect();
    let message =
        format!("the models {} were left out: {} take one by its own name", names.join(", "), manuscript.to.title);
    if models.is_empty() { Ok(None) } else { Err(Note::new(&MODEL_NOT_HELD, message)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Profile, Syntax, Written};
    use crate::write::Named;

    fn told(model: &str, as_written: Option<&str>, written: Written) -> Option<String> {
        let to = Profile { title: "Sheets", fields: &[("model", "model")], written: Some(written), ..Profile::BLANK };
        let text = |text: &str| Value::Text(text.to_owned());
        let field = Field {
            name: "model".into(),
            key: "model".into(),
            value: text(model),
            as_written: as_written.map(text),
            span: None,
        };
        let fields = &[];
        let from = &Profile::BLANK;
        let manuscript = Manuscript {
            name: "",
            fields,
            prompt: "",
            from,
            to: &to,
            syntax: Syntax::FrontMatter,
            named: Named::InPlace,
        };
        spelled(&manuscript, &field).ok()?.map(|(_, value)| value.plain())
    }

    #[test]
    fn models_go_where_they_run() {
        let some = Written { models: &["sonnet", "claude"], ..Written::BLANK };
        assert_eq!(told("sonnet", None, some).as_deref(), Some("sonnet"));
        assert_eq!(told("gpt-5", None, some), None);
        assert_eq!(told("inherit", None, some), None);
        let word = Written { inherit: Inherit::Word, ..some };
        assert_eq!(told("inherit", None, word).as_deref(), Some("inherit"));
    }

    #[test]
    fn providers_stand_in_front_where_they_must() {
        let prefixed = Written { model_prefixes: &[("sonnet", "anthropic/")], ..Written::BLANK };
        assert_eq!(told("sonnet", None, prefixed).as_deref(), Some("anthropic/sonnet"));
        assert_eq!(told("sonnet", Some("router/sonnet"), prefixed).as_deref(), Some("router/sonnet"));
        assert_eq!(told("mystery", None, prefixed), None);
        assert_eq!(told("sonnet", Some("anthropic/sonnet"), Written::BLANK).as_deref(), Some("sonnet"));
    }
}
