//! What is found under the given paths: folders searched, links kept inside, each real file once.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on panics")]

use std::fs;

use agentkin::{load::discover, model::Origin};
use tempfile::TempDir;

/// A folder with these files, each holding its own name.
fn folder(files: &[&str]) -> TempDir {
    let root = TempDir::new().unwrap();
    for file in files {
        write(&root, file, file);
    }
    root
}

fn write(root: &TempDir, file: &str, text: &str) {
    let path = root.path().join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Paths below `root` (a named one with a `!` before it) and finding ids.
fn found(root: &TempDir, paths: &[&str]) -> (Vec<String>, Vec<String>) {
    let prefix = format!("{}/", root.path().display());
    let cut = |path: &str| path.strip_prefix(&prefix).unwrap_or(path).to_owned();
    let given: Vec<String> =
        paths.iter().map(|path| format!("{prefix}{path}").trim_end_matches('/').to_owned()).collect();
    let all = discover(&given).unwrap();
    let mark = |origin| if origin == Origin::Named { "!" } else { "" };
    let files = all.files.iter().map(|file| format!("{}{}", mark(file.origin), cut(&file.path))).collect();
    (files, all.findings.iter().map(|finding| format!("{} {}", cut(&finding.path), finding.code.id)).collect())
}

#[test]
fn hidden_folders_are_searched_but_not_git_nor_what_is_ignored() {
    let root = folder(&[".claude/agents/a.md", "b.md", ".git/c.md", "out/d.md", "e.rs", "f.png", ".roomodes"]);
    write(&root, ".gitignore", "out/\n");
    assert_eq!(found(&root, &[""]).0, [".claude/agents/a.md", ".roomodes", "b.md"]);
    assert_eq!(found(&root, &["", "out/d.md"]).0, [".claude/agents/a.md", ".roomodes", "b.md", "!out/d.md"]);
}

#[test]
fn an_ignore_file_above_counts_only_inside_a_repository() {
    let root = folder(&["in/a.md"]);
    write(&root, ".gitignore", "*.md\n");
    assert_eq!(found(&root, &["in"]).0, ["in/a.md"]);
    fs::create_dir(root.path().join(".git")).unwrap();
    assert!(found(&root, &["in"]).0.is_empty());
}

#[test]
fn an_ignore_file_inside_counts_without_a_repository() {
    let root = folder(&["in/a.md", "in/b.md"]);
    write(&root, "in/.gitignore", "b.md\n");
    assert_eq!(found(&root, &[""]).0, ["in/a.md"]);
}

#[test]
fn a_named_file_is_named_however_often_it_is_met() {
    let root = folder(&["a.md", "odd.xyz"]);
    assert_eq!(found(&root, &["", "a.md", "odd.xyz", "a.md"]).0, ["!a.md", "!odd.xyz"]);
}

#[cfg(unix)]
#[test]
fn links_stay_inside_and_count_once() {
    use std::os::unix::fs::symlink;
    let (root, other) = (folder(&["z/a.md", "b.txt"]), folder(&["secret.md"]));
    let at = |name: &str| root.path().join(name);
    symlink(at("z/a.md"), at("again.md")).unwrap();
    symlink(at("b.txt"), at("only.md")).unwrap();
    symlink(".", at("loop")).unwrap();
    symlink(other.path().join("secret.md"), at("out.md")).unwrap();
    symlink(other.path(), at("elsewhere")).unwrap();
    symlink("nowhere", at("gone.md")).unwrap();
    let (files, findings) = found(&root, &[""]);
    assert_eq!(files, ["only.md", "z/a.md"]);
    assert_eq!(findings, ["elsewhere link-leads-out", "gone.md link-broken", "out.md link-leads-out"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_opened_is_a_finding() {
    use std::os::unix::fs::PermissionsExt;
    let root = folder(&["a.md", "shut/b.md"]);
    let shut = root.path().join("shut");
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).unwrap();
    let readable_all_the_same = fs::read_dir(&shut).is_ok();
    let (files, findings) = found(&root, &[""]);
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
    // The system's administrator may read anything: then there is nothing to find.
    let want = if readable_all_the_same { vec![] } else { vec!["shut unreadable".to_owned()] };
    assert_eq!(findings, want);
    assert_eq!(files.first().map(String::as_str), Some("a.md"));
}

#[test]
fn a_missing_path_is_an_error() {
    let error = discover(&["no/such/place".to_owned()]).unwrap_err();
    assert!(error.to_string().starts_with("cannot read no/such/place: "));
}
