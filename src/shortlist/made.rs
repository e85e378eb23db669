//! Small corpora for the tests of this stage.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    model::{
        Agent, Bulk, Commonness, Corpus, Definition, Digest, FormatName, Origin, Prompt, Sketch, Span, Term, Users,
        upper,
    },
    text::{
        shingle::shingles,
        words::{hash, key, words},
    },
};

/// An agent with this name, description and body.
pub(super) fn agent(id: &str, name: &str, description: &str, body: &str) -> Agent {
    let bulk = Bulk {
        shingles: shingles(body).into_iter().map(upper).collect::<Vec<_>>().into(),
        body: terms(body),
        code: terms(&body.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(" ")),
        ..Bulk::default()
    };
    let sketch = Sketch {
        name: terms(&name.replace('-', " ")),
        description: terms(description),
        bulk: bulk.into(),
        ..Sketch::default()
    };
    let definition = Definition {
        format: FormatName("claude"),
        omitted_tools: crate::model::OmittedTools::All,
        prompt_keys: &[],
        name: name.to_owned(),
        description: description.to_owned(),
        syntax: crate::model::Syntax::FrontMatter,
        lines: crate::model::Lines::From(1),
        front: None,
        front_is_strict: true,
        body: Span::new(0, 0),
        fields: Vec::new(),
        prompt: Prompt { text: String::new(), sections: Vec::new(), statements: Vec::new() }.into(),
        content: Digest(u128::from(key(&format!("{name} {description} {body}")))),
        tokens: 1,
        sketch,
        notes: Vec::new(),
    };
    Agent { id: id.to_owned(), path: id.to_owned(), origin: Origin::Found, bytes: Arc::default(), definition }
}

fn terms(text: &str) -> Vec<Term> {
    let mut hashes: Vec<u64> = words(text).iter().map(|word| hash(word)).collect();
    hashes.sort_unstable();
    let count = |group: &[u64]| Term { hash: upper(group[0]), count: u32::try_from(group.len()).expect("few") };
    hashes.chunk_by(|x, y| x == y).map(count).collect()
}

/// A body of `words` words of which `seed` makes every one its own.
pub(super) fn body(seed: usize, words: usize) -> String {
    (0..words).map(|at| format!("w{seed}x{at}")).collect::<Vec<_>>().join(" ")
}

/// How common the words and phrases of a corpus are in it.
pub(super) fn commonness(corpus: &Corpus) -> Commonness {
    let sketches = || corpus.agents().iter().map(|agent| &agent.definition.sketch);
    let words =
        |sketch: &Sketch| sketch.bulk.get().body.iter().chain(&sketch.name).map(|term| term.hash).collect::<Vec<_>>();
    Commonness {
        agents: u32::try_from(corpus.len()).expect("few"),
        words: users(sketches().flat_map(words)),
        phrases: users(sketches().flat_map(|sketch| sketch.bulk.get().shingles.to_vec())),
    }
}

fn users(hashes: impl Iterator<Item = u32>) -> Users {
    let mut counted = BTreeMap::new();
    hashes.for_each(|hash| *counted.entry(hash).or_default() += 1);
    Users::of(counted.into_iter().collect())
}
