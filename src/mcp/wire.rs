//! Messages, one a line, over two streams.
//!
//! The SDK's own transport passes over lines that are no JSON and lines that are too long without a word, so whoever sent one
//! waits for ever; and its handshake ends the server where anything but a request comes first. Here each is answered, and the
//! server lives on. A reading that is broken off loses nothing: what was read is kept, and what is to be said goes through a
//! channel to the one task that writes.

use std::{collections::VecDeque, io};

use super::{asked::Asked, batch::Batches};
use rmcp::{
    RoleServer,
    model::{
        CallToolRequestMethod, CallToolRequestParams, ClientJsonRpcMessage, ClientNotification, ClientRequest,
        ConstString, InitializeRequestParams, InitializeResultMethod, JsonRpcMessage, ProtocolVersion,
        ServerJsonRpcMessage,
    },
    transport::Transport,
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    sync::mpsc::{self, Receiver, Sender},
    task::JoinHandle,
};

/// Bytes of a message, at most: the largest agent that is read has a fraction of it.
pub(super) const MOST_LINE: usize = 8 * 1024 * 1024;
/// Messages of a batch, at most: no client asks so much at once.
const MOST_BATCH: usize = 100;
/// Messages that wait to be written before whoever makes more has to wait too.
const WAITING: usize = 16;

/// JSON-RPC: what came is no JSON.
const PARSE_ERROR: i32 = -32_700;
/// JSON-RPC: what came is JSON and no request.
const INVALID_REQUEST: i32 = -32_600;

/// JSON-RPC: the method is known, and its parameters are none.
const INVALID_PARAMS: i32 = -32_602;

/// What of a request introduces whoever sends it without a handshake.
const INTRODUCTION: &str = "io.modelcontextprotocol/protocolVersion";

/// The two streams.
pub(super) struct Wire<R> {
    read: BufReader<R>,
    line: Vec<u8>,
    /// Whether the rest of a line that is too long is being passed over.
    passing_over: bool,
    /// Whether the client has introduced itself.
    open: bool,
    /// Whether batches are taken: the one revision of the protocol that has them was agreed on.
    takes_batches: bool,
    /// What is left of a batch.
    batch: VecDeque<ClientJsonRpcMessage>,
    /// Batches that wait for answers.
    batches: Batches,
    /// Requests that wait for answers, those of batches among them.
    asked: Asked,
    /// What is to be answered before anything more is read.
    answer: Option<Vec<u8>>,
    out: Option<Sender<Vec<u8>>>,
    writer: Option<JoinHandle<()>>,
}

/// What was read.
enum Read {
    Line,
    TooLong,
    End,
}

/// What is to be done with a line.
enum Heard {
    Message(Box<ClientJsonRpcMessage>),
    Answer(Vec<u8>),
    Nothing,
}

impl<R: AsyncRead + Send + Unpin> Wire<R> {
    /// Reads from one, writes to the other. Must be called on a runtime.
    pub(super) fn new(read: R, write: impl AsyncWrite + Send + Unpin + 'static) -> Self {
        let (out, written) = mpsc::channel(WAITING);
        let writer = tokio::spawn(write_all(written, write));
        Self {
            read: BufReader::new(read),
            line: Vec::new(),
            passing_over: false,
            open: false,
            takes_batches: false,
            batch: VecDeque::new(),
            batches: Batches::default(),
            asked: Asked::default(),
            answer: None,
            out: Some(out),
            writer: Some(writer),
        }
    }

    /// Reads up to the end of a line. Broken off, it goes on where it was.
    async fn read_line(&mut self) -> io::Result<Read> {
        loop {
            let there = self.read.fill_buf().await?;
            if there.is_empty() {
                // What has no line end yet is no message.
                return Ok(Read::End);
            }
            let end = there.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(there.len(), |at| at + 1);
            let fits = self.line.len() + taken <= MOST_LINE;
            if !self.passing_over && fits {
                self.line.extend_from_slice(&there[..taken]);
            }
            self.read.consume(taken);
            let was_passing_over = self.passing_over;
            self.passing_over = (was_passing_over || !fits) && end.is_none();
            match end {
                _ if !fits && !was_passing_over => return Ok(Read::TooLong),
                Some(_) if !was_passing_over => return Ok(Read::Line),
                _ => {}
            }
        }
    }

    /// What a whole line means.
    fn heard(&mut self) -> Heard {
        let bytes = std::mem::take(&mut self.line);
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        if bytes.trim_ascii().is_empty() {
            return Heard::Nothing;
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Heard::Answer(error(PARSE_ERROR, "the line is not UTF-8", &Value::Null));
        };
        if self.takes_batches && text.trim_start().starts_with('[') { self.unpacked(text) } else { self.message(text) }
    }

    /// The messages of a batch are heard one by one, and what is to be said to them is said at once.
    fn unpacked(&mut self, text: &str) -> Heard {
        let refused = |why: &str| Heard::Answer(error(INVALID_REQUEST, why, &Value::Null));
        let batch = match serde_json::from_str::<Vec<Value>>(text) {
            Err(_) => return no_message(text),
            Ok(batch) if batch.is_empty() => return refused("the batch holds no message"),
            Ok(batch) if batch.len() > MOST_BATCH => {
                return refused(&format!("a batch holds {MOST_BATCH} messages at most"));
            }
            Ok(batch) => batch,
        };
        let (mut waiting, mut answers) = (Vec::new(), Vec::new());
        for message in &batch {
            match self.of_batch(message) {
                Heard::Message(message) => {
                    if let JsonRpcMessage::Request(asked) = &*message {
                        waiting.push(serde_json::to_value(&asked.id).unwrap_or(Value::Null));
                    }
                    self.batch.push_back(*message);
                }
                Heard::Answer(answer) => answers.extend(serde_json::from_slice::<Value>(&answer)),
                Heard::Nothing => {}
            }
        }
        self.batches.open(waiting, answers).map_or(Heard::Nothing, Heard::Answer)
    }

    /// What one message of a batch means. The introduction must be none of them, says the revision that has batches.
    fn of_batch(&mut self, message: &Value) -> Heard {
        if message["method"] == InitializeResultMethod::VALUE {
            return Heard::Answer(error(INVALID_REQUEST, "initialize must not be part of a batch", &message["id"]));
        }
        self.message(&message.to_string())
    }

    /// What one message means.
    fn message(&mut self, text: &str) -> Heard {
        match serde_json::from_str::<ClientJsonRpcMessage>(text) {
            Ok(JsonRpcMessage::Request(asked)) if self.is_too_early(&asked.request, text) => {
                let id = serde_json::to_value(&asked.id).unwrap_or(Value::Null);
                Heard::Answer(error(
                    INVALID_REQUEST,
                    "nobody has introduced themselves yet: send initialize first",
                    &id,
                ))
            }
            Ok(message) if self.may_pass(&message) => {
                let refused = bad_params(&message).or_else(|| bad_cursor(&message, text));
                match refused.or_else(|| self.busy(&message)) {
                    Some(answer) => Heard::Answer(answer),
                    None => Heard::Message(Box::new(message)),
                }
            }
            Ok(_) => Heard::Nothing,
            Err(_) => no_message(text),
        }
    }

    /// Whether a request comes before the client has introduced itself: with `initialize`, or, as newer revisions of the protocol
    /// have it, in the request itself.
    fn is_too_early(&self, asked: &ClientRequest, text: &str) -> bool {
        let greets = matches!(asked, ClientRequest::InitializeRequest(_) | ClientRequest::PingRequest(_));
        let greets = greets
            || matches!(asked, ClientRequest::CustomRequest(custom) if custom.method == InitializeResultMethod::VALUE);
        let introduced = || {
            let value: Value = serde_json::from_str(text).unwrap_or_default();
            value["params"]["_meta"].get(INTRODUCTION).is_some()
        };
        !self.open && !greets && !introduced()
    }

    /// What a request gets whose id another one has that is not answered yet; whichever gets nothing has its id from now on.
    fn busy(&self, message: &ClientJsonRpcMessage) -> Option<Vec<u8>> {
        let JsonRpcMessage::Request(asked) = message else { return None };
        let id = serde_json::to_value(&asked.id).unwrap_or(Value::Null);
        let why = "the id is in use: a request that has it is not answered yet";
        (!self.asked.begins(&id)).then(|| error(INVALID_REQUEST, why, &id))
    }

    /// Before the client has introduced itself only requests have anything to say.
    fn may_pass(&mut self, message: &ClientJsonRpcMessage) -> bool {
        if let JsonRpcMessage::Request(asked) = message {
            if let ClientRequest::InitializeRequest(hello) = &asked.request {
                self.open = true;
                self.takes_batches = hello.params.protocol_version == ProtocolVersion::V_2025_03_26;
            }
            return true;
        }
        self.open
    }
}

/// What a request of a method that is served gets whose parameters are none of it. The SDK takes it for a method of which it knows
/// nothing, and would say so.
fn bad_params(message: &ClientJsonRpcMessage) -> Option<Vec<u8>> {
    let JsonRpcMessage::Request(asked) = message else { return None };
    let ClientRequest::CustomRequest(custom) = &asked.request else { return None };
    let params = custom.params.clone().unwrap_or_else(|| json!({}));
    let why = match custom.method.as_str() {
        InitializeResultMethod::VALUE => serde_json::from_value::<InitializeRequestParams>(params).err(),
        CallToolRequestMethod::VALUE => serde_json::from_value::<CallToolRequestParams>(params).err(),
        _ => return None,
    };
    let why = why.map_or_else(|| "they do not fit the method".to_owned(), |why| why.to_string());
    let id = serde_json::to_value(&asked.id).unwrap_or(Value::Null);
    Some(error(INVALID_PARAMS, &format!("params of {}: {why}", custom.method), &id))
}

/// What a request of the tools from some place on gets: all of them are told at once, so nobody can have been given such a place.
/// The SDK would pass over one that is no text.
fn bad_cursor(message: &ClientJsonRpcMessage, text: &str) -> Option<Vec<u8>> {
    let JsonRpcMessage::Request(asked) = message else { return None };
    let ClientRequest::ListToolsRequest(_) = &asked.request else { return None };
    let value: Value = serde_json::from_str(text).ok()?;
    value["params"].get("cursor").filter(|cursor| !cursor.is_null())?;
    let id = serde_json::to_value(&asked.id).unwrap_or(Value::Null);
    Some(error(INVALID_PARAMS, "params of tools/list: there is no such cursor", &id))
}

/// What to do with a line that is no message: requests that are malformed get an answer, notifications never do.
fn no_message(text: &str) -> Heard {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(refused) => return Heard::Answer(error(PARSE_ERROR, &format!("no JSON: {refused}"), &Value::Null)),
    };
    let id = value.get("id").filter(|id| id.is_string() || id.is_i64() || id.is_u64());
    let unfit = value.get("params").is_some_and(|params| !params.is_object() && !params.is_null());
    if unfit
        && id.is_some()
        && value.get("jsonrpc") == Some(&json!("2.0"))
        && value.get("method").is_some_and(Value::is_string)
    {
        return Heard::Answer(error(
            INVALID_PARAMS,
            "params of this protocol are an object",
            id.unwrap_or(&Value::Null),
        ));
    }
    let why = match &value {
        Value::Array(_) => {
            "a batch is taken under revision 2025-03-26 of the protocol alone, and not within another: send one message a line"
        }
        Value::Object(map) if !map.contains_key("id") && map.get("method").is_some_and(Value::is_string) => {
            return Heard::Nothing;
        }
        Value::Object(_) => "no JSON-RPC 2.0 request of this protocol",
        _ => "a message is a JSON object",
    };
    Heard::Answer(error(INVALID_REQUEST, why, id.unwrap_or(&Value::Null)))
}

/// The id of the request that a message takes back.
fn taken_back(message: &ClientJsonRpcMessage) -> Option<Value> {
    let JsonRpcMessage::Notification(said) = message else { return None };
    let ClientNotification::CancelledNotification(cancelled) = &said.notification else { return None };
    serde_json::to_value(&cancelled.params.request_id).ok()
}

/// What becomes of a message that is to be sent.
enum InBatch {
    /// It waits for the others of its batch.
    Kept,
    /// It is written now, alone or with its batch.
    Line(Vec<u8>),
}

/// The id of the request that a message answers; null for any other message.
fn answered(message: &ServerJsonRpcMessage) -> io::Result<Value> {
    Ok(match message {
        JsonRpcMessage::Response(said) => serde_json::to_value(&said.id)?,
        JsonRpcMessage::Error(said) => serde_json::to_value(&said.id)?,
        _ => Value::Null,
    })
}

/// Answers to a batch wait for each other; whatever else there is goes by itself.
fn in_batch(message: &ServerJsonRpcMessage, id: &Value, batches: &Batches) -> io::Result<InBatch> {
    if batches.wait_for(id) {
        let line = batches.answered(id, serde_json::to_value(message)?);
        return Ok(line.map_or(InBatch::Kept, InBatch::Line));
    }
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    Ok(InBatch::Line(line))
}

/// An error as a line. An id that could not be read is null (JSON-RPC 2.0, 5.1).
fn error(code: i32, message: &str, id: &Value) -> Vec<u8> {
    let mut line = json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } }).to_string();
    line.push('\n');
    line.into_bytes()
}

async fn write_all(mut written: Receiver<Vec<u8>>, mut out: impl AsyncWrite + Unpin) {
    while let Some(line) = written.recv().await {
        // Whoever closed the output wants no more of it.
        if out.write_all(&line).await.is_err() || out.flush().await.is_err() {
            return;
        }
    }
}

fn closed() -> io::Error {
    io::Error::new(io::ErrorKind::BrokenPipe, "the output is closed")
}

impl<R: AsyncRead + Send + Unpin + 'static> Transport<RoleServer> for Wire<R> {
    type Error = io::Error;

    fn send(&mut self, message: ServerJsonRpcMessage) -> impl Future<Output = io::Result<()>> + Send + 'static {
        let (out, batches, asked) = (self.out.clone(), self.batches.clone(), self.asked.clone());
        async move {
            let id = answered(&message)?;
            let kept = in_batch(&message, &id, &batches);
            // Before it is written: whoever reads the answer may use its id again at once.
            asked.ends(&id);
            match kept? {
                InBatch::Kept => Ok(()),
                InBatch::Line(line) => out.ok_or_else(closed)?.send(line).await.map_err(|_| closed()),
            }
        }
    }

    async fn receive(&mut self) -> Option<ClientJsonRpcMessage> {
        loop {
            if self.answer.is_some() {
                let room = self.out.as_ref()?.reserve().await.ok()?;
                if let Some(answer) = self.answer.take() {
                    room.send(answer);
                }
            }
            let heard = match self.batch.pop_front() {
                Some(message) => Heard::Message(Box::new(message)),
                None => match self.read_line().await {
                    Ok(Read::Line) => self.heard(),
                    Ok(Read::TooLong) => {
                        self.line = Vec::new();
                        // The id may stand behind what was read of it.
                        let why = format!("the line is longer than {MOST_LINE} bytes");
                        Heard::Answer(error(INVALID_REQUEST, &why, &Value::Null))
                    }
                    Ok(Read::End) | Err(_) => return None,
                },
            };
            match heard {
                Heard::Message(message) => {
                    // A call that is taken back may never be answered.
                    self.answer = taken_back(&message).and_then(|id| {
                        self.asked.ends(&id);
                        self.batches.taken_back(&id)
                    });
                    return Some(*message);
                }
                Heard::Answer(answer) => self.answer = Some(answer),
                Heard::Nothing => {}
            }
        }
    }

    /// Ends once all that was said is written.
    async fn close(&mut self) -> io::Result<()> {
        if let Some(out) = self.out.take() {
            for line in self.batches.rest() {
                let _ = out.send(line).await;
            }
        }
        if let Some(writer) = self.writer.take() {
            let _ = writer.await;
        }
        Ok(())
    }
}
