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
/// With --output and a folder every page is written: agentkin.1, agentkin-report.1 and so on; else the one page that is named.
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
        if let Target::Within(folder) = &session.target {
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

/// The page of a command; without a date, so that the same program writes the same page.
fn page(command: clap::Command) -> Man {
    Man::new(command).source(concat!("agentkin ", env!("CARGO_PKG_VERSION"))).manual("agentkin")
}
