//! Agent formats: all in a list, or one in full.

use std::io;

use super::{
    grid::{Grid, Take, cell},
    sheet::Sheet,
};
use crate::{
    model::Profile,
    report::{
        ink::Tone,
        told_format::{facts, main_place},
    },
};

pub(super) fn write(sheet: &mut Sheet<'_>, formats: &[&'static Profile]) -> io::Result<()> {
    match formats {
        [format] => one(sheet, format),
        many => list(sheet, many),
    }
}

fn list(sheet: &mut Sheet<'_>, formats: &[&'static Profile]) -> io::Result<()> {
    let mut grid = Grid::new(0, &[Take::Own, Take::Prose, Take::Most(34), Take::Own]);
    grid = grid.titled(&["format", "what it is", "where it lies", "written"]);
    for format in formats {
        grid.row([
            cell(Tone::Strong, format.name),
            cell(Tone::Plain, format.title),
            cell(Tone::Dim, main_place(format)),
            cell(Tone::Good, if format.written.is_some() { "yes" } else { "" }),
        ]);
    }
    sheet.grid(grid)?;
    sheet.gap()?;
    sheet.prose(0, Tone::Dim, "agentkin formats NAME shows one in full: fields, tools, who shadows whom.")
}

fn one(sheet: &mut Sheet<'_>, format: &Profile) -> io::Result<()> {
    sheet.heading(format.name.0, format.title)?;
    let mut grid = Grid::new(2, &[Take::Own, Take::Prose]);
    for fact in facts(format) {
        let words = [fact.spelt.join(", "), fact.said].into_iter().filter(|part| !part.is_empty());
        grid.row([cell(Tone::Strong, fact.about), cell(Tone::Plain, words.collect::<Vec<_>>().join("  "))]);
    }
    sheet.grid(grid)?;
    let fields = format.fields.iter().map(|(key, canonical)| ((*key).to_owned(), (*canonical).to_owned()));
    pairs(sheet, "Fields", "as written, and what they are to agentkin", fields.collect())?;
    let tools = format.tools.iter().map(|(spelt, canonical)| ((*spelt).to_owned(), canonical.join(", ")));
    pairs(sheet, "Tools", "as written, and what they are to agentkin", tools.collect())
}

fn pairs(sheet: &mut Sheet<'_>, title: &str, about: &str, pairs: Vec<(String, String)>) -> io::Result<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    sheet.gap()?;
    sheet.heading(title, about)?;
    let mut grid = Grid::new(2, &[Take::Own, Take::Prose]);
    for (spelt, canonical) in pairs {
        grid.row([cell(Tone::Plain, spelt), cell(Tone::Dim, canonical)]);
    }
    sheet.grid(grid)
}

#[cfg(test)]
mod tests {
    use crate::{
        model::{FormatName, Profile},
        report::{Charset, Detail, Document, Ink, Page, Reporter, Sink, fit, reporters::table::Table},
    };

    static OWL: Profile = Profile {
        name: FormatName("owl"),
        title: "Owls, and whatever else sees at night and is told at some length",
        fields: &[("name", "name")],
        tools: &[("Peer", &["read", "grep"])],
        signs: &[&["name", "wings"], &["name", "talons"], &["description", "feathers", "beak", "eyes", "night"]],
        ..Profile::BLANK
    };

    fn printed(formats: &[&'static Profile]) -> String {
        let page =
            Page { width: 80, charset: Charset::Unicode, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::File };
        let mut out = Vec::new();
        Table.write(Document::Formats(formats), page, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn formats_fit_a_narrow_terminal() {
        for formats in [&[&OWL][..], &[&OWL, &OWL]] {
            let text = printed(formats);
            assert!(text.lines().all(|line| fit::width(line) <= 80), "{text}");
        }
        assert!(
            printed(&[&OWL]).contains("Peer  read, grep") && printed(&[&OWL, &OWL]).contains("agentkin formats NAME")
        );
    }
}
