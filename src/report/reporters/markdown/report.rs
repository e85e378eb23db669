//! The report as an issue: what to keep, delete and merge, with the reason.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::{head, row};
use crate::{
    model::{AgentIx, Analysis, Collision, Family, Finding, Severity},
    report::{
        Code, Markdown, Page, advice, blocks_view, figures, names, next,
        relatives::{Relative, relatives, saved},
        shadowing,
    },
};

/// An issue is read as a whole: blocks are long, but not endless.
const MEMBERS: usize = 50;
const FAMILIES: usize = 50;
const OVERLAPS: usize = 20;
const EXAMPLES: usize = 3;

pub(super) fn write(analysis: &Analysis, paths: &[String], page: Page, out: &mut dyn Write) -> io::Result<()> {
    if let Some(blocks) = &analysis.blocks {
        return blocks_view::markdown(analysis, blocks, page, out);
    }
    summary(analysis, out)?;
    let (shown, left) = page.fold(&analysis.families.families, FAMILIES);
    shown.iter().try_for_each(|family| family_block(analysis, family, page, out))?;
    if left > 0 {
        writeln!(out, "\n… and {left} more families (`agentkin report --verbose` lists all).")?;
    }
    collisions(analysis, out)?;
    routes(analysis, page, out)?;
    findings(&analysis.findings, out)?;
    writeln!(out, "\n## Next\n\n```sh")?;
    for step in next::steps(analysis, paths) {
        writeln!(out, "{}  # {}", step.command, step.what)?;
    }
    writeln!(out, "```")
}

fn summary(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    let said = &analysis.summary;
    let count = |n: u32, thing| figures::count(n as usize, thing);
    writeln!(out, "# agentkin report\n")?;
    write!(
        out,
        "**{} in {}: {}, {}.**",
        count(said.agents, "agent"),
        count(said.files, "file"),
        count(said.families, "family"),
        count(said.duplicates, "duplicate")
    )?;
    writeln!(
        out,
        " {} in all; ~{} of them could go if each family were one agent.{}",
        figures::tokens(said.tokens),
        figures::thousands(said.tokens_saved),
        if said.ignored == 0 { String::new() } else { format!(" {} ignored.", count(said.ignored, "pair")) }
    )
}

fn family_block(analysis: &Analysis, family: &Family, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let canonical = analysis.corpus.agent(family.canonical);
    writeln!(
        out,
        "\n## {} {}: {}, {}, saves {}\n",
        family.id,
        Code(&canonical.definition.name),
        figures::count(family.members.len(), "agent"),
        family.relation,
        figures::tokens(saved(analysis, family))
    )?;
    head(out, &["do", "agent", "name", "relation", "similarity:", "because"])?;
    row(
        out,
        &[
            &"**keep**",
            &Code(&canonical.id),
            &Code(&canonical.definition.name),
            &"canonical",
            &"",
            &Markdown(&family.canonical_because),
        ],
    )?;
    let kin = relatives(analysis, family);
    let (shown, left) = page.fold(&kin, MEMBERS);
    shown.iter().try_for_each(|relative| relative_row(analysis, *relative, out))?;
    if left > 0 {
        writeln!(out, "\n… and {left} more members (`agentkin report --verbose` lists all).")?;
    }
    Ok(())
}

fn relative_row(analysis: &Analysis, relative: Relative, out: &mut dyn Write) -> io::Result<()> {
    let agent = analysis.corpus.agent(relative.agent);
    let relation = relative.relation.map_or("by a third", |relation| relation.name());
    let because = relative.relation.map_or("It is kin to another member of the family.", advice::meaning);
    let similarity = relative.similarity.map(figures::score).unwrap_or_default();
    row(
        out,
        &[
            &advice::verb(relative.relation),
            &Code(&agent.id),
            &Code(&agent.definition.name),
            &relation,
            &similarity,
            &because,
        ],
    )
}

fn collisions(analysis: &Analysis, out: &mut dyn Write) -> io::Result<()> {
    if analysis.collisions.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Shared names\n")?;
    head(out, &["name", "agents", "who shadows whom", "weakest relation"])?;
    analysis.collisions.iter().try_for_each(|collision| collision_row(analysis, collision, out))
}

fn collision_row(analysis: &Analysis, collision: &Collision, out: &mut dyn Write) -> io::Result<()> {
    let code = |ix: AgentIx| Code(&analysis.corpus.agent(ix).id).to_string();
    let agents: Vec<String> = collision.agents.iter().map(|ix| code(*ix)).collect();
    let said: Vec<String> =
        shadowing::told(&analysis.corpus, collision).iter().map(|line| Markdown(line).to_string()).collect();
    row(out, &[&Code(&collision.name), &agents.join("<br>"), &said.join("<br>"), &collision.relation])
}

fn routes(analysis: &Analysis, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let overlaps = &analysis.routes.overlaps;
    if overlaps.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Competing descriptions\n")?;
    head(out, &["agent", "agent", "similarity of descriptions:", "relation", "because"])?;
    let code = |ix: AgentIx| Code(&analysis.corpus.agent(ix).id).to_string();
    let (shown, left) = page.fold(overlaps, OVERLAPS);
    for told in shown {
        let (a, b) = (code(told.pair.a()), code(told.pair.b()));
        row(out, &[&a, &b, &figures::score(told.similarity), &told.relation, &Markdown(&told.because)])?;
    }
    if left > 0 {
        writeln!(out, "\n… and {left} more pairs (`agentkin report --verbose` lists all).")?;
    }
    Ok(())
}

fn findings(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let mut by_code: BTreeMap<(std::cmp::Reverse<Severity>, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_code.entry((std::cmp::Reverse(finding.code.severity), finding.code.id)).or_default().push(finding);
    }
    writeln!(out, "\n## Findings\n")?;
    head(out, &["severity", "code", "times:", "for example"])?;
    for ((severity, code), said) in by_code {
        let examples: Vec<String> = said.iter().take(EXAMPLES).map(|finding| example(finding)).collect();
        let severity = names::severity(severity.0);
        row(out, &[&severity, &Code(code), &said.len(), &examples.join("<br>")])?;
    }
    Ok(())
}

fn example(finding: &Finding) -> String {
    let at = finding.lines.map(|lines| format!(":{}", lines.first)).unwrap_or_default();
    let place = format!("{}{at}", finding.path);
    let place = if place.is_empty() { String::new() } else { format!("{}: ", Code(&place)) };
    format!("{place}{}", Markdown(&finding.message))
}

#[cfg(test)]
mod tests {
    use crate::report::{Charset, Detail, Ink, Page, Sink, sample};

    #[test]
    fn the_report_can_be_pasted() {
        let page =
            Page { width: 80, charset: Charset::Unicode, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::File };
        let mut out = Vec::new();
        super::write(&sample::analysis(), &[".".to_owned()], page, &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
