//! Where an agent lies among the folders of its harness.

use crate::model::{Level, Precedence, Reach};

/// Where an agent lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seat<'p> {
    /// Which of the harness's levels, 0 the highest.
    pub(super) level: usize,
    /// Whose folder it is.
    pub(super) reach: Reach,
    /// What the folder hangs on: a project, a home, a plugin.
    pub(super) root: &'p str,
    folder: &'static str,
}

impl Seat<'_> {
    /// Where that is, in words.
    pub(super) fn told(&self) -> String {
        match self.reach {
            Reach::Project => format!("a project's {}", self.folder),
            Reach::User => format!("a user's {}", Level::user(&[]).spelt(self.folder)),
            Reach::Plugin => format!("a plugin's {}", self.folder),
        }
    }
}

/// Whether the project of `inner` lies inside that of `outer`.
pub(super) fn lies_inside(inner: &Seat<'_>, outer: &Seat<'_>) -> bool {
    match inner.root.strip_prefix(outer.root) {
        // The empty root is the folder that the run was started in: whatever path begins at it lies inside.
        Some(rest) if outer.root.is_empty() => !rest.is_empty() && !is_absolute(rest) && !rest.starts_with(".."),
        Some(rest) => rest.starts_with('/'),
        None => false,
    }
}

/// Where the file at `path` lies under these rules; `None` where the harness does not look. `homes` are users' homes as paths
/// spell them, beside those that lie where homes do.
pub(super) fn seat<'p>(path: &'p str, rules: &Precedence, homes: &[String]) -> Option<Seat<'p>> {
    let path = path.strip_prefix("./").unwrap_or(path);
    let shared = |folder: &str| rules.levels.iter().filter(|level| level.folders.contains(&folder)).count() > 1;
    rules.levels.iter().enumerate().find_map(|(at, level)| {
        level.folders.iter().find_map(|folder| {
            let root = root(path, folder)?;
            // The same folder hangs on a home or on a project: which one it is, its root alone can tell.
            let fits = !shared(folder) || is_home(root, homes) == (level.reach == Reach::User);
            fits.then_some(Seat { level: at, reach: level.reach, root, folder })
        })
    })
}

/// What stands before the last place in `path` where `folder` (or the file of that name) does.
fn root<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    let whole = |at: usize| {
        let (before, after) = (&path[..at], &path[at + folder.len()..]);
        (before.is_empty() || before.ends_with('/')) && (after.is_empty() || after.starts_with('/'))
    };
    let at = path.rmatch_indices(folder).map(|(at, _)| at).find(|at| whole(*at))?;
    Some(path[..at].strip_suffix('/').unwrap_or(&path[..at]))
}

/// Whether a folder is a user's home: one of `homes`, or by where homes lie on the systems that agents are written on.
fn is_home(root: &str, homes: &[String]) -> bool {
    if homes.iter().any(|home| home == root) {
        return true;
    }
    let parts: Vec<&str> = root.split('/').collect();
    match parts[..] {
        ["~"] | ["", "root"] => true,
        ["", "var" | "usr", "home", name] | ["", "home" | "Users", name] => !name.is_empty(),
        [drive, "Users", name] => drive.ends_with(':') && !name.is_empty(),
        _ => false,
    }
}

fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '~']) || path.as_bytes().get(1) == Some(&b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Precedence = Precedence {
        levels: &[Level::project(&[".owl/agents"]), Level::user(&[".owl/agents"]), Level::plugin(&["agents"])],
        ..Precedence::BLANK
    };

    fn told(path: &str) -> Option<(usize, &str)> {
        seat(path, &RULES, &[]).map(|seat| (seat.level, seat.root))
    }

    #[test]
    fn a_folder_belongs_to_a_project_a_home_or_a_plugin() {
        assert_eq!(told("./.owl/agents/deep/x.md"), Some((0, "")));
        assert_eq!(told("/srv/p/.owl/agents/x.md"), Some((0, "/srv/p")));
        for home in ["~", "/root", "/home/me", "/Users/me", "C:/Users/me", "/var/home/me"] {
            assert_eq!(told(&format!("{home}/.owl/agents/x.md")), Some((1, home)));
        }
        assert_eq!(told("/home/me/p/.owl/agents/x.md"), Some((0, "/home/me/p")));
        assert_eq!(told("plugins/p/agents/x.md"), Some((2, "plugins/p")));
        assert_eq!(told("my.owl/agentsx/x.md"), None);
        assert_eq!(told("docs/x.md"), None);
    }

    #[test]
    fn a_home_may_lie_anywhere() {
        let level = |path| seat(path, &RULES, &["/tmp/h".to_owned(), "..".to_owned()]).map(|seat| seat.level);
        assert_eq!(level("/tmp/h/.owl/agents/x.md"), Some(1));
        assert_eq!(level("../.owl/agents/x.md"), Some(1));
        assert_eq!(level("/tmp/h/p/.owl/agents/x.md"), Some(0));
    }

    #[test]
    fn a_project_lies_inside_another_by_whole_folders() {
        let inside = |x: &str, y: &str| {
            let at = |root: &str| {
                if root.is_empty() { ".owl/agents/x.md".to_owned() } else { format!("{root}/.owl/agents/x.md") }
            };
            let (x, y) = (at(x), at(y));
            lies_inside(&seat(&x, &RULES, &[]).unwrap(), &seat(&y, &RULES, &[]).unwrap())
        };
        assert!(inside("a/b", "a") && inside("a", "") && inside("/a/b", "/a"));
        assert!(
            !inside("ab", "a") && !inside("a", "a") && !inside("/a", "") && !inside("../a", "") && !inside("", "a")
        );
    }
}
