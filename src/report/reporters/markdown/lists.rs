//! Kin and codes.

use std::io::{self, Write};

use super::{head, row};
use crate::{
    model::{Corpus, FindingCode, Kin},
    report::{CacheState, Code, Markdown, figures, names},
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

pub(super) fn codes(codes: &[&'static FindingCode], out: &mut dyn Write) -> io::Result<()> {
    head(out, &["code", "severity", "meaning", "what to do"])?;
    for code in codes {
        let severity = names::severity(code.severity);
        row(out, &[&Code(code.id), &severity, &Markdown(code.meaning), &Markdown(code.cure)])?;
    }
    Ok(())
}

/// How full the cache is.
pub(super) fn cache(state: &CacheState, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", Markdown(&state.sentence()))
}
