//! What the baseline does not know, and what it knows of nothing any longer.

use std::io;

use super::{report::finding_lines, sheet::Sheet};
use crate::{
    model::{Against, Analysis, Stale},
    report::{Terminal, figures, fit, ink::Tone},
};

/// New alerts that are told.
const SHOWN: usize = 20;

/// Files of a stale entry that are told.
const FILES: usize = 3;

/// Tells how the run stands to its baseline, where there is one.
pub(super) fn write(sheet: &mut Sheet<'_>, analysis: &Analysis) -> io::Result<()> {
    let Some(Against { known, new, .. }) = analysis.alerts.against else { return Ok(()) };
    sheet.part("New since the baseline", &format!("{new} new, {known} known"))?;
    if new == 0 {
        sheet.prose(2, Tone::Good, "Nothing.")?;
    }
    let all: Vec<_> = analysis.alerts.news().collect();
    let (shown, left) = sheet.page.fold(&all, SHOWN);
    for alert in shown {
        let code = alert.finding.code.id;
        let code = sheet.ink(Tone::Strong, code);
        sheet.line(&format!("  {code}"))?;
        finding_lines(sheet, &alert.finding).iter().try_for_each(|line| sheet.line(line))?;
    }
    sheet.more(2, left, &format!(" of {}", figures::count(new, "alert")))?;
    stale(sheet, &analysis.alerts.stale)
}

/// Tells of the entries that nothing answers to.
fn stale(sheet: &mut Sheet<'_>, entries: &[Stale]) -> io::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    sheet.part("Stale in the baseline", &figures::count(entries.len(), "entry"))?;
    let (shown, left) = sheet.page.fold(entries, SHOWN);
    for entry in shown {
        let rule = sheet.ink(Tone::Strong, &Terminal(&entry.rule).to_string());
        sheet.line(&format!("  {rule}"))?;
        let (files, more) = sheet.page.fold(&entry.about, FILES);
        for file in files {
            let room = sheet.page.width.saturating_sub(4);
            sheet.line(&format!("    {}", fit::path(&Terminal(file).to_string(), room, sheet.page.marks().cut)))?;
        }
        sheet.more(4, more, "")?;
    }
    sheet.more(2, left, &format!(" of {}", figures::count(entries.len(), "entry")))
}
