//! The report as an issue or a pull request comment: what to keep, delete and merge, with the reason; folded, and bounded.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::{
    bounded::{Part, Room, UNFOLD, code, fold, left_out},
    head, row,
};
use crate::{
    model::{Against, AgentIx, Alert, Analysis, Collision, Family, Finding, Severity, Stale},
    report::{
        Code, Markdown, Page, advice, blocks_view, figures, judged, names, next,
        relatives::{Relative, going, relatives},
        shadowing,
    },
};

/// Members that a family lists: the nearest.
const MEMBERS: usize = 20;
/// Agents of one name that are listed, and how they shadow each other.
const SHARERS: usize = 10;
const EXAMPLES: usize = 3;

pub(super) fn write(analysis: &Analysis, paths: &[String], page: Page, out: &mut dyn Write) -> io::Result<()> {
    if let Some(blocks) = &analysis.blocks {
        return blocks_view::markdown(analysis, blocks, page, out);
    }
    let (summary, next) = (text(|out| summary(analysis, out))?, text(|out| next(analysis, paths, out))?);
    let mut room = Room::new(page, summary.len() + next.len());
    out.write_all(summary.as_bytes())?;
    // What is new matters most, so it may take half of what there is; the others share what is left.
    if let Some(against) = analysis.alerts.against {
        out.write_all(room.put(&news(analysis, against)?, 2).as_bytes())?;
        out.write_all(room.put(&stale(&analysis.alerts.stale, page), 4).as_bytes())?;
    }
    let parts = [
        (families(analysis, page)?, 2),
        (collisions(analysis, page)?, 3),
        (routes(analysis)?, 2),
        (findings(&analysis.findings)?, 1),
    ];
    for (part, share) in parts {
        out.write_all(room.put(&part, share).as_bytes())?;
    }
    out.write_all(next.as_bytes())
}

/// What is written as a text.
fn text(fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<String> {
    let mut bytes = Vec::new();
    fill(&mut bytes)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn next(analysis: &Analysis, paths: &[String], out: &mut dyn Write) -> io::Result<()> {
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
        count(said.duplicates, "duplicate") + &advice::of_which_stay(analysis)
    )?;
    writeln!(
        out,
        " {} in all; ~{} of them could go if each family were one agent.{}",
        figures::tokens(said.tokens),
        figures::thousands(said.tokens_saved),
        if said.ignored == 0 { String::new() } else { format!(" {} ignored.", count(said.ignored, "pair")) }
    )?;
    judged::sentence(analysis).map_or(Ok(()), |said| writeln!(out, "\n{said}"))
}

/// What the baseline does not know.
fn news(analysis: &Analysis, against: Against) -> io::Result<Part> {
    let Against { known, new, .. } = against;
    let head = format!("\n## New since the baseline: {new} ({known} known)\n\n");
    let rows = analysis.alerts.news().map(|alert| text(|out| writeln!(out, "- {}", piece_of_news(alert))));
    let rows: Vec<String> = rows.collect::<io::Result<_>>()?;
    let rows = if rows.is_empty() { vec!["Nothing.\n".to_owned()] } else { rows };
    Ok(Part { head, rows, thing: "alert", foot: "" })
}

/// What the baseline knows of nothing any longer.
fn stale(entries: &[Stale], page: Page) -> Part {
    let row = |entry: &Stale| {
        let (files, more) = page.fold(&entry.about, EXAMPLES);
        let files: Vec<String> = files.iter().map(|file| Code(file).to_string()).collect();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("- **{}** {}{more}\n", Markdown(&entry.rule), files.join(", "))
    };
    let head = format!("\n## Stale in the baseline: {}\n\n", entries.len());
    Part { head, rows: entries.iter().map(row).collect(), thing: "entry", foot: "" }
}

fn piece_of_news(alert: &Alert) -> String {
    format!("**{}** {}", alert.finding.code.id, example(&alert.finding))
}

fn families(analysis: &Analysis, page: Page) -> io::Result<Part> {
    let families = &analysis.families.families;
    let rows = families.iter().map(|family| text(|out| family_block(analysis, family, page, out)));
    Ok(Part { head: "\n## Families\n".to_owned(), rows: rows.collect::<io::Result<_>>()?, thing: "family", foot: "" })
}

fn family_block(analysis: &Analysis, family: &Family, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let canonical = analysis.corpus.agent(family.canonical);
    let members = figures::count(family.members.len(), "agent");
    let goes = figures::going(going(analysis, family));
    let name = code(&canonical.definition.name);
    let title = format!("<b>{}</b> {name}: {members}, {}, {goes}", family.id, family.relation);
    out.write_all(fold(&title).as_bytes())?;
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
    shown.iter().try_for_each(|relative| relative_row(analysis, family, *relative, out))?;
    write!(out, "{}{UNFOLD}", left_out(left, "member"))
}

fn relative_row(analysis: &Analysis, family: &Family, relative: Relative, out: &mut dyn Write) -> io::Result<()> {
    let agent = analysis.corpus.agent(relative.agent);
    let relation = relative.relation.map_or("by others", |relation| relation.name());
    let meaning = relative.relation.map_or("It is kin to another member of the family.", advice::meaning);
    let remark = advice::remark(analysis, family, relative.agent);
    let because = remark.map_or_else(|| meaning.to_owned(), |remark| format!("{meaning} {remark}"));
    let similarity = relative.similarity.map(figures::score).unwrap_or_default();
    row(
        out,
        &[
            &advice::verb(advice::deed(analysis, family, relative.agent, relative.relation)),
            &Code(&agent.id),
            &Code(&agent.definition.name),
            &relation,
            &similarity,
            &Markdown(&because),
        ],
    )
}

fn collisions(analysis: &Analysis, page: Page) -> io::Result<Part> {
    let title = format!("<b>Shared names</b>: {}", analysis.collisions.len());
    let titles = &["name", "agents", "who shadows whom", "weakest relation"];
    let rows = analysis.collisions.iter().map(|collision| text(|out| collision_row(analysis, collision, page, out)));
    table(&title, titles, "name", rows.collect::<io::Result<_>>()?)
}

fn collision_row(analysis: &Analysis, collision: &Collision, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let agents: Vec<String> = collision.agents.iter().map(|ix| id(analysis, *ix)).collect();
    let said: Vec<String> =
        shadowing::told(&analysis.corpus, collision).iter().map(|line| Markdown(line).to_string()).collect();
    row(out, &[&Code(&collision.name), &lines(&agents, page), &lines(&said, page), &collision.relation])
}

/// The first of many lines in one cell.
fn lines(all: &[String], page: Page) -> String {
    let (shown, left) = page.fold(all, SHARERS);
    let more = if left > 0 { format!("<br>… and {left} more") } else { String::new() };
    shown.join("<br>") + &more
}

fn routes(analysis: &Analysis) -> io::Result<Part> {
    let overlaps = &analysis.routes.overlaps;
    let title = format!("<b>Competing descriptions</b>: {}", figures::count(overlaps.len(), "pair"));
    let rows = overlaps.iter().map(|told| {
        let (a, b) = (id(analysis, told.pair.a()), id(analysis, told.pair.b()));
        text(|out| row(out, &[&a, &b, &figures::score(told.similarity), &told.relation, &Markdown(&told.because)]))
    });
    let titles = &["agent", "agent", "similarity of descriptions:", "relation", "because"];
    table(&title, titles, "pair", rows.collect::<io::Result<_>>()?)
}

fn id(analysis: &Analysis, ix: AgentIx) -> String {
    Code(&analysis.corpus.agent(ix).id).to_string()
}

fn findings(findings: &[Finding]) -> io::Result<Part> {
    let mut by_code: BTreeMap<(std::cmp::Reverse<Severity>, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_code.entry((std::cmp::Reverse(finding.code.severity), finding.code.id)).or_default().push(finding);
    }
    let title = format!("<b>Findings</b>: {}", findings.len());
    let rows = by_code.into_iter().map(|((severity, code), said)| {
        let examples: Vec<String> = said.iter().take(EXAMPLES).map(|finding| example(finding)).collect();
        let severity = names::severity(severity.0);
        text(|out| row(out, &[&severity, &Code(code), &said.len(), &examples.join("<br>")]))
    });
    table(&title, &["severity", "code", "times:", "for example"], "code", rows.collect::<io::Result<_>>()?)
}

/// A folded table.
fn table(title: &str, titles: &[&str], thing: &'static str, rows: Vec<String>) -> io::Result<Part> {
    let head = text(|out| {
        out.write_all(fold(title).as_bytes())?;
        head(out, titles)
    })?;
    Ok(Part { head, rows, thing, foot: UNFOLD })
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
