//! A real terminal, driven by tmux, for the tests of what only shows itself in one.

use std::{
    path::Path,
    process::{Command, Output},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(60);
/// What the shell asks with before anything was run: it ends with the exit code of what ran last.
const PROMPT: &str = "done0";

/// A terminal of its own, with a shell in a folder.
pub(crate) struct Terminal {
    folder: TempDir,
    socket: String,
}

impl Terminal {
    /// A terminal of so many columns and rows, with these settings of the environment, in `folder`. `None`, with the reason
    /// printed, where there is no tmux.
    pub(crate) fn open(name: &str, folder: TempDir, (columns, rows): (u32, u32), environment: &[&str]) -> Option<Self> {
        if !Command::new("tmux").arg("-V").output().is_ok_and(|output| output.status.success()) {
            #[expect(clippy::print_stderr, reason = "whoever runs the tests is told why one of them did nothing")]
            {
                eprintln!("skipped: tmux is not installed, and drives the terminal of this test");
            }
            return None;
        }
        let out = Self { folder, socket: format!("agentkin-{name}-{}", std::process::id()) };
        let size = [columns.to_string(), rows.to_string()];
        let shell = format!("env PS1='done$? ' {} LANG=C.UTF-8 sh", environment.join(" "));
        let folder = out.folder.path().to_str().unwrap().to_owned();
        let made =
            out.tmux(&["-f", "/dev/null", "new-session", "-d", "-x", &size[0], "-y", &size[1], "-c", &folder, &shell]);
        assert!(made.status.success(), "{made:?}");
        // What is typed before the shell asks for it stands on the screen in another order.
        out.sees(PROMPT);
        Some(out)
    }

    /// What tmux answers to these words.
    pub(crate) fn tmux(&self, args: &[&str]) -> Output {
        Command::new("tmux").args(["-L", &self.socket]).args(args).env_remove("TMUX").output().unwrap()
    }

    /// Types: names of keys (`Enter`), or text behind `-l`.
    pub(crate) fn keys(&self, keys: &[&str]) {
        assert!(self.tmux(&[&["send-keys"], keys].concat()).status.success());
    }

    /// What it shows.
    pub(crate) fn screen(&self) -> String {
        String::from_utf8(self.tmux(&["capture-pane", "-p"]).stdout).unwrap()
    }

    /// The screen as soon as it shows `words`.
    pub(crate) fn sees(&self, words: &str) -> String {
        let begun = Instant::now();
        loop {
            let screen = self.screen();
            if screen.contains(words) {
                return screen;
            }
            assert!(begun.elapsed() < PATIENCE, "{words:?} is not on the screen:\n{screen}");
            thread::sleep(Duration::from_millis(40));
        }
    }

    /// Its folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // This server alone: its socket has this test's name.
        let _ = self.tmux(&["kill-server"]);
    }
}
