//! Which format a file has: from its place, else from its keys.

use std::sync::LazyLock;

use super::{
    address, formats,
    pattern::{self, Match, Pattern},
    seats::{self, Item, is_dots},
};
use crate::model::{Data, FindingCode, Identity, Note, Origin, Profile, RawField, Severity, Value};

/// A file that could be an agent by its ending, and is none.
pub(super) const NOT_AN_AGENT: FindingCode = FindingCode {
    id: "not-an-agent",
    severity: Severity::Info,
    meaning: "The file was met in a folder and is no agent: its place does not make it one, and it has no front matter with a \
              name or a description, or as a file of data no prompt.",
    cure: "Nothing, if it is a document. If it is an agent, give it front matter with a name and a description, or give its \
           path on the command line.",
};

/// A named file of data without a prompt.
pub(super) const NO_PROMPT_IN_DATA: FindingCode = FindingCode {
    id: "no-prompt-in-data",
    severity: Severity::Error,
    meaning: "The file is data (JSON, YAML or TOML), and nothing in it looks like an agent: no key that holds a prompt in any \
              format that agentkin knows.",
    cure: "Leave the file out, or look with `agentkin formats` under which keys a format keeps its prompts.",
};

/// Documents that lie beside agents, by the first part of their names in lower case.
const DOCUMENTS: &[&str] = &[
    "authors",
    "changelog",
    "code_of_conduct",
    "contributing",
    "history",
    "index",
    "licence",
    "license",
    "notice",
    "readme",
    "security",
];

/// What was told of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Told {
    /// Its format.
    pub(super) profile: &'static Profile,
    place: Option<Place>,
}

/// What was told of a file of data.
pub(super) struct ToldData {
    /// Its format.
    pub(super) told: Told,
    /// Its agents.
    pub(super) items: Vec<Item>,
}

/// A pattern that matched.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    matched: Match,
    /// Whether the files of a format only may lie there.
    likely: bool,
}

/// Who claims a place.
#[derive(Clone, Copy)]
enum Claim {
    Sure(&'static Profile),
    Likely(&'static Profile),
}

/// What a file or an agent in it has under a key.
type At<'v> = &'v dyn Fn(&str) -> Option<&'v Value>;

/// Tells the format of a Markdown file with these fields and this prompt.
///
/// # Errors
/// A note that says why a file that was met in a folder is no agent.
pub(super) fn tell(path: &str, fields: &[RawField], prompt: &str, origin: Origin) -> Result<Told, Note> {
    let parts: Vec<&str> = path.split('/').collect();
    let at = |key: &str| fields.iter().rev().find(|field| field.key == key).map(|field| &field.value);
    let described = is_described(&at);
    let by_place = match claim(&parts) {
        Some((place, Claim::Sure(profile))) => {
            let sure = described || origin == Origin::Named || !is_document(&parts);
            sure.then_some((place, profile))
        }
        // A prompt among agents is one too, where it speaks to whoever is to act on it.
        Some((place, Claim::Likely(profile))) => {
            let speaks = fields.is_empty() && !is_document(&parts) && address::speaks(prompt);
            let other = by_signs(&parts, &at).is_some_and(|told| says_more(told, profile, &parts, &at));
            (speaks || described && !other).then_some((place, profile))
        }
        None => None,
    };
    if let Some((place, profile)) = by_place {
        return Ok(Told { profile, place: Some(place) });
    }
    let is_form = origin == Origin::Found && is_form(&parts);
    match by_signs(&parts, &at).filter(|_| !is_form) {
        Some(profile) => Ok(Told { profile, place: None }),
        None if described && !is_form || origin == Origin::Named => {
            Ok(Told { profile: &formats::markdown::PROFILE, place: None })
        }
        None => Err(Note::new(&NOT_AN_AGENT, "no agent: it has no front matter with a name or a description")),
    }
}

/// Tells the format of a file of data with these top-level fields, and where in it the agents lie.
///
/// # Errors
/// A note that says why it holds none.
pub(super) fn data(path: &str, fields: &[RawField], origin: Origin) -> Result<ToldData, Note> {
    let parts: Vec<&str> = path.split('/').collect();
    let told = by_place(&parts, fields).or_else(|| by_keys(&parts, fields)).or_else(|| by_prompt(fields, origin));
    told.ok_or_else(|| match origin {
        Origin::Named => Note::new(&NO_PROMPT_IN_DATA, "nothing in this file of data looks like an agent's prompt"),
        Origin::Found => Note::new(&NOT_AN_AGENT, "no agent: no key of it holds a prompt"),
    })
}

fn by_place(parts: &[&str], fields: &[RawField]) -> Option<ToldData> {
    let (place, claim) = claim(parts)?;
    let (profile, items) = match claim {
        Claim::Sure(profile) => (profile, held(fields, profile, |item, _| item.has_key_of(profile))?),
        Claim::Likely(profile) => {
            (profile, held(fields, profile, |item, _| has_sign(profile, parts, &|key| item.at(key)))?)
        }
    };
    Some(ToldData { told: Told { profile, place: Some(place) }, items })
}

/// The format whose largest set of telling keys an agent of the file has; of equals the first in the roster.
fn by_keys(parts: &[&str], fields: &[RawField]) -> Option<ToldData> {
    let told = formats::ALL.iter().rev().filter_map(|profile| {
        let telling =
            |item: &Item, data: &Data| item.has_prompt_key(data) && has_sign(profile, parts, &|key| item.at(key));
        let items = held(fields, profile, telling)?;
        let size = items.iter().filter_map(|item| largest_sign(profile, parts, &|key| item.at(key))).max()?;
        Some((size, ToldData { told: Told { profile, place: None }, items }))
    });
    told.max_by_key(|(size, _)| *size).map(|(_, told)| told)
}

/// Any file of data with a prompt in it; one that was met in a folder must say who it is, for many a configuration has a
/// key of that name.
fn by_prompt(fields: &[RawField], origin: Origin) -> Option<ToldData> {
    let profile = &formats::yaml_agent::PROFILE;
    let items = held(fields, profile, |item, data| match origin {
        Origin::Named => item.has_prompt(data),
        Origin::Found => item.is_described() && item.has_long_prompt(data),
    })?;
    Some(ToldData { told: Told { profile, place: None }, items })
}

/// The agents of the file that pass, by the first of the format's seats that holds any.
fn held(fields: &[RawField], profile: &Profile, passes: impl Fn(&Item, &Data) -> bool) -> Option<Vec<Item>> {
    let data = profile.data?;
    let passing =
        |seats| -> Vec<Item> { seats::seated(fields, seats).into_iter().filter(|item| passes(item, &data)).collect() };
    data.seats.iter().map(|seats| passing(*seats)).find(|items| !items.is_empty())
}

/// Whether a file of data that was met in a folder can hold a prompt at all: parsing it would cost more than looking.
///
/// # Errors
/// The note that it does not.
pub(super) fn worth_parsing(path: &str, text: &str, origin: Origin) -> Result<(), Note> {
    let claimed = || claim(&path.split('/').collect::<Vec<_>>()).is_some();
    let mut keys = formats::ALL.iter().filter_map(|profile| profile.data).flat_map(|data| data.prompt);
    if origin == Origin::Named || claimed() || keys.any(|key| text.contains(key)) {
        return Ok(());
    }
    Err(Note::new(&NOT_AN_AGENT, "no agent: no key of it holds a prompt"))
}

/// What to say of a file of data that no parser reads and that was met in a folder: only where a harness keeps its agents
/// does somebody miss one.
pub(super) fn broken(path: &str, note: &Note) -> Note {
    match claim(&path.split('/').collect::<Vec<_>>()) {
        Some((_, Claim::Sure(profile))) => {
            Note { message: format!("{}; {}", note.message, profile.on_bad_yaml), ..note.clone() }
        }
        _ => Note { code: &NOT_AN_AGENT, message: format!("no agent: {}", note.message), ..note.clone() },
    }
}

/// Whether a harness keeps Markdown, and only that, where the file lies.
pub(super) fn keeps_markdown(path: &str) -> bool {
    let claim = claim(&path.split('/').collect::<Vec<_>>());
    matches!(claim, Some((_, Claim::Sure(profile))) if profile.data.is_none())
}

/// The closest match; what is sure goes before what is likely.
/// Whether a file lies in a place that is a harness's own: whatever it holds, the harness reads it.
pub(super) fn is_in_place(path: &str) -> bool {
    matches!(claim(&path.split('/').collect::<Vec<_>>()), Some((_, Claim::Sure(_))))
}

fn claim(parts: &[&str]) -> Option<(Place, Claim)> {
    let matched = |(pattern, claim): &(Pattern<'static>, Claim)| {
        let likely = matches!(claim, Claim::Likely(_));
        pattern.matched(parts).map(|matched| (Place { matched, likely }, *claim))
    };
    let closest = |(place, _): &(Place, Claim)| place.matched;
    let [sure, likely] = &*PLACES;
    let sure = sure.iter().filter_map(matched).max_by_key(closest);
    sure.or_else(|| likely.iter().filter_map(matched).max_by_key(closest))
}

/// Where files of each format lie, and where they may lie.
static PLACES: LazyLock<[Vec<(Pattern<'static>, Claim)>; 2]> = LazyLock::new(|| {
    let all = || formats::ALL.iter().copied();
    let sure =
        |profile: &'static Profile| profile.places.iter().map(move |place| (Pattern::of(place), Claim::Sure(profile)));
    let likely = |profile: &'static Profile| {
        profile.likely_places.iter().map(move |place| (Pattern::of(place), Claim::Likely(profile)))
    };
    [all().flat_map(sure).collect(), all().flat_map(likely).collect()]
});

fn is_described(at: At<'_>) -> bool {
    ["name", "description"].into_iter().any(|key| at(key).is_some_and(|value| !value.plain().trim().is_empty()))
}

/// Whether it is a form of a code host, which has a name and a description as agents have them.
fn is_form(parts: &[&str]) -> bool {
    parts.iter().any(|part| matches!(*part, "ISSUE_TEMPLATE" | "PULL_REQUEST_TEMPLATE"))
}

/// Whether a name is a document's, in any language and version: `README.ja.md`, `CHANGELOG-2.md`, but not
/// `security-reviewer.md`.
fn is_document(parts: &[&str]) -> bool {
    let name = parts.last().and_then(|name| name.split('.').next()).unwrap_or("").to_ascii_lowercase();
    let begin = name.split('-').next().unwrap_or("");
    DOCUMENTS.contains(&name.as_str()) || ["readme", "changelog", "contributing"].contains(&begin)
}

/// The format whose largest set of telling keys is all there; of equals the first in the roster.
fn by_signs(parts: &[&str], at: At<'_>) -> Option<&'static Profile> {
    let told = formats::ALL.iter().rev().filter(|profile| profile.syntax.is_markdown() || !profile.places.is_empty());
    let told = told.filter_map(|profile| largest_sign(profile, parts, at).map(|size| (size, *profile)));
    told.max_by_key(|(size, _)| *size).map(|(_, profile)| profile)
}

/// Whether what a file has of `told` says more than the likely place of `profile`: it has more of it, and a key or a value
/// that `profile` does not ask for.
fn says_more(told: &Profile, profile: &Profile, parts: &[&str], at: At<'_>) -> bool {
    let asks = |part: &str| !part.contains('=') && profile.canonical(part).is_some();
    // What its tools are called moves no file from a place that is another format's.
    let foreign = |part: &&str| !part.starts_with("own:") && !asks(part);
    let telling = |sign: &&&[&str]| sign.iter().all(|part| is_there(part, told, parts, at)) && sign.iter().any(foreign);
    let size = told.signs.iter().filter(telling).map(|sign| sign.len()).max();
    // What a skill is called its file's name says, whatever keys it has.
    told.name != profile.name && told.identity != Identity::Folder && size > largest_sign(profile, parts, at)
}

fn has_sign(profile: &Profile, parts: &[&str], at: At<'_>) -> bool {
    largest_sign(profile, parts, at).is_some()
}

/// The size of the largest of the format's signs that is all there.
fn largest_sign(profile: &Profile, parts: &[&str], at: At<'_>) -> Option<usize> {
    let whole = profile.signs.iter().filter(|sign| sign.iter().all(|part| is_there(part, profile, parts, at)));
    whole.map(|sign| sign.len()).max()
}

/// Whether one part of a sign is there: a key, `key=` with the beginning of its value, `own:` with a key under which a tool
/// stands as this harness alone spells it, `in:` with a folder above.
fn is_there(part: &str, profile: &Profile, parts: &[&str], at: At<'_>) -> bool {
    if let Some(folder) = part.strip_prefix("in:") {
        return parts.iter().rev().skip(1).any(|part| *part == folder);
    }
    if let Some(key) = part.strip_prefix("own:") {
        return at(key).is_some_and(|value| names_own_tool(value, profile));
    }
    match part.split_once('=') {
        Some((key, begin)) => at(key).is_some_and(|value| value.plain().starts_with(begin)),
        None => at(part).is_some(),
    }
}

/// Whether a list of tools has one that stands in this format's table and in no other, or is one of its sets (`editFiles`,
/// `search/codebase`): a word that many harnesses have tells nothing.
fn names_own_tool(value: &Value, profile: &Profile) -> bool {
    let Value::List(tools) = value else { return false };
    let knows = |format: &Profile, tool: &str| format.tools.iter().any(|(known, _)| known.eq_ignore_ascii_case(tool));
    let in_set = |tool: &str| {
        let mut sets = profile.tools.iter().filter_map(|(known, _)| known.strip_suffix('*'));
        sets.any(|set| set.len() > 1 && tool.starts_with(set))
    };
    let others = |tool: &str| formats::ALL.iter().any(|other| other.name != profile.name && knows(other, tool));
    let own = |tool: &str| profile.tools.iter().any(|(known, _)| *known == tool) && !others(tool);
    tools.iter().filter_map(Value::as_text).any(|tool| in_set(tool) || own(tool))
}

impl Told {
    /// Whether the file lies where files of the format may lie, among others: a plugin's `agents/`.
    pub(super) fn is_likely(&self) -> bool {
        self.place.is_some_and(|place| place.likely)
    }

    /// Whether the file lies where files of the format lie or may lie.
    pub(super) const fn is_in_place(&self) -> bool {
        self.place.is_some()
    }

    /// The file name without the longest ending that a matching place of the format gives it.
    fn stem<'n>(&self, parts: &[&str], name: &'n str) -> Option<&'n str> {
        let places = self.profile.places.iter().chain(self.profile.likely_places);
        let matching = places.filter(|place| pattern::matched(place, parts).is_some());
        matching.filter_map(|place| pattern::stem(place, name)).min_by_key(|stem| stem.len())
    }

    /// The name that the harness takes from the place of the file at `path`.
    pub(super) fn place_name(&self, path: &str) -> Option<String> {
        let parts: Vec<&str> = path.split('/').collect();
        let (name, folders) = parts.split_last()?;
        let stem = match self.place {
            Some(_) => self.stem(&parts, name),
            None => {
                name.rsplit_once('.').map(|(stem, ending)| if stem.is_empty() { ending } else { stem }).or(Some(*name))
            }
        };
        match self.profile.identity {
            // A file that is all ending (`.cursorrules`) is called by it.
            // A file that is all ending (`.cursorrules`) is called by the project that it lies in.
            Identity::FileStem if stem.is_some_and(|stem| stem.starts_with('.')) => {
                let folder = folders.last().filter(|folder| !is_dots(folder));
                folder.copied().or(stem).map(|name| name.trim_start_matches('.').to_owned())
            }
            Identity::NameField | Identity::FileStem => stem.map(|stem| stem.trim_start_matches('.').to_owned()),
            // Roo keeps what belongs to a mode in a folder named after it.
            Identity::Key => {
                let slug = folders.iter().rev().find_map(|folder| folder.strip_prefix("rules-"));
                slug.or(stem).map(str::to_owned)
            }
            Identity::Folder => folders.last().map(|folder| (*folder).to_owned()).filter(|folder| !is_dots(folder)),
            Identity::RelativePath => {
                let below = self.place.map_or(folders.len(), |place| place.matched.below.min(folders.len()));
                let below = &folders[below..];
                stem.map(|stem| below.iter().copied().chain([stem]).collect::<Vec<_>>().join("/"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;

    fn fields(keys: &[&str]) -> Vec<RawField> {
        let field = |key: &&str| RawField { key: (*key).to_owned(), value: Value::Text("x".to_owned()), span: None };
        keys.iter().map(field).collect()
    }

    fn told(path: &str, keys: &[&str], origin: Origin) -> Result<(&'static str, Option<String>), &'static str> {
        tell(path, &fields(keys), "# Some text", origin)
            .map(|told| (told.profile.name.0, told.place_name(path)))
            .map_err(|note| note.code.id)
    }

    fn in_data(path: &str, given: &[(&str, &str)], origin: Origin) -> Result<&'static str, &'static str> {
        let field = |(key, text): &(&str, &str)| RawField {
            key: (*key).to_owned(),
            value: Value::Text((*text).to_owned()),
            span: None,
        };
        let fields: Vec<RawField> = given.iter().map(field).collect();
        data(path, &fields, origin).map(|told| told.told.profile.name.0).map_err(|note| note.code.id)
    }

    #[test]
    fn places_tell_the_format() {
        for (path, format, name) in [
            ("p/.claude/agents/a/owl.md", "claude", "owl"),
            ("plugins/p/agents/owl.md", "claude", "owl"),
            (".claude/skills/owl/SKILL.md", "skill", "owl"),
            ("p/.claude/commands/git/tidy.md", "command", "git/tidy"),
            ("p/commands/tidy.md", "command", "tidy"),
            (".github/agents/owl.agent.md", "copilot", "owl"),
            (".github/agents/owl.md", "copilot", "owl"),
            ("agents/owl.agent.md", "copilot", "owl"),
            ("chatmodes/owl.chatmode.md", "copilot", "owl"),
            (".cursor/agents/owl.agent.md", "cursor-agent", "owl.agent"),
            (".opencode/agent/night/owl.md", "opencode", "night/owl"),
            (".gemini/agents/owl.md", "gemini", "owl"),
            (".cursor/rules/owl.mdc", "cursor-rule", "owl"),
            (".factory/droids/owl.md", "droid", "owl"),
            (".kiro/steering/owl.md", "kiro", "owl"),
            (".roo/rules-owl/1_watch.xml", "roo", "owl"),
            ("night/.cursorrules", "cursor-rule", "night"),
            (".cursorrules", "cursor-rule", "cursorrules"),
            (".clinerules/owl.md", "cline", "owl"),
            ("p/AGENTS.md", "agents-md", "p"),
        ] {
            assert_eq!(
                told(path, &["name", "description"], Origin::Found),
                Ok((format, Some(name.to_owned()))),
                "{path}"
            );
        }
    }

    #[test]
    fn keys_tell_the_format_where_no_place_does() {
        for (path, keys, format) in [
            ("owl.md", &["name", "description"][..], "claude"),
            ("owl.md", &["description", "globs"], "cursor-rule"),
            ("prompts/owl.md", &["description", "argument-hint"], "codex"),
            ("owl.md", &["description", "argument-hint"], "command"),
            ("agents/owl.md", &["name", "description", "readonly"], "cursor-agent"),
            ("agents/owl.md", &["name", "description", "tools"], "claude"),
            ("agents/owl.md", &["description", "globs"], "cursor-rule"),
            ("owl.md", &["description", "weight"], "markdown"),
        ] {
            assert_eq!(told(path, keys, Origin::Found).unwrap().0, format, "{path} {keys:?}");
        }
        assert_eq!(told("SKILL.md", &["name"], Origin::Found), Ok(("skill", None)));
    }

    #[test]
    fn tools_tell_the_format_where_keys_do_not() {
        let format = |tools: &[&str]| {
            let mut fields = fields(&["description", "tools"]);
            fields[1].value = Value::List(tools.iter().map(|tool| Value::Text((*tool).to_owned())).collect());
            tell("owl.md", &fields, "# Owl", Origin::Named).map(|told| told.profile.name.0)
        };
        assert_eq!(format(&["changes", "editFiles"]), Ok("copilot"));
        assert_eq!(format(&["web/fetch"]), Ok("copilot"));
        assert_eq!(format(&["Read", "WebFetch", "mcp__owl__see"]), Ok("claude"));
        assert_eq!(format(&["read", "edit"]), Ok("claude"), "words that many harnesses have tell nothing");
    }

    #[test]
    fn documents_in_a_folder_are_no_agents() {
        assert_eq!(told("docs/x.md", &["title"], Origin::Found), Err("not-an-agent"));
        assert_eq!(told(".claude/agents/README.md", &[], Origin::Found), Err("not-an-agent"));
        assert_eq!(told("agents/overview.md", &[], Origin::Found), Err("not-an-agent"));
        let form = ".github/ISSUE_TEMPLATE/bug.md";
        assert_eq!(told(form, &["name", "description"], Origin::Found), Err("not-an-agent"));
    }

    #[test]
    fn a_prompt_among_agents_is_one() {
        let format = |path| tell(path, &[], "# Owl\n\nYou are an owl.", Origin::Found).map(|told| told.profile.name.0);
        assert_eq!(format("agents/owl.md"), Ok("claude"));
        assert!(format("agents/README.md").is_err() && format("docs/owl.md").is_err());
    }

    #[test]
    fn a_named_file_is_always_an_agent() {
        assert_eq!(told("docs/x.md", &[], Origin::Named), Ok(("markdown", Some("x".to_owned()))));
        assert_eq!(told(".clinerules/x.md", &[], Origin::Named).unwrap().0, "cline");
        assert_eq!(told(".claude/commands/README.md", &[], Origin::Named).unwrap().0, "command");
    }

    #[test]
    fn files_of_data_are_told_by_place_then_by_keys() {
        let prompt = "You are an owl.\nWatch.";
        let owl = [("name", "owl"), ("prompt", prompt)];
        assert_eq!(in_data(".kiro/agents/owl.json", &owl, Origin::Found), Ok("kiro"));
        assert_eq!(in_data(".amazonq/cli-agents/owl.json", &owl, Origin::Found), Ok("amazonq"));
        let with_tools = [("name", "owl"), ("prompt", "x"), ("tools", "y")];
        assert_eq!(in_data("owl.json", &with_tools, Origin::Found), Ok("kiro"));
        assert_eq!(in_data("owl.toml", &[("developer_instructions", "x")], Origin::Found), Ok("codex"));
        assert_eq!(in_data("x/agents.yaml", &[("slug", "owl"), ("roleDefinition", "x")], Origin::Found), Ok("roo"));
        assert_eq!(in_data("owl.yaml", &owl, Origin::Found), Ok("yaml-agent"));
    }

    #[test]
    fn data_that_is_no_agent_says_so() {
        assert_eq!(
            in_data("package.json", &[("name", "owl"), ("description", "x")], Origin::Found),
            Err("not-an-agent")
        );
        assert_eq!(in_data("form.json", &[("name", "owl"), ("prompt", "Name?")], Origin::Found), Err("not-an-agent"));
        assert_eq!(in_data("form.json", &[("prompt", "Name?")], Origin::Named), Ok("yaml-agent"));
        assert_eq!(in_data("package.json", &[("name", "owl")], Origin::Named), Err("no-prompt-in-data"));
        assert_eq!(worth_parsing("lock.json", "{}", Origin::Found).map_err(|note| note.code.id), Err("not-an-agent"));
    }
}
