//! The parts of a SARIF log that are written, under the names of the standard.

use serde::Serialize;

use super::place::Physical;
use crate::{
    model::{Agent, Digest, FindingCode},
    report::{Terminal, names},
    text::paths::below,
};

/// Where the schema is published, as the standard names it.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
pub(super) struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

impl Log {
    pub(super) fn of(run: Run) -> Self {
        Self { schema: SCHEMA, version: "2.1.0", runs: [run] }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Run {
    tool: Tool,
    automation_details: Automation,
    invocations: [Invocation; 1],
    original_uri_base_ids: Bases,
    results: Vec<ResultRow>,
}

impl Run {
    pub(super) fn new(tool: Tool, invocation: Invocation, results: Vec<ResultRow>) -> Self {
        Self {
            tool,
            automation_details: Automation { id: "agentkin/" },
            invocations: [invocation],
            original_uri_base_ids: Bases {
                root: Base { description: Message::plain("The folder that agentkin was run in.") },
            },
            results,
        }
    }
}

#[derive(Serialize)]
struct Automation {
    id: &'static str,
}

/// The folder of the run has a name but no address (3.14.14): a log that told it would differ from machine to machine.
#[derive(Serialize)]
struct Bases {
    #[serde(rename = "%SRCROOT%")]
    root: Base,
}

#[derive(Serialize)]
struct Base {
    description: Message,
}

#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    information_uri: Option<&'static str>,
    rules: Vec<Rule>,
}

impl Driver {
    pub(super) fn new(rules: Vec<Rule>) -> Self {
        Self { name: "agentkin", semantic_version: env!("CARGO_PKG_VERSION"), information_uri: repository(), rules }
    }
}

/// Where the project lives, once its manifest says so.
const fn repository() -> Option<&'static str> {
    let repository = env!("CARGO_PKG_REPOSITORY");
    if repository.is_empty() { None } else { Some(repository) }
}

/// The paragraph on a code in docs/findings.md.
pub(super) fn help_uri(code: &FindingCode) -> Option<String> {
    let severity = names::severity(code.severity);
    repository().map(|repository| format!("{repository}/blob/main/docs/findings.md#{}-{severity}", code.id))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    pub(super) id: &'static str,
    pub(super) short_description: Message,
    pub(super) full_description: Message,
    pub(super) help: Multiformat,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help_uri: Option<String>,
    pub(super) default_configuration: Configuration,
}

#[derive(Serialize)]
pub(super) struct Configuration {
    pub(super) level: Level,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Error,
    Warning,
    Note,
}

#[derive(Serialize)]
pub(super) struct Message {
    text: String,
}

impl Message {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

#[derive(Serialize)]
pub(super) struct Multiformat {
    pub(super) text: String,
    pub(super) markdown: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub(super) execution_successful: bool,
    #[serde(rename = "toolExecutionNotifications", skip_serializing_if = "Vec::is_empty")]
    pub(super) notifications: Vec<Notification>,
}

/// What is said of the run as a whole.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notification {
    pub(super) associated_rule: RuleReference,
    pub(super) level: Level,
    pub(super) message: Message,
}

#[derive(Serialize)]
pub(super) struct RuleReference {
    pub(super) id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResultRow {
    pub(super) rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule_index: Option<usize>,
    pub(super) level: Level,
    pub(super) message: Message,
    pub(super) locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_locations: Vec<RelatedLocation>,
    pub(super) partial_fingerprints: Prints,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) baseline_state: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
}

impl Location {
    /// A place, and the agent in it where one is meant; told from `here`, as [`below`] does.
    pub(super) fn new(physical_location: Physical, agent: Option<&Agent>, here: &[String]) -> Self {
        let logical = agent.map(|agent| Logical {
            name: Terminal(&agent.definition.name).to_string(),
            fully_qualified_name: Terminal(&below(here, &agent.id)).to_string(),
        });
        Self { physical_location, logical_locations: logical.into_iter().collect() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    name: String,
    fully_qualified_name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RelatedLocation {
    pub(super) id: u32,
    pub(super) physical_location: Physical,
    pub(super) message: Message,
}

/// What tells a result from others in every run. GitHub goes by `primaryLocationLineHash` and makes its own where there is
/// none – of the text round a line, which for a whole agent is `---`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Prints {
    #[serde(rename = "agentkin/v1")]
    own: String,
    primary_location_line_hash: String,
}

impl Prints {
    pub(super) fn of(print: Digest) -> Self {
        let own = print.to_string();
        Self { primary_location_line_hash: format!("{}:1", &own[..16]), own }
    }
}
