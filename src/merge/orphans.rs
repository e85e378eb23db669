//! Lead-ins all of whose followers are said elsewhere, or lost to something that is: "Consider:" with nothing behind it says nothing.

use super::{
    chunk::{Chunk, Piece, Shape},
    decide::{Ruling, Rulings},
    headings, heads,
    members::Member,
    relate::Relation,
    saying::Class,
    settle::{Settled, State},
    titles::{self, LEAD},
    verdict::is_quoted,
};
use crate::{
    model::{Marker, SectionIx},
    text::words::{content_words, words},
};

/// Leaves them out: a short one as covered by what its first follower is, one that is a sentence of its own as a conflict with
/// it.
pub(super) fn drop(settled: &mut Settled<'_>, relations: &[Relation], rulings: Rulings<'_, '_>) {
    for at in (0..settled.sayings.len()).rev().filter(|at| settled.sayings[*at].leads()).collect::<Vec<_>>() {
        if settled.sayings[at].is_base() || !settled.is_kept(at) {
            continue;
        }
        let led = led_by(settled, at, rulings.members);
        if led.is_empty() && !titles::says_much(settled.sayings[at].text) {
            drop_from_chapter(settled, at, relations, rulings);
            continue;
        }
        let elsewhere = led.iter().all(|at| !settled.is_kept(*at) && stands(settled, *at).is_some());
        if let Some(by) = led.first().and_then(|first| stands(settled, *first)).filter(|_| elsewhere) {
            leave_out(settled, at, by, rulings);
        }
    }
}

/// Leaves out those behind which none of their followers is put in: what follows goes to the first of them, and where that took
/// the place of something in the base the rest stands there. Whether there were any: then all must be placed again.
pub(super) fn drop_placed(settled: &mut Settled<'_>, rulings: Rulings<'_, '_>, chunks: &[Chunk]) -> bool {
    let mut found = false;
    for chunk in chunks {
        for (nth, piece) in chunk.pieces.iter().enumerate() {
            let Some(at) = piece.saying.filter(|at| settled.sayings[*at].leads()) else { continue };
            let led = led_by(settled, at, rulings.members);
            // The label that the first of them stands under leads to it ("1. **Read**").
            let label = |next: &&Piece| next.saying.is_none() && matches!(next.shape, Shape::Item(_));
            let mut behind = chunk.pieces[nth + 1..].iter().skip_while(label).map_while(|next| next.saying);
            let Some(by) = led.first().and_then(|first| stands(settled, *first)) else { continue };
            // What another member has to say under an item may stand before the item's own.
            let follows = if settled.sayings[at].is_item() {
                behind.any(|next| led.contains(&next))
            } else {
                behind.next().is_some_and(|next| led.contains(&next))
            };
            if !follows {
                leave_out(settled, at, by, rulings);
                found |= !settled.is_kept(at);
            }
        }
    }
    found
}

/// What stands for the one at `at`, or in its place: itself, where it is kept.
fn stands(settled: &Settled<'_>, at: usize) -> Option<usize> {
    match settled.states[at] {
        State::Kept => Some(at),
        State::Same(by) | State::Covered(by) | State::Against { by, .. } => Some(by),
        _ => None,
    }
}

fn leave_out(settled: &mut Settled<'_>, at: usize, by: usize, rulings: Rulings<'_, '_>) {
    let saying = &settled.sayings[at];
    let says_much = titles::says_much(saying.text);
    let wanted = || rulings.of_loser(settled, LEAD, at, by) != Ruling::Loses;
    // An item with more words says something of its own, in fewer than a title does.
    let says_much = says_much
        || saying.is_item() && words(saying.text).len() > SAYS_LITTLE
        || says_else(saying.text, settled.sayings[by].text);
    // "Before you sail:" and "After you sail:" lead into one list.
    let over = lead_over_labels(settled, by, rulings.members).or_else(|| lead_over(settled, by, rulings.members));
    let turned = over.as_ref().is_some_and(|(_, lead)| titles::oppose(lead, saying.text));
    let by = over.and_then(|(over, _)| over).filter(|_| turned).unwrap_or(by);
    settled.states[at] = match says_much || turned {
        true if wanted() => return,
        true => State::Against { by, about: LEAD.to_owned() },
        false => State::Covered(by),
    };
    // What it was to take the place of leads into the list again.
    settled.heirs.retain(|_, heir| *heir != at);
    let base = settled.sayings.iter().take_while(|saying| saying.is_base()).count();
    for old in (0..base).filter(|old| settled.sayings[*old].leads()) {
        let leads = || old == by || led_by(settled, old, rulings.members).contains(&by);
        if matches!(settled.states[old], State::Superseded(_)) && leads() {
            settled.states[old] = State::Kept;
        }
    }
}

/// Brings a lead-in back that is said in another place, where what it leads into is put in: there it would stand bare, or under
/// other words. The heads of tables likewise.
pub(super) fn bring(settled: &mut Settled<'_>, relations: &[Relation], members: &[Member<'_>]) {
    heads::bring(settled, relations);
    for at in 0..settled.sayings.len() {
        let saying = &settled.sayings[at];
        let State::Same(twin) = settled.states[at] else { continue };
        if saying.is_base() || !saying.leads() || saying.is_item() {
            continue;
        }
        let there = &settled.sayings[twin];
        let comes = |led: &usize| settled.is_kept(*led) && !settled.sayings[*led].is_base();
        let led = led_by(settled, at, members).into_iter().find(comes);
        let goes = led.map(|led| relations[saying.member].section(settled.sayings[led].statement.section));
        // What other members put in is put together by its titles.
        let leads_elsewhere = |goes: Option<SectionIx>| goes != Some(there.statement.section) && there.is_base();
        if goes.is_some_and(leads_elsewhere) {
            settled.states[at] = State::Kept;
        }
    }
}

/// The words that lead into the one at `at`, with the saying that has them: those of the item that it is nested in, of the paragraph
/// before its list, else the title of its section.
pub(super) fn lead_over(settled: &Settled<'_>, at: usize, members: &[Member<'_>]) -> Option<(Option<usize>, String)> {
    let own = &settled.sayings[at];
    let definition = members[own.member].definition;
    let before = (0..at).rev().take_while(|other| {
        let other = &settled.sayings[*other];
        other.member == own.member && other.statement.section == own.statement.section
    });
    let outer = own.statement.parent.and_then(|parent| settled.find(own.member, parent));
    let lead = outer.or_else(|| before.into_iter().find(|other| !settled.sayings[*other].is_item()));
    let lead = lead.filter(|lead| settled.sayings[*lead].leads());
    let title = || (None, definition.section(own.statement.section).title.clone());
    let over = lead.map_or_else(title, |lead| (Some(lead), settled.sayings[lead].text.to_owned()));
    (!over.1.is_empty()).then_some(over)
}

/// The words that lead into the list that the label over a statement stands in ("1. **Read**"), and where they are.
fn lead_over_labels(settled: &Settled<'_>, at: usize, members: &[Member<'_>]) -> Option<(Option<usize>, String)> {
    let own = &settled.sayings[at];
    let definition = members[own.member].definition;
    let section = definition.section(own.statement.section);
    let outer = section.parent.filter(|_| section.marker == Marker::BoldItem)?;
    let mut before = definition.section(outer).statements.iter().rev().filter(|ix| **ix < own.ix);
    let lead = before.find_map(|ix| settled.find(own.member, *ix).filter(|by| !settled.sayings[*by].is_item()))?;
    settled.sayings[lead].leads().then(|| (Some(lead), settled.sayings[lead].text.to_owned()))
}

/// Whether a lead-in tells something of which the other does not tell half.
fn says_else(lead: &str, other: &str) -> bool {
    /// Telling words of a lead-in that is more than a label.
    const TELLS: usize = 4;
    let (own, known) = (content_words(lead), content_words(other));
    own.len() >= TELLS && own.iter().filter(|word| known.contains(word)).count() * 2 < own.len()
}

/// Leaves out those of which nothing that they lead into is kept, because of what it is: said in another language, of a power
/// that the base has not, or read as something else wherever it is put. They go the way of the first of it.
pub(super) fn drop_with(settled: &mut Settled<'_>, members: &[Member<'_>]) {
    for at in (0..settled.sayings.len()).rev() {
        let saying = &settled.sayings[at];
        if saying.is_base() || !saying.leads() || !settled.is_kept(at) || settled.wanted.contains(&at) {
            continue;
        }
        let led = led_by(settled, at, members);
        let Some(first) = led.first().copied().filter(|_| !led.iter().any(|led| settled.is_kept(*led))) else {
            continue;
        };
        match settled.states[first].clone() {
            State::Power => {
                let with = settled.powers.iter().find(|power| power.at == first).map(|power| power.of(at));
                settled.powers.extend(with);
            }
            State::Foreign | State::Translation(_) | State::Aside => {}
            _ => continue,
        }
        settled.states[at] = settled.states[first].clone();
    }
}

/// An item with more words says something.
const SAYS_LITTLE: usize = 3;

/// What a lead-in leads into: the items nested in it; else, of an item, the block right behind it; of a paragraph, the list, the
/// table or the block there, or the text in quotes, and where it ends its section the list of the next one that is an item or a
/// lead-in itself.
fn led_by(settled: &Settled<'_>, at: usize, members: &[Member<'_>]) -> Vec<usize> {
    let lead = &settled.sayings[at];
    let behind = || (at + 1..settled.sayings.len()).take_while(|next| settled.sayings[*next].member == lead.member);
    let nested: Vec<usize> = behind().filter(|next| settled.sayings[*next].statement.parent == Some(lead.ix)).collect();
    if !nested.is_empty() || lead.class() != Class::Prose {
        return nested;
    }
    let Some(next) = behind().next() else { return Vec::new() };
    let section = settled.sayings[next].statement.section;
    if lead.is_item() {
        let block = settled.sayings[next].class() == Class::Block && section == lead.statement.section;
        return if block { vec![next] } else { nested };
    }
    let own = lead.statement.section;
    if section != own && !continues(members[lead.member].definition.section(section).marker, own, section) {
        return Vec::new();
    }
    let belongs = |at: &usize| {
        let follower = &settled.sayings[*at];
        let listed = follower.is_item() || follower.class() != Class::Prose;
        follower.statement.section == section && (listed || follower.statement.parent.is_some())
    };
    if section == own && is_quoted(settled.sayings[next].text) {
        return vec![next];
    }
    behind().take_while(belongs).collect()
}

/// Leaves out one that leads into the chapter behind it, where that goes into one of the base's that stands elsewhere, or that the
/// base leads into itself.
fn drop_from_chapter(settled: &mut Settled<'_>, at: usize, relations: &[Relation], rulings: Rulings<'_, '_>) {
    let Some((first, chapter)) = chapter_behind(settled, at, relations, rulings.members) else { return };
    let base = settled.sayings.iter().take_while(|saying| saying.is_base()).count();
    let lies_before = |saying: &usize| settled.sayings[*saying].statement.section < chapter;
    let before = (0..base).take_while(lies_before).last().filter(|before| settled.sayings[*before].leads());
    let lead = &settled.sayings[at];
    let home = relations[lead.member].section(lead.statement.section);
    let stays = home.is_some_and(|home| home.get() + 1 == chapter.get());
    match before.filter(|_| stays) {
        Some(by) if settled.is_kept(by) && !tells_apart(lead.text, settled.sayings[by].text) => {
            settled.states[at] = State::Covered(by);
        }
        _ if stays => {}
        _ => {
            if let Some(by) = stands(settled, first) {
                leave_out(settled, at, by, rulings);
            }
        }
    }
}

/// Whether two that lead into one chapter say different things of it.
fn tells_apart(lead: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    says_else(lead, other) || digits(lead) != digits(other) || titles::oppose(lead, other)
}

/// The first of the chapter that begins right behind a lead-in that ends its section, and the base's that it goes into.
fn chapter_behind(
    settled: &Settled<'_>,
    at: usize,
    relations: &[Relation],
    members: &[Member<'_>],
) -> Option<(usize, SectionIx)> {
    let (lead, next) = (&settled.sayings[at], settled.sayings.get(at + 1)?);
    let chapter = next.statement.section;
    let begins = next.member == lead.member && chapter != lead.statement.section;
    let parts = || headings::parts(members[lead.member].definition.section(chapter).marker);
    let leads = begins && lead.class() == Class::Prose && !lead.is_item() && parts();
    relations[lead.member].section(chapter).filter(|_| leads).map(|there| (at + 1, there))
}

/// Whether the section behind a lead-in is the list that it leads into.
fn continues(marker: Marker, own: SectionIx, next: SectionIx) -> bool {
    marker == Marker::BoldItem && next.get() == own.get() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_in_that_tells_something_is_more_than_its_block() {
        let lead = "For foggy nights, ring the bronze bell:";
        assert!(says_else(lead, "```sh\nwick --trim\n```"));
        assert!(!says_else(lead, "For foggy nights, ring the bell in the tower:"));
        assert!(!says_else("For example:", "```sh\nwick --trim\n```"), "a label");
    }
}
