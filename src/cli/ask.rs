//! Asks a person at a terminal about each conflict of a merge.

use std::io::{self, BufRead, IsTerminal, Write};

use super::error::Failure;
use crate::{
    config::choices_as_file,
    model::{Choice, Conflict, Corpus, Proposal},
    report::Terminal,
};

/// What a person decides about each conflict of a proposal; said at the end as a file to keep.
///
/// # Errors
/// Nobody is there to ask.
pub(super) fn decisions(corpus: &Corpus, proposal: &Proposal) -> Result<Vec<Choice>, Failure> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Failure::saying("--resolve ask needs a terminal to ask at")
            .hinting("write the decisions to a file and give that: --resolve FILE"));
    }
    let made = asked(corpus, &proposal.conflicts, &mut io::stdin().lock(), &mut io::stderr().lock());
    made.map_err(|error| Failure::saying(format!("cannot ask: {error}")))
}

/// Asks on `out` and reads answers from `answers`.
fn asked(
    corpus: &Corpus,
    conflicts: &[Conflict],
    answers: &mut dyn BufRead,
    out: &mut dyn Write,
) -> io::Result<Vec<Choice>> {
    let mut made = Vec::new();
    for conflict in conflicts {
        let sides = sides(corpus, conflict);
        if sides.len() < 2 {
            continue;
        }
        writeln!(out, "\n{}", Terminal(&conflict.what))?;
        for (nth, (words, who)) in sides.iter().enumerate() {
            let stands = conflict.chosen.as_ref().is_some_and(|chosen| chosen.plain() == *words);
            let mark = if stands { "*" } else { " " };
            writeln!(out, " {mark}{}  {}  ({})", nth + 1, Terminal(words), Terminal(&who.join(", ")))?;
        }
        write!(out, "keep which (1, or 1,2 for both; Enter leaves it)? ")?;
        out.flush()?;
        let mut answer = String::new();
        answers.read_line(&mut answer)?;
        let take = taken(&answer, &sides);
        if !take.is_empty() {
            made.push(Choice { about: conflict.what.clone(), take });
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

/// Each side once, with who says it.
fn sides<'c>(corpus: &'c Corpus, conflict: &Conflict) -> Vec<(String, Vec<&'c str>)> {
    let mut out: Vec<(String, Vec<&str>)> = Vec::new();
    for side in &conflict.sides {
        let (words, who) = (side.value.plain(), corpus.agent(side.agent).id.as_str());
        match out.iter_mut().find(|(known, _)| *known == words) {
            Some((_, others)) => others.push(who),
            None => out.push((words, vec![who])),
        }
    }
    out
}

fn taken(answer: &str, sides: &[(String, Vec<&str>)]) -> Vec<String> {
    let numbers = answer.split(',').filter_map(|number| number.trim().parse::<usize>().ok());
    numbers.filter_map(|nth| sides.get(nth.checked_sub(1)?)).map(|(words, _)| words.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_name_sides() {
        let sides = [("a".to_owned(), vec!["x"]), ("b".to_owned(), vec!["y"])];
        assert_eq!(taken("2\n", &sides), ["b"]);
        assert_eq!(taken("1, 2\n", &sides), ["a", "b"]);
        assert!(taken("\n", &sides).is_empty() && taken("0,7,x", &sides).is_empty());
    }
}
