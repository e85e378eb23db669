//! YAML's merge key: `<<: *base` takes over the keys of another mapping (<https://yaml.org/type/merge.html>). YAML 1.2
//! dropped it and PyYAML, js-yaml and most others keep it: taken for a key like any other, it would lose what it brings.

use crate::model::Value;

const MERGE: &str = "<<";

/// The entries of a mapping and of all mappings in it with their merge keys resolved: what stands there itself goes before
/// what it takes over, and what is taken over stands last. A merge key that holds no mapping stays as it is.
pub(super) fn resolved(entries: Vec<(String, Value)>) -> Vec<(String, Value)> {
    let (mut own, mut taken) = (Vec::new(), Vec::new());
    for (key, value) in entries {
        let value = below(value);
        match value {
            Value::Map(base) if key == MERGE => taken.extend(base),
            Value::List(bases) if key == MERGE && bases.iter().all(|base| matches!(base, Value::Map(_))) => {
                taken.extend(
                    bases.into_iter().flat_map(|base| if let Value::Map(base) = base { base } else { Vec::new() }),
                );
            }
            value => own.push((key, value)),
        }
    }
    for (key, value) in taken {
        if own.iter().all(|(known, _)| *known != key) {
            own.push((key, value));
        }
    }
    own
}

/// The parser bounds how deep this goes.
fn below(value: Value) -> Value {
    match value {
        Value::Map(entries) => Value::Map(resolved(entries)),
        Value::List(items) => Value::List(items.into_iter().map(below).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(key: &str, value: Value) -> (String, Value) {
        (key.to_owned(), value)
    }

    #[test]
    fn what_stands_there_goes_before_what_is_taken_over() {
        let base = |wind: i64| Value::Map(vec![entry("wind", Value::Integer(wind)), entry("moss", Value::Bool(true))]);
        let own = || entry("wind", Value::Integer(1));
        let want = vec![own(), entry("moss", Value::Bool(true))];
        assert_eq!(resolved(vec![entry(MERGE, base(2)), own()]), want);
        assert_eq!(resolved(vec![entry(MERGE, Value::List(vec![base(1), base(3)]))]), want);
        let deep = vec![entry("a", Value::Map(vec![entry(MERGE, base(2)), own()]))];
        assert_eq!(resolved(deep), vec![entry("a", Value::Map(want))]);
        let plain = vec![entry(MERGE, Value::Integer(3))];
        assert_eq!(resolved(plain.clone()), plain);
    }
}
