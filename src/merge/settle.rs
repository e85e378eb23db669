//! Which statements the canonical holds, and why it does not hold the others.
//!
//! Every verdict is between two statements and looks at nothing else. At the end each statement left out is held against
//! those that were kept, once more; one that nothing stands for is taken back. So a merge of the canonical with one of its
//! members finds each of them answered for already.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::{
    ancestry::{Ancestor, GivesWay},
    clashes::{self, Deletion},
    counterparts,
    decide::{self, Rulings},
    heads, labels,
    meetings::{Keepers, Meetings},
    members::Member,
    orphans,
    persona::PERSONA,
    piecewise,
    powers::{self, Power},
    relate::Relation,
    repeats,
    rules::{self, Origin, Reach, Wording},
    saying::{self, Class, Saying},
    steps::Lists,
    style, titles, tongues,
    verdict::{Verdict, clash},
};
use crate::{
    model::{Choice, Definition, SectionIx, SourceLine, StatementIx},
    text::words::key,
};

/// What became of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// It stands in the canonical.
    Kept,
    /// The kept one at this place says the same.
    Same(usize),
    /// The kept one at this place says all of it and more.
    Covered(usize),
    /// The title of this section of the base says it: a lead-in that was a statement where nothing followed it.
    Titled(SectionIx),
    /// It contradicts the kept one at `by`.
    Against { by: usize, about: String },
    /// Too few say it.
    Below,
    /// Its lines are read as something else wherever they are put.
    Aside,
    /// The ancestor's words, which a member changed on purpose to those at this place, or deleted.
    Superseded(Option<usize>),
    /// The kept one at this place says it in the base's language.
    Translation(usize),
    /// It is said in another language than the base's, and nothing plainly stands for it.
    Foreign,
    /// It does something where it is read that the base does not.
    Power,
}

impl State {
    /// Whether it is left out with nothing in its stead.
    pub(super) const fn is_out(&self) -> bool {
        match self {
            Self::Against { .. } | Self::Below | Self::Aside | Self::Superseded(_) | Self::Foreign | Self::Power => {
                true
            }
            Self::Kept | Self::Same(_) | Self::Covered(_) | Self::Titled(_) | Self::Translation(_) => false,
        }
    }
}

/// All statements of all members, with what became of each.
pub(super) struct Settled<'r> {
    pub(super) sayings: Vec<Saying<'r>>,
    pub(super) states: Vec<State>,
    /// Statements of the base whose place is taken by another's fuller words: the base's to the other's.
    pub(super) heirs: BTreeMap<usize, usize>,
    /// By which rule the words of a kept statement were chosen.
    pub(super) rules: BTreeMap<usize, &'static str>,
    /// What stands although somebody deleted what it was made of.
    pub(super) deletions: Vec<Deletion>,
    /// Texts that say who the agent is: the base's, and another that stands beside it.
    pub(super) twofold: Vec<(usize, usize)>,
    /// What a person decided for: nothing puts it out again.
    pub(super) wanted: BTreeSet<usize>,
    /// What the others would have done by being read.
    pub(super) powers: Vec<Power>,
    meetings: Meetings,
    lists: Lists,
    base: &'r Definition,
    /// The sections of the base by the key of their title.
    titles: FxHashMap<u64, SectionIx>,
}

/// What is asked of a statement that is to be kept.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Terms<'t> {
    /// How many members must say it.
    pub(super) min_support: u32,
    /// Statements of the others that cannot be put in.
    pub(super) aside: &'t [SourceLine],
    /// What all members come from.
    pub(super) ancestor: Option<&'t Ancestor<'t>>,
    /// What was decided about conflicts.
    pub(super) decisions: &'t [Choice],
}

/// Settles what the canonical of `members` holds on these terms.
pub(super) fn settle<'r>(members: &[Member<'r>], relations: &[Relation], terms: &Terms<'_>) -> Settled<'r> {
    let sayings = saying::all(members);
    let meetings = Meetings::of(&sayings);
    let states = vec![State::Below; sayings.len()];
    let lists = Lists::of(&sayings, relations);
    let mut settled = Settled {
        sayings,
        states,
        heirs: BTreeMap::new(),
        rules: BTreeMap::new(),
        deletions: Vec::new(),
        twofold: Vec::new(),
        wanted: BTreeSet::new(),
        powers: Vec::new(),
        meetings,
        lists,
        base: members[0].definition,
        titles: titles::of_base(members),
    };
    let mut asked = settled.asked(members, terms.min_support);
    let aside: Vec<usize> = terms.aside.iter().filter_map(|source| settled.of_source(source, members)).collect();
    let translated: Vec<usize> = tongues::translated(&settled.sayings, members);
    let powers = powers::foreign(&settled.sayings, terms.decisions);
    for at in aside.iter().chain(&translated).copied().chain(powers::undecided(&powers)) {
        asked[at] = false;
    }
    let old = terms.ancestor.map(|of| GivesWay::of(of, members, &settled.sayings, &asked)).unwrap_or_default();
    for (at, _) in &old.old {
        asked[*at] = false;
    }
    settled.gather(&asked);
    settled.choose_words(members);
    settled.take_back(&(0..asked.len()).collect::<Vec<_>>(), &asked);
    clashes::settle(&mut settled, &old.clashes, &mut asked);
    clashes::show_holds(&mut settled, &old.holds);
    settled.supersede(&old);
    heads::fit(&mut settled, &mut asked);
    labels::settle(&mut settled, members, relations, &mut asked);
    piecewise::settle(&mut settled, &mut asked);
    let rulings = Rulings { members, decisions: terms.decisions };
    clashes::decide(&mut settled, rulings);
    decide::apply(&mut settled, rulings);
    clashes::identities(&mut settled, rulings);
    repeats::settle(&mut settled, rulings, &mut asked);
    clashes::release(&mut settled, &old.holds);
    heads::cover(&mut settled);
    orphans::drop(&mut settled, relations, rulings);
    orphans::bring(&mut settled, relations, members);
    counterparts::settle(&mut settled, &translated, members, relations, terms.decisions);
    settled.set_aside(&aside);
    powers::leave_out(&mut settled, powers);
    heads::follow(&mut settled);
    orphans::drop_with(&mut settled, members);
    settled
}

impl<'r> Settled<'r> {
    pub(super) fn is_kept(&self, at: usize) -> bool {
        self.states[at] == State::Kept
    }

    /// The kept statements, in member order, then document order.
    pub(super) fn kept(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.sayings.len()).filter(|at| self.is_kept(*at))
    }

    /// The saying of `member` with this statement.
    pub(super) fn find(&self, member: usize, ix: StatementIx) -> Option<usize> {
        let first = self.sayings.partition_point(|saying| saying.member < member);
        self.sayings.get(first + ix.get()).filter(|saying| saying.member == member).map(|_| first + ix.get())
    }

    /// What is left out because of one of these.
    pub(super) fn given_way_to(&self, others: &[usize]) -> Vec<usize> {
        let others: BTreeSet<usize> = others.iter().copied().collect();
        let gave_way = |state: &State| match state {
            State::Same(by) | State::Covered(by) | State::Against { by, .. } => others.contains(by),
            _ => false,
        };
        (0..self.states.len()).filter(|at| gave_way(&self.states[*at])).collect()
    }

    /// Says of what cannot be put in that it cannot, or what it contradicts.
    fn set_aside(&mut self, aside: &[usize]) {
        let open: Vec<usize> = aside.iter().copied().filter(|at| self.states[*at] == State::Below).collect();
        let keepers = if open.is_empty() { Keepers::default() } else { self.keepers() };
        for at in open {
            let against = self.answer(at, &keepers).filter(|state| matches!(state, State::Against { .. }));
            self.states[at] = against.unwrap_or(State::Aside);
        }
    }

    /// What is kept, ready to be held against others.
    fn keepers(&self) -> Keepers {
        let mut keepers = Keepers::default();
        for at in self.kept() {
            keepers.add(at, &self.sayings[at], self.meetings.wording(at));
        }
        keepers
    }

    /// Says of old words why they went, and puts the new ones in their place.
    fn supersede(&mut self, old: &GivesWay) {
        for (at, new) in &old.old {
            let new = new.filter(|new| self.is_kept(*new));
            if self.is_kept(*at) {
                continue;
            }
            if self.states[*at] == State::Below {
                self.states[*at] = State::Superseded(new);
            }
            if let Some(new) = new {
                self.take_place(*at, new);
            }
        }
    }

    /// Puts a kept statement in the place of one of the base's that is not kept, where its words can stand there.
    pub(super) fn take_place(&mut self, at: usize, by: usize) {
        let (old, new) = (&self.sayings[at], &self.sayings[by]);
        let free = !self.heirs.contains_key(&at) && !self.heirs.values().any(|heir| *heir == by);
        let fits = || match old.class() {
            Class::Row => heads::are_alike(old, new),
            class => class == Class::Prose && new.class() == class && self.fits(new, old),
        };
        if old.is_base() && !new.is_base() && free && fits() {
            self.heirs.insert(at, by);
        }
    }

    /// Leaves out a kept statement, with those that it stands for and whose place it took, as something deleted on purpose.
    pub(super) fn leave_out(&mut self, at: usize) {
        self.heirs.retain(|_, heir| *heir != at);
        for state in &mut self.states {
            if matches!(state, State::Same(by) | State::Covered(by) if *by == at) {
                *state = State::Superseded(None);
            }
        }
        self.states[at] = State::Superseded(None);
    }

    /// Leaves out the first of each pair as the same as the second.
    pub(super) fn stand_for(&mut self, pairs: Vec<(usize, usize)>) {
        for (at, by) in pairs {
            self.states[at] = State::Same(by);
        }
    }

    fn of_source(&self, source: &SourceLine, members: &[Member<'r>]) -> Option<usize> {
        let member = members.iter().position(|member| member.agent == source.agent)?;
        self.find(member, source.statement).filter(|_| member > 0)
    }

    /// Every saying that says the same as the one at `at`, itself first, then in order.
    pub(super) fn choir(&self, at: usize) -> Vec<usize> {
        let mut same: Vec<usize> =
            self.met(at).filter(|(_, how)| **how == Verdict::Same).map(|(other, _)| other).collect();
        same.sort_unstable();
        std::iter::once(at).chain(same).collect()
    }

    /// The members that say what the one at `at` says, or more.
    pub(super) fn voices(&self, at: usize) -> BTreeSet<usize> {
        let says = |(_, how): &(usize, &Verdict)| matches!(how, Verdict::Same | Verdict::Covers);
        let others = self.met(at).filter(says).map(|(other, _)| self.sayings[other].member);
        others.chain([self.sayings[at].member]).collect()
    }

    /// Whoever has something to do with the one at `at`, with how they stand to it.
    fn met(&self, at: usize) -> impl Iterator<Item = (usize, &Verdict)> {
        self.meetings.with(at, &self.sayings)
    }

    /// Which statements enough members say; with those of the base that they hang under.
    fn asked(&self, members: &[Member<'r>], min_support: u32) -> Vec<bool> {
        if min_support <= 1 {
            return vec![true; self.sayings.len()];
        }
        let heads: usize = members.iter().map(|member| member.copies.len()).sum();
        // More than there are members would leave nothing at all.
        let asked = (min_support as usize).min(heads);
        let support = |at: usize| self.voices(at).into_iter().map(|member| members[member].copies.len()).sum::<usize>();
        let mut out: Vec<bool> = (0..self.sayings.len()).map(|at| support(at) >= asked).collect();
        for at in (0..out.len()).rev().filter(|at| self.sayings[*at].is_base()) {
            let parent = self.sayings[at].statement.parent.and_then(|ix| self.find(0, ix));
            if let Some(parent) = parent.filter(|_| out[at]) {
                out[parent] = true;
            }
        }
        out
    }

    /// Keeps the base's, and of the others what no kept one answers for.
    fn gather(&mut self, asked: &[bool]) {
        let mut keepers = Keepers::default();
        for at in (0..self.sayings.len()).filter(|at| asked[*at]) {
            let state = if self.sayings[at].is_base() { None } else { self.answer(at, &keepers) };
            if state.is_none() {
                keepers.add(at, &self.sayings[at], self.meetings.wording(at));
            }
            self.states[at] = state.unwrap_or(State::Kept);
        }
    }

    /// What the kept statements have to say about the one at `at`; `None` where it says something of its own.
    fn answer(&self, at: usize, keepers: &Keepers) -> Option<State> {
        let saying = &self.sayings[at];
        // Most of what many versions say, they say in the same words: who meets whom need not be gone through for that.
        let twins = keepers.twins(saying).iter().copied().filter(|by| self.sayings[*by].echoes(saying));
        if let Some(twin) = twins.filter(|by| *by != at && self.is_kept(*by)).min() {
            return Some(State::Same(twin));
        }
        let met = self.meetings.of_wordings(at, &self.sayings).iter();
        let of_each = met.flat_map(|(wording, how)| keepers.with(*wording).iter().map(move |by| (*by, how)));
        let mut kept: Vec<(usize, &Verdict)> = of_each.filter(|(by, _)| *by != at && self.is_kept(*by)).collect();
        kept.sort_unstable_by_key(|(by, _)| *by);
        // Who says two things in nearly the same words means two things: one member's own are not held against each other.
        kept.retain(|(by, _)| self.sayings[*by].member != saying.member);
        let first = |wanted: Verdict| kept.iter().find(|(_, how)| **how == wanted).map(|(by, _)| *by);
        let against = || {
            let against = kept.iter().filter_map(|(by, how)| match how {
                Verdict::Against(about) if !self.has_both(at, *by, about) => {
                    Some(State::Against { by: *by, about: about.clone() })
                }
                _ => None,
            });
            against.min_by_key(is_about_persona)
        };
        let title = || self.titles.get(&key(saying.text)).map(|ix| State::Titled(*ix));
        let titled = || if saying.leads() || style::is_bold(saying.text) { title() } else { None };
        let same = first(Verdict::Same).map(State::Same);
        let covered = || first(Verdict::Covers).map(State::Covered);
        // Two that say who the agent is may contradict each other about something more telling.
        let against = || match against() {
            Some(told) if is_about_persona(&told) => {
                self.denial(at, keepers).into_iter().chain([told]).min_by_key(is_about_persona)
            }
            Some(told) => Some(told),
            None => self.denial(at, keepers),
        };
        same.or_else(covered).or_else(titled).or_else(against)
    }

    /// A kept statement that it contradicts. One member that holds both means two cases by them.
    fn denial(&self, at: usize, keepers: &Keepers) -> Option<State> {
        let member = self.sayings[at].member;
        let others = keepers.on_topic(&self.sayings[at]).into_iter();
        let others = others.filter(|by| self.is_kept(*by) && self.sayings[*by].member != member);
        let mut told = others.filter_map(|by| {
            let about = clash(&self.sayings[by], &self.sayings[at])?;
            (!self.has_both(at, by, &about)).then_some(State::Against { by, about })
        });
        if self.sayings[at].is_persona { told.min_by_key(is_about_persona) } else { told.next() }
    }

    /// Whether a member says both of what contradicts each other, and so means two cases by them. An agent is one all the same.
    fn has_both(&self, at: usize, by: usize, about: &str) -> bool {
        about != PERSONA && self.voices(at).intersection(&self.voices(by)).next().is_some()
    }

    /// Chooses whose words stand for each group: first among the others, the fullest first, then for the base's own.
    fn choose_words(&mut self, members: &[Member<'r>]) {
        let (base, mut others): (Vec<usize>, Vec<usize>) = self.kept().partition(|at| self.sayings[*at].is_base());
        others.sort_by_key(|at| (std::cmp::Reverse(self.sayings[*at].statement.words.len()), *at));
        for at in others.into_iter().chain(base) {
            self.choose_for(at, members);
        }
    }

    fn choose_for(&mut self, leader: usize, members: &[Member<'r>]) {
        if !self.is_kept(leader) {
            return;
        }
        let group = self.group(leader);
        let wordings: Vec<Wording> = group.iter().map(|at| self.wording(*at, leader, members)).collect();
        let choice = rules::choose(&wordings);
        let chosen = group[choice.at];
        if chosen != leader && wordings[choice.at].reach == Reach::Common && !self.may_replace(chosen, leader) {
            return;
        }
        if chosen != leader && wordings[choice.at].reach == Reach::Common {
            self.states[leader] = State::Same(chosen);
            self.states[chosen] = State::Kept;
        } else if chosen != leader {
            self.states[leader] = State::Covered(chosen);
            if self.sayings[leader].is_base() {
                self.heirs.insert(leader, chosen);
            }
        }
        self.rules.insert(chosen, choice.rule);
    }

    /// The leader, those that say the same in other words, and the kept ones that say it and more, in member order.
    fn group(&self, leader: usize) -> Vec<usize> {
        let belongs = |at: usize, how: &Verdict| {
            self.states[at] == State::Same(leader) || (self.is_kept(at) && self.outdoes(at, how, leader))
        };
        let others = self.met(leader).filter(|(at, how)| belongs(*at, how)).map(|(at, _)| at);
        let mut all: Vec<usize> = others.chain([leader]).collect();
        all.sort_unstable();
        all
    }

    /// Whether a kept statement says more than the leader and may take its place: a condition takes none of what is to be done.
    fn outdoes(&self, at: usize, how: &Verdict, leader: usize) -> bool {
        let (more, less) = (&self.sayings[at], &self.sayings[leader]);
        let strangers = *how == Verdict::Covers && more.member != less.member && less.class() != Class::Row;
        let free = || !less.is_base() || !self.heirs.values().any(|heir| *heir == at);
        let fits = || self.fits(more, less) && self.lists.let_go(at, &self.sayings, less);
        strangers && more.case.fits(less.case) && free() && (!less.is_base() || fits())
    }

    /// Whether the words of one can stand in the place of the other without being read as something else there.
    fn fits(&self, more: &Saying<'_>, less: &Saying<'_>) -> bool {
        let base = || self.sayings.iter().take_while(|saying| saying.is_base());
        let holds = || base().any(|saying| saying.statement.parent == Some(less.ix));
        let title = style::has_label(more.text) && more.is_item() && holds();
        // A step of a drawing, or of a chain, is no sentence.
        let drawn = style::has_arrow(more.text) && !style::has_arrow(less.text);
        let alone = || less.is_item() || style::stands_alone(self.base, less.statement);
        more.is_item() == less.is_item() && more.leads() == less.leads() && !title && !drawn && alone()
    }

    /// Whether another wording may stand in for the leader without saying what a third kept one says already.
    fn may_replace(&self, chosen: usize, leader: usize) -> bool {
        let clash = |other: usize| other != leader && self.is_kept(other);
        !self.sayings[leader].is_base() && !self.met(chosen).any(|(other, _)| clash(other))
    }

    fn wording(&self, at: usize, leader: usize, members: &[Member<'r>]) -> Wording {
        let saying = &self.sayings[at];
        let more = at != leader && self.is_kept(at);
        Wording {
            key: saying.key(),
            origin: if saying.is_base() { Origin::Base } else { Origin::Other },
            reach: if more { Reach::More } else { Reach::Common },
            words: saying.statement.words.len(),
            support: members[saying.member].copies.len(),
            committed: members[saying.member].committed,
        }
    }

    /// Holds each of these that is left out against what was kept in the end, and takes back what nothing answers for.
    fn take_back(&mut self, places: &[usize], asked: &[bool]) {
        self.take_back_but(places, asked, |_, _| None);
    }

    /// The same, but for what is `in_the_way` of others as it is told, which is left out for that; gives those.
    pub(super) fn take_back_but(
        &mut self,
        places: &[usize],
        asked: &[bool],
        in_the_way: impl Fn(&Self, usize) -> Option<State>,
    ) -> Vec<usize> {
        let (mut keepers, mut out) = (self.keepers(), Vec::new());
        for at in places.iter().copied() {
            if self.is_kept(at) || self.heirs.contains_key(&at) {
                continue;
            }
            match self.answer(at, &keepers) {
                Some(State::Against { .. }) | None if !asked[at] => {}
                Some(state) => self.states[at] = state,
                None => {
                    let state = in_the_way(self, at).unwrap_or(State::Kept);
                    if state == State::Kept {
                        keepers.add(at, &self.sayings[at], self.meetings.wording(at));
                    } else {
                        out.push(at);
                    }
                    self.states[at] = state;
                }
            }
        }
        out
    }
}

/// Whether a contradiction is about nothing but who the agent is.
fn is_about_persona(state: &State) -> bool {
    matches!(state, State::Against { about, .. } if about == PERSONA)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::sample;

    /// The states of all statements of members that hold these bullets.
    fn states(texts: &[&str], min_support: u32) -> Vec<State> {
        let definitions: Vec<_> = texts.iter().map(|text| sample::definition(text)).collect();
        let members: Vec<Member<'_>> =
            definitions.iter().enumerate().map(|(at, definition)| sample::member(at, definition)).collect();
        let relations = Relation::of_all(&members);
        settle(&members, &relations, &Terms { min_support, ..Terms::default() }).states
    }

    #[test]
    fn what_says_its_own_is_kept() {
        use State::{Kept, Same};
        let got = states(&["- Water the roses\n", "- Water roses!\n- Wash the gloves\n"], 1);
        assert_eq!(got, [Kept, Same(0), Kept]);
    }

    #[test]
    fn fuller_words_take_the_bases_place() {
        use State::{Covered, Kept};
        let got = states(&["- Water all roses daily\n", "- Water all roses daily and at dusk\n"], 1);
        assert_eq!(got, [Covered(1), Kept]);
    }

    #[test]
    fn the_base_wins_a_contradiction() {
        let got = states(&["- Reply in French\n", "- Always reply in Dutch\n"], 1);
        assert_eq!(got, [State::Kept, State::Against { by: 0, about: "language".to_owned() }]);
    }

    #[test]
    fn what_one_member_says_of_two_cases_contradicts_nobody() {
        use State::{Kept, Same};
        let (show, hide) = ("- Show the tide table\n", "- Hide the tide table\n");
        let about = "hide / show".to_owned();
        assert_eq!(states(&[show, hide], 1), [Kept, State::Against { by: 0, about }]);
        assert_eq!(states(&[show, &format!("{show}{hide}")], 1), [Kept, Same(0), Kept]);
        assert_eq!(states(&[show, hide, &format!("{show}{hide}")], 1), [Kept, Kept, Same(0), Same(1)]);
    }

    #[test]
    fn support_counts() {
        use State::{Below, Kept, Same};
        let texts = ["- Water roses\n- Wash gloves\n", "- Water roses\n- Mend nets\n"];
        assert_eq!(states(&texts, 2), [Kept, Below, Same(0), Below]);
        assert_eq!(states(&texts[..1], 2), [Kept, Kept], "more than there are is all of them");
    }

    #[test]
    fn lead_ins_go_with_what_they_lead() {
        let got = states(&["- Water roses\n", "- Consider:\n  - Water roses\n"], 1);
        assert_eq!(got, [State::Kept, State::Covered(0), State::Same(0)]);
    }
}
