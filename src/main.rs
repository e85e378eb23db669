//! The `agentkin` command: hands over to [`agentkin::cli`].

/// Millions of small vectors are made and dropped on all threads: against the system's allocator this takes a tenth of a report's
/// time off (docs/scale.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    agentkin::cli::main()
}
