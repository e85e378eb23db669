//! Places in files as SARIF addresses them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::model::{Agent, LineRange};

/// What a path segment may hold as it is (RFC 3986, 2.3). A colon may not: it would make a scheme of a first segment.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

/// Whole lines: no columns, whose unit editors and code hosts do not agree on.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    end_line: u32,
}

/// The place of these lines of a file.
pub(super) fn physical(path: &str, lines: Option<LineRange>) -> Physical {
    let region = lines.map(|lines| Region { start_line: lines.first.max(1), end_line: lines.last.max(1) });
    Physical { artifact_location: artifact(path), region }
}

/// The line that an agent begins on.
pub(super) fn first_line(agent: &Agent) -> LineRange {
    let line = agent.definition.lines.of(0);
    LineRange::new(line, line)
}

/// A path in the folder of the run is relative to it; what lies elsewhere says so itself (SARIF 3.4.4: no `..` below a base).
fn artifact(path: &str) -> Artifact {
    let encoded = utf8_percent_encode(path, SEGMENT).to_string();
    let drive = path.as_bytes().get(1..3) == Some(b":/");
    match (path.starts_with('/'), drive, path.split('/').any(|part| part == "..")) {
        (true, _, _) => Artifact { uri: format!("file://{encoded}"), uri_base_id: None },
        (_, true, _) => Artifact { uri: format!("file:///{}", encoded.replacen("%3A", ":", 1)), uri_base_id: None },
        (_, _, true) => Artifact { uri: encoded, uri_base_id: None },
        _ => Artifact { uri: encoded, uri_base_id: Some("%SRCROOT%") },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_an_address() {
        let told = |path: &str| (artifact(path).uri, artifact(path).uri_base_id.is_some());
        assert_eq!(told("a b/ü:x#1?.md"), ("a%20b/%C3%BC%3Ax%231%3F.md".to_owned(), true));
        assert_eq!(told("/abs/a%.md"), ("file:///abs/a%25.md".to_owned(), false));
        assert_eq!(told("C:/x y.md"), ("file:///C:/x%20y.md".to_owned(), false));
        assert_eq!(told("../up.md"), ("../up.md".to_owned(), false));
    }
}
