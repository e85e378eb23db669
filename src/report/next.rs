//! The commands worth trying after a report.

use crate::{
    model::{Analysis, Arrival, Severity},
    report::{Terminal, relatives::relatives},
};

/// A command to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// What to type.
    pub(crate) command: String,
    /// What it does, in a clause.
    pub(crate) what: String,
}

/// The commands worth trying after this report over `paths`, most useful first.
pub(crate) fn steps(analysis: &Analysis, paths: &[String]) -> Vec<Step> {
    let mut steps = Vec::new();
    let id = |ix| word(&analysis.corpus.agent(ix).id);
    if let Some(family) = analysis.families.families.first() {
        if let Some(nearest) = relatives(analysis, family).first() {
            let command = format!("agentkin diff {} {}", id(family.canonical), id(nearest.agent));
            steps.push(Step { command, what: format!("how the nearest two of {} differ", family.id) });
        }
        // The families of a part are numbered otherwise than those of the whole, which `merge --family` counts.
        let command = match &analysis.judged {
            Some(_) => {
                let members = family.members.iter().map(|ix| id(*ix)).collect::<Vec<_>>().join(" ");
                format!("agentkin merge {members} --base {}", id(family.canonical))
            }
            // Without a baseline `merge` does not know who came later, and may suggest another one.
            None if family.members.iter().any(|ix| analysis.corpus.arrival(*ix) != Arrival::Before) => {
                format!("agentkin merge --family {} --base {}{}", family.id, id(family.canonical), tail(paths))
            }
            None => format!("agentkin merge --family {}{}", family.id, tail(paths)),
        };
        steps.push(Step { command, what: format!("one agent made of the {} in {}", family.members.len(), family.id) });
    } else if let Some(first) = analysis.corpus.indexes().next() {
        let command = format!("agentkin find {}{}", id(first), tail(paths));
        steps.push(Step { command, what: "the nearest agents to one of them".to_owned() });
    }
    let graver = analysis.findings.iter().filter(|finding| finding.code.severity > Severity::Info);
    if let Some(gravest) = graver.max_by_key(|finding| (finding.code.severity, std::cmp::Reverse(finding.code.id))) {
        let command = format!("agentkin explain {}", gravest.code.id);
        steps.push(Step { command, what: "what that finding means and its cure".to_owned() });
    }
    steps
}

/// The paths to repeat in a suggested command, with a space before each; none where the default was taken.
pub(crate) fn tail(paths: &[String]) -> String {
    match paths {
        [only] if only == "." => String::new(),
        // A long list came from a pipe or a glob: nobody types it again from a report.
        many if many.len() > 3 => " PATH...".to_owned(),
        few => few.iter().flat_map(|path| [" ".to_owned(), word(path)]).collect(),
    }
}

/// One word of a POSIX shell, quoted where it must be.
pub(crate) fn word(text: &str) -> String {
    let bare = |c: char| c.is_alphanumeric() || "/._-+:@%,=".contains(c);
    if !text.is_empty() && text.chars().all(bare) && !text.starts_with('-') {
        return text.to_owned();
    }
    let shown = Terminal(text).to_string();
    // A name that begins with a dash would be read as an option.
    let lead = if text.starts_with('-') { "./" } else { "" };
    format!("'{lead}{}'", shown.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn what_is_suggested_can_be_typed() {
        assert_eq!(word("agents/a.md"), "agents/a.md");
        assert_eq!(word("my agents/it's.md"), r"'my agents/it'\''s.md'");
        assert_eq!(word("-rf"), "'./-rf'");
        assert_eq!(tail(&[".".to_owned()]), "");
        assert_eq!(tail(&["a".to_owned(), "b c".to_owned()]), " a 'b c'");
    }

    /// The families of a part are numbered for themselves: `merge --family F1` would take another one.
    #[test]
    fn a_family_of_a_part_is_merged_by_its_members() {
        let mut analysis = sample::analysis();
        analysis.judged = Some(analysis.corpus.indexes().take(1).collect());
        let family = &analysis.families.families[0];
        let ids: Vec<&str> = family.members.iter().map(|ix| analysis.corpus.agent(*ix).id.as_str()).collect();
        let commands: Vec<String> =
            steps(&analysis, &["team".to_owned()]).into_iter().map(|step| step.command).collect();
        // Who merges them by that command keeps what the report keeps.
        let kept = &analysis.corpus.agent(family.canonical).id;
        assert_eq!(commands[1], format!("agentkin merge {} --base {kept}", ids.join(" ")));
        assert!(commands.iter().all(|command| !command.contains("--family")), "{commands:?}");
    }

    #[test]
    fn a_family_leads_to_a_diff_and_a_merge() {
        let steps = steps(&sample::analysis(), &["team".to_owned()]);
        let commands: Vec<&str> = steps.iter().map(|step| step.command.as_str()).collect();
        assert_eq!(
            commands,
            [
                "agentkin diff team/api/reviewer.md old/reviewer-copy.md",
                "agentkin merge --family F1 team",
                "agentkin explain sample-warning"
            ]
        );
    }
}
