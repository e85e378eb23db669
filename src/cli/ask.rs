//! Asks a person at a terminal about each conflict of a merge.

use std::io::{self, BufRead, IsTerminal, Write};

use super::error::Failure;
use crate::{
    config::choices_as_file,
    model::{Choice, Conflict, ConflictKind, Corpus, Proposal},
    report::Terminal,
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
        for (nth, (words, who)) in sides.iter().enumerate() {
            let stands = conflict.chosen.as_ref().is_some_and(|chosen| chosen.plain() == *words);
            let mark = if stands { "*" } else { " " };
            writeln!(out, " {mark}{}  {}  ({})", nth + 1, Terminal(words), Terminal(&who.join(", ")))?;
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
fn told_apart<'o>(nth: usize, open: &'o [(&Conflict, Sides<'_>)]) -> Option<&'o str> {
    let (conflict, sides) = &open[nth];
    let others = || open.iter().enumerate().filter(|(at, (other, _))| *at != nth && other.what == conflict.what);
    let has = |sides: &Sides<'_>, words: &str| sides.iter().any(|(other, _)| other == words);
    let alone = |words: &&str| !words.is_empty() && !others().any(|(_, (_, sides))| has(sides, words));
    others().next()?;
    sides.iter().map(|(words, _)| words.as_str()).find(alone)
}

/// The sides of a conflict, each with who says it.
type Sides<'c> = Vec<(String, Vec<&'c str>)>;

/// Each side once, with who says it.
fn sides<'c>(corpus: &'c Corpus, conflict: &Conflict) -> Sides<'c> {
    let mut out: Sides<'_> = Vec::new();
    for side in &conflict.sides {
        let (words, who) = (side.value.plain(), corpus.agent(side.agent).id.as_str());
        match out.iter_mut().find(|(known, _)| *known == words) {
            Some((_, others)) => others.push(who),
            None => out.push((words, vec![who])),
        }
    }
    out
}

/// The sides that a person takes, none where it is left as it is; asked again until the answer names sides. `None` where nobody
/// answers any more.
fn answer(
    kind: ConflictKind,
    sides: &[(String, Vec<&str>)],
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
fn taken(answer: &str, sides: &[(String, Vec<&str>)]) -> Option<Vec<String>> {
    let numbers = answer.split([',', ' ']).map(str::trim).filter(|number| !number.is_empty());
    let side = |number: &str| sides.get(number.parse::<usize>().ok()?.checked_sub(1)?).map(|(words, _)| words.clone());
    numbers.map(side).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_name_sides() {
        let sides = [("a".to_owned(), vec!["x"]), ("b".to_owned(), vec!["y"])];
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
        let sides = |words: [&str; 2]| words.map(|words| (words.to_owned(), vec!["x"])).to_vec();
        let open = [(&one, sides(["", "a"])), (&one, sides(["a", "b"])), (&other, sides(["a", "c"]))];
        assert_eq!((told_apart(1, &open), told_apart(2, &open)), (Some("b"), None));
        assert_eq!(told_apart(0, &open), None, "all of its words are the other's too");
    }

    #[test]
    fn what_cannot_be_is_asked_again() {
        let sides = [("a".to_owned(), vec!["x"]), ("b".to_owned(), vec!["y"])];
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
}
