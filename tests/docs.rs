//! Holds the documents to the code: every finding is in docs/findings.md, every format in docs/formats.md, every
//! package in docs/dependencies.md.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::fmt::Write as _;
use std::fs;

use agentkin::model::FindingCode;

const FINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/findings.md");
const FORMATS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/formats.md");

/// Every code there is: the stages' and the reporters', sorted.
fn catalogue() -> Vec<&'static FindingCode> {
    let mut all = agentkin::pipeline::catalogue();
    all.extend_from_slice(agentkin::report::CODES);
    all.sort_by_key(|code| code.id);
    all
}

/// docs/findings.md as the catalogue would have it.
fn findings_page() -> String {
    let mut page = String::from(
        "# Findings\n\nEverything agentkin can say about a file or a run, by code. `agentkin explain CODE` prints the same.\n\
         This page is written from the catalogue: `AGENTKIN_BLESS=1 cargo test --test docs`.\n",
    );
    for code in catalogue() {
        let severity = format!("{:?}", code.severity).to_lowercase();
        let _ = write!(page, "\n## `{}` ({severity})\n\n{}\n\n**What to do:** {}\n", code.id, code.meaning, code.cure);
    }
    page
}

#[test]
fn every_finding_stands_in_the_page() {
    let page = findings_page();
    if std::env::var_os("AGENTKIN_BLESS").is_some() {
        fs::write(FINDINGS, &page).unwrap();
    }
    let stored = fs::read_to_string(FINDINGS).unwrap();
    assert_eq!(stored, page, "docs/findings.md is behind the catalogue: AGENTKIN_BLESS=1 cargo test --test docs");
}

/// docs/formats.md as the records would have it: what `agentkin formats --format markdown` prints.
fn formats_page() -> String {
    use agentkin::report::{Charset, Detail, Document, Ink, Page, Sink, reporters};

    let page = Page { width: 80, charset: Charset::Unicode, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::File };
    let markdown = reporters().iter().find(|reporter| reporter.name() == "markdown").unwrap();
    let page_head = String::from(
        "# Formats\n\nEvery agent format that agentkin knows. `agentkin formats` prints the same, `agentkin formats NAME` one of \
         them.\nThis page is written from the records in `src/load/formats/`: `AGENTKIN_BLESS=1 cargo test --test docs`.\n\n",
    );
    let mut out = Vec::new();
    markdown.write(Document::Formats(agentkin::pipeline::formats()), page, &mut out).unwrap();
    // The page has a head of its own.
    page_head + String::from_utf8(out).unwrap().strip_prefix(agentkin::text::own::MARKDOWN).unwrap()
}

#[test]
fn every_format_stands_in_the_page() {
    let page = formats_page();
    if std::env::var_os("AGENTKIN_BLESS").is_some() {
        fs::write(FORMATS, &page).unwrap();
    }
    let stored = fs::read_to_string(FORMATS).unwrap();
    assert_eq!(stored, page, "docs/formats.md is behind the records: AGENTKIN_BLESS=1 cargo test --test docs");
}

#[test]
fn the_catalogue_is_sound() {
    let catalogue = catalogue();
    assert!(catalogue.len() > 10, "the stages' codes are gathered");
    for pair in catalogue.windows(2) {
        assert!(pair[0].id < pair[1].id, "{} is there twice", pair[1].id);
    }
    for code in catalogue {
        assert!(code.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{}", code.id);
        assert!(code.meaning.ends_with('.') && code.cure.ends_with('.'), "{}: whole sentences", code.id);
    }
}

/// A code raised but forgotten in its stage's `CODES` would be unknown to `explain`.
#[test]
fn every_declared_code_is_in_the_catalogue() {
    let known: Vec<&str> = catalogue().iter().map(|code| code.id).collect();
    let mut seen = 0;
    for path in sources(concat!(env!("CARGO_MANIFEST_DIR"), "/src").as_ref()) {
        let text = fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices(": FindingCode = FindingCode {") {
            let id = text[at..].split("id: \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            seen += 1;
            assert!(known.contains(&id), "{}: {id} is missing in CODES", path.display());
        }
    }
    assert_eq!(seen, known.len(), "each code is one constant");
}

#[test]
fn every_package_has_its_line() {
    let manifest = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/dependencies.md")).unwrap();
    let mut section = "";
    let mut packages = 0;
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.contains("dependencies]")
            && let Some((name, _)) = line.split_once(" = ")
        {
            packages += 1;
            assert!(page.contains(&format!("| `{name}` |")), "docs/dependencies.md has no line for {name}");
        }
    }
    assert!(packages > 10);
}

#[test]
fn every_setting_stands_in_the_page() {
    let page = fs::read_to_string("docs/settings.md").unwrap();
    for key in agentkin::config::KEYS {
        let table = page.contains(&format!("\n[{key}")) || page.contains(&format!("\n[[{key}]]"));
        let said = table || page.contains(&format!("\n{key} = "));
        assert!(said, "docs/settings.md does not say {key}");
    }
}

fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
    out
}
