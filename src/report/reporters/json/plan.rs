//! `agentkin.plan/1` and `agentkin.receipt/1`.

use std::io::{self, Write};

use serde::Serialize;

use super::document;
use crate::model::{Mention, Outcome, Plan, Progress, Receipt, Step};

#[derive(Serialize)]
struct PlanView<'a> {
    schema: &'static str,
    id: &'a str,
    roots: &'a [String],
    steps: &'a [Step],
    #[serde(skip_serializing_if = "<[Mention]>::is_empty")]
    mentions: &'a [Mention],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    unmet: &'a [String],
}

#[derive(Serialize)]
struct ReceiptsView<'a> {
    schema: &'static str,
    receipts: Vec<ReceiptView<'a>>,
}

#[derive(Serialize)]
struct ReceiptView<'a> {
    id: &'a str,
    plan: &'a str,
    progress: Progress,
    steps: Vec<StepView<'a>>,
}

#[derive(Serialize)]
struct StepView<'a> {
    path: &'a str,
    action: &'a str,
    outcome: Outcome,
}

pub(super) fn write(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let Plan { id, roots, steps, mentions, unmet } = plan;
    let view = PlanView { schema: "agentkin.plan/1", id, roots, steps, mentions, unmet };
    document(&view, 2, out)
}

pub(super) fn receipts(receipts: &[Receipt], out: &mut dyn Write) -> io::Result<()> {
    let view = |receipt| ReceiptsView::one(receipt);
    let view = ReceiptsView { schema: "agentkin.receipt/1", receipts: receipts.iter().map(view).collect() };
    document(&view, 4, out)
}

impl<'a> ReceiptsView<'a> {
    fn one(receipt: &'a Receipt) -> ReceiptView<'a> {
        let steps = receipt.plan.steps.iter().zip(&receipt.outcomes);
        let step = |(step, outcome): (&'a Step, &Outcome)| StepView {
            path: &step.path,
            action: &step.action,
            outcome: *outcome,
        };
        ReceiptView {
            id: &receipt.id,
            plan: &receipt.plan.id,
            progress: receipt.progress,
            steps: steps.map(step).collect(),
        }
    }
}
