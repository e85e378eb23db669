//! What agentkin writes itself, told by what stands at the top of it.

/// Bytes that are looked at. A page keeps who made it behind its policy.
const LOOKED_AT: usize = 8 * 1024;

/// Lines that are looked at: who made a graph stands after what its agents have.
const LINES: usize = 12;

/// What a line begins with, blanks and opening braces left out: the schemas of documents, and what opens a baseline, decisions, a
/// page, a log, a graph, a table, a ledger and a plan for people.
const MARKS: &[&str] = &[
    "\"schema\":\"agentkin.",
    "schema=\"agentkin.",
    "#Whatwasknownwhenthiswaswritten:agentkin",
    "#Decisionsforagentkin:",
    "<metaname=\"generator\"content=\"agentkin\">",
    "\"driver\":{\"name\":\"agentkin\"",
    "graphagentkin{",
    "<graphid=\"agentkin\"",
    "%%byagentkin",
    "row,family,a,b,relation,similarity,",
    "rowfamilyabrelationsimilarity",
    "member,line,fate,by,text",
    "|family|action|agent|why|",
];

/// What each document as Markdown begins with: nothing of it is shown. Further down it may be anybody's comment.
pub const MARKDOWN: &str = "<!-- by agentkin -->\n";

/// What a report as Markdown began with before all were marked.
const REPORT: &str = "# agentkin report\n";

/// What front matter begins with: no document of agentkin has any.
const FRONT: &str = "---";

/// Letters of a line that are looked at, blanks left out.
const TELLING: usize = 64;

/// Whether a file holds a document that agentkin wrote: a report, a plan, a receipt, a baseline, a core, a ledger, a page. What
/// stands in it is told of agents and is none, and names none to anybody.
#[must_use]
pub fn is_own(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    // Most agents begin so: nothing more of them is read here.
    if bytes.starts_with(FRONT.as_bytes()) {
        return false;
    }
    let top = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]);
    let head = top.replacen("\r\n", "\n", 1);
    [MARKDOWN, REPORT].iter().any(|mark| head.starts_with(mark)) || top.lines().take(LINES).any(is_mark)
}

fn is_mark(line: &str) -> bool {
    let bare: String =
        line.trim_start_matches(['{', ' ', '\t']).chars().filter(|c| !c.is_whitespace()).take(TELLING).collect();
    MARKS.iter().any(|mark| bare.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_wrote_it() {
        for own in [
            "{\n  \"schema\": \"agentkin.report/1\",",
            "{\"schema\":\"agentkin.plan/1\",\"id\":\"0\"}",
            "\u{feff}# What these agents share\n# Edit it\nschema = \"agentkin.core/1\"\n",
            "# agentkin report\n\n**2 agents**",
            "<!-- by agentkin -->\n# `a.md` → `b.md`: variant\n",
            "<!-- by agentkin -->\r\n# `a.md` → `b.md`: variant\r\n",
            "row\tfamily\ta\tb\trelation\tsimilarity\ta_name\n",
        ] {
            assert!(is_own(own.as_bytes()), "{own}");
        }
        for other in [
            "",
            "---\nname: bees\n---\n\nYou write `\"schema\": \"agentkin.report/1\"`.",
            "{\"schema\": \"https://agentkin.example\"}",
            "# agentkin report --fail-on variant runs here\non: push\n",
            "# Agents\n\n<!-- by agentkin -->\n",
            "---\nname: bees\n---\n\n| family | action | agent | why |\n|---|---|---|---|\n",
            "# Agents\n\nA report by agentkin is made each night.\n",
        ] {
            assert!(!is_own(other.as_bytes()), "{other}");
        }
        let deep = format!("{}\"schema\": \"agentkin.report/1\"", "\n".repeat(LINES));
        assert!(!is_own(deep.as_bytes()), "who tells of one further down is none");
    }
}
