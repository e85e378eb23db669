//! What a finding means, and its cure.

use std::io;

use super::{
    grid::{Grid, Take, cell},
    sheet::Sheet,
};
use crate::{
    model::FindingCode,
    report::{ink::Tone, names},
};

pub(super) fn write(sheet: &mut Sheet<'_>, codes: &[&'static FindingCode]) -> io::Result<()> {
    match codes {
        [code] => one(sheet, code),
        many => list(sheet, many),
    }
}

fn one(sheet: &mut Sheet<'_>, code: &FindingCode) -> io::Result<()> {
    sheet.heading(code.id, names::severity(code.severity))?;
    sheet.prose(2, Tone::Plain, code.meaning)?;
    sheet.gap()?;
    sheet.prose(2, Tone::Good, code.cure)
}

fn list(sheet: &mut Sheet<'_>, codes: &[&'static FindingCode]) -> io::Result<()> {
    let mut grid = Grid::new(0, &[Take::Own, Take::Own, Take::Prose]);
    for code in codes {
        grid.row([
            cell(Tone::of_severity(code.severity), names::severity(code.severity)),
            cell(Tone::Strong, code.id),
            cell(Tone::Plain, code.meaning),
        ]);
    }
    sheet.grid(grid)
}
