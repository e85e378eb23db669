//! The canonical's front matter: the base's lines where they are strict YAML, with what is added before the closing fence;
//! else all of it written anew.

use super::fields::Fields;
use crate::model::{Definition, Field, Prose, Value};

/// The front matter's lines, fences included; `None` where the base's own can stay.
pub(super) fn lines(base: &Definition, fields: &Fields) -> Option<Vec<String>> {
    let front = base.front?;
    let written: Vec<String> = front.of(&base.text).trim_end_matches('\n').split('\n').map(str::to_owned).collect();
    if base.front_is_strict && fields.added.is_empty() || base.fields.is_empty() {
        return None;
    }
    let gaps = fields.added.iter().any(|(key, _)| base.fields.iter().any(|field| field.key == *key));
    let block = written.get(1).is_none_or(|line| !line.trim_start().starts_with('{'));
    if base.front_is_strict && block && !gaps && written.len() >= 2 {
        return Some(with_added(written, fields));
    }
    Some(anew(base, fields))
}

fn with_added(mut written: Vec<String>, fields: &Fields) -> Vec<String> {
    let closing = written.len() - 1;
    let added = fields.added.iter().flat_map(|(key, value)| value.yaml(key, Prose::Quoted));
    written.splice(closing..closing, added);
    written
}

fn anew(base: &Definition, fields: &Fields) -> Vec<String> {
    let filled = |field: &Field| fields.added.iter().find(|(key, _)| *key == field.key).map(|(_, value)| value.clone());
    let own = base.fields.iter().filter(|field| !field.key.is_empty());
    let own = own.flat_map(|field| filled(field).unwrap_or_else(|| written(field)).yaml(&field.key, Prose::Quoted));
    let news = fields.added.iter().filter(|(key, _)| base.fields.iter().all(|field| field.key != *key));
    let news = news.flat_map(|(key, value)| value.yaml(key, Prose::Quoted));
    let fence = || std::iter::once("---".to_owned());
    fence().chain(own).chain(news).chain(fence()).collect()
}

fn written(field: &Field) -> Value {
    field.as_written.clone().unwrap_or_else(|| field.value.clone())
}
