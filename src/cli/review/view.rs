//! How a desk is drawn.

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    style::Style,
    text::{Line as Drawn, Span},
    widgets::{Block, Clear, List, ListItem, ListState, Padding, Paragraph},
};
use unicode_width::UnicodeWidthStr;

use super::{
    desk::{Decision, Desk, Mode, Pane, Row},
    keys::HELP,
    panes::{Panes, Sight, Tone, wrapped},
    theme::Theme,
};
use crate::{report::Terminal, text::count::counted};

/// Columns from which on list and pane stand beside each other.
const WIDE: u16 = 72;
/// Columns that a list needs at most.
const LIST: u16 = 58;

/// What this is called.
const NAME: &str = "agentkin review  ";
/// Lines of a member that are to be in sight with its id.
const MEMBER: usize = 4;
/// Columns of a name that are worth more than the relation beside it.
const NAMES: usize = 28;

/// Draws all of it.
pub(super) fn draw(frame: &mut Frame<'_>, desk: &mut Desk, panes: &mut Panes<'_>, theme: Theme) {
    let said = last_lines(desk, theme, frame.area());
    let rows = u16::try_from(said.len()).unwrap_or(1);
    let [top, middle, bottom] =
        Layout::vertical([Constraint::Length(1), Constraint::Min(3), Constraint::Length(rows)]).areas(frame.area());
    frame.render_widget(title(desk, theme, top.width), top);
    let [list, pane] = if middle.width >= WIDE {
        let columns = (middle.width * 2 / 5).min(LIST);
        Layout::horizontal([Constraint::Length(columns), Constraint::Min(20)]).areas(middle)
    } else {
        let rows = (middle.height / 3).max(3);
        Layout::vertical([Constraint::Length(rows), Constraint::Min(3)]).areas(middle)
    };
    families(frame, list, desk, theme);
    text(frame, pane, desk, panes, theme);
    frame.render_widget(Paragraph::new(said), bottom);
    if desk.mode == Mode::Helping {
        help(frame, theme);
    }
}

/// What this is, and how far it came.
fn title(desk: &Desk, theme: Theme, width: u16) -> Drawn<'static> {
    let count = |is: fn(&Decision) -> bool| desk.decisions().filter(|(_, decision)| is(decision)).count();
    let kept = count(|decision| *decision == Decision::Keep);
    let merged = count(|decision| *decision == Decision::Merge);
    let ignored = count(|decision| matches!(decision, Decision::Ignore { .. }));
    let left = desk.families() - kept - merged - ignored;
    let so_far = format!("{}{}{left} to decide{}", counted(desk.families(), "family"), theme.dot(), theme.dot());
    let long = format!("{so_far}{kept} kept, {merged} to merge, {ignored} ignored");
    let room = usize::from(width);
    if room >= NAME.width() + long.width() {
        return Drawn::from(vec![Span::styled(NAME, Theme::strong()), Span::raw(long)]);
    }
    let short = format!("{so_far}k{kept} m{merged} i{ignored}");
    Drawn::raw(if room >= long.width() { long } else { short })
}

fn families(frame: &mut Frame<'_>, area: Rect, desk: &Desk, theme: Theme) {
    let title = if desk.filter.is_empty() {
        " families ".to_owned()
    } else {
        format!(" families with \"{}\" ", Terminal(&desk.filter))
    };
    let block = Block::bordered().border_set(theme.border()).title(title);
    let room = usize::from(block.inner(area).width);
    let longest = desk.shown().map(|(_, row)| row.name.width()).max().unwrap_or(0).min(NAMES);
    let relations = room >= HEAD + longest + RELATION;
    let items: Vec<ListItem<'_>> =
        desk.shown().map(|(at, row)| item(row, desk.decision(at), (room, relations), theme)).collect();
    if items.is_empty() {
        return frame.render_widget(Paragraph::new("none: Esc shows all").block(block), area);
    }
    let mut state = ListState::default().with_selected(Some(desk.at()));
    frame.render_stateful_widget(List::new(items).block(block).highlight_style(Theme::chosen()), area, &mut state);
}

/// Columns of what stands before a name, and of a relation with the blank before it.
const HEAD: usize = 11;
const RELATION: usize = 15;

/// A family on a line: what was decided, its id, how many, whose name it bears, and where the list has room how they are kin.
fn item(row: &Row, decision: Option<&Decision>, (room, relations): (usize, bool), theme: Theme) -> ListItem<'static> {
    let mark = decision.map_or(" ", Decision::letter);
    let head = format!("{mark} {:<5}{:>3} ", row.id, row.members);
    let relation = if relations { format!(" {}", row.relation) } else { String::new() };
    let space = room.saturating_sub(head.width() + relation.width());
    let name = cut(&row.name, space, theme);
    let gap = " ".repeat(space.saturating_sub(name.width()));
    let style = theme.decision(decision);
    ListItem::new(Drawn::from(vec![
        Span::styled(head, style),
        Span::styled(name, style),
        Span::raw(gap),
        Span::styled(relation, Theme::dim()),
    ]))
}

/// The text, or as much of it as fits.
fn cut(text: &str, room: usize, theme: Theme) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let (mut out, mut columns) = (String::new(), 0);
    for letter in text.chars() {
        columns += unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0);
        if columns + theme.cut().width() > room {
            break;
        }
        out.push(letter);
    }
    out + if room > 0 { theme.cut() } else { "" }
}

fn text(frame: &mut Frame<'_>, area: Rect, desk: &mut Desk, panes: &mut Panes<'_>, theme: Theme) {
    let padding = Padding::horizontal(1);
    let block = Block::bordered().border_set(theme.border()).title(tabs(desk.pane)).padding(padding);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let Some(family) = desk.family() else { return };
    let sight = Sight { family, pane: desk.pane, member: desk.member(), width: usize::from(inner.width) };
    let Some(lines) = panes.lines(sight) else {
        return frame.render_widget(Paragraph::new("working").style(Theme::dim()), inner);
    };
    let rows = usize::from(inner.height);
    if let Some(at) = lines.iter().position(|line| line.tone == Tone::Chosen).filter(|_| desk.follow) {
        desk.scroll = desk.scroll.clamp((at + MEMBER).saturating_sub(rows).min(at), at);
    }
    desk.scroll = desk.scroll.min(lines.len().saturating_sub(rows));
    let shown: Vec<Drawn<'_>> = lines
        .iter()
        .skip(desk.scroll)
        .take(rows)
        .map(|line| Drawn::styled(line.text.as_str(), style(line.tone, theme)))
        .collect();
    if desk.scroll + shown.len() < lines.len() && area.width > 20 {
        let more = format!(" {} more lines: PgDn ", lines.len() - desk.scroll - shown.len());
        let at = Rect { x: area.x + 2, y: area.bottom() - 1, width: area.width - 4, height: 1 };
        frame.render_widget(Span::styled(more, Theme::dim()), at);
    }
    frame.render_widget(Paragraph::new(shown), inner);
}

/// The names of the panes, the one shown turned.
fn tabs(shown: Pane) -> Drawn<'static> {
    let mut out = vec![Span::raw(" ")];
    for (at, pane) in Pane::ALL.into_iter().enumerate() {
        let style = if pane == shown { Theme::chosen() } else { Theme::plain() };
        out.push(Span::styled(format!("{} {}", at + 1, pane.name()), style));
        out.push(Span::raw(" "));
    }
    Drawn::from(out)
}

fn style(tone: Tone, theme: Theme) -> Style {
    match tone {
        Tone::Plain => Theme::plain(),
        Tone::Strong => Theme::strong(),
        Tone::Dim => Theme::dim(),
        Tone::Good => theme.good(),
        Tone::Bad => theme.bad(),
        Tone::Chosen => Theme::strong().patch(Theme::chosen()),
    }
}

/// What is asked, or said, or may be pressed; what is said takes as many lines as it needs, as far as there is room.
fn last_lines(desk: &Desk, theme: Theme, area: Rect) -> Vec<Drawn<'static>> {
    /// The list and the pane keep this part of the rows.
    const OF: u16 = 3;
    let (room, rows) = (usize::from(area.width), usize::from(area.height / OF).max(1));
    if desk.mode != Mode::Browsing || desk.said.is_empty() {
        return vec![last_line(desk, area.width)];
    }
    let mut lines = Vec::new();
    wrapped(&mut lines, Tone::Strong, &Terminal(&desk.said).to_string(), 2, room);
    let over = lines.len() > rows;
    lines.truncate(rows);
    if let Some(last) = lines.last_mut().filter(|_| over) {
        last.text = cut(&format!("{}{}", last.text, theme.cut()), room, theme);
    }
    lines.into_iter().map(|line| Drawn::styled(line.text, Theme::strong())).collect()
}

/// The one line of it.
fn last_line(desk: &Desk, width: u16) -> Drawn<'static> {
    let room = usize::from(width);
    let lost = desk.unwritten();
    let line = match &desk.mode {
        Mode::Filtering => typing("filter: ", &desk.filter, "  (Enter keeps it, Esc shows all)", room),
        Mode::Reasoning(reason) => typing("why ignore: ", reason, "  (Enter ignores, Esc does not)", room),
        Mode::Leaving => {
            let lost = if lost == 1 { "1 decision is".to_owned() } else { format!("{lost} decisions are") };
            let long = format!("{lost} not written: w writes and quits, q quits without, Esc stays");
            fitting([long, "not written: w writes, q quits, Esc".to_owned()], room)
        }
        _ => {
            let long = "k keep  m merge  i ignore  u undo  / filter  w write  q quit  ? help".to_owned();
            return Drawn::styled(
                fitting([long, "k keep m merge i ignore u undo ? help".to_owned()], room),
                Theme::dim(),
            );
        }
    };
    Drawn::styled(line, Theme::strong())
}

/// The first that fits, else the last.
fn fitting([long, short]: [String; 2], room: usize) -> String {
    if long.width() <= room { long } else { short }
}

/// A line that somebody types: its end is seen, and how it ends where there is room for that.
fn typing(label: &str, typed: &str, hint: &str, room: usize) -> String {
    let typed = format!("{}_", Terminal(typed));
    let line = format!("{label}{}", tail(&typed, room.saturating_sub(label.width())));
    let hinted = format!("{line}{hint}");
    fitting([hinted, line], room)
}

/// The end of a line that is too long: there somebody types.
fn tail(text: &str, room: usize) -> String {
    let mut columns = text.width();
    let cut = text.chars().skip_while(|letter| {
        let over = columns > room;
        columns -= if over { unicode_width::UnicodeWidthChar::width(*letter).unwrap_or(0) } else { 0 };
        over
    });
    cut.collect()
}

/// Columns of the help with its border, where the terminal has them.
pub(super) const HELP_WIDTH: u16 = 72;
/// Columns of its keys.
pub(super) const KEYS_WIDTH: usize = 11;

fn help(frame: &mut Frame<'_>, theme: Theme) {
    let area = frame.area();
    let (width, height) = (area.width.min(HELP_WIDTH), area.height.min(u16::try_from(HELP.len()).unwrap_or(20) + 2));
    let at = Rect { x: (area.width - width) / 2, y: (area.height - height) / 2, width, height };
    let lines: Vec<Drawn<'_>> = HELP
        .iter()
        .map(|(keys, does)| {
            Drawn::from(vec![Span::styled(format!("{keys:<KEYS_WIDTH$}"), Theme::strong()), Span::raw(*does)])
        })
        .collect();
    let block = Block::bordered().border_set(theme.border()).title(" keys ");
    frame.render_widget(Clear, at);
    frame.render_widget(Paragraph::new(lines).block(block), at);
}
