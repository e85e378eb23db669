//! Laws of printing: what comes from a file acts on nothing.

use agentkin::{
    compare::Model,
    model::{Agent, Corpus, Finding, Pair},
    pipeline,
    report::{Charset, Couple, Detail, DiffView, Document, Ink, Page, Sink, reporters},
};

/// Prints what was read of two agents in every way, and holds the bytes to the laws.
pub fn prints(x: &Agent, y: &Agent) {
    let corpus = Corpus::new(vec![x.clone(), y.clone()]);
    let indexes: Vec<_> = corpus.indexes().collect();
    let [a, b] = indexes[..] else { return };
    let of = |agent: &Agent| agent.definition.notes.iter().map(|note| note.clone().of(&agent.path)).collect::<Vec<_>>();
    let findings: Vec<Finding> = corpus.agents().iter().flat_map(of).collect();
    let comparison = Pair::new(a, b).map(|pair| pipeline::compare(&corpus, pair, Model::built_in()));
    let couple = Couple { corpus: &corpus, a, b, comparison: comparison.as_ref() };
    let diff = pipeline::diff(&corpus, a, b);
    let proposal = pipeline::merge(&corpus, &[a, b], None, agentkin::merge::Options::default());
    print(Document::Show { corpus: &corpus, findings: &findings });
    print(Document::Compare(couple));
    for view in [DiffView::Aligned, DiffView::SideBySide, DiffView::Stat, DiffView::Summary] {
        print(Document::Diff { couple, diff: &diff, view });
    }
    let matrix = pipeline::matrix(&corpus, &[a, b], Some(0));
    print(Document::Matrix { corpus: &corpus, matrix: &matrix });
    print(Document::Core { corpus: &corpus, core: &pipeline::core(&corpus, &matrix) });
    print(Document::Merge { corpus: &corpus, proposal: &proposal });
}

fn print(document: Document<'_>) {
    let page = Page { width: 80, charset: Charset::Unicode, ink: Ink::Plain, detail: Detail::Full, sink: Sink::File };
    for reporter in reporters() {
        let mut out = Vec::new();
        reporter.write(document, page, &mut out).expect("memory takes everything");
        let said = String::from_utf8(out).expect("what is printed is UTF-8");
        let acts =
            |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if reporter.name() == "json" {
            serde_json::from_str::<serde::de::IgnoredAny>(&said).expect("what is printed as JSON is JSON");
        } else if !matches!((reporter.name(), document), ("markdown", Document::Merge { .. })) {
            // The merged text itself stands in a Markdown document as it is: it is data, and fenced.
            assert!(!said.contains(acts), "{} acts on its reader: {said:?}", reporter.name());
        }
    }
}
