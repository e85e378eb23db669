//! Asks a person at a terminal about each conflict of a merge.

use std::io::{self, BufRead, IsTerminal, Write};

use super::error::Failure;
use crate::{
    config::choices_as_file,
    model::{Choice, Conflict, ConflictKind, Corpus, Proposal, Value},
    report::{Terminal, stance},
};

/// What a person decides about each conflict of a proposal; said at the end as a file to keep.
///
/// # Errors
/// Nobody is there to ask.
pub(super) fn decisions(corpus: &Corpus, proposal: &Proposal) -> Result<Vec<Choice>, Failure> {
    can_ask()?;
    let made = asked(corpus, &proposal.conflicts, &mut io::stdin().lock(), &mut io::stderr().lock());
    made.map_err(|error| Failure::saying(format!("cannot ask: {error}")))
}

/// Refuses where nobody can be asked.
///
/// # Errors
/// No terminal.
pub(super) fn can_ask() -> Result<(), Failure> {
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        return Ok(());
    }
    let hint = "write the decisions to a file and give that: --resolve FILE";
    Err(Failure::saying("--resolve ask needs a terminal to ask at").hinting(hint))
}

/// Asks on `out` and reads answers from `answers`.
fn asked(
    corpus: &Corpus,
    conflicts: &[Conflict],
    answers: &mut dyn BufRead,
    out: &mut dyn Write,
) -> io::Result<Vec<Choice>> {
    let mut made = Vec::new();
    let open: Vec<_> = conflicts.iter().map(|conflict| (conflict, sides(corpus, conflict))).collect();
    let open: Vec<_> = open.into_iter().filter(|(_, sides)| sides.len() > 1).collect();
    for (nth, (conflict, sides)) in open.iter().enumerate() {
        writeln!(out, "\n{} of {}: {}", nth + 1, open.len(), Terminal(&conflict.what))?;
        for (nth, side) in sides.iter().enumerate() {
            let mark = if side.stands { "*" } else { " " };
            writeln!(out, " {mark}{}  {}  ({})", nth + 1, Terminal(&side.shown), Terminal(&side.who.join(", ")))?;
        }
        let Some(take) = answer(conflict.kind, sides, answers, out)? else {
            writeln!(out, "\nno more answers: the rest stays as it is")?;
            break;
        };
        if !take.is_empty() {
            let of = told_apart(nth, &open).map(str::to_owned);
            made.push(Choice { about: conflict.what.clone(), take, of });
        }
    }
    if !made.is_empty() {
        writeln!(
            out,
            "\nTo decide the same again, keep this as a file and give --resolve FILE:\n\n{}",
            choices_as_file(&made)
        )?;
    }
    Ok(made)
}

/// Of several conflicts about the same, a side that the one at `nth` has alone.
fn told_apart<'o>(nth: usize, open: &'o [(&Conflict, Vec<Asked>)]) -> Option<&'o str> {
    let (conflict, sides) = &open[nth];
    let others = || open.iter().enumerate().filter(|(at, (other, _))| *at != nth && other.what == conflict.what);
    let has = |sides: &[Asked], words: &str| sides.iter().any(|side| side.words == words);
    let alone = |words: &&str| !words.is_empty() && !others().any(|(_, (_, sides))| has(sides, words));
    others().next()?;
    sides.iter().map(|side| side.words.as_str()).find(alone)
}

/// What somebody can decide for.
#[derive(Debug, Default, Clone)]
struct Asked {
    /// As a decision names it.
    words: String,
    /// As a person reads it.
    shown: String,
    /// Who says it.
    who: Vec<String>,
    /// Whether the canonical holds it.
    stands: bool,
}

/// All that somebody can decide for.
fn sides(corpus: &Corpus, conflict: &Conflict) -> Vec<Asked> {
    conflict.options().into_iter().map(|value| asked_for(corpus, conflict, value)).collect()
}

fn asked_for(corpus: &Corpus, conflict: &Conflict, value: &Value) -> Asked {
    let words = value.told();
    let said = || conflict.sides.iter().filter(|side| side.value.told() == words);
    let mut shown: Vec<String> =
        said().map(|side| stance(corpus.definition(side.agent), &conflict.what, &side.value)).collect();
    shown.dedup();
    let mut who: Vec<String> = said().map(|side| corpus.agent(side.agent).id.clone()).collect();
    if who.is_empty() {
        // Nobody says that a thing is to stay out.
        (shown, who) = (vec!["(left out)".to_owned()], vec!["as it stands".to_owned()]);
    }
    let stands = conflict.chosen.as_ref().unwrap_or(&Value::Null).told() == words;
    Asked { words, shown: shown.join("; "), who, stands }
}

/// The sides that a person takes, none where it is left as it is; asked again until the answer names sides. `None` where nobody
/// answers any more.
fn answer(
    kind: ConflictKind,
    sides: &[Asked],
    answers: &mut dyn BufRead,
    out: &mut dyn Write,
) -> io::Result<Option<Vec<String>>> {
    // A field has one value.
    let both = if kind == ConflictKind::Instruction { "1,2 for both; " } else { "" };
    loop {
        write!(out, "keep which? (1 to {}; {both}Enter leaves it) ", sides.len())?;
        out.flush()?;
        let mut typed = String::new();
        if answers.read_line(&mut typed)? == 0 {
            return Ok(None);
        }
        match taken(&typed, sides) {
            Some(take) if take.len() < 2 || !both.is_empty() => return Ok(Some(take)),
            Some(_) => writeln!(out, "{} has one value", if kind == ConflictKind::Field { "a field" } else { "it" })?,
            None => writeln!(out, "there is no such side")?,
        }
    }
}

/// The sides that an answer names; `None` where it names anything else.
fn taken(answer: &str, sides: &[Asked]) -> Option<Vec<String>> {
    let numbers = answer.split([',', ' ']).map(str::trim).filter(|number| !number.is_empty());
    let side = |number: &str| sides.get(number.parse::<usize>().ok()?.checked_sub(1)?).map(|side| side.words.clone());
    numbers.map(side).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{AgentIx, Side},
        pipeline::{self, Unwatched},
    };

    fn two() -> [Asked; 2] {
        ["a", "b"].map(|words| Asked { words: words.to_owned(), ..Asked::default() })
    }

    #[test]
    fn answers_name_sides() {
        let sides = two();
        let named = |words: &[&str]| Some(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(taken("2\n", &sides), named(&["b"]));
        assert_eq!(taken("1, 2\n", &sides), named(&["a", "b"]));
        assert_eq!(taken("\n", &sides), named(&[]));
        assert_eq!((taken("0\n", &sides), taken("7", &sides), taken("x", &sides)), (None, None, None));
    }

    #[test]
    fn conflicts_of_one_name_are_told_apart() {
        let conflict = |what: &str| Conflict {
            kind: ConflictKind::Instruction,
            what: what.to_owned(),
            sides: Vec::new(),
            chosen: None,
        };
        let (one, other) = (conflict("3 / 5"), conflict("language"));
        let sides =
            |words: [&str; 2]| words.map(|words| Asked { words: words.to_owned(), ..Asked::default() }).to_vec();
        let open = [(&one, sides(["", "a"])), (&one, sides(["a", "b"])), (&other, sides(["a", "c"]))];
        assert_eq!((told_apart(1, &open), told_apart(2, &open)), (Some("b"), None));
        assert_eq!(told_apart(0, &open), None, "all of its words are the other's too");
    }

    #[test]
    fn what_cannot_be_is_asked_again() {
        let sides = two();
        let told = |kind, typed: &str| {
            let mut out = Vec::new();
            let take = answer(kind, &sides, &mut typed.as_bytes(), &mut out).unwrap();
            (take, String::from_utf8(out).unwrap())
        };
        let (take, said) = told(ConflictKind::Field, "9\n1,2\n2\n");
        assert_eq!(take, Some(vec!["b".to_owned()]));
        assert!(said.contains("no such side") && said.contains("a field has one value"), "{said}");
        assert_eq!(told(ConflictKind::Instruction, "1,2\n").0.map(|take| take.len()), Some(2));
        assert_eq!(told(ConflictKind::Instruction, "").0, None, "nobody is there any more");
    }

    /// What two members say about `what`, with the decision for the side at `answer`.
    fn asked_about(what: &str, values: &[Value], answer: &str) -> (String, Vec<Choice>) {
        let corpus = pipeline::load(&["fixtures/review/agents".to_owned()], &Unwatched).unwrap().corpus;
        let side = |(at, value): (usize, &Value)| Side { agent: AgentIx::new(at), value: value.clone(), line: None };
        let sides = values.iter().enumerate().map(side).collect();
        let conflict = Conflict { kind: ConflictKind::Privilege, what: what.to_owned(), sides, chosen: None };
        let mut out = Vec::new();
        let made = asked(&corpus, &[conflict], &mut answer.as_bytes(), &mut out).unwrap();
        (String::from_utf8(out).unwrap(), made)
    }

    #[test]
    fn an_empty_list_and_none_are_two_sides() {
        let (said, made) = asked_about("tools", &[Value::List(Vec::new()), Value::Null], "1\n");
        assert!(said.contains("1  (an empty list)  (") && said.contains("2  lists no tools; in claude that"), "{said}");
        assert_eq!(made[0].take, ["(an empty list)"]);
        assert_eq!(asked_about("tools", &[Value::List(Vec::new()), Value::Null], "2\n").1[0].take, [""]);
    }

    #[test]
    fn what_one_alone_says_is_asked_too() {
        let (said, made) = asked_about("the words that lead in", &[Value::Text("On foggy nights:".to_owned())], "2\n");
        assert!(said.contains("1  On foggy nights:  (") && said.contains("*2  (left out)  (as it stands)"), "{said}");
        assert_eq!(made[0].take, [""]);
    }
}
