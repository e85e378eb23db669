//! `agentkin.formats/1`, `agentkin.cache/1` and `agentkin.explain/1`.

use std::io::{self, Write};

use serde::Serialize;

use super::document;
use crate::{
    model::{FindingCode, Profile, Severity},
    report::CacheState,
};

#[derive(Serialize)]
struct FormatsView<'a> {
    schema: &'static str,
    formats: &'a [&'static Profile],
}

#[derive(Serialize)]
struct CodesView {
    schema: &'static str,
    codes: Vec<CodeView>,
}

#[derive(Serialize)]
struct CodeView {
    code: &'static str,
    severity: Severity,
    meaning: &'static str,
    cure: &'static str,
}

pub(super) fn write(formats: &[&'static Profile], out: &mut dyn Write) -> io::Result<()> {
    document(&FormatsView { schema: "agentkin.formats/1", formats }, 3, out)
}

#[derive(Serialize)]
struct CacheView<'a> {
    schema: &'static str,
    #[serde(flatten)]
    state: &'a CacheState,
}

pub(super) fn write_cache(state: &CacheState, out: &mut dyn Write) -> io::Result<()> {
    document(&CacheView { schema: "agentkin.cache/1", state }, 1, out)
}

pub(super) fn write_codes(codes: &[&'static FindingCode], out: &mut dyn Write) -> io::Result<()> {
    let view = |code: &&'static FindingCode| CodeView {
        code: code.id,
        severity: code.severity,
        meaning: code.meaning,
        cure: code.cure,
    };
    document(&CodesView { schema: "agentkin.explain/1", codes: codes.iter().map(view).collect() }, 2, out)
}
