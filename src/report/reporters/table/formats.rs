//! Every agent format.

use std::io;

use super::sheet::Sheet;
use crate::{
    model::{Identity, OmittedTools, Profile},
    report::ink::Tone,
};

pub(super) fn write(sheet: &mut Sheet<'_>, formats: &[&'static Profile]) -> io::Result<()> {
    for (at, format) in formats.iter().enumerate() {
        if at > 0 {
            sheet.gap()?;
        }
        sheet.heading(format.name.0, format.title)?;
        let places =
            if format.places.is_empty() { "told by content alone".to_owned() } else { format.places.join("  ") };
        sheet.prose(2, Tone::Strong, &places)?;
        sheet.prose(2, Tone::Plain, &reads(format))?;
        sheet.prose(2, Tone::Dim, "Written: yes, by `agentkin merge` of agents in this format.")?;
    }
    Ok(())
}

fn reads(format: &Profile) -> String {
    let fields: Vec<&str> = format.fields.iter().map(|(key, _)| *key).collect();
    let fields = if fields.is_empty() { String::new() } else { format!("; {}", fields.join(", ")) };
    let (name, tools) = (identity(format.identity), omitted_tools(format.omitted_tools));
    format!("Read: name from {name}{fields}; any other key as it stands.{tools}")
}

/// Where the name comes from, in words.
const fn identity(identity: Identity) -> &'static str {
    match identity {
        Identity::NameField => "the name field, else the file name",
        Identity::FileStem => "the file name",
        Identity::Folder => "the folder",
        Identity::RelativePath => "the path below the format's folder",
        Identity::Key => "its key in the file",
    }
}

const fn omitted_tools(meaning: OmittedTools) -> &'static str {
    match meaning {
        OmittedTools::All => " No tools listed means all tools.",
        OmittedTools::NoGrant => " No tools listed means none beyond the session's.",
        OmittedTools::Nothing => " No tools listed means no tools.",
        OmittedTools::Unsaid => "",
    }
}
