//! What goes on behind a label ("**Watch**: two hours", with a list below): a label has one text, so where the base has another one
//! behind the same label somebody has to choose.

use super::{
    members::Member,
    relate::Relation,
    settle::{Settled, State},
    style,
};
use crate::{
    model::SectionIx,
    text::{secrets::masked, words::key},
};

/// Leaves out what the others have behind a label of the base's, as a conflict with what stands there. It is no longer `asked` for.
pub(super) fn settle(settled: &mut Settled<'_>, members: &[Member<'_>], relations: &[Relation], asked: &mut [bool]) {
    let others: Vec<usize> = settled.kept().filter(|at| !settled.sayings[*at].is_base()).collect();
    for at in others {
        let saying = &settled.sayings[at];
        let label = style::label(members[saying.member].definition, saying.statement);
        if label.is_empty() {
            continue;
        }
        let there = relations[saying.member].section(saying.statement.section);
        let Some((by, own)) = there.and_then(|there| behind_label(settled, members, there)) else { continue };
        if by != at && key(own) == key(label) {
            settled.states[at] = State::Against { by, about: named(label) };
            asked[at] = false;
        }
    }
}

/// What stands behind the label of a section of the base, and that label.
fn behind_label<'r>(settled: &Settled<'_>, members: &[Member<'r>], there: SectionIx) -> Option<(usize, &'r str)> {
    let base = members[0].definition;
    let labels = base.section(there).statements.iter().map(|ix| (*ix, style::label(base, base.statement(*ix))));
    let (ix, label) = labels.into_iter().find(|(_, label)| !label.is_empty())?;
    let own = settled.find(0, ix)?;
    let stands = settled.heirs.get(&own).copied().unwrap_or(own);
    settled.is_kept(stands).then_some((stands, label))
}

/// What the conflict is called, short enough for a name.
fn named(label: &str) -> String {
    const SHOWN: usize = 60;
    let bare = label.trim_matches(|c: char| !c.is_alphanumeric());
    // A secret that is cut is not known for one any more.
    format!("what stands behind \u{201c}{}\u{201d}", masked(bare).chars().take(SHOWN).collect::<String>())
}
