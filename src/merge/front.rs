//! The canonical's front matter: the base's lines where they are strict YAML, with what is added before the closing fence;
//! else all of it written anew.

use super::fields::{Fields, written};
use crate::model::{Amendment, Definition, Field, Prose};

/// The front matter's lines, fences included; `None` where the base's own can stay.
pub(super) fn lines(base: &Definition, fields: &Fields) -> Option<Vec<String>> {
    let front = base.front?;
    let written: Vec<String> = front.of(&base.text).trim_end_matches('\n').split('\n').map(str::to_owned).collect();
    if base.front_is_strict && fields.added.is_empty() && fields.removed.is_empty() || base.fields.is_empty() {
        return None;
    }
    let block = written.get(1).is_none_or(|line| !line.trim_start().starts_with('{'));
    let touched = || fields.added.iter().map(|(key, _)| key).chain(&fields.removed);
    let placed = || touched().all(|key| base.fields.iter().all(|f| f.key != *key || f.span.is_some()));
    if base.front_is_strict && block && written.len() >= 2 && placed() {
        return Some(with_added(base, written, fields));
    }
    Some(anew(base, fields))
}

/// The base's own lines with new values in the place of old ones, from the last on, and what is new before the closing fence.
fn with_added(base: &Definition, mut written: Vec<String>, fields: &Fields) -> Vec<String> {
    let line_of = |at: usize| base.text[base.front.map_or(0, |front| front.start)..at].matches('\n').count();
    let own = |key: &str| base.fields.iter().find(|field| field.key == key).and_then(|field| field.span);
    let closing = written.len() - 1;
    let news = fields.added.iter().filter(|(key, _)| own(key).is_none());
    written.splice(closing..closing, news.flat_map(|(key, value)| value.yaml(key, Prose::Quoted)));
    let changed = fields.added.iter().filter_map(|(key, value)| Some((own(key)?, value.yaml(key, Prose::Quoted))));
    let removed = fields.removed.iter().filter_map(|key| Some((own(key)?, Vec::new())));
    let mut again: Vec<_> = changed.chain(removed).collect();
    again.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    for (span, lines) in again {
        let text = span.of(&base.text);
        let (first, last) = (line_of(span.start), line_of(span.start + text.trim_end().len()));
        written.splice(first..=last, lines);
    }
    written
}

fn anew(base: &Definition, fields: &Fields) -> Vec<String> {
    let filled = |field: &Field| fields.added.iter().find(|(key, _)| *key == field.key).map(|(_, value)| value.clone());
    let own = base.fields.iter().filter(|field| !field.key.is_empty() && !fields.removed.contains(&field.key));
    let own = own.flat_map(|field| filled(field).unwrap_or_else(|| written(field)).yaml(&field.key, Prose::Quoted));
    let news = fields.added.iter().filter(|(key, _)| base.fields.iter().all(|field| field.key != *key));
    let news = news.flat_map(|(key, value)| value.yaml(key, Prose::Quoted));
    let fence = || std::iter::once("---".to_owned());
    fence().chain(own).chain(news).chain(fence()).collect()
}

/// The fields that are not as the base has them, wherever its file keeps them.
pub(super) fn amended(base: &Definition, fields: &Fields) -> Vec<Amendment> {
    let own = |key: &str| base.fields.iter().find(|field| field.key == key).map(written);
    let added = fields.added.iter().filter(|(key, value)| own(key).as_ref() != Some(value));
    let added = added.map(|(key, value)| Amendment { key: key.clone(), value: Some(value.clone()) });
    added.chain(fields.removed.iter().map(|key| Amendment { key: key.clone(), value: None })).collect()
}
