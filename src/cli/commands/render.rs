//! `agentkin render`.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Parser;

use super::{Goes, Job};
use crate::{
    cli::{error::Failure, exit::Exit, output::Target, session::Session},
    pipeline::{self, CoreFile},
    report::Terminal,
};

const EXAMPLES: &str = "\
Examples:
  agentkin merge a.md b.md --core -o family.toml     the core, and each one's words
  agentkin render family.toml --output agents/       all members as files again
  agentkin render family.toml --member a.md          one of them, to standard output

Members are built to the byte. A file that is there already and says something
else is replaced only with --force.";

/// Build the members of a family again from their core
///
/// The core is what agentkin merge --core wrote, and what somebody may have edited since.
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Render {
    /// The core, written by agentkin merge --core
    #[arg(value_name = "CORE")]
    core: String,
    /// Build this member alone, by its name in the core
    #[arg(long, value_name = "FILE")]
    member: Option<String>,
}

impl Job for Render {
    const GOES: Goes = Goes::IntoFolder;

    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let text = fs::read_to_string(&self.core)
            .map_err(|error| Failure::saying(format!("cannot read {}: {error}", self.core)))?;
        let core = CoreFile::from_toml(&text, &self.core).map_err(pipeline::Error::from)?;
        if let Target::Within(folder) = &session.target {
            let files: Vec<&str> = match &self.member {
                Some(member) => vec![member],
                None => core.files().collect(),
            };
            let built = built(&core, &files)?;
            return into(folder, &built, session);
        }
        let of_one = core.files().next().filter(|_| core.files().count() == 1);
        let Some(member) = self.member.as_deref().or(of_one) else {
            return Err(Failure::saying(format!("{} holds {} members", self.core, core.files().count()))
                .hinting("--member FILE builds one, --output DIR all: the folder must be there"));
        };
        let bytes = core.render(member).map_err(pipeline::Error::from)?;
        session.target.write(|out| out.write_all(&bytes))?;
        Ok(Exit::Done)
    }
}

/// Members with their bytes: all are built before one is written.
fn built<'c>(core: &CoreFile, files: &[&'c str]) -> Result<Vec<(&'c str, Vec<u8>)>, Failure> {
    let one = |file: &&'c str| Ok((*file, core.render(file).map_err(pipeline::Error::from)?));
    files.iter().map(one).collect()
}

/// Nothing on the way from `folder` to one of its files may be a link: it could lead out of the folder.
fn within(folder: &Path, file: &str) -> Result<(), Failure> {
    let mut way = folder.to_path_buf();
    for part in Path::new(file).components() {
        way.push(part);
        if fs::symlink_metadata(&way).is_ok_and(|there| there.is_symlink()) {
            return Err(Failure::saying(format!(
                "{} is a link, and may lead out of {}",
                way.display(),
                folder.display()
            ))
            .hinting("take the link away, or name another folder"));
        }
    }
    Ok(())
}

fn into(folder: &Path, built: &[(&str, Vec<u8>)], session: &Session) -> Result<Exit, Failure> {
    let is_there = |path: &Path, bytes: &[u8]| fs::read(path).is_ok_and(|there| there == bytes);
    let target = |(file, bytes): &(&str, Vec<u8>)| {
        let path: PathBuf = folder.join(file);
        within(folder, file)?;
        // Who builds again what was built before changes nothing.
        if is_there(&path, bytes) { Ok(None) } else { Ok(Some(Target::new(Some(&path), session.existing)?)) }
    };
    let targets: Vec<Option<Target>> = built.iter().map(target).collect::<Result<_, Failure>>()?;
    for ((file, bytes), target) in built.iter().zip(targets) {
        let Some(target) = target else { continue };
        let path = folder.join(file);
        if let Some(inside) = path.parent() {
            let broken = |error: io::Error| Failure::saying(format!("cannot make {}: {error}", inside.display()));
            fs::create_dir_all(inside).map_err(broken)?;
        }
        target.write(|out| out.write_all(bytes))?;
        if session.talks() {
            let _ = writeln!(io::stderr(), "written: {}", Terminal(&path.display().to_string()));
        }
    }
    Ok(Exit::Done)
}
