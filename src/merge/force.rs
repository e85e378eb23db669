//! How strongly a sentence binds, and whether it asks for all that it names or for one of it: words that reading for what is said
//! passes over, and that make another thing of it.

use crate::text::{likeness::Meeting, words::words};

/// How strongly a sentence binds (RFC 2119): an order without such a word is as strong as either of the first two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Force {
    May,
    Should,
    Must,
}

/// What of two that meet as `meeting` has it is left of that once it is asked how strongly they bind; `None` where neither stands
/// for the other.
pub(super) fn bound(meeting: Meeting, a: &str, b: &str) -> Option<Meeting> {
    if matches!(meeting, Meeting::Overlaps | Meeting::Different) || a == b {
        return Some(meeting);
    }
    let [(of_a, joins_a), (of_b, joins_b)] = [a, b].map(read);
    if joins_a.len() == joins_b.len() && joins_a != joins_b {
        return None;
    }
    let strongest = |forces: &[Force]| forces.iter().max().copied();
    let allows = |more: &[Force], less: &[Force]| match strongest(less) {
        Some(Force::May) => more.contains(&Force::May),
        Some(least) => more.is_empty() || more.iter().any(|force| *force >= least),
        None => more.is_empty() || more.iter().any(|force| *force != Force::May),
    };
    match (meeting, allows(&of_a, &of_b), allows(&of_b, &of_a)) {
        (Meeting::Same, true, true) => Some(Meeting::Same),
        (Meeting::Same | Meeting::Covers, true, _) => Some(Meeting::Covers),
        (Meeting::Same | Meeting::CoveredBy, _, true) => Some(Meeting::CoveredBy),
        _ => None,
    }
}

/// How strongly a text binds, sentence by sentence, and by which words it joins what it names.
fn read(text: &str) -> (Vec<Force>, Vec<String>) {
    let words = words(text);
    let before = |at: usize| at.checked_sub(1).map_or("", |at| words[at].as_str());
    let force = |(at, word): (usize, &String)| match word.as_str() {
        "must" | "shall" | "mandatory" | "required" => Some(Force::Must),
        "should" | "recommended" => Some(Force::Should),
        "may" | "might" | "optionally" => Some(Force::May),
        // "Can read charts" is no leave to do so.
        "can" | "could" if before(at) == "you" => Some(Force::May),
        _ => None,
    };
    let mut joints: Vec<String> = words.iter().filter(|word| matches!(word.as_str(), "and" | "or")).cloned().collect();
    joints.sort_unstable();
    (words.iter().enumerate().filter_map(force).collect(), joints)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stronger_word_stands_for_the_weaker() {
        let same = |a, b| bound(Meeting::Same, a, b);
        assert_eq!(same("You must oil it", "You should oil it"), Some(Meeting::Covers));
        assert_eq!(same("You should oil it", "You must oil it"), Some(Meeting::CoveredBy));
        assert_eq!(same("Oil it", "You must oil it"), Some(Meeting::Same));
        assert_eq!(same("You should oil it", "Oil it"), Some(Meeting::Same));
        assert_eq!(bound(Meeting::Covers, "You should oil it daily", "You must oil it"), None);
    }

    #[test]
    fn leave_is_no_order() {
        for order in ["Oil it", "You must oil it", "You should oil it"] {
            for leave in ["You may oil it", "You can oil it", "Optionally oil it"] {
                assert_eq!(bound(Meeting::Same, order, leave), None, "{order} | {leave}");
                assert_eq!(bound(Meeting::Same, leave, order), None, "{leave} | {order}");
            }
        }
        assert_eq!(bound(Meeting::Same, "Can read charts", "Reads charts"), Some(Meeting::Same));
    }

    #[test]
    fn one_of_two_is_not_both() {
        assert_eq!(bound(Meeting::Same, "Ask the pilot or the mate", "Ask the pilot and the mate"), None);
        let calm = |joint: &str| format!("Stay calm and dry, and ask the pilot {joint} the mate");
        assert_eq!(bound(Meeting::Same, &calm("or"), &calm("and")), None);
        assert_eq!(bound(Meeting::Same, "Ask the pilot/mate", "Ask the pilot or mate"), Some(Meeting::Same));
        assert_eq!(bound(Meeting::Different, "Ask one or two", "Mend nets and sails"), Some(Meeting::Different));
    }
}
