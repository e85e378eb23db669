//! What a key asks for.

use ratatui::crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers};

/// What was pressed, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Letter(char),
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    Tab,
    BackTab,
    Enter,
    Escape,
    Backspace,
    /// Ctrl-C: away from here, whatever is asked.
    Interrupt,
    /// The terminal changed its size.
    Resized,
}

/// Each key with what it does, as the help lists them.
pub(super) const HELP: &[(&str, &str)] = &[
    ("up down", "the family before, the next one"),
    ("left right", "another member, held against the one to keep"),
    ("Tab 1 2 3", "members, diff, merged text"),
    ("PgUp PgDn", "scroll the pane"),
    ("k", "keep the family as it is"),
    ("m", "merge the family: it goes into the plan"),
    ("i", "ignore: its members are no copies of one another"),
    ("r", "ignore, with a reason of your own"),
    ("u", "undo the last decision"),
    ("/", "show families with these letters in name or path; Esc all"),
    ("w", "write the plan and the settings"),
    ("q", "quit; asks where a decision is not written"),
    ("Ctrl-C", "quit at once, nothing more is written"),
    ("?", "this help"),
];

/// The key of an event; `None` where nothing was pressed.
pub(super) fn pressed(event: &Event) -> Option<Key> {
    let key = match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => key,
        Event::Resize(..) => return Some(Key::Resized),
        _ => return None,
    };
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(match key.code {
        KeyCode::Char('c') if control => Key::Interrupt,
        KeyCode::Char(c) if !control => Key::Letter(c),
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        _ => return None,
    })
}
