//! What there is to tell of a format, in words: the same for a terminal and for Markdown.

use crate::model::{
    Data, Fixed, Identity, Inherit, Mends, NameRule, Names, Nested, OmittedTools, Peers, Precedence, Profile, Reach,
    Routing, Seats, Spelling, Syntax, ToolStyle, UnknownKeys, Written,
};

/// One thing that is told of a format.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    /// What about, in a word or two.
    pub(crate) about: &'static str,
    /// Spellings of files and keys; what parts them is the reporter's to say.
    pub(crate) spelt: Vec<String>,
    /// The rest, in a sentence without its full stop; empty where the spellings say it all.
    pub(crate) said: String,
}

fn said(about: &'static str, said: impl Into<String>) -> Fact {
    Fact { about, spelt: Vec::new(), said: said.into() }
}

fn spelt(about: &'static str, spelt: &[&str], said: &str) -> Fact {
    Fact { about, spelt: spelt.iter().map(|word| (*word).to_owned()).collect(), said: said.to_owned() }
}

/// All that is told of a format, in reading order; its fields and tools are tables of their own.
pub(crate) fn facts(format: &Profile) -> Vec<Fact> {
    let mut out = Vec::new();
    match format.places {
        [] => out.push(said("lies in", "no place of its own: it is told by its content")),
        places => out.push(spelt("lies in", places, "")),
    }
    if !format.likely_places.is_empty() {
        let among = "where the file has a name or a description";
        out.push(spelt("and in", format.likely_places, among));
    }
    if !format.signs.is_empty() {
        let sets: Vec<String> =
            format.signs.iter().map(|keys| keys.join(" + ").replace("own:tools", "tools of its own")).collect();
        out.push(Fact { about: "elsewhere by", spelt: sets, said: String::new() });
    }
    out.push(said("written in", syntax(format.syntax)));
    out.extend(format.data.iter().flat_map(data));
    out.push(said("name from", identity(format.identity)));
    if !format.required.is_empty() {
        out.push(spelt("must have", format.required, ""));
    }
    if format.refusals.names != NameRule::Any {
        out.push(said("a name may be", format.refusals.names.told()));
    }
    out.push(said("no tool list", omitted_tools(format.omitted_tools)));
    out.extend(broken(format));
    out.extend(format.routing.map(routing));
    out.extend(shadowing(&format.precedence));
    match &format.written {
        Some(written) => out.extend(writing(written)),
        None => out.push(said("agentkin", "reads it, and does not write other agents in it")),
    }
    out
}

/// How a model is led to its agents.
fn routing(routing: Routing) -> Fact {
    let budget = routing.budget.map(|budget| format!("; of all together {} tokens: {}", budget.tokens, budget.does));
    said("offered by", format!("its description, to whoever works in {}{}", routing.reader, budget.unwrap_or_default()))
}

/// What the harness makes of a file that is not strict.
fn broken(format: &Profile) -> Vec<Fact> {
    let leniency = &format.leniency;
    let colon = |mended| said("if a value holds a colon", mended);
    let mut out = vec![said("if broken", format.on_bad_yaml)];
    out.extend(leniency.on_bad_in_plugin.map(|does| said("in a plugin", does)));
    match leniency.mends {
        Mends::Nothing => {}
        Mends::ColonsUnderLf => out.push(colon(format!("{}, where lines end in LF", leniency.on_mended))),
        Mends::ColonsOfWords => out.push(colon(format!("{}, under a key without a hyphen", leniency.on_mended))),
    }
    out.push(said("if a key is doubled", leniency.on_doubled_key));
    out
}

const fn syntax(syntax: Syntax) -> &'static str {
    match syntax {
        Syntax::FrontMatter => "Markdown under YAML front matter",
        Syntax::Plain => "Markdown alone",
        Syntax::Json => "JSON; comments and trailing commas are borne",
        Syntax::Yaml => "YAML",
        Syntax::Toml => "TOML",
    }
}

fn data(data: &Data) -> [Fact; 2] {
    let seats: Vec<String> = data.seats.iter().map(seat).collect();
    [said("in data files", seats.join(", or ")), spelt("prompt in", data.prompt, "")]
}

fn seat(seat: &Seats) -> String {
    match seat {
        Seats::Whole => "a file is an agent".to_owned(),
        Seats::Under(key) => format!("what stands under {key} is an agent"),
        Seats::Items { list, key } => format!("each item of {list} is an agent, told by its {key}"),
        Seats::Entries("") => "each entry of the file is an agent, told by its key".to_owned(),
        Seats::Entries(key) => format!("each entry under {key} is an agent, told by its key"),
    }
}

/// Where the name comes from, in words.
pub(crate) const fn identity(identity: Identity) -> &'static str {
    match identity {
        Identity::NameField => "the name field, else the file name",
        Identity::FileStem => "the file name",
        Identity::Folder => "the folder that holds the file",
        Identity::RelativePath => "the path below the format's folder",
        Identity::Key => "its key in the file",
    }
}

/// What a missing tool list means, in words.
pub(crate) const fn omitted_tools(meaning: OmittedTools) -> &'static str {
    match meaning {
        OmittedTools::All => "means all tools",
        OmittedTools::NoGrant => "means none beyond the session's",
        OmittedTools::Nothing => "means no tools",
        OmittedTools::Unsaid => "means nothing: the format has no such list",
    }
}

/// Who shadows whom.
fn shadowing(rules: &Precedence) -> Vec<Fact> {
    if rules.levels.is_empty() {
        return vec![said("same name", "shadows nothing, as far as is known: agents of one name stand side by side")];
    }
    let levels = rules.levels.iter().map(|level| {
        let folders: Vec<String> = level.folders.iter().map(|folder| level.spelt(folder)).collect();
        let whose = match level.reach {
            Reach::Project => "the project's",
            Reach::User => "the user's",
            Reach::Plugin => "a plugin's",
        };
        format!("{whose} {}", folders.join(" or "))
    });
    let order = levels.collect::<Vec<_>>().join(", before ");
    let mut out = match rules.disputed {
        Some(why) => vec![said("same name", format!("no winner is told: {why}"))],
        None => vec![said("same name", order)],
    };
    let mut more = vec![peers(rules.peers)];
    if rules.nested == Nested::InnerWins {
        more.push("a project inside another comes before it");
    }
    if rules.spelling == Spelling::Folded {
        more.push("case and separators make no other name");
    }
    out.push(said("", more.join("; ")));
    out.extend(rules.over.iter().map(|over| {
        let order = format!("{} takes it before a {} of the same name", over.harness, over.format);
        said("", if over.across { order } else { format!("{order} in one project") })
    }));
    out
}

const fn peers(peers: Peers) -> &'static str {
    match peers {
        Peers::Unsaid => "on one level nothing is known",
        Peers::FirstRead => "on one level the harness takes whichever it happens to read first",
        Peers::ShownTwice => "on one level the harness offers both",
        Peers::Refused => "on one level the harness refuses them",
    }
}

/// How agents are written in it.
fn writing(written: &Written) -> Vec<Fact> {
    let mut out = vec![spelt("written to", &[written.file], "")];
    out.push(said("", format!("tools: {}", tools(written.tools))));
    if let Some(server_tool) = written.server_tool {
        out.push(spelt("", &[server_tool], "for a tool of an MCP server"));
    }
    let fixed = written.fixed.iter().map(|(key, value)| format!("{key}: {}", fixed(*value)));
    let fixed: Vec<String> = fixed.collect();
    if let Some(applies) = written.applies {
        let mut cases =
            [applies.always, applies.by_globs, applies.by_description, applies.by_name].map(self::fixed).to_vec();
        cases.dedup();
        out.push(said("", format!("{}: {}, by when the agent applies", applies.key, cases.join(", "))));
    }
    if !fixed.is_empty() {
        out.push(Fact { about: "", spelt: fixed, said: "where the agent says nothing else".to_owned() });
    }
    let mut more = Vec::new();
    if written.inherit == Inherit::Word {
        more.push("inherit is a model".to_owned());
    }
    if written.names == Names::Slug {
        more.push("a name is lower-case letters, digits and hyphens".to_owned());
    }
    if written.unknown_keys == UnknownKeys::Refused {
        more.push("no key that the format does not know".to_owned());
    }
    more.extend(written.most_characters.map(|most| format!("at most {most} characters")));
    if !more.is_empty() {
        out.push(said("", more.join("; ")));
    }
    out
}

fn tools(style: ToolStyle) -> String {
    match style {
        ToolStyle::Commas => "a line with commas".to_owned(),
        ToolStyle::Blanks => "a line with blanks".to_owned(),
        ToolStyle::List => "a list".to_owned(),
        ToolStyle::Flags => "a mapping from tool to true or false".to_owned(),
        ToolStyle::Groups => "a list of groups".to_owned(),
        ToolStyle::Sandbox(key, value) => format!("no list; {key} = {value} forbids writing"),
        ToolStyle::ReadOnly(key) => format!("no list; {key} forbids writing"),
        ToolStyle::Nowhere => "nowhere".to_owned(),
    }
}

fn fixed(value: Fixed) -> String {
    match value {
        Fixed::Text(text) => text.to_owned(),
        Fixed::Flag(flag) => flag.to_string(),
    }
}

/// Where one looks first: the place that agents are written to, else the first that is read.
pub(crate) fn main_place(format: &Profile) -> &'static str {
    let written = format.written.as_ref().map(|written| written.file);
    written.or(format.places.first().copied()).unwrap_or("anywhere")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FormatName, Level};

    const OWLS: &[Level] = &[Level::project(&[".owl"]), Level::user(&[".owl"])];

    #[test]
    fn a_format_is_told_whole() {
        let format = Profile {
            name: FormatName("owl"),
            places: &[".owl/*.md"],
            precedence: Precedence { levels: OWLS, peers: Peers::Refused, ..Precedence::BLANK },
            written: Some(Written { file: ".owl/{name}.md", ..Written::BLANK }),
            ..Profile::BLANK
        };
        let told = facts(&format);
        let find = |about: &str| told.iter().find(|fact| fact.about == about).expect(about);
        assert_eq!(find("same name").said, "the project's .owl, before the user's ~/.owl");
        assert_eq!(find("written to").spelt, [".owl/{name}.md"]);
        assert_eq!(main_place(&format), ".owl/{name}.md");
        assert!(facts(&Profile::BLANK).iter().any(|fact| fact.said.contains("told by its content")));
    }
}
