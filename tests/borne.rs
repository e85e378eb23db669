//! Anything is borne: arbitrary bytes and odd documents at each format's place, held to the laws of `tests/laws`.
//!
//! The same laws as the targets under `fuzz/`, for seconds instead of hours.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

mod laws;

use proptest::prelude::*;

use laws::{PLACES, agents, merges, prints, reads};

/// What documents of each notation are made of, and what breaks them.
const PIECES: &[&str] = &[
    "---",
    "---\n",
    "...\n",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "name: owl\n",
    "description: Sees: at night.\n",
    "tools: Read, Bash\n",
    "tools:\n\t- x\n",
    "\"key\": é",
    "# Title\n",
    "Title\n=====\n",
    "**Bold:**\n",
    "Steps:\n",
    "- Count the herons\n",
    "  1. Mend the net\n",
    "> quoted\n",
    "| a | b |\n|---|---|\n| c | d |\n",
    "```\n",
    "~~~ x\n",
    "<!--",
    "-->",
    "<role>\n",
    "</role>\n",
    "<example>\n",
    "|\n  text\n",
    ">-\n  text\n",
    "&a *a",
    "!!x",
    "? x\n: y\n",
    "'",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "{\"name\": \"owl\", \"prompt\": \"Count.\\n- Mend\"}",
    "\"tools\": [\"fs_read\"],",
    "\"prompt\": \"\\u0000\\ud800\"",
    "customModes:\n",
    "  - slug: owl\n",
    "    roleDefinition: Watch.\n",
    "    groups: [read, [edit, {fileRegex: x}]]\n",
    "\"\"\"",
    "'''",
    "name = \"owl\"\n",
    "developer_instructions = \"\"\"\nWatch.\n",
    "[a.b]\n",
    "agents:\n",
    "owl:\n",
    "  role: r\n  goal: g\n  backstory: b\n",
    "// no\n",
    "/*",
    "*/",
    "\u{feff}",
    "\0",
    "\u{200b}",
    "\u{202e}",
    "\u{e0041}",
    "ðŸ“‹",
    "設計を行う。",
    "🚨",
    "Never push to main.\n",
    "Always push to main.\n",
    "a\u{1b}[31mb",
];

/// A file's bytes, shown as text where they break a law.
#[derive(Clone)]
struct Document(Vec<u8>);

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\"{}\"", self.0.escape_ascii())
    }
}

fn document() -> impl Strategy<Value = Document> {
    let pieces =
        prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|parts| parts.concat().into_bytes());
    let bytes = prop::collection::vec(any::<u8>(), 0..200);
    prop_oneof![6 => pieces, 1 => bytes].prop_map(Document)
}

/// Documents a law: `PROPTEST_CASES` asks for any other number.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(192)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn anything_is_read_by_the_laws(bytes in document(), place in prop::sample::select(PLACES)) {
        reads(place, &bytes.0);
    }

    #[test]
    fn anything_that_is_read_is_merged_by_the_laws(a in document(), b in document()) {
        merges(("a.md", &a.0), ("b.md", &b.0));
    }

    #[test]
    fn anything_that_is_read_is_merged_wherever_it_lies(a in document(), place in prop::sample::select(PLACES)) {
        merges((place, &a.0), ("b.md", b"# Owl\n\nYou watch.\n\n- Count the herons\n"));
    }

    #[test]
    fn anything_that_is_read_is_printed_by_the_laws(a in document(), b in document()) {
        if let ([x, ..], [y, ..]) = (&agents("a.md", &a.0)[..], &agents("b.md", &b.0)[..]) {
            prints(x, y);
        }
    }
}

/// A lead-in with a label inside a word comes out as a title, in which the two are one word.
#[test]
fn a_lead_in_that_becomes_a_title_is_found_again() {
    let first = "a-b**Bold:**\nAlways count the herons.\n| a | b |\n|---|---|\n| c | d |\n";
    merges(("a.md", first.as_bytes()), ("b.md", b"Owl: {1},Never count the herons.\nThen rest"));
}

/// A row that stands twice and is read as something else wherever it is put is left out twice.
#[test]
fn what_is_said_twice_is_left_out_twice() {
    let table = "| a | b |\n|---|---|\n| c | d |\n";
    let first = format!("{table}? x\n: y\n&a *a{table}? x\n: y\n---\nname: owl\n");
    let other = format!("&a *a---\n{table}---\ndescription: Sees: at night.\n");
    merges(("a.md", first.as_bytes()), ("b.md", other.as_bytes()));
}
