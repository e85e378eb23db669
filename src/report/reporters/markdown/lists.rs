//! Kin, formats and codes.

use std::io::{self, Write};

use super::{head, row};
use crate::{
    model::{Corpus, FindingCode, Kin, Profile},
    report::{Code, Markdown, figures, names},
};

pub(super) fn find(corpus: &Corpus, kin: &Kin, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Nearest kin of {}\n", Code(&corpus.agent(kin.agent).id))?;
    head(out, &["similarity:", "relation", "agent", "name"])?;
    for told in &kin.kin {
        let other = if told.pair.a() == kin.agent { told.pair.b() } else { told.pair.a() };
        let agent = corpus.agent(other);
        let similarity = figures::score(told.similarity);
        row(out, &[&similarity, &told.relation, &Code(&agent.id), &Code(&agent.definition.name)])?;
    }
    Ok(())
}

pub(super) fn formats(formats: &[&'static Profile], out: &mut dyn Write) -> io::Result<()> {
    head(out, &["format", "what it is", "where it lies", "fields", "written by merge"])?;
    for format in formats {
        let places: Vec<String> = format.places.iter().map(|place| Code(place).to_string()).collect();
        let fields: Vec<String> = format.fields.iter().map(|(key, _)| Code(key).to_string()).collect();
        row(
            out,
            &[
                &Code(format.name.0),
                &Markdown(format.title),
                &places.join("<br>"),
                &fields.join(", "),
                &"yes, of agents in this format",
            ],
        )?;
    }
    Ok(())
}

pub(super) fn codes(codes: &[&'static FindingCode], out: &mut dyn Write) -> io::Result<()> {
    head(out, &["code", "severity", "meaning", "what to do"])?;
    for code in codes {
        let severity = names::severity(code.severity);
        row(out, &[&Code(code.id), &severity, &Markdown(code.meaning), &Markdown(code.cure)])?;
    }
    Ok(())
}
