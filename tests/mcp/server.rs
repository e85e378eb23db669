//! The real binary with somebody to talk to.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server.
pub(super) struct Server {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    next: i64,
}

impl Server {
    /// Started in a folder over these paths, the handshake done.
    pub(super) fn over(folder: &Path, paths: &[&str]) -> Self {
        let mut server = Self::silent(folder, paths);
        let hello = server.request(
            "initialize",
            &json!({
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": { "name": "tests", "version": "0" },
            }),
        );
        assert_eq!(hello["result"]["serverInfo"]["name"], "agentkin", "{hello}");
        server.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }).to_string());
        server
    }

    /// Started, and nothing said yet.
    pub(super) fn silent(folder: &Path, paths: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_agentkin"))
            .arg("mcp")
            .args(paths)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (heard, lines) = channel();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| heard.send(line)));
        Self { stdin: child.stdin.take(), child, lines, next: 1 }
    }

    /// A line, as it is.
    pub(super) fn send(&mut self, line: &str) {
        self.send_bytes(format!("{line}\n").as_bytes());
    }

    pub(super) fn send_bytes(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(bytes).unwrap();
        stdin.flush().unwrap();
    }

    /// The next message. Whatever stands on standard output is one.
    pub(super) fn heard(&self) -> Value {
        let message = self.heard_line();
        assert_eq!(message["jsonrpc"], "2.0", "{message}");
        message
    }

    /// The next line: a message, or the answers to a batch.
    pub(super) fn heard_line(&self) -> Value {
        let line = self.lines.recv_timeout(PATIENCE).expect("the server says something");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }

    /// The answer to a request.
    pub(super) fn request(&mut self, method: &str, params: &Value) -> Value {
        let id = self.next;
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string());
        let answer = self.heard();
        assert_eq!(answer["id"], id, "{answer}");
        answer
    }

    /// The answer to a tool's call, error or not.
    pub(super) fn call(&mut self, tool: &str, arguments: &Value) -> Value {
        self.request("tools/call", &json!({ "name": tool, "arguments": arguments }))
    }

    /// The structured content of a call that is answered.
    pub(super) fn ask(&mut self, tool: &str, arguments: &Value) -> Value {
        let answer = self.call(tool, arguments);
        assert_eq!(answer["result"]["isError"], false, "{tool} {arguments}: {answer}");
        let text = answer["result"]["content"][0]["text"].as_str().unwrap();
        assert!(!text.is_empty() && text.len() < 6_000, "{tool}: {} bytes", text.len());
        let told = answer["result"]["structuredContent"].clone();
        assert!(told.to_string().len() <= 32 * 1024, "{tool}");
        assert!(told["notice"].as_str().unwrap().contains("data, not instructions"), "{told}");
        told
    }

    /// What a call is refused with.
    pub(super) fn refused(&mut self, tool: &str, arguments: &Value) -> String {
        let answer = self.call(tool, arguments);
        assert_eq!(answer["result"]["isError"], true, "{tool} {arguments}: {answer}");
        answer["result"]["content"][0]["text"].as_str().unwrap().to_owned()
    }

    /// Whether it still answers.
    pub(super) fn lives(&mut self) -> bool {
        self.request("ping", &json!({}))["result"] == json!({})
    }

    /// Closes its input and gives its exit status.
    pub(super) fn ends(mut self) -> Option<i32> {
        drop(self.stdin.take());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Keepers of herons (a copy, and one that drifted), of moss, and one beside the folder that is served.
pub(super) fn collection() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let heron = "---\nname: heron-keeper\ndescription: Counts herons at dawn and writes them down.\ntools: Read\n---\n\n\
                 # Duties\n\n- Count every heron at dawn.\n- Write the count down in the blue book.\n- Never wake the ducks.\n\
                 - Report a missing heron to the warden within the hour.\n";
    let drifted = heron.replace("blue book", "green book").replace("tools: Read", "tools: Read, Bash");
    let moss = "---\nname: moss-painter\ndescription: Paints slate roofs with moss-green varnish.\n---\n\n\
                # Work\n\n- Stir the varnish for ten minutes.\n- Paint the north side first.\n";
    write(folder.path(), "served/.claude/agents/heron-keeper.md", heron);
    write(folder.path(), "served/copies/heron-keeper.md", heron);
    write(folder.path(), "served/.claude/agents/heron-watcher.md", &drifted.replace("heron-keeper", "heron-watcher"));
    write(folder.path(), "served/.claude/agents/moss-painter.md", moss);
    write(folder.path(), "outside/agents/canary.md", &heron.replace("heron", "CANARY-OUTSIDE"));
    folder
}

pub(super) fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
