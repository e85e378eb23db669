//! The folders that were given, and that nothing leads out of them.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use super::ApplyError;

/// The folders and files that may be touched.
pub(super) struct Roots {
    base: PathBuf,
    roots: Vec<Root>,
}

struct Root {
    typed: PathBuf,
    real: PathBuf,
}

impl Roots {
    /// The roots as typed in the folder `base`.
    ///
    /// # Errors
    /// A root that is not there.
    pub(super) fn new(base: &Path, typed: &[String]) -> Result<Self, ApplyError> {
        let root = |typed: &String| {
            let path = base.join(typed);
            let real = fs::canonicalize(&path).map_err(ApplyError::disk("find", &path))?;
            Ok(Root { typed: plain(Path::new(typed)), real })
        };
        Ok(Self { base: base.to_owned(), roots: typed.iter().map(root).collect::<Result<_, _>>()? })
    }

    /// The roots as they were typed, and where they really lie.
    pub(super) fn places(&self) -> impl Iterator<Item = (String, PathBuf)> {
        self.roots.iter().map(|root| {
            let typed = root.typed.to_string_lossy().replace('\\', "/");
            (if typed.is_empty() { ".".to_owned() } else { typed }, root.real.clone())
        })
    }

    /// Where the file `path` really lies. Asked again before each change: a folder may have become a link meanwhile.
    ///
    /// # Errors
    /// A path outside of the roots, one with `..` in it, one through a link, or one whose folder is gone.
    pub(super) fn locate(&self, path: &str) -> Result<PathBuf, ApplyError> {
        let outside = |why| ApplyError::Outside { path: path.to_owned(), why };
        let typed = plain(Path::new(path));
        let below = |root: &Root| typed.strip_prefix(&root.typed).ok().map(|rest| (root.real.clone(), rest.to_owned()));
        let inside = |rest: &Path| rest.components().all(|part| matches!(part, Component::Normal(_)));
        let mut found = self.roots.iter().filter_map(below).filter(|(_, rest)| inside(rest));
        let (root, rest) = found.next().ok_or_else(|| outside("it lies outside of the given folders"))?;
        let meant = if rest.as_os_str().is_empty() { root } else { root.join(rest) };
        let name = typed.file_name().ok_or_else(|| outside("it is no file"))?;
        let folder = typed.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(self.base.join(folder)).map_err(|_| outside("its folder is gone"))?;
        let real = folder.join(name);
        if real == meant { Ok(real) } else { Err(outside("a link leads there")) }
    }
}

/// The path without `.` in it.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out_of_the_roots() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        fs::create_dir_all(base.join("in/deep")).unwrap();
        fs::create_dir_all(base.join("out")).unwrap();
        fs::write(base.join("in/a.md"), "").unwrap();
        fs::write(base.join("out/b.md"), "").unwrap();
        let roots = Roots::new(base, &["in".to_owned()]).unwrap();
        assert!(roots.locate("in/a.md").is_ok() && roots.locate("./in/deep/new.md").is_ok());
        let absolute = base.join("out/b.md").display().to_string();
        for path in ["out/b.md", "in/../out/b.md", "in/deep/../a.md", "in/gone/a.md", "in/..", "", &absolute] {
            assert!(roots.locate(path).is_err(), "{path}");
        }
        let here = Roots::new(base, &[".".to_owned()]).unwrap();
        assert!(here.locate("out/b.md").is_ok() && here.locate("../x.md").is_err());
        assert!(Roots::new(base, &["gone".to_owned()]).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_walked_through() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        fs::create_dir_all(base.join("in/real")).unwrap();
        fs::create_dir_all(base.join("out")).unwrap();
        symlink(base.join("out"), base.join("in/out")).unwrap();
        symlink("real", base.join("in/alias")).unwrap();
        let roots = Roots::new(base, &["in".to_owned()]).unwrap();
        assert!(roots.locate("in/out/b.md").is_err() && roots.locate("in/alias/a.md").is_err());
        assert!(roots.locate("in/real/a.md").is_ok());
    }
}
