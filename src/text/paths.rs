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

/// The way from the folder `from` to `to`, both from the root of the file system.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (parts(from), parts(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
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
    fn the_way_from_one_to_the_other() {
        assert_eq!(relative("/a/b", "/a/b/c.md"), "c.md");
        assert_eq!(relative("/a/b/d", "/a/c.md"), "../../c.md");
        assert_eq!(relative("/a", "/b/c.md"), "../b/c.md");
    }
}
