//! Rows of a table by what they tell of: the first cell, under the head of the table. Of two rows that tell other things of one
//! thing, one is to be chosen.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    members::Member,
    saying::{Class, Saying},
    style,
};
use crate::text::words::{hash, words};

/// Keys the rows whose first cell tells them from all others under that head, in every member: where it does not, the cell names
/// no one thing.
pub(super) fn key(sayings: &mut [Saying<'_>], members: &[Member<'_>]) {
    let keys = keys(sayings, members);
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    let mut twice: FxHashSet<u64> = FxHashSet::default();
    for (saying, key) in sayings.iter().zip(&keys) {
        if seen.insert(*key, saying.member) == Some(saying.member) {
            twice.insert(*key);
        }
    }
    for (saying, key) in sayings.iter_mut().zip(keys) {
        saying.row = if twice.contains(&key) { 0 } else { key };
    }
}

/// The digest of head and first cell for each row; 0 for heads, and for what is no row.
fn keys(sayings: &[Saying<'_>], members: &[Member<'_>]) -> Vec<u64> {
    let mut head: Option<(usize, &Saying<'_>)> = None;
    let mut out = Vec::with_capacity(sayings.len());
    for saying in sayings {
        let is_row = saying.class() == Class::Row;
        if is_row && style::is_head(members[saying.member].definition, saying.statement) {
            head = Some((saying.member, saying));
            out.push(0);
            continue;
        }
        let own = |(member, head): &(usize, &Saying<'_>)| {
            is_row && *member == saying.member && head.statement.section == saying.statement.section
        };
        head = head.filter(own);
        out.push(head.and_then(|(_, head)| key_under(head.text, saying.text)).unwrap_or(0));
    }
    out
}

fn key_under(head: &str, row: &str) -> Option<u64> {
    let first = row.trim().trim_matches('|').split('|').next()?;
    // A row that is only counted is no thing.
    let named = first.contains(char::is_alphabetic);
    named.then(|| hash(&format!("{}|{}", words(head).join(" "), words(first).join(" "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_tells_of_its_first_cell_under_its_head() {
        let of = |row: &str| key_under("Ship | Men", row);
        assert!(of("| Tug | 20 |").is_some() && of("| Tug | 20 |") == of("**Tug** | 25"));
        assert_ne!(of("Tug | 20"), of("Yawl | 20"));
        assert_ne!(of("Tug | 20"), key_under("Ship | Rig", "Tug | 20"));
        assert_eq!(of("1 | Tug"), None, "a number names nothing");
    }
}
