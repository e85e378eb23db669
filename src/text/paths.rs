//! Paths as texts, joined with `/`: nothing here looks at a disk.

/// `path` from the root of the file system, where it is typed in the folder `here`, without `.` and `..`.
#[must_use]
pub fn absolute(here: &str, path: &str) -> String {
    let whole = if is_absolute(path) { path.to_owned() } else { format!("{here}/{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let root = if whole.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

/// A path as it is typed, but without `.` and `a/..`.
#[must_use]
pub fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| *part != ".") {
        match (part, parts.last()) {
            ("..", Some(last)) if !["", ".."].contains(last) => drop(parts.pop()),
            (part, _) => parts.push(part),
        }
    }
    parts.join("/")
}

/// `path` from the first of these folders that it lies in; as it is typed where it lies in none, but [`plain`].
#[must_use]
pub fn below(folders: &[String], path: &str) -> String {
    let inside = |folder: &String| {
        let whole = absolute(folder, path);
        let rest = whole.strip_prefix(folder.trim_end_matches('/'))?;
        (rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_start_matches('/').to_owned())
    };
    folders.iter().find_map(inside).unwrap_or_else(|| plain(path))
}

/// The way from the folder `from` to `to`, both from the root of the file system.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (parts(from), parts(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// Each of these paths by its end: the file, with as many of its folders as no other of them has.
#[must_use]
pub fn told_apart(paths: &[&str]) -> Vec<String> {
    let split: Vec<Vec<&str>> = paths.iter().map(|path| parts(path)).collect();
    let end = |parts: &[&str], many: usize| parts[parts.len().saturating_sub(many)..].join("/");
    let own = |at: usize, many: &usize| {
        let others = split.iter().enumerate().filter(|(other, parts)| *other != at && **parts != split[at]);
        others.into_iter().all(|(_, parts)| end(parts, *many) != end(&split[at], *many))
    };
    let told = |at: usize| {
        let whole = split[at].len().max(1);
        end(&split[at], (1..whole).find(|many| own(at, many)).unwrap_or(whole))
    };
    (0..split.len()).map(told).collect()
}

/// Each of these paths from the deepest folder that all lie in.
#[must_use]
pub fn within(paths: &[&str]) -> Vec<String> {
    let whole: Vec<String> = paths.iter().map(|path| absolute("/", &path.replace('\\', "/"))).collect();
    let folders: Vec<Vec<&str>> = whole.iter().map(|path| parts(path)).collect();
    let shortest = folders.iter().map(|parts| parts.len().saturating_sub(1)).min().unwrap_or(0);
    let agree = |at: &usize| folders.iter().all(|parts| parts[*at] == folders[0][*at]);
    let shared = (0..shortest).take_while(agree).count();
    folders.iter().map(|parts| parts[shared..].join("/")).collect()
}

fn parts(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

/// From the root, or from a Windows drive.
fn is_absolute(path: &str) -> bool {
    let drive = path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && path.as_bytes()[1..].starts_with(b":/");
    path.starts_with('/') || drive
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_one_absolute_form() {
        for typed in ["a/b.md", "./a/b.md", "a/c/../b.md", "/home/bee/a/b.md", "../bee/a/b.md"] {
            assert_eq!(absolute("/home/bee", typed), "/home/bee/a/b.md", "{typed}");
        }
        assert_eq!(absolute("C:/bee", "a.md"), "C:/bee/a.md");
        assert_eq!(absolute("/bee", "D:/a.md"), "D:/a.md");
        assert_eq!(absolute("/bee", "../../../a.md"), "/a.md");
        assert_eq!(absolute("/bee", "ü.md"), "/bee/ü.md");
    }

    #[test]
    fn paths_are_told_from_the_folder_that_all_lie_in() {
        assert_eq!(within(&["a/b/c.md", "./a/b/d/c.md"]), ["c.md", "d/c.md"]);
        assert_eq!(within(&["/x/a.md", "/y/a.md"]), ["x/a.md", "y/a.md"]);
        assert_eq!(within(&["a.md"]), ["a.md"]);
        assert_eq!(within(&[]), [""; 0]);
    }

    #[test]
    fn what_lies_in_a_folder_is_told_from_it() {
        let here = ["/home/bee".to_owned(), "/Users/bee".to_owned()];
        for typed in ["a/b.md", "./a/b.md", "../bee/a/b.md", "/home/bee/a/b.md", "/Users/bee/a/b.md"] {
            assert_eq!(below(&here, typed), "a/b.md", "{typed}");
        }
        assert_eq!([below(&here, "."), below(&here, "/home/bee/")], ["", ""]);
        assert_eq!(below(&here, "../wasp/a.md"), "../wasp/a.md");
        assert_eq!(below(&here, "/home/beeswax/a.md"), "/home/beeswax/a.md");
        assert_eq!(below(&["/".to_owned()], "/a.md"), "a.md");
        assert_eq!(below(&[], "./a.md"), "a.md");
    }

    #[test]
    fn detours_are_left_out() {
        for (typed, told) in
            [("./a/./b.md", "a/b.md"), ("a/../b.md", "b.md"), ("../../a.md", "../../a.md"), ("/a/../b.md", "/b.md")]
        {
            assert_eq!(plain(typed), told);
        }
    }

    #[test]
    fn files_of_one_name_are_told_by_their_folders() {
        let paths = ["yard/bees/a.md", "quay/bees/a.md", "quay/b.md", "a.md"];
        assert_eq!(told_apart(&paths), ["yard/bees/a.md", "quay/bees/a.md", "b.md", "a.md"]);
        assert_eq!(told_apart(&["x/one/a.md", "x/two/a.md"]), ["one/a.md", "two/a.md"]);
        assert_eq!(told_apart(&["a.md", "a.md"]), ["a.md", "a.md"]);
    }

    #[test]
    fn the_way_from_one_to_the_other() {
        assert_eq!(relative("/a/b", "/a/b/c.md"), "c.md");
        assert_eq!(relative("/a/b/d", "/a/c.md"), "../../c.md");
        assert_eq!(relative("/a", "/b/c.md"), "../b/c.md");
    }
}
