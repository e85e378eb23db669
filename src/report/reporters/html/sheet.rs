//! The sheet that the data is put on: markup, style, script, and the policy that lets nothing else in.

use std::io::{self, Write};

use askama::Template;

use super::{
    fitted::Fitted,
    index::Index,
    packed::{packed, source_hash},
    texts::shown,
};

const STYLE: &str = concat!(
    include_str!("page/base.css"),
    include_str!("page/lists.css"),
    include_str!("page/map.css"),
    include_str!("page/family.css"),
);

/// Wrapped, so that the page has no name that a file could hang on.
const SCRIPT: &str = concat!(
    "(async () => {\n'use strict';\n",
    include_str!("page/base.js"),
    include_str!("page/data.js"),
    include_str!("page/lists.js"),
    include_str!("page/filter.js"),
    include_str!("page/map.js"),
    include_str!("page/diff.js"),
    include_str!("page/compare.js"),
    include_str!("page/matrix.js"),
    include_str!("page/canonical.js"),
    include_str!("page/kin.js"),
    include_str!("page/family.js"),
    include_str!("page/views.js"),
    include_str!("page/main.js"),
    "})().catch((problem) => {\n  \
       document.querySelector('#main').textContent = `This page cannot be shown: the browser is too old for it, or the file is \
       not whole. ${problem.message}`;\n  throw problem;\n});\n",
);

#[derive(Template)]
#[template(path = "page/page.html")]
struct Sheet<'a> {
    title: &'a str,
    subtitle: String,
    policy: String,
    style: &'a str,
    script: &'a str,
    index: String,
    details: Vec<String>,
    figures: Vec<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "page/plain.html")]
struct Plain<'a> {
    policy: String,
    style: &'a str,
    text: String,
}

/// Line ends as a browser counts them when it takes a hash, whatever the sources were checked out with.
fn unix(text: &str) -> String {
    text.replace('\r', "")
}

/// Nothing may be fetched, framed, sent or evaluated; no script or style runs but the ones whose hashes these are; and text can
/// become an element by no way of the browser's at all.
fn policy(style: &str, script: Option<&str>) -> String {
    let script = script.map_or_else(|| "'none'".to_owned(), source_hash);
    format!(
        "default-src 'none'; script-src {script}; style-src {}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        source_hash(style)
    )
}

/// Writes a page of the data.
pub(super) fn write(title: &str, mut index: Index, details: Fitted, out: &mut dyn Write) -> io::Result<()> {
    index.bundles = details.bundles.iter().map(|bundle| bundle.first).collect();
    let (style, script) = (unix(STYLE), unix(SCRIPT));
    let sheet = Sheet {
        title,
        subtitle: index.subtitle(),
        policy: policy(&style, Some(&script)),
        style: &style,
        script: &script,
        index: packed(&index)?,
        details: details.bundles.into_iter().map(|bundle| bundle.packed).collect(),
        figures: index.figures(),
    };
    sheet.write_into(out).map_err(io::Error::other)
}

/// Writes a page that shows a text as it stands.
pub(super) fn write_plain(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let style = unix(STYLE);
    let plain = Plain { policy: policy(&style, None), style: &style, text: shown(text) };
    plain.write_into(out).map_err(io::Error::other)
}
