//! Laws of printing: what comes from a file acts on nothing.

use agentkin::{
    compare::Model,
    model::{
        Agent, Alert, Alerts, Analysis, Comparison, Comparisons, Corpus, Digest, Finding, Kinship, Pair, PairsShown,
        Relation,
    },
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
    print(Document::Merge { corpus: &corpus, proposal: &proposal, decisions: &[] });
    let analysis = analysis(&corpus, findings, comparison.as_ref());
    print(Document::Report { analysis: &analysis, pairs: PairsShown::All, paths: std::slice::from_ref(&x.path) });
}

/// A report on the two, in which they are a pair whatever they are to each other.
fn analysis(corpus: &Corpus, findings: Vec<Finding>, told: Option<&Comparison>) -> Analysis {
    let kinship = told.map(|told| Kinship { relation: Relation::NearDuplicate, ..Kinship::from(told) });
    let comparisons = Comparisons::new(kinship.into_iter().collect());
    let families = agentkin::cluster::families(corpus, &comparisons);
    let bonds = agentkin::cluster::bonds(corpus, &comparisons, Relation::Related);
    let alert = |finding: &Finding, bond| Alert { finding: finding.clone(), bond, print: Digest(1), known: false };
    let of_files = findings.iter().map(|finding| alert(finding, None));
    let of_bonds = findings.iter().zip(&bonds).map(|(finding, bond)| alert(finding, Some(*bond)));
    let alerts = Alerts { rows: of_files.chain(of_bonds).collect(), ..Alerts::default() };
    Analysis { corpus: corpus.clone(), comparisons, families, alerts, findings, ..Analysis::default() }
}

fn print(document: Document<'_>) {
    let page = Page { width: 80, charset: Charset::Unicode, ink: Ink::Plain, detail: Detail::Full, sink: Sink::File };
    let report = matches!(document, Document::Report { .. });
    for reporter in reporters().iter().filter(|reporter| report || reporter.commands().is_none()) {
        let mut out = Vec::new();
        reporter.write(document, page, &mut out).expect("memory takes everything");
        let said = String::from_utf8(out).expect("what is printed is UTF-8");
        let between = if reporter.name() == "tsv" { '\t' } else { '\n' };
        let acts = |c: char| {
            c.is_control() && c != '\n' && c != between
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        if matches!(reporter.name(), "json" | "sarif") {
            serde_json::from_str::<serde::de::IgnoredAny>(&said).expect("what is printed as JSON is JSON");
        } else if !matches!((reporter.name(), document), ("markdown", Document::Merge { .. })) {
            // The merged text itself stands in a Markdown document as it is: it is data, and fenced.
            assert!(!said.contains(acts), "{} acts on its reader: {said:?}", reporter.name());
        }
    }
}
