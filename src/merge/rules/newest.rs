//! One stands in a file that was committed later than those of all the others: whoever wrote it had the older words before
//! them, or could have.

use super::{Rule, Wording};

pub(super) struct Newest;

impl Rule for Newest {
    fn name(&self) -> &'static str {
        "newest"
    }

    fn choose(&self, group: &[Wording]) -> Option<usize> {
        // Of one that git does not know nobody can say that it is older.
        let times: Vec<i64> = group.iter().map(|wording| wording.committed).collect::<Option<_>>()?;
        let last = *times.iter().max()?;
        let mut newest = (0..group.len()).filter(|at| times[*at] == last);
        let at = newest.next()?;
        newest.all(|other| group[other].key == group[at].key).then_some(at)
    }
}
