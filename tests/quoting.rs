//! Whatever a text holds, each notation that agentkin writes gives it back to the letter, to parsers that are not its own.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use agentkin::{
    model::{Data, Field, FormatName, Profile, Seats, Syntax, Value, Written},
    write::{self, Manuscript, Named},
};
use proptest::prelude::*;

const FROM: Profile = Profile {
    name: FormatName("from"),
    fields: &[("name", "name"), ("description", "description"), ("color", "color")],
    ..Profile::BLANK
};

const fn to(syntax: Syntax) -> Profile {
    Profile {
        name: FormatName("to"),
        syntax,
        data: Some(Data { seats: &[Seats::Whole], prompt: &["prompt"] }),
        written: Some(Written { file: "{name}", ..Written::BLANK }),
        ..FROM
    }
}

fn field(name: &str, text: &str) -> Field {
    let value = Value::Text(text.to_owned());
    Field { name: name.to_owned(), key: name.to_owned(), value, as_written: None, span: None }
}

/// A description and a prompt, written.
fn written(syntax: Syntax, description: &str, prompt: &str) -> String {
    let fields = [field("name", "owl"), field("description", description), field("color", "no")];
    let to = to(syntax);
    let manuscript =
        Manuscript { name: "owl", fields: &fields, prompt, from: &FROM, to: &to, syntax, named: Named::InPlace };
    write::write(&manuscript).text
}

/// What other parsers read of it: description and prompt.
fn read(syntax: Syntax, text: &str) -> (String, String) {
    let said = |value: &serde_json::Value| {
        assert_eq!((value["name"].as_str(), value["color"].as_str()), (Some("owl"), Some("no")), "{text}");
        let at = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        (at("description"), at("prompt"))
    };
    match syntax {
        Syntax::Json => said(&serde_json::from_str(text).unwrap()),
        Syntax::Yaml => said(&serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))),
        Syntax::Toml => said(&toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))),
        Syntax::FrontMatter | Syntax::Plain => {
            let (front, prompt) = text.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
            let front = serde_yaml::from_str(front).unwrap_or_else(|error| panic!("{error}\n{text}"));
            (said(&front).0, prompt.strip_prefix('\n').unwrap_or(prompt).to_owned())
        }
    }
}

/// A prompt loses the blank lines around it, and ends with one line end.
fn tidy(prompt: &str) -> String {
    let lines: Vec<&str> = prompt.split('\n').collect();
    let first = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(lines.len());
    match lines[first..].join("\n").trim_end() {
        "" => String::new(),
        text => format!("{text}\n"),
    }
}

fn holds(description: &str, prompt: &str) {
    for syntax in [Syntax::Json, Syntax::Yaml, Syntax::Toml, Syntax::FrontMatter] {
        let text = written(syntax, description, prompt);
        let (said, body) = read(syntax, &text);
        // A description of blanks alone says nothing, and is left out.
        let want = if description.trim().is_empty() { "" } else { description };
        assert_eq!((said.as_str(), body), (want, tidy(prompt)), "{syntax:?}:\n{text}");
    }
}

#[test]
fn what_notations_stumble_over() {
    for text in [
        "yes",
        "~",
        "- a",
        "a: b # c",
        "'''",
        "\"\"\"",
        "a\"\"\"b\n'''c\n",
        "\\",
        "a\\\nb",
        "\ttab\n\tmore\n",
        "trailing \nblanks  \n",
        " lead\nlater\n",
        "a\r\nb\rc",
        "---\na\n---\n",
        "...",
        "%YAML 1.2",
        "a\n---\nb",
        "\u{0}\u{7}\u{1b}[31m\u{7f}",
        "\u{85}\u{2028}\u{2029}\u{feff}x",
        "{{ jinja }} <<: *anchor",
        "設計\n\n```yaml\na: |\n  b\n```\n",
        "🚨 \u{1f468}\u{200d}\u{1f469}",
    ] {
        holds(text, "You watch.\n");
        holds("Sees.", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back(
        description in "(\\PC|[\n\t\r\"'\\\\:#|>-]| |[\u{0}-\u{1f}\u{7f}-\u{9f}]){0,40}",
        prompt in "(\\PC|[\n\n\t\r\"'\\\\:#|>-]| |[\u{0}-\u{1f}\u{7f}-\u{9f}]){0,80}",
    ) {
        holds(&description, &prompt);
    }

    #[test]
    fn any_lines_come_back(lines in prop::collection::vec("( |\t|a|#|-|\"|'|:|\\\\){0,6}", 0..8)) {
        let text = lines.join("\n");
        holds(&text, &text);
    }
}
