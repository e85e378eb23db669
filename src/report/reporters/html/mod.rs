//! One HTML file for people: opens without a server, asks nothing of anybody, and runs no script but its own.
//!
//! What the page shows is data, written beside the script as JSON; the script makes elements of it and gives them their text as
//! text. Nothing from a file is ever read as markup, by this stage or by the browser.

mod canonical;
mod detail;
mod fields;
mod fitted;
mod index;
mod kin_tree;
mod map;
mod packed;
mod rows;
mod sheet;
mod single;
mod spiral;
mod texts;

use std::io::{self, Write};

use crate::report::{Charset, Document, Ink, Page, Reporter, Sink, reporters};

/// A self-contained page.
#[derive(Debug)]
pub(super) struct Html;

/// Columns of a document that has no page of its own and is shown as its table.
const COLUMNS: usize = 110;

impl Reporter for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn summary(&self) -> &'static str {
        "a page for a browser: one file, which requests nothing"
    }

    fn wants_dossiers(&self) -> bool {
        true
    }

    fn write(&self, document: Document<'_>, page: Page, out: &mut dyn Write) -> io::Result<()> {
        match document {
            Document::Report { analysis, paths, .. } if analysis.blocks.is_none() => {
                let (index, details) = index::report(analysis, paths)?;
                sheet::write("Report", index, details, out)
            }
            Document::Diff { couple, diff, .. } => {
                let (index, details) = single::diff(couple, diff)?;
                sheet::write("Diff", index, details, out)
            }
            Document::Matrix { corpus, matrix } => {
                let (index, details) = single::matrix(corpus, matrix)?;
                sheet::write("Side by side", index, details, out)
            }
            Document::Merge { corpus, proposal, decisions } => {
                let (index, details) = single::merge(corpus, proposal, decisions)?;
                sheet::write("Merge", index, details, out)
            }
            other => sheet::write_plain(&as_table(other, page)?, out),
        }
    }
}

/// The document as the default reporter prints it.
fn as_table(document: Document<'_>, page: Page) -> io::Result<String> {
    let page = Page { width: COLUMNS, charset: Charset::Unicode, ink: Ink::Plain, sink: Sink::File, ..page };
    let mut printed = Vec::new();
    reporters()[0].write(document, page, &mut printed)?;
    Ok(String::from_utf8_lossy(&printed).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Corpus, PairsShown},
        report::{Detail, sample},
    };

    const PAGE: Page =
        Page { width: 80, charset: Charset::Unicode, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::File };

    fn page(analysis: &crate::model::Analysis) -> String {
        let mut out = Vec::new();
        let document = Document::Report { analysis, pairs: PairsShown::None, paths: &[".".to_owned()] };
        Html.write(document, PAGE, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// What stands between two marks, the last of the first kind.
    fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
        let start = page.rfind(from).unwrap() + from.len();
        &page[start..start + page[start..].find(to).unwrap()]
    }

    #[test]
    fn the_policy_names_the_style_and_the_script_and_nothing_else() {
        let page = page(&sample::analysis());
        let policy = between(&page, "Content-Security-Policy\" content=\"", "\"").replace("&#39;", "'");
        let policy = policy.replace("&#x27;", "'");
        for whole in [between(&page, "<style>", "</style>"), between(&page, "<script>", "</script>")] {
            assert!(policy.contains(&packed::source_hash(whole)), "{policy}");
        }
        assert!(policy.starts_with("default-src 'none';"), "{policy}");
        assert!(!policy.contains("http") && !policy.contains("unsafe"), "{policy}");
    }

    #[test]
    fn nothing_on_it_is_elsewhere() {
        let page = page(&sample::analysis());
        let addresses: Vec<&str> = page.match_indices("http").map(|(at, _)| &page[at..at + 26]).collect();
        assert!(
            addresses.iter().all(|one| one.starts_with("http://www.w3.org/2000/svg") || one.starts_with("http-equiv"))
        );
        for tag in ["<link", "<img", "<iframe", " src=", "@import", "url("] {
            assert!(!page.contains(tag), "{tag}");
        }
    }

    #[test]
    fn the_script_makes_markup_of_no_text() {
        let script = page(&sample::analysis());
        let script = between(&script, "<script>", "</script>");
        for way in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch("] {
            assert!(!script.contains(way), "{way}");
        }
    }

    #[test]
    fn a_name_of_markup_is_data() {
        let name = "</script><script>alert(1)</script>";
        let analysis = crate::model::Analysis {
            corpus: Corpus::new(vec![sample::agent("a.md", name, 10)]),
            ..crate::model::Analysis::default()
        };
        let page = page(&analysis);
        assert!(!page.contains("alert(1)</script>"));
        let index = packed::unpacked(between(&page, "id=\"index\">", "</script>"));
        assert_eq!(index["agents"][0][1], name);
    }

    #[test]
    fn a_report_without_details_says_so() {
        let mut analysis = sample::analysis();
        let index = |page: &str| packed::unpacked(between(page, "id=\"index\">", "</script>"));
        let told = |page: &str| index(page)["limits"].to_string();
        assert!(told(&page(&analysis)).contains("without the details of families"));
        analysis.dossiers = Some(Vec::new());
        assert_eq!((told(&page(&analysis)).as_str(), &index(&page(&analysis))["of_part"]), ("[]", &false.into()));
        analysis.judged = Some(analysis.corpus.indexes().take(2).collect());
        let of_part = told(&page(&analysis));
        assert!(of_part.contains("2 changed agents judged") && of_part.contains("only families"), "{of_part}");
        assert_eq!(index(&page(&analysis))["of_part"], true, "`--family F1` would be another one elsewhere");
    }
}
