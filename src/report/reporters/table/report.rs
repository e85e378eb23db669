//! The report: what a person reads first.

use std::{collections::BTreeMap, io};

use super::{
    grid::{Cell, Grid, Take, cell},
    news,
    sheet::Sheet,
};
use crate::{
    model::{Agent, AgentIx, Analysis, Collision, Deed, Family, Finding, Severity},
    report::{
        Detail, Terminal, advice, blocks_view, figures, fit,
        ink::Tone,
        judged, names, next,
        relatives::{Relative, going, range, relatives},
        shadowing,
    },
};

/// A reader takes in about a dozen rows at a glance; a screen holds about twenty blocks scrolled once.
const MEMBERS: usize = 12;
const FAMILIES: usize = 20;
const COLLISIONS: usize = 10;
const OVERLAPS: usize = 5;
const EXAMPLES: usize = 3;
/// Where the words beside a short command begin, so that they line up.
const WHAT_AT: usize = 34;

pub(super) fn write(sheet: &mut Sheet<'_>, analysis: &Analysis, paths: &[String]) -> io::Result<()> {
    if let Some(blocks) = &analysis.blocks {
        let page = sheet.page;
        return blocks_view::terminal(analysis, blocks, page, sheet.out());
    }
    summary(sheet, analysis)?;
    news::write(sheet, analysis)?;
    if sheet.page.detail == Detail::Brief {
        return Ok(());
    }
    families(sheet, analysis)?;
    collisions(sheet, analysis)?;
    routes(sheet, analysis)?;
    findings(sheet, &analysis.findings)?;
    next_steps(sheet, analysis, paths)
}

fn summary(sheet: &mut Sheet<'_>, analysis: &Analysis) -> io::Result<()> {
    let said = &analysis.summary;
    let count = |n: u32, thing: &str| figures::count(n as usize, thing);
    let first = format!("{} in {}", count(said.agents, "agent"), count(said.files, "file"));
    let line = sheet.dotted(&[
        first,
        count(said.families, "family"),
        count(said.duplicates, "duplicate") + &advice::of_which_stay(analysis),
        if analysis.collisions.is_empty() {
            String::new()
        } else {
            count(size(analysis.collisions.len()), "shared name")
        },
        if said.ignored == 0 { String::new() } else { format!("{} ignored", count(said.ignored, "pair")) },
    ]);
    sheet.prose(0, Tone::Strong, &line)?;
    let spare = match said.tokens_saved {
        0 => String::new(),
        saved => format!("; ~{} of them could go if each family were one agent", figures::thousands(saved)),
    };
    sheet.prose(0, Tone::Plain, &format!("{} in all{spare}.", figures::tokens(said.tokens)))?;
    let of_part = judged::sentence(analysis);
    if let Some(said) = &of_part {
        sheet.prose(0, Tone::Plain, said)?;
    }
    if analysis.families.families.is_empty() && of_part.is_none() {
        sheet.prose(0, Tone::Good, "No two of them do the same job.")?;
    }
    Ok(())
}

fn size(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn families(sheet: &mut Sheet<'_>, analysis: &Analysis) -> io::Result<()> {
    let (shown, left) = sheet.page.fold(&analysis.families.families, FAMILIES);
    for family in shown {
        sheet.gap()?;
        family_block(sheet, analysis, family)?;
    }
    if left > 0 {
        sheet.gap()?;
    }
    sheet.more(0, left, " families")
}

fn family_block(sheet: &mut Sheet<'_>, analysis: &Analysis, family: &Family) -> io::Result<()> {
    let canonical = analysis.corpus.agent(family.canonical);
    let kin = relatives(analysis, family);
    let title = format!("{}  {}", family.id, name(canonical));
    let info = sheet.dotted(&[
        figures::count(family.members.len(), "agent"),
        family.relation.to_string(),
        figures::going(going(analysis, family)),
    ]);
    sheet.heading(&title, &info)?;
    let (shown, left) = sheet.page.fold(&kin, MEMBERS);
    let grid = members(sheet, analysis, family, shown);
    sheet.grid(grid)?;
    sheet.more(4, left, " members")?;
    staying(sheet, analysis, family)?;
    sheet.prose(2, Tone::Dim, &reason(sheet, family, &kin))
}

fn members(sheet: &Sheet<'_>, analysis: &Analysis, family: &Family, shown: &[Relative]) -> Grid {
    let canonical = analysis.corpus.agent(family.canonical);
    let mut grid = Grid::new(2, &[Take::Own, Take::Own, Take::Path, Take::Most(24), Take::Own, Take::Right]);
    grid.row([
        cell(Tone::Good, sheet.page.marks().star),
        verb(advice::deed(analysis, family, family.canonical, None)),
        cell(Tone::Strong, Terminal(&canonical.id)),
        cell(Tone::Plain, ""),
        cell(Tone::Good, "canonical"),
        cell(Tone::Plain, ""),
    ]);
    for relative in shown {
        let agent = analysis.corpus.agent(relative.agent);
        let relation = relative.relation.map_or("by others".to_owned(), |relation| relation.to_string());
        grid.row([
            cell(Tone::Plain, ""),
            verb(advice::deed(analysis, family, relative.agent, relative.relation)),
            cell(Tone::Plain, Terminal(&agent.id)),
            cell(Tone::Dim, own_name(agent, canonical)),
            cell(relative.relation.map_or(Tone::Dim, Tone::of_relation), relation),
            cell(Tone::Plain, relative.similarity.map(figures::score).unwrap_or_default()),
        ]);
    }
    grid
}

/// What to do with a member.
fn verb(deed: Deed) -> Cell {
    let tone = match deed {
        Deed::Keep => Tone::Good,
        Deed::Delete => Tone::Bad,
        Deed::Diff | Deed::Merge => Tone::Warn,
        Deed::Look => Tone::Dim,
    };
    cell(tone, deed.name())
}

/// Why members are to be kept beside the canonical one: the reasons of most of them.
fn staying(sheet: &mut Sheet<'_>, analysis: &Analysis, family: &Family) -> io::Result<()> {
    /// Reasons that are told.
    const REASONS: usize = 2;
    let reasons = family.members.iter().filter_map(|member| advice::stays(analysis, family, *member));
    let mut reasons = names::counted(reasons);
    reasons.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    let who = advice::who_stay(reasons.iter().map(|(_, times)| times).sum());
    let (shown, left) = sheet.page.fold(&reasons, REASONS);
    let told = match shown {
        [] => return Ok(()),
        [(because, _)] => format!("{who} beside it: {because}"),
        several => {
            let each: Vec<String> = several.iter().map(|(because, times)| format!("{times}: {because}")).collect();
            format!("{who} beside it. {}", each.join("; "))
        }
    };
    let more = if left > 0 { format!("; {left} more reasons") } else { String::new() };
    sheet.prose(2, Tone::Dim, &format!("{}{more}.", Terminal(&told)))
}

/// The name of a member where neither its file nor the family's title says it already.
fn own_name(agent: &Agent, canonical: &Agent) -> String {
    let said = &agent.definition.name;
    let file = agent.path.rsplit('/').next().unwrap_or_default();
    let in_file = file.strip_prefix(said.as_str()).is_some_and(|rest| rest.starts_with('.'));
    if *said == canonical.definition.name || in_file { String::new() } else { name(agent) }
}

/// Why that canonical, and by which measure the others stand to it.
fn reason(sheet: &Sheet<'_>, family: &Family, kin: &[Relative]) -> String {
    let span = match range(kin) {
        Some((least, most)) if figures::score(least) != figures::score(most) => {
            format!(" Similarity to it: {}{}{}.", figures::score(least), sheet.page.marks().to, figures::score(most))
        }
        Some((only, _)) => format!(" Similarity to it: {}.", figures::score(only)),
        None => String::new(),
    };
    let copies: usize = family.lineages.iter().map(|lineage| lineage.members.len()).sum();
    let inside = match family.lineages.len() {
        0 => String::new(),
        _ if copies == family.members.len() && family.lineages.len() == 1 => String::new(),
        groups => format!(" {copies} of them are copies, in {}.", figures::count(groups, "lineage")),
    };
    format!("Canonical: {}.{span}{inside}", Terminal(&family.canonical_because))
}

fn collisions(sheet: &mut Sheet<'_>, analysis: &Analysis) -> io::Result<()> {
    if analysis.collisions.is_empty() {
        return Ok(());
    }
    sheet.gap()?;
    sheet.heading("Shared names", &figures::count(analysis.collisions.len(), "name"))?;
    sheet.prose(2, Tone::Dim, "Agents of one name, and which of them a harness uses where it meets them all.")?;
    let (shown, left) = sheet.page.fold(&analysis.collisions, COLLISIONS);
    for collision in shown {
        collision_block(sheet, analysis, collision)?;
    }
    sheet.more(2, left, " names")
}

fn collision_block(sheet: &mut Sheet<'_>, analysis: &Analysis, collision: &Collision) -> io::Result<()> {
    let shown = Terminal(&collision.name).to_string();
    let title = sheet.ink(Tone::Strong, &shown);
    let kinship = format!("{} agents, {} at the least", collision.agents.len(), collision.relation);
    let kinship = if collision.agents.len() == 2 { format!("2 agents, {}", collision.relation) } else { kinship };
    sheet.line(&format!("  {title}  {}", sheet.ink(Tone::of_relation(collision.relation), &kinship)))?;
    let (agents, left) = sheet.page.fold(&collision.agents, EXAMPLES);
    let mut grid = Grid::new(4, &[Take::Path, Take::Own]);
    for ix in agents {
        let role = shadowing::role(collision, *ix);
        let tone = if role == shadowing::WINS { Tone::Good } else { Tone::Dim };
        grid.row([cell(Tone::Plain, id(analysis, *ix)), cell(tone, role)]);
    }
    sheet.grid(grid)?;
    sheet.more(4, left, "")?;
    let told = shadowing::told(&analysis.corpus, collision);
    told.iter().try_for_each(|line| sheet.prose(4, Tone::Dim, &Terminal(line).to_string()))
}

/// Descriptions that compete, and what all of them cost.
fn routes(sheet: &mut Sheet<'_>, analysis: &Analysis) -> io::Result<()> {
    let overlaps = &analysis.routes.overlaps;
    if overlaps.is_empty() {
        return Ok(());
    }
    sheet.gap()?;
    sheet.heading("Competing descriptions", &figures::count(overlaps.len(), "pair"))?;
    sheet.prose(2, Tone::Dim, "No family, but one request may reach either: say in each what it is not for.")?;
    let (shown, left) = sheet.page.fold(overlaps, OVERLAPS);
    for told in shown {
        let mut grid = Grid::new(4, &[Take::Path, Take::Own, Take::Right]);
        let relation = told.relation.to_string();
        grid.row([
            cell(Tone::Plain, id(analysis, told.pair.a())),
            cell(Tone::of_relation(told.relation), relation),
            cell(Tone::Plain, figures::score(told.similarity)),
        ]);
        grid.row([cell(Tone::Plain, id(analysis, told.pair.b())), cell(Tone::Plain, ""), cell(Tone::Plain, "")]);
        sheet.grid(grid)?;
        sheet.prose(6, Tone::Dim, &Terminal(&told.because).to_string())?;
    }
    sheet.more(4, left, " pairs")
}

fn findings(sheet: &mut Sheet<'_>, findings: &[Finding]) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let mut by_code: BTreeMap<(std::cmp::Reverse<Severity>, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_code.entry((std::cmp::Reverse(finding.code.severity), finding.code.id)).or_default().push(finding);
    }
    sheet.gap()?;
    sheet.heading("Findings", &figures::count(findings.len(), "finding"))?;
    let all = sheet.page.detail == Detail::Full;
    let mut remarks = Vec::new();
    for ((severity, code), said) in by_code {
        if severity.0 == Severity::Info && !all {
            remarks.push(format!("{code} ({})", figures::thousands(said.len() as u64)));
        } else {
            code_block(sheet, code, &said)?;
        }
    }
    if remarks.is_empty() {
        return Ok(());
    }
    sheet.prose(2, Tone::Dim, &format!("info  {}; --verbose lists them", remarks.join(", ")))
}

fn code_block(sheet: &mut Sheet<'_>, code: &str, said: &[&Finding]) -> io::Result<()> {
    let severity = said.first().map_or(Severity::Info, |finding| finding.code.severity);
    let word = sheet.ink(Tone::of_severity(severity), names::severity(severity));
    let times = sheet.ink(Tone::Dim, &figures::count(said.len(), "time"));
    sheet.line(&format!("  {word}  {}  {times}", sheet.ink(Tone::Strong, code)))?;
    let said = spread(said);
    let (shown, left) = sheet.page.fold(&said, EXAMPLES);
    for (at, finding) in shown.iter().enumerate() {
        // What is said of several files alike is said once, below the last of them.
        let again = shown.get(at + 1).is_some_and(|next| next.message == finding.message);
        let lines = finding_lines(sheet, finding);
        let place = usize::from(!finding.path.is_empty());
        lines[..if again { place } else { lines.len() }].iter().try_for_each(|line| sheet.line(line))?;
    }
    sheet.more(4, left, "")
}

/// The first finding of each file, then the rest: examples of three files tell more than three of one.
fn spread<'f>(said: &[&'f Finding]) -> Vec<&'f Finding> {
    let first = |at: &usize| *at == 0 || said[*at].path != said[*at - 1].path;
    let (firsts, rest): (Vec<usize>, Vec<usize>) = (0..said.len()).partition(first);
    firsts.into_iter().chain(rest).map(|at| said[at]).collect()
}

/// A finding in two parts: where on its own line, what below it.
pub(super) fn finding_lines(sheet: &Sheet<'_>, finding: &Finding) -> Vec<String> {
    let at = finding.lines.map(|lines| format!(":{}", lines.first)).unwrap_or_default();
    let room = sheet.page.width.saturating_sub(4 + at.len());
    let path = fit::path(&Terminal(&finding.path).to_string(), room, sheet.page.marks().cut);
    let mut lines = Vec::new();
    if !finding.path.is_empty() {
        lines.push(format!("    {path}{at}"));
    }
    let message = Terminal(&finding.message).to_string();
    for line in fit::wrap(&message, sheet.page.width.saturating_sub(6)) {
        lines.push(format!("      {}", sheet.ink(Tone::Dim, &line)));
    }
    lines
}

fn next_steps(sheet: &mut Sheet<'_>, analysis: &Analysis, paths: &[String]) -> io::Result<()> {
    sheet.gap()?;
    sheet.heading("Next", "")?;
    for step in next::steps(analysis, paths) {
        // A command is never cut: it is there to be copied.
        let command = sheet.ink(Tone::Typed, &step.command);
        let (room, taken) = (sheet.page.width, 2 + fit::width(&step.command));
        if taken.max(WHAT_AT) + 2 + fit::width(&step.what) <= room {
            let gap = " ".repeat(WHAT_AT.saturating_sub(taken) + 2);
            let what = sheet.ink(Tone::Dim, &step.what);
            sheet.line(&format!("  {command}{gap}{what}"))?;
        } else {
            sheet.line(&format!("  {command}"))?;
            sheet.prose(6, Tone::Dim, &step.what)?;
        }
    }
    Ok(())
}

fn id(analysis: &Analysis, ix: AgentIx) -> String {
    Terminal(&analysis.corpus.agent(ix).id).to_string()
}

fn name(agent: &Agent) -> String {
    Terminal(&agent.definition.name).to_string()
}

#[cfg(test)]
mod tests {
    use crate::model::PairsShown;
    use crate::report::reporters::table::Table;
    use crate::report::{Charset, Detail, Document, Ink, Page, Reporter, Sink, fit, sample};

    fn printed(width: usize, charset: Charset) -> String {
        let page = Page { width, charset, ink: Ink::Plain, detail: Detail::Normal, sink: Sink::File };
        let analysis = sample::analysis();
        let document = Document::Report { analysis: &analysis, pairs: PairsShown::All, paths: &[".".to_owned()] };
        let mut out = Vec::new();
        Table.write(document, page, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_report_reads_well_at_80_columns() {
        insta::assert_snapshot!(printed(80, Charset::Unicode));
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for width in [60, 80, 120] {
            let commands = |line: &&str| !line.trim_start().starts_with("agentkin ");
            let wide: Vec<String> = printed(width, Charset::Unicode)
                .lines()
                .filter(commands)
                .filter(|line| fit::width(line) > width)
                .map(str::to_owned)
                .collect();
            assert!(wide.is_empty(), "{width}: {wide:?}");
        }
    }

    #[test]
    fn an_ascii_page_holds_ascii_only() {
        assert!(printed(80, Charset::Ascii).is_ascii());
    }
}
