//! Diffs: two agents by size and kinship, many side by side, two folders; and `git diff --no-index --word-diff` on the same
//! files in the same run, to hold them against.

mod corpus;

use std::{fs, path::PathBuf, process::Command};

use agentkin::{
    compare,
    model::{AgentIx, Corpus},
    pipeline::{self, Unwatched},
};
use divan::Bencher;

fn main() {
    divan::main();
}

/// Two agents of so many KB that share a template and little else.
#[divan::bench(args = [20, 300], sample_count = 20)]
fn unlike(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let (corpus, a, b) = two(kilobytes, Kin::Unlike);
    bencher.bench(|| compare::diff(corpus.definition(a), corpus.definition(b)));
}

/// An agent of so many KB and an edited copy of it.
#[divan::bench(args = [20, 300], sample_count = 20)]
fn copy(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let (corpus, a, b) = two(kilobytes, Kin::Copy);
    bencher.bench(|| compare::diff(corpus.definition(a), corpus.definition(b)));
}

/// The same with opinions on what changed: what `agentkin diff` asks for.
#[divan::bench(args = [20, 300], sample_count = 20)]
fn copy_with_opinions(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let (corpus, a, b) = two(kilobytes, Kin::Copy);
    bencher.bench(|| pipeline::diff(&corpus, a, b));
}

/// What git takes for the words of the same two files, its start included.
#[divan::bench(args = [20, 300], sample_count = 20)]
fn git_word_diff(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let files = files(kilobytes, Kin::Unlike);
    bencher.bench(|| Command::new("git").args(["diff", "--no-index", "--word-diff"]).args(&files).output());
}

/// So many members of families side by side.
#[divan::bench(args = [3, 10, 40], sample_count = 10)]
fn matrix(bencher: Bencher<'_, '_>, members: usize) {
    let corpus = corpus::corpus(200);
    let members: Vec<AgentIx> = corpus.indexes().take(members).collect();
    bencher.bench(|| pipeline::matrix(&corpus, &members, Some(0)));
}

/// Two folders of so many agents, each edited in the second.
#[divan::bench(args = [1_000], sample_count = 3)]
fn folders(bencher: Bencher<'_, '_>, agents: usize) {
    let roots = trees(agents);
    bencher.bench(|| pipeline::rosters(&roots, &pipeline::Options::default(), &Unwatched));
}

/// What git takes for the same folders.
#[divan::bench(args = [1_000], sample_count = 3)]
fn git_folders(bencher: Bencher<'_, '_>, agents: usize) {
    let roots = trees(agents);
    bencher.bench(|| Command::new("git").args(["diff", "--no-index", "--word-diff"]).args(&roots).output());
}

/// How the second of two agents is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kin {
    Unlike,
    Copy,
}

fn two(kilobytes: usize, kin: Kin) -> (Corpus, AgentIx, AgentIx) {
    let paths = files(kilobytes, kin).map(|path| path.to_string_lossy().into_owned());
    let corpus = pipeline::load(&paths, &Unwatched).map(|loaded| loaded.corpus).unwrap_or_default();
    assert_eq!(corpus.len(), 2, "both were made");
    (corpus, AgentIx::new(0), AgentIx::new(1))
}

/// Two files of so many KB, made of the bodies of made agents.
fn files(kilobytes: usize, kin: Kin) -> [PathBuf; 2] {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("diff-{kilobytes}-{kin:?}"));
    let made = corpus::files(400);
    let body = |skip: usize| {
        let mut text = String::from("---\nname: long\ndescription: Looks after a harbour.\n---\n");
        for agent in made.iter().skip(skip).step_by(2).cycle() {
            if text.len() >= kilobytes * 1024 {
                break;
            }
            text.push_str(agent.text.split("---\n").nth(2).unwrap_or_default());
        }
        text
    };
    let first = body(0);
    let second = if kin == Kin::Unlike { body(1) } else { edited(&first) };
    let _ = fs::create_dir_all(&folder);
    let paths = ["a.md", "b.md"].map(|name| folder.join(name));
    for (path, text) in paths.iter().zip([first, second]) {
        assert!(fs::write(path, text).is_ok(), "a file under target");
    }
    paths
}

/// The text with a word put into every tenth line.
fn edited(text: &str) -> String {
    let line = |(at, line): (usize, &str)| {
        let edit = at % 10 == 7 && line.contains(' ') && !line.starts_with(['#', '`']);
        if edit { format!("{} twice\n", line.trim_end()) } else { line.to_owned() }
    };
    text.split_inclusive('\n').enumerate().map(line).collect()
}

/// A folder of agents and one of their edited copies.
fn trees(agents: usize) -> [String; 2] {
    let first = corpus::folder(agents).join("agents");
    let second = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("diff-tree-{agents}"));
    let _ = fs::create_dir_all(&second);
    for made in corpus::files(agents) {
        let path = second.join(made.name).with_extension("md");
        assert!(fs::write(path, edited(&made.text)).is_ok(), "a file under target");
    }
    [first, second].map(|path| path.to_string_lossy().into_owned())
}
