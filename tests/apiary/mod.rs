//! Agents about bees and boats, for tests that put them into folders of their own.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up fails")]

use std::{fs, path::Path};

pub(crate) const BEES: &str = "---\nname: bees\ndescription: Keeps bees and counts them.\n---\n\nYou keep bees.\n\n## Rounds\n\n- Count the hives at dawn\n- Write the count on the board\n- Close the gate of the apiary behind you\n";
pub(crate) const BOATS: &str = "---\nname: boats\ndescription: Mends wooden boats before the season.\n---\n\nYou mend boats.\n\n## Hull\n\n- Caulk every seam with cotton\n- Sand the planks along the grain\n- Varnish twice, a day apart\n";

/// Writes a file, and the folders around it.
pub(crate) fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}
