//! What the baseline does not know.

use std::io;

use super::{report::finding_lines, sheet::Sheet};
use crate::{
    model::{Against, Analysis},
    report::{figures, ink::Tone},
};

/// New alerts that are told.
const SHOWN: usize = 20;

/// Tells how the run stands to its baseline, where there is one.
pub(super) fn write(sheet: &mut Sheet<'_>, analysis: &Analysis) -> io::Result<()> {
    let Some(Against { known, new, .. }) = analysis.alerts.against else { return Ok(()) };
    sheet.part("New since the baseline", &format!("{new} new, {known} known"))?;
    if new == 0 {
        return sheet.prose(2, Tone::Good, "Nothing.");
    }
    let all: Vec<_> = analysis.alerts.unknown().collect();
    let (shown, left) = sheet.page.fold(&all, SHOWN);
    for alert in shown {
        let code = alert.finding.code.id;
        let code = sheet.ink(Tone::Strong, code);
        sheet.line(&format!("  {code}"))?;
        finding_lines(sheet, &alert.finding).iter().try_for_each(|line| sheet.line(line))?;
    }
    sheet.more(2, left, &format!(" of {}", figures::count(new, "alert")))
}
