//! A server of the Model Context Protocol on standard input and output: agents ask what exists before they add one more.
//!
//! It reads the folders that it was given and nothing else, writes nothing, and speaks of nothing that lies elsewhere. The
//! protocol and its messages are the official SDK's (`rmcp`); what is ours is the wire, which must not die of what comes in
//! (`wire`), the agents at hand (`shelf`), whom a name means (`roots`), and how much is said (`said`).

mod asked;
mod batch;
mod roots;
mod said;
mod server;
mod shelf;
mod tools;
mod wire;

use std::io;

use rmcp::ServiceExt;
use tokio::runtime;

use crate::{config::Settings, model::Decisions, pipeline};

pub use roots::Roots;
use server::Server;
use shelf::Shelf;
use wire::Wire;

/// Reads what people decided about agents; fails with the reason, for whoever asked.
pub type DecisionsNow = Box<dyn Fn() -> Result<Decisions, String> + Send + Sync>;

/// Threads for what blocks: standard input, standard output, a call at work and some that wait for it.
const THREADS: usize = 6;

/// What the server works on, and how.
pub struct Served {
    /// The folders.
    pub roots: Roots,
    /// How to search and to judge; what was decided about agents is asked for at each call.
    pub options: pipeline::Options,
    /// What people decided about agents, as it lies on the disk when it is asked for.
    pub decisions: DecisionsNow,
    /// The settings as meant.
    pub settings: Settings,
    /// The threads to work on.
    pub pool: rayon::ThreadPool,
}

/// Serves on standard input and output until the input ends.
///
/// # Errors
/// What the system says when the runtime cannot be started.
pub fn serve(served: Served) -> io::Result<()> {
    let runtime = runtime::Builder::new_current_thread().enable_time().max_blocking_threads(THREADS).build()?;
    runtime.block_on(async {
        let wire = Wire::new(tokio::io::stdin(), tokio::io::stdout());
        // That nobody ever said "initialize" before the input ended is no failure of the server's.
        if let Ok(running) = Server::new(Shelf::new(served)).serve(wire).await {
            let _ = running.waiting().await;
        }
    });
    // A call that nobody waits for any more must not keep the process.
    runtime.shutdown_background();
    Ok(())
}
