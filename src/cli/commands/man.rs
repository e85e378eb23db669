//! `agentkin man`.

use clap::Parser;
use clap_mangen::Man;

use super::{Goes, Job};
use crate::cli::{command, error::Failure, exit::Exit, output::Target, session::Session};

const EXAMPLES: &str = "\
Examples:
  agentkin man | man -l -                    read the page of agentkin
  agentkin man merge | man -l -              read the page of a command
  agentkin man --output /usr/share/man/man1  write them all into a folder";

/// Print a manual page, or write all of them into a folder
///
/// With --output and a folder every page is written: agentkin.1, agentkin-report.1 and so on; a folder that is not there yet is
/// made. A name with an ending, as agentkin.1, is that of a file, and a command's page goes into one too.
#[derive(Debug, Clone, Parser)]
#[command(after_help = EXAMPLES)]
pub(super) struct Manual {
    /// The command whose page is printed; without it, that of agentkin itself
    #[arg(value_name = "COMMAND")]
    page: Option<String>,
}

impl Job for Manual {
    const GOES: Goes = Goes::IntoFolder;

    fn run(self, session: &Session) -> Result<Exit, Failure> {
        let mut whole = command();
        whole.build();
        let all = std::iter::once(&whole).chain(whole.get_subcommands());
        let pages: Vec<Man> = all.map(|command| page(command.clone())).collect();
        if self.wants_all(&session.target) {
            let folder = session.target.folder()?;
            for page in &pages {
                let target = Target::new(Some(&folder.join(page.get_filename())), session.existing)?;
                target.write(|out| page.render(out))?;
            }
            session.say(&format!("{} pages written to {}", pages.len(), folder.display()));
            return Ok(Exit::Done);
        }
        let file = self.page.as_ref().map_or_else(|| "agentkin.1".to_owned(), |name| format!("agentkin-{name}.1"));
        let page = pages.iter().find(|page| page.get_filename() == file).ok_or_else(|| {
            Failure::saying(format!("there is no command {}", self.page.unwrap_or_default()))
                .hinting("agentkin --help lists them")
        })?;
        session.target.write(|out| page.render(out))?;
        Ok(Exit::Done)
    }
}

impl Manual {
    /// Whether every page is to be written, into a folder that is there or one that can only be meant as a folder.
    fn wants_all(&self, target: &Target) -> bool {
        match target {
            Target::Within(_) => true,
            Target::New(path) | Target::Any(path) => {
                self.page.is_none() && !path.is_file() && path.extension().is_none()
            }
            Target::Output | Target::Stream(_) => false,
        }
    }
}

/// The page of a command; without a date, so that the same program writes the same page.
fn page(command: clap::Command) -> Man {
    let synopsis = synopsis(&command);
    Man::new(command.override_usage(synopsis))
        .source(concat!("agentkin ", env!("CARGO_PKG_VERSION")))
        .manual("agentkin")
}

/// What can be typed: each option with the names of its values, which clap's own synopsis leaves out.
fn synopsis(command: &clap::Command) -> String {
    let shown = |arg: &&clap::Arg| !arg.is_hide_set();
    let option = |arg: &clap::Arg| {
        let short = arg.get_short().map(|letter| format!("-{letter}|")).unwrap_or_default();
        let (open, close) = if arg.is_required_set() { ("", "") } else { ("[", "]") };
        // An argument shows itself as it is typed: --output <FILE>.
        format!("{open}{short}{arg}{close}")
    };
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name()).to_owned();
    let options = command.get_opts().filter(shown).map(option);
    let flags = command.get_arguments().filter(|arg| !arg.is_positional() && !arg.get_action().takes_values());
    let flags = flags.filter(shown).map(option);
    let named = command.get_positionals().filter(shown).map(ToString::to_string);
    let below = command.has_subcommands().then(|| "<COMMAND>".to_owned());
    std::iter::once(name).chain(options).chain(flags).chain(named).chain(below).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_meant_where_no_ending_says_otherwise() {
        let all = Manual { page: None };
        let one = Manual { page: Some("merge".to_owned()) };
        let new = |path: &str| Target::New(path.into());
        assert!(all.wants_all(&new("no/such/man1")) && all.wants_all(&new("no-such-man1/")));
        assert!(all.wants_all(&Target::Any("no/such/man1".into())));
        assert!(!all.wants_all(&new("agentkin.1")) && !all.wants_all(&Target::Output));
        assert!(!one.wants_all(&new("no/such/man1")));
        assert!(one.wants_all(&Target::Within(".".into())), "as it was: all of them");
    }

    #[test]
    fn a_synopsis_names_the_values() {
        let mut whole = command();
        whole.build();
        let of = |name: &str| synopsis(whole.find_subcommand(name).unwrap());
        let merge = of("merge");
        assert!(merge.starts_with("agentkin merge [--"), "{merge}");
        for part in ["[--min-support <K>]", "[-o|--output <FILE>]", "[--core]", "[-q|--quiet]", " [PATH]..."] {
            assert!(merge.contains(part), "{part}: {merge}");
        }
        assert!(of("diff").contains(" [PATH]..."), "{}", of("diff"));
        assert!(synopsis(&whole).ends_with(" <COMMAND>"));
        let mut page_of_merge = Vec::new();
        page(whole.find_subcommand("merge").unwrap().clone()).render(&mut page_of_merge).unwrap();
        let text = String::from_utf8(page_of_merge).unwrap();
        assert!(text.contains("[\\-\\-min\\-support <K>]"), "{text}");
    }
}
