//! What a member that speaks another language than the base says in it.

use rustc_hash::FxHashSet;

use super::{
    members::{Member, Tongue},
    saying::{Class, Saying},
};
use crate::text::{
    language::{Language, language, spoken},
    words::{fold, is_stop, words},
};

/// One word in so many must be new to a line of another language in the base's letters: names and numbers stay what they are.
const NEW: usize = 4;

/// The statements, by their places, that the translations of the base say in their own tongue. Code without a word of it, and what
/// the canonical has nearly all the words for, is in no other language and is settled like anybody's; not what stands under a
/// title in another script than the base's, which would come with it.
pub(super) fn translated(sayings: &[Saying<'_>], members: &[Member<'_>]) -> Vec<usize> {
    let others_script: Vec<bool> = members.iter().map(is_in_another_script).collect();
    let under_title = |saying: &Saying<'_>| {
        let section = saying.statement.section;
        !others_script[0] && has_another_script(&members[saying.member].definition.section(section).title)
    };
    // A line in Latin letters amid another script is in the base's tongue, or in none.
    let is_foreign = |at: &usize| {
        let saying = &sayings[*at];
        members[saying.member].tongue == Tongue::Translated
            && (!others_script[saying.member] || has_another_script(saying.text) || under_title(saying))
    };
    let (mut foreign, own): (Vec<usize>, Vec<usize>) = (0..sayings.len()).partition(is_foreign);
    if foreign.is_empty() {
        return foreign;
    }
    // Words in the base's letters are known from names and code alone where the base is in another script than they are: a
    // sentence of such words is said there in its own.
    let unlike: Vec<bool> = others_script.iter().map(|other| *other != others_script[0]).collect();
    let tongues: Vec<Option<Language>> = members.iter().map(|member| spoken(member.definition.prose())).collect();
    let mut known = FxHashSet::default();
    let mut plain = own;
    // What is kept makes its words known, so that a merge of the canonical with the member finds no more than this one.
    while !plain.is_empty() {
        known.extend(plain.iter().flat_map(|at| beginnings(&sayings[*at])));
        let is_new = |at: &usize| {
            let saying = &sayings[*at];
            let tongue = tongues[saying.member];
            match saying.class() {
                _ if others_script[saying.member] => true,
                Class::Prose | Class::Row if unlike[saying.member] => !first_says(sayings, saying),
                Class::Block => tongue.is_some() && language(&fold(saying.text)) == tongue,
                Class::Prose | Class::Row => is_new_to(&known, saying),
            }
        };
        (foreign, plain) = foreign.into_iter().partition(is_new);
    }
    foreign
}

/// Whether the base says it word for word.
fn first_says(sayings: &[Saying<'_>], saying: &Saying<'_>) -> bool {
    sayings.iter().take_while(|own| own.is_base()).any(|own| own.echoes(saying))
}

fn is_new_to(known: &FxHashSet<String>, saying: &Saying<'_>) -> bool {
    let own: FxHashSet<String> = beginnings(saying).collect();
    let new = own.difference(known).count();
    new > 0 && NEW * new >= own.len()
}

/// How the words of a statement begin: endings differ from line to line in most languages.
fn beginnings(saying: &Saying<'_>) -> impl Iterator<Item = String> {
    /// Letters that are seldom an ending.
    const LETTERS: usize = 6;
    let words = words(saying.text).into_iter().filter(|word| !is_stop(word));
    words.map(|word| word.chars().take(LETTERS).collect())
}

/// Whether a third of what a member says has letters of no Latin script.
fn is_in_another_script(member: &Member<'_>) -> bool {
    let definition = member.definition;
    let foreign = definition.statements.iter().filter(|said| has_another_script(said.span.of(&definition.text)));
    foreign.count() * 3 >= definition.statements.len().max(1)
}

fn has_another_script(text: &str) -> bool {
    /// The last letter of Latin Extended-B.
    const LATIN: char = '\u{24f}';
    text.chars().any(|c| c > LATIN && c.is_alphabetic())
}
