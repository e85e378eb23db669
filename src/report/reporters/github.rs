//! For a step of GitHub Actions: workflow commands, which the runner turns into annotations on the lines of a change.

use std::{
    cmp::Reverse,
    fmt::{self, Display, Write as _},
    io::{self, Write},
};

use super::OfReport;
use crate::{
    model::{Alert, Analysis, PairsShown, Severity},
    report::{Terminal, figures},
    text::paths::below,
};

/// Annotations of one kind that GitHub shows of a step; it drops the rest without a word.
const SHOWN: usize = 10;

/// Workflow commands, the gravest first and among these kin before the rest; what the baseline knows is not said again.
pub(super) const GITHUB: OfReport =
    OfReport { name: "github", summary: "for GitHub Actions: annotations on the changed lines", write };

fn write(analysis: &Analysis, _: PairsShown, out: &mut dyn Write) -> io::Result<()> {
    let of = |severity| -> Vec<&Alert> {
        let mut alerts: Vec<&Alert> =
            analysis.alerts.unknown().filter(move |alert| alert.finding.code.severity == severity).collect();
        // Kin is what gates close for, so it comes first, the closest before the others; else by place, as it was.
        alerts.sort_by_key(|alert| Reverse(alert.bond.map(|bond| bond.relation)));
        alerts
    };
    let here = &analysis.alerts.here;
    let mut left_out = Vec::new();
    for severity in [Severity::Error, Severity::Warning] {
        left_out.extend(kind((severity, SHOWN), &of(severity), here, out)?);
    }
    // The last place among the notices is kept for what is left out.
    left_out.extend(kind((Severity::Info, SHOWN - 1), &of(Severity::Info), here, out)?);
    if !left_out.is_empty() {
        let said = format!(
            "Not shown: {}. GitHub shows {SHOWN} of a kind a step; --format sarif holds all",
            left_out.join(", ")
        );
        writeln!(out, "::notice title=agentkin::{}", Data(&said))?;
    }
    let told = &analysis.summary;
    let count = |n: u32, thing| figures::count(n as usize, thing);
    let stale =
        |stale| if stale > 0 { format!(", {} of it stale", figures::count(stale, "entry")) } else { String::new() };
    let known = analysis
        .alerts
        .against
        .map(|against| format!("; {} known to the baseline{}", against.known, stale(against.stale)));
    writeln!(
        out,
        "{} in {}: {}, {}{}",
        count(told.agents, "agent"),
        count(told.files, "file"),
        count(told.families, "family"),
        count(told.duplicates, "duplicate"),
        known.unwrap_or_default()
    )
}

/// Writes the first `most` alerts; says how many are left, where any are.
fn kind(
    (severity, most): (Severity, usize),
    alerts: &[&Alert],
    here: &[String],
    out: &mut dyn Write,
) -> io::Result<Option<String>> {
    let (word, thing) = match severity {
        Severity::Error => ("error", "error"),
        Severity::Warning => ("warning", "warning"),
        Severity::Info => ("notice", "notice"),
    };
    let shown = alerts.len().min(most);
    alerts[..shown].iter().try_for_each(|alert| line(word, alert, here, out))?;
    let left = alerts.len() - shown;
    Ok((left > 0).then(|| figures::count(left, thing)))
}

fn line(word: &str, alert: &Alert, here: &[String], out: &mut dyn Write) -> io::Result<()> {
    let finding = &alert.finding;
    write!(out, "::{word} ")?;
    if !finding.path.is_empty() {
        write!(out, "file={},", Property(&below(here, &finding.path)))?;
    }
    if let Some(lines) = finding.lines {
        write!(out, "line={},endLine={},", lines.first, lines.last)?;
    }
    writeln!(out, "title={}::{}", Property(finding.code.id), Data(&finding.message))
}

/// What stands behind the second `::`; as the runner's own toolkit escapes it.
struct Data<'t>(&'t str);

impl Display for Data<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Terminal(self.0)
            .to_string()
            .chars()
            .try_for_each(|c| if c == '%' { f.write_str("%25") } else { f.write_char(c) })
    }
}

/// What stands behind `name=`.
struct Property<'t>(&'t str);

impl Display for Property<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Data(self.0).to_string().chars().try_for_each(|c| match c {
            ':' => f.write_str("%3A"),
            ',' => f.write_str("%2C"),
            c => f.write_char(c),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn told(analysis: &Analysis) -> String {
        let mut out = Vec::new();
        write(analysis, PairsShown::All, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn annotations() {
        insta::assert_snapshot!(told(&sample::analysis()));
    }

    #[test]
    fn no_text_makes_a_command_or_a_property() {
        let hostile = "a%0A::stop-commands::x\r\n::error file=x::y,line=1:2";
        assert_eq!(Data(hostile).to_string(), "a%250A::stop-commands::x\\r\\n::error file=x::y,line=1:2");
        assert_eq!(Property("a,b:c%\n.md").to_string(), "a%2Cb%3Ac%25\\n.md");
    }

    #[test]
    fn kin_is_not_dropped_for_lesser_things() {
        let mut analysis = sample::analysis();
        let warns = |alert: &&Alert| alert.bond.is_some() && alert.finding.code.severity == Severity::Warning;
        let kin = analysis.alerts.rows.iter().find(warns).cloned().unwrap();
        let mut other = Alert { bond: None, ..kin.clone() };
        other.finding.message = "something else".to_owned();
        analysis.alerts.rows.splice(0..0, std::iter::repeat_n(other, SHOWN));
        assert!(told(&analysis).contains(&Data(&kin.finding.message).to_string()));
    }

    #[test]
    fn what_github_would_drop_is_counted() {
        let mut analysis = sample::analysis();
        let one =
            analysis.alerts.rows.iter().find(|alert| alert.finding.code.severity == Severity::Info).cloned().unwrap();
        analysis.alerts.rows.extend(std::iter::repeat_n(one, 20));
        let said = told(&analysis);
        assert_eq!(said.matches("::notice ").count(), SHOWN, "{said}");
        assert!(said.contains("Not shown: 12 notices."), "{said}");
    }
}
