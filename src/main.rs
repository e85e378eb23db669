//! The `agentkin` command: hands over to [`agentkin::cli`].

fn main() -> std::process::ExitCode {
    agentkin::cli::main()
}
