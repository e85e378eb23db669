//! Agent formats: all in a table and each in full, or one in full.

use std::io::{self, Write};

use super::{head, row};
use crate::{
    model::Profile,
    report::{
        Code, Markdown,
        told_format::{Fact, facts, main_place},
    },
};

pub(super) fn write(formats: &[&'static Profile], out: &mut dyn Write) -> io::Result<()> {
    if let [format] = formats {
        return one(format, out);
    }
    head(out, &["format", "what it is", "where it lies", "written"])?;
    for format in formats {
        let written = if format.written.is_some() { "yes" } else { "" };
        row(out, &[&Code(format.name.0), &Markdown(format.title), &Code(main_place(format)), &written])?;
    }
    for format in formats {
        writeln!(out)?;
        one(format, out)?;
    }
    Ok(())
}

fn one(format: &Profile, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## {}: {}\n", Code(format.name.0), Markdown(format.title))?;
    head(out, &["", ""])?;
    facts(format).iter().try_for_each(|fact| row(out, &[&fact.about, &told(fact)]))?;
    let fields = format.fields.iter().map(|(key, field)| ((*key).to_owned(), vec![*field]));
    pairs("field", fields.collect(), out)?;
    let tools = format.tools.iter().map(|(spelt, tools)| ((*spelt).to_owned(), tools.to_vec()));
    pairs("tool", tools.collect(), out)
}

fn told(fact: &Fact) -> String {
    let spelt: Vec<String> = fact.spelt.iter().map(|word| Code(word).to_string()).collect();
    let parts = [spelt.join(", "), Markdown(&fact.said).to_string()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn pairs(thing: &str, pairs: Vec<(String, Vec<&str>)>, out: &mut dyn Write) -> io::Result<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    head(out, &[thing, "to agentkin"])?;
    for (spelt, canonical) in pairs {
        let canonical: Vec<String> = canonical.iter().map(|name| Code(name).to_string()).collect();
        row(out, &[&Code(&spelt), &canonical.join(", ")])?;
    }
    Ok(())
}
