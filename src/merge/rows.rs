//! Rows of a table by what they tell of: the first cell, under the head of the table. Of two rows that tell other things of one
//! thing, one is to be chosen.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    members::Member,
    saying::{Class, Saying},
    style,
};
use crate::text::words::{hash, words};

/// What a row tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    /// The first cell.
    thing: u64,
    head: u64,
}

/// Keys the rows whose first cell names one thing: it begins no other row of its member, and stands under one head wherever it
/// begins a row at all. So it is in the canonical too, whatever rows that has got.
pub(super) fn key(sayings: &mut [Saying<'_>], members: &[Member<'_>]) {
    let rows = rows(sayings, members);
    let mut seen: FxHashMap<u64, (usize, u64)> = FxHashMap::default();
    let mut unsure: FxHashSet<u64> = FxHashSet::default();
    for (saying, row) in sayings.iter().zip(&rows) {
        let Some(row) = row else { continue };
        if let Some((member, head)) = seen.insert(row.thing, (saying.member, row.head))
            && (member == saying.member || head != row.head)
        {
            unsure.insert(row.thing);
        }
    }
    for (saying, row) in sayings.iter_mut().zip(rows) {
        saying.row = row.filter(|row| !unsure.contains(&row.thing)).map_or(0, |row| row.thing);
    }
}

/// What each row tells of; `None` for heads, for what stands under none, and for what is no row.
fn rows(sayings: &[Saying<'_>], members: &[Member<'_>]) -> Vec<Option<Row>> {
    let mut head: Option<&Saying<'_>> = None;
    let mut out = Vec::with_capacity(sayings.len());
    for saying in sayings {
        let is_row = saying.class() == Class::Row;
        if is_row && style::is_head(members[saying.member].definition, saying.statement) {
            head = Some(saying);
            out.push(None);
            continue;
        }
        let own = |head: &&Saying<'_>| {
            is_row && head.member == saying.member && head.statement.section == saying.statement.section
        };
        head = head.filter(own);
        out.push(head.and_then(|head| Row::of(head.text, saying.text)));
    }
    out
}

impl Row {
    fn of(head: &str, row: &str) -> Option<Self> {
        let first = row.trim().trim_matches('|').split('|').next()?;
        // A row that is only counted is no thing.
        let named = first.contains(char::is_alphabetic);
        named.then(|| Self { thing: hash(&words(first).join(" ")), head: hash(&words(head).join(" ")) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_tells_of_its_first_cell_under_its_head() {
        let of = |row: &str| Row::of("Ship | Men", row);
        assert!(of("| Tug | 20 |").is_some() && of("| Tug | 20 |") == of("**Tug** | 25"));
        assert_ne!(of("Tug | 20"), of("Yawl | 20"));
        assert_ne!(of("Tug | 20"), Row::of("Ship | Rig", "Tug | 20"));
        assert_eq!(of("1 | Tug"), None, "a number names nothing");
    }
}
