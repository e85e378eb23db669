//! What is kept between runs never changes an answer: with it, without it, after files changed and after it was damaged.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::{fs, path::Path};

use agentkin::{
    pipeline::{self, Cache, KeptFiles, Options, PutAside, Survey, Unwatched},
    shortlist,
};
use proptest::prelude::*;

/// What agents in this test say.
const RULES: [&str; 8] = [
    "Count the boats at dawn and write the number on the slate by the door",
    "Never light the lamp before the harbour master has rung the bell",
    "Ask who owns a net before mending it",
    "Keep two coils of rope dry at all times",
    "Read the tide table aloud to whoever goes out",
    "Paint the hull number again when it can no longer be read from the pier",
    "Report a missing oar the same day",
    "Send visitors to the office with their papers",
];

/// Something that happens between two runs.
#[derive(Debug, Clone)]
enum Step {
    /// The nth file says the rules whose bits are set.
    Write(usize, u8),
    /// The nth file goes.
    Remove(usize),
    /// A byte of the store at this share of its length is another.
    Damage(u8),
    /// Another program reads.
    Program(u8),
    /// Nothing.
    Again,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0usize..6, any::<u8>()).prop_map(|(nth, rules)| Step::Write(nth, rules)),
        1 => (0usize..6).prop_map(Step::Remove),
        1 => any::<u8>().prop_map(Step::Damage),
        1 => any::<u8>().prop_map(Step::Program),
        1 => Just(Step::Again),
    ];
    prop::collection::vec(step, 1..6)
}

fn write(folder: &Path, nth: usize, rules: u8) {
    let said = (0..8).filter(|bit| rules >> bit & 1 == 1).map(|bit| RULES[bit]);
    let said = said.fold(String::new(), |said, rule| said + "- " + rule + "\n");
    // Every third file has a fault to be told of, every fourth another harness's form.
    let fault = if nth.is_multiple_of(3) { "\u{feff}" } else { "" };
    let text = format!(
        "{fault}---\nname: keeper-{nth}\ndescription: Keeps pier {nth}\ntools: Read\n---\n\nYou keep a pier.\n\n## Rules\n\n{said}"
    );
    let folder = folder.join(if nth % 4 == 3 { ".opencode/agent" } else { ".claude/agents" });
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("keeper-{nth}.md")), text).unwrap();
}

fn remove(folder: &Path, nth: usize) {
    for at in [".opencode/agent", ".claude/agents"] {
        let _ = fs::remove_file(folder.join(at).join(format!("keeper-{nth}.md")));
    }
}

fn damage(store: &Path, share: u8) {
    if let Ok(mut bytes) = fs::read(store) {
        let at = bytes.len() * usize::from(share) / 256;
        let end = bytes.len().min(at + 64);
        bytes[at..end].iter_mut().for_each(|byte| *byte ^= 0x5a);
        fs::write(store, bytes).unwrap();
    }
}

/// The report without anything kept, and with files kept, their texts let go of and their sketches put aside.
fn both(folder: &Path, kept: KeptFiles) -> (pipeline::Report, pipeline::Report) {
    let paths = [folder.to_string_lossy().into_owned()];
    let aside = PutAside { folder: std::env::temp_dir(), from: 0 };
    let options = Options { kept: Some(kept), let_go_from: 0, aside: Some(aside), ..Options::default() };
    let report = |survey, options: &Options| pipeline::reported(&paths, survey, options, &Unwatched).unwrap();
    let cached = report(None, &options);
    let survey = Survey::of(&paths, 1).unwrap();
    assert_eq!(survey.as_ref().map(Survey::fingerprint), cached.fingerprint);
    assert_eq!(report(survey, &options), cached);
    (report(None, &Options::default()), cached)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn an_answer_hangs_on_the_files_alone(steps in steps()) {
        let (folder, store) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        (0..4).for_each(|nth| write(folder.path(), nth, 0b0011_1111 << nth));
        let mut kept = KeptFiles { cache: Cache::in_folder(store.path()), program: [0; 32], least: 1 };
        for step in [vec![Step::Again], steps, vec![Step::Again]].concat() {
            match step {
                Step::Write(nth, rules) => write(folder.path(), nth, rules),
                Step::Remove(nth) if nth > 0 => remove(folder.path(), nth),
                Step::Remove(_) | Step::Again => {}
                Step::Damage(share) => damage(&store.path().join("kept.redb"), share),
                Step::Program(version) => kept.program = [version; 32],
            }
            let (plain, cached) = both(folder.path(), kept.clone());
            prop_assert_eq!(plain, cached);
        }
    }
}

#[test]
fn what_is_put_aside_changes_no_answer() {
    let paths = ["fixtures".to_owned()];
    // Found by an index, as in a corpus that is large enough for it.
    let shortlist = shortlist::Options { every_pair_up_to: 0 };
    let held = Options { shortlist, ..Options::default() };
    let put = PutAside { folder: std::env::temp_dir(), from: 0 };
    let aside = Options { aside: Some(put), let_go_from: 0, ..held.clone() };
    let report = |options: &Options| pipeline::report(&paths, options, &Unwatched).unwrap();
    let (held, aside) = (report(&held), report(&aside));
    assert!(held.comparisons.rows().len() > 100 && held.corpus.len() > 100);
    assert_eq!(held, aside);
}

#[test]
fn nothing_can_be_put_aside_in_a_folder_that_is_not_there() {
    let put = PutAside { folder: "no/such/folder".into(), from: 0 };
    let options = Options { aside: Some(put), ..Options::default() };
    let refused = pipeline::report(&["fixtures".to_owned()], &options, &Unwatched).unwrap_err().to_string();
    assert!(refused.contains("no/such/folder") && refused.contains("TMPDIR"), "{refused}");
}

#[test]
fn only_what_changed_is_read_anew() {
    let (folder, store) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    (0..4).for_each(|nth| write(folder.path(), nth, 0b0101_0101));
    let kept = KeptFiles { cache: Cache::in_folder(store.path()), program: [0; 32], least: 1 };
    let entries = || kept.cache.stats().unwrap().entries;
    both(folder.path(), kept.clone());
    assert_eq!(entries(), 4);
    write(folder.path(), 2, 0b1111_0000);
    both(folder.path(), kept.clone());
    assert_eq!(entries(), 5, "one more");
    both(folder.path(), kept.clone());
    assert_eq!(entries(), 5);
    let few = KeptFiles { least: 5, ..kept.clone() };
    write(folder.path(), 1, 0b1111_0000);
    both(folder.path(), few);
    assert_eq!(entries(), 5, "of so few files nothing is kept");
}

#[test]
fn what_is_kept_stands_for_the_file() {
    let (folder, store) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    (0..4).for_each(|nth| write(folder.path(), nth, 0b0101_0101));
    let paths = [folder.path().to_string_lossy().into_owned()];
    let kept = KeptFiles { cache: Cache::in_folder(store.path()), program: [0; 32], least: 1 };
    let options = Options { kept: Some(kept), ..Options::default() };
    let contents = |survey| {
        let told = pipeline::reported(&paths, survey, &options, &Unwatched).unwrap();
        told.analysis.corpus.agents().iter().map(|agent| agent.definition.content).collect::<Vec<_>>()
    };
    let before = contents(None);
    let survey = Survey::of(&paths, 1).unwrap();
    write(folder.path(), 1, 0b1010_1010);
    assert_eq!(contents(survey), before, "what was surveyed and is kept is not read again");
    assert_ne!(contents(None), before);
}
