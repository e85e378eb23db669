//! Draws what a terminal shows: escape sequences on standard input become an SVG on standard output.
//!
//! `scripts/screenshot.sh` makes docs/screenshot.svg by it.

use std::io::{self, Read, Write};

fn main() -> io::Result<()> {
    let mut shown = String::new();
    io::stdin().read_to_string(&mut shown)?;
    let drawn = anstyle_svg::Term::new().min_width_px(760).render_svg(&shown);
    io::stdout().write_all(drawn.as_bytes())
}
