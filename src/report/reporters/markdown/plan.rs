//! A plan as an issue or a pull request takes it, and what became of it.

use std::io::{self, Write};

use super::{head, row};
use crate::{
    model::{Plan, Receipt},
    report::{Code, Markdown, names},
};

pub(super) fn write(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let counts = names::counted(plan.steps.iter().map(|step| step.action.as_str()));
    let counts: Vec<String> = counts.iter().map(|(action, times)| format!("{times} to {action}")).collect();
    let line = if counts.is_empty() { "nothing to do".to_owned() } else { counts.join(", ") };
    writeln!(out, "# Plan: {}\n", Markdown(&line))?;
    if !plan.steps.is_empty() {
        head(out, &["family", "action", "agent", "why"])?;
    }
    for step in &plan.steps {
        row(out, &[&Markdown(&step.family), &Markdown(&step.action), &Code(&step.path), &Markdown(&step.because)])?;
    }
    if !plan.mentions.is_empty() {
        writeln!(out, "\n## Who still names what goes (`mention-of-removed`)\n")?;
        head(out, &["where", "which"])?;
    }
    for mention in &plan.mentions {
        row(out, &[&Code(&format!("{}:{}", mention.path, mention.line)), &Code(&mention.of)])?;
    }
    if !plan.unmet.is_empty() {
        writeln!(out, "\n## Decisions that came to nothing (`decision-unmet`)\n")?;
    }
    plan.unmet.iter().try_for_each(|told| writeln!(out, "- {}", Markdown(told)))
}

pub(super) fn receipts(receipts: &[Receipt], out: &mut dyn Write) -> io::Result<()> {
    for receipt in receipts {
        writeln!(out, "# Receipt {}: {}\n", Markdown(&receipt.id), names::progress(receipt.progress))?;
        head(out, &["outcome", "action", "agent"])?;
        for (step, outcome) in receipt.plan.steps.iter().zip(&receipt.outcomes) {
            row(out, &[&names::outcome(*outcome), &Markdown(&step.action), &Code(&step.path)])?;
        }
        writeln!(out)?;
    }
    Ok(())
}
