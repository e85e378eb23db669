//! Pairs.

use std::io::{self, Write};

use super::{head, row};
use crate::report::{Code, Couple, Markdown, advice, figures};

pub(super) fn write(couple: Couple<'_>, out: &mut dyn Write) -> io::Result<()> {
    let relation = couple.relation();
    writeln!(
        out,
        "# {} and {}: {relation}\n\n**Similarity {}, {} sure.** {} {}\n",
        Code(&couple.first().id),
        Code(&couple.second().id),
        figures::score(couple.similarity()),
        figures::percent(couple.confidence()),
        advice::meaning(relation),
        advice::order(relation)
    )?;
    head(out, &["signal", "score:", "because"])?;
    for signal in couple.comparison.map(|told| told.signals.as_slice()).unwrap_or_default() {
        let score = signal.score.map(figures::score).unwrap_or_default();
        let because = signal.because.as_deref().unwrap_or_default();
        row(out, &[&signal.name, &score, &Markdown(because)])?;
    }
    let inside = couple.containment();
    let (a_in_b, b_in_a) = (figures::percent(inside.a_in_b), figures::percent(inside.b_in_a));
    writeln!(out, "\n{a_in_b} of what the first says stands in the second, {b_in_a} the other way.")
}

pub(super) fn write_list(couples: &[Couple<'_>], out: &mut dyn Write) -> io::Result<()> {
    head(out, &["a", "b", "relation", "similarity:"])?;
    couples.iter().try_for_each(|couple| {
        let similarity = figures::score(couple.similarity());
        row(out, &[&Code(&couple.first().id), &Code(&couple.second().id), &couple.relation(), &similarity])
    })
}
