//! The HTML page in a real browser. The test itself is tests/browser/run.mjs; here it is found out whether it can run.
//!
//! `AGENTKIN_BROWSER=required` makes it an error that it cannot.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, reason = "a test that cannot go on panics")]

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser")
}

/// What is missing to run it.
fn missing() -> Option<&'static str> {
    let chromium = env::var_os("CHROMIUM").unwrap_or_else(|| "/usr/bin/chromium".into());
    let runs = |program: &str| {
        let run = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        run.is_ok_and(|status| status.success())
    };
    if !runs("node") {
        Some("Node")
    } else if !Path::new(&chromium).exists() {
        Some("Chromium (apt-get install chromium, or name one by CHROMIUM)")
    } else if !folder().join("node_modules").is_dir() {
        Some("its packages (npm ci in tests/browser)")
    } else {
        None
    }
}

#[test]
fn the_page_holds_in_a_browser() {
    if let Some(missing) = missing() {
        assert!(env::var_os("AGENTKIN_BROWSER").is_none(), "the browser test is required, and lacks {missing}");
        eprintln!("skipped: the browser test lacks {missing}");
        return;
    }
    let mut run = Command::new("node");
    run.arg(folder().join("run.mjs")).args(["--bin", env!("CARGO_BIN_EXE_agentkin")]);
    let status = run.status().expect("node runs: it told its version");
    assert!(status.success(), "see above");
}
