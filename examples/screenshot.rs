//! Draws what a terminal shows: escape sequences on standard input become an SVG on standard output.
//!
//! `scripts/screenshot.sh` makes docs/screenshot.svg by it.

use std::io::{self, Read, Write};

fn main() -> io::Result<()> {
    let mut shown = String::new();
    io::stdin().read_to_string(&mut shown)?;
    let terminal = anstyle_svg::Term::new().palette(anstyle_svg::WIN10_CONSOLE).min_width_px(760);
    // Dim text is drawn at two fifths of its strength, which too few people can read on black (WCAG 2.2, 1.4.3).
    let drawn = terminal.render_svg(&shown).replace(".dimmed { opacity: 0.4; }", ".dimmed { opacity: 0.75; }");
    io::stdout().write_all(drawn.as_bytes())
}
