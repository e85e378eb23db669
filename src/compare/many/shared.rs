//! What near copies share, with placeholders: the rows of the matrix that all have, word by word.

use std::collections::BTreeMap;

use crate::{
    model::{
        Core, CorePiece, CoreSection, CoreStatement, CoreTerm, CoreText, Corpus, Definition, Matrix, SectionRow,
        StatementRow, Value,
    },
    text::template::{Piece, template},
};

/// The part of a statement, by its letters and digits, that all must share for it to belong to the core; a term may be the longer
/// half of a short one.
const SHARED: f64 = 0.4;

/// The same for a title, which stands where it stands whatever its words.
const SHARED_BY_TITLES: f64 = 0.2;

/// What all members of the matrix share.
pub(in crate::compare) fn core(corpus: &Corpus, matrix: &Matrix) -> Core {
    let members: Vec<&Definition> = matrix.members.iter().map(|ix| corpus.definition(*ix)).collect();
    // The base's words are the ones that are shown.
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.swap(0, matrix.base.min(members.len().saturating_sub(1)));
    let mut terms = Terms { known: BTreeMap::new(), order };
    let fields = fields(matrix, &mut terms);
    let all = matrix.sections.iter().map(|row| section(&members, matrix.base, row, &mut terms));
    let drafts: Vec<CoreSection> = all.collect();
    let left_out = drafts.iter().map(|section| section.left_out).sum();
    let sections = drafts.into_iter().filter(|section| !section.statements.is_empty()).collect();
    let mut core =
        Core { members: matrix.members.clone(), base: matrix.base, fields, sections, terms: Vec::new(), left_out };
    terms.settle(&mut core);
    core
}

/// Fields whose values are text and differ.
fn fields(matrix: &Matrix, terms: &mut Terms) -> Vec<(String, CoreText)> {
    let mut out = Vec::new();
    for row in matrix.fields.iter().filter(|row| row.lack.is_empty() && row.values.len() > 1) {
        let value = |member: usize| row.values.iter().find(|(_, having)| having.contains(&member));
        let texts: Option<Vec<&str>> =
            (0..matrix.members.len()).map(|member| value(member).and_then(|(value, _)| text(value))).collect();
        if let Some(text) = texts.and_then(|texts| terms.shared(&texts, SHARED)) {
            out.push((row.field.clone(), text));
        }
    }
    out
}

fn text(value: &Value) -> Option<&str> {
    value.as_text()
}

fn section(members: &[&Definition], base: usize, row: &SectionRow, terms: &mut Terms) -> CoreSection {
    let mut statements = Vec::new();
    for said in &row.statements {
        statements.extend(statement(members, base, said, terms));
    }
    let cells: Option<Vec<&str>> = row
        .cells
        .iter()
        .zip(members)
        .map(|(cell, of)| cell.map(|cell| of.section(cell.section).title.as_str()))
        .collect();
    let own = row.cells.iter().zip(members).find_map(|(cell, of)| cell.map(|cell| of.section(cell.section)));
    let plain = || vec![CorePiece::Text(own.map(|section| section.title.clone()).unwrap_or_default())];
    let title =
        if statements.is_empty() { None } else { cells.and_then(|titles| terms.shared(&titles, SHARED_BY_TITLES)) };
    CoreSection {
        title: title.unwrap_or_else(plain),
        depth: own.map_or(0, |section| section.depth),
        left_out: row.statements.len() - statements.len(),
        statements,
    }
}

fn statement(members: &[&Definition], base: usize, row: &StatementRow, terms: &mut Terms) -> Option<CoreStatement> {
    let cells: Option<Vec<_>> = row.cells.iter().copied().collect();
    let cells = cells?;
    let texts: Vec<&str> = cells.iter().zip(members).map(|(cell, of)| of.wording(cell.statement)).collect();
    let own = cells.get(base)?.statement;
    let text = terms.shared(&texts, SHARED)?;
    Some(CoreStatement { statement: own, kind: members[base].statement(own).kind, text })
}

/// The terms met so far, by what each member puts there in any case of letters.
struct Terms {
    known: BTreeMap<Vec<String>, (usize, CoreTerm)>,
    /// The members, the base first.
    order: Vec<usize>,
}

impl Terms {
    /// The shared text of the members' texts; `None` where they have less than the part `least` in common.
    fn shared(&mut self, texts: &[&str], least: f64) -> Option<CoreText> {
        let turned: Vec<&str> = self.order.iter().map(|member| texts[*member]).collect();
        let pieces = template(&turned);
        let kept = |piece: &Piece| if let Piece::Kept(range) = piece { letters(&turned[0][range.clone()]) } else { 0 };
        let (shared, longest) = (pieces.iter().map(kept).sum::<usize>(), turned.iter().map(|text| letters(text)).max());
        #[expect(clippy::cast_precision_loss, reason = "statements have few letters")]
        let enough = |longest: usize| shared as f64 >= least * longest as f64;
        longest.filter(|longest| enough(*longest))?;
        Some(pieces.iter().flat_map(|piece| self.told(piece, &turned)).collect())
    }

    /// A piece, with the spaces around a placeholder outside of it.
    fn told(&mut self, piece: &Piece, turned: &[&str]) -> Vec<CorePiece> {
        let ranges = match piece {
            Piece::Kept(range) => return vec![CorePiece::Text(turned[0][range.clone()].to_owned())],
            Piece::Gap(ranges) => ranges,
        };
        let said: Vec<&str> = ranges.iter().zip(turned).map(|(range, text)| &text[range.clone()]).collect();
        if said.iter().all(|own| own.trim() == said[0].trim()) {
            return vec![CorePiece::Text(said[0].to_owned())];
        }
        let told = |blank: fn(&str) -> bool| said.iter().all(|said| said.is_empty() || blank(said));
        let space = |there: bool| there.then(|| CorePiece::Text(" ".to_owned()));
        let (before, after) = (told(|said| said.starts_with(' ')), told(|said| said.ends_with(' ')));
        let mut values = vec![String::new(); said.len()];
        for (member, said) in self.order.iter().zip(&said) {
            said.trim().clone_into(&mut values[*member]);
        }
        let term = CorePiece::Term(self.term(values));
        [space(before), Some(term), space(after)].into_iter().flatten().collect()
    }

    fn term(&mut self, values: Vec<String>) -> usize {
        let key: Vec<String> = values.iter().map(|value| value.to_lowercase()).collect();
        let next = self.known.len();
        let (number, term) = self.known.entry(key).or_insert_with(|| (next, CoreTerm { values, uses: 0 }));
        term.uses += 1;
        *number
    }

    /// Hands the terms over, those used most first, and numbers them so.
    fn settle(self, core: &mut Core) {
        let mut terms: Vec<(usize, CoreTerm)> = self.known.into_values().collect();
        terms.sort_by_key(|(number, term)| (std::cmp::Reverse(term.uses), *number));
        let mut place = vec![0; terms.len()];
        for (at, (number, _)) in terms.iter().enumerate() {
            place[*number] = at;
        }
        core.terms = terms.into_iter().map(|(_, term)| term).collect();
        let statements = core.sections.iter_mut().flat_map(|section| {
            std::iter::once(&mut section.title).chain(section.statements.iter_mut().map(|said| &mut said.text))
        });
        for piece in statements.chain(core.fields.iter_mut().map(|(_, text)| text)).flatten() {
            if let CorePiece::Term(number) = piece {
                *number = place[*number];
            }
        }
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        compare::{made::agent, many},
        model::Corpus,
    };

    fn told(bodies: &[&str], base: usize) -> Core {
        let corpus = Corpus::new((0..bodies.len()).map(|n| agent(&format!("g{n:02}"), "", bodies[n])).collect());
        core(&corpus, &many::matrix(&corpus, &corpus.indexes().collect::<Vec<_>>(), base, &[]))
    }

    fn shown(text: &CoreText) -> String {
        let piece = |piece: &CorePiece| match piece {
            CorePiece::Text(text) => text.clone(),
            CorePiece::Term(number) => format!("{{{}}}", number + 1),
        };
        text.iter().map(piece).collect()
    }

    const FINANCE: &str = "You write finance notes for the harbour office each week.
## Finance checks
- Read every finance table twice before you write
- Quote the source of each finance figure
- Ask the bursar about odd sums";

    #[test]
    fn a_word_of_their_own_is_one_term_everywhere() {
        let weather = FINANCE.replace("finance", "weather").replace("Finance", "Weather");
        let weather = weather.replace("- Ask the bursar about odd sums", "- Tap the barometer at noon and at six");
        let core = told(&[FINANCE, &weather], 0);
        let terms: Vec<(Vec<&str>, usize)> =
            core.terms.iter().map(|t| (t.values.iter().map(String::as_str).collect(), t.uses)).collect();
        assert_eq!(terms, [(vec!["finance", "weather"], 4)]);
        assert_eq!(shown(&core.sections[1].title), "{1} checks");
        let lines: Vec<String> = core.sections[1].statements.iter().map(|said| shown(&said.text)).collect();
        assert_eq!(lines, ["Read every {1} table twice before you write", "Quote the source of each {1} figure"]);
        assert_eq!((core.shared(), core.left_out), (3, 2));
    }

    #[test]
    fn spaces_are_no_term() {
        let plain = "Open the gate      -> count the herons\n";
        let core = told(&[plain, &plain.replace("      ", "  ")], 0);
        assert!(core.terms.is_empty() && core.shared() == 1, "{core:?}");
    }

    #[test]
    fn the_base_gives_the_words_and_the_members_keep_their_columns() {
        let plain = "Count the herons at dawn and write them down.";
        let more = "Count the grey herons at dawn and write them down.";
        let core = told(&[plain, more], 1);
        assert_eq!(shown(&core.sections[0].statements[0].text), "Count the {1} herons at dawn and write them down.");
        assert_eq!(core.terms[0].values, ["", "grey"]);
    }
}
