//! How strongly a sentence binds, and whether it asks for all that it names or for one of it: words that reading for what is said
//! passes over, and that make another thing of it.

use crate::text::{
    likeness::{Meeting, root},
    words::words,
};

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
    if joins_a.len() == joins_b.len() && joins_a != joins_b || asks(a) != asks(b) || other_time(a, b) {
        return None;
    }
    if !others_meant(meeting, a, b) {
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

/// Whether a text is a question.
fn asks(text: &str) -> bool {
    text.trim_end_matches([' ', '.', '*', '_', '"', '\u{201d}', ')']).ends_with(['?', '\u{ff1f}', '\u{61f}'])
}

/// Whether one text tells of what was, and the other of what is or will be.
fn other_time(a: &str, b: &str) -> bool {
    const PAST: &[&str] = &["was", "were", "had", "did"];
    const PRESENT: &[&str] = &["is", "are", "has", "does", "will"];
    let [a, b] = [a, b].map(words);
    let has = |words: &[String], list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let apart = |a: &[String], b: &[String]| has(a, PAST) && !has(a, PRESENT) && has(b, PRESENT) && !has(b, PAST);
    apart(&a, &b) || apart(&b, &a) || is_done(&a, &b) || is_done(&b, &a)
}

/// Whether the one tells as done ("checked") what the other says will be.
fn is_done(done: &[String], will: &[String]) -> bool {
    let past = |word: &&String| word.ends_with("ed") && !will.contains(word);
    let future = will.iter().any(|word| word == "will") && !done.iter().any(|word| word == "will");
    future && done.iter().filter(past).any(|word| will.iter().any(|other| root(other) == root(word)))
}

/// Whether the text that stands for the other as `meeting` has it speaks of the same people, where both use words for some: "ask her"
/// and "ask him" are two.
fn others_meant(meeting: Meeting, a: &str, b: &str) -> bool {
    const PEOPLE: &[&[&str]] = &[
        &["he", "him", "his"],
        &["she", "her", "hers"],
        &["they", "them", "their", "theirs"],
        &["you", "your", "yours"],
        &["i", "me", "my", "mine"],
        &["we", "us", "our", "ours"],
    ];
    let [of_a, of_b] = [a, b].map(|text| {
        let words = words(text);
        let meant = |people: &&[&str]| words.iter().any(|word| people.contains(&word.as_str()));
        PEOPLE.iter().map(meant).collect::<Vec<bool>>()
    });
    let some = |people: &[bool]| people.contains(&true);
    let within = |less: &[bool], more: &[bool]| less.iter().zip(more).all(|(less, more)| *more || !*less);
    !some(&of_a)
        || !some(&of_b)
        || match meeting {
            Meeting::Covers => within(&of_b, &of_a),
            Meeting::CoveredBy => within(&of_a, &of_b),
            _ => of_a == of_b,
        }
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
    fn who_is_meant_and_when_counts() {
        for (one, other) in [
            ("Ask her", "Ask him"),
            ("Delete your own notes", "Delete their own notes"),
            ("Is the gate open?", "The gate is open"),
            ("It was reported at dusk", "It is reported at dusk"),
            ("The crew checked the chain", "The crew will check the chain"),
        ] {
            assert_eq!(bound(Meeting::Same, one, other), None, "{one} | {other}");
        }
        for (one, other) in
            [("Keep your notes", "Keep notes"), ("Open the gate (if they ask)", "Open the gate if they ask")]
        {
            assert_eq!(bound(Meeting::Same, one, other), Some(Meeting::Same), "{one} | {other}");
        }
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
