//! A malformed request gets an error, and the server lives on.

use serde_json::{Value, json};

use super::server::{Server, collection};

#[test]
fn whatever_comes_in_is_answered_and_survived() {
    let folder = collection();
    let mut server = Server::over(&folder.path().join("served"), &["."]);
    for (line, id, code) in [
        ("this is no JSON", Value::Null, -32700),
        ("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\"", Value::Null, -32700),
        ("42", Value::Null, -32600),
        ("null", Value::Null, -32600),
        ("[]", Value::Null, -32600),
        ("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]", Value::Null, -32600),
        ("{\"foo\":\"bar\"}", Value::Null, -32600),
        ("{\"jsonrpc\":\"1.0\",\"id\":8,\"method\":\"ping\"}", json!(8), -32600),
        ("{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}", Value::Null, -32600),
        ("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}", Value::Null, -32600),
        ("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"no/such/method\"}", json!(9), -32601),
        ("{\"jsonrpc\":\"2.0\",\"id\":\"s\",\"method\":17}", json!("s"), -32600),
        ("{\"jsonrpc\":\"2.0\",\"id\":10,\"method\":\"tools/call\",\"params\":{}}", json!(10), -32602),
        ("{\"jsonrpc\":\"2.0\",\"id\":11,\"method\":\"tools/call\"}", json!(11), -32602),
        ("{\"jsonrpc\":\"2.0\",\"id\":\"t\",\"method\":\"tools/call\",\"params\":[1]}", json!("t"), -32602),
        ("{\"jsonrpc\":\"2.0\",\"id\":13,\"method\":\"initialize\",\"params\":{}}", json!(13), -32602),
        ("{\"jsonrpc\":\"2.0\",\"id\":14,\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}}", json!(14), -32602),
        ("{\"jsonrpc\":\"2.0\",\"id\":15,\"method\":\"tools/list\",\"params\":{\"cursor\":7}}", json!(15), -32602),
    ] {
        server.send(line);
        let answer = server.heard();
        assert_eq!((&answer["id"], &answer["error"]["code"]), (&id, &json!(code)), "{line}: {answer}");
        assert!(server.lives(), "{line}");
    }
}

#[test]
fn bytes_that_are_no_text_and_lines_without_end_are_survived() {
    let folder = collection();
    let mut server = Server::over(&folder.path().join("served"), &["."]);
    server.send_bytes(b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\xfe\"}\n");
    assert_eq!(server.heard()["error"]["code"], -32700);
    server.send_bytes(b"\n\r\n  \n");
    let huge = vec![b'x'; 20 * 1024 * 1024];
    server.send_bytes(&huge);
    assert_eq!(server.heard()["error"]["code"], -32600);
    server.send_bytes(b"still the same line\n");
    assert!(server.lives());
    server.send_bytes(b"\xef\xbb\xbf{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"ping\"}\r\n");
    assert_eq!(server.heard()["id"], 77, "a byte order mark and a carriage return do no harm");
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    server.send(&deep);
    assert!(server.heard()["error"]["code"].is_i64());
    assert!(server.lives());
    assert_eq!(server.ends(), Some(0));
}

#[test]
fn wrong_arguments_are_told_to_the_model() {
    let folder = collection();
    let mut server = Server::over(&folder.path().join("served"), &["."]);
    for (tool, arguments, says) in [
        ("find_kin", json!({}), "exactly one"),
        ("find_kin", json!({ "text": "a", "path": "b" }), "exactly one"),
        ("find_kin", json!({ "text": "\u{0}\u{1}\u{0}".repeat(400) }), "\"text\" is no agent: "),
        ("find_kin", json!({ "text": 7 }), "invalid type"),
        ("find_kin", json!({ "txt": "a" }), "unknown field"),
        ("find_kin", json!({ "text": "a", "at_least": "cousin" }), "unknown variant"),
        ("find_kin", json!({ "text": "a", "limit": -1 }), "invalid value"),
        ("compare", json!({ "a": "x" }), "missing field"),
        ("diff", json!({ "a": ["x"], "b": "y" }), "invalid type"),
        ("merge_preview", json!({ "agents": [] }), "two different agents"),
        ("merge_preview", json!({ "family": "F99" }), "no family"),
        ("report", json!({ "list": "secrets" }), "unknown variant"),
    ] {
        let said = server.refused(tool, &arguments);
        assert!(said.contains(says) && !said.contains("<text>"), "{tool} {arguments}: {said}");
    }
    let unknown = server.call("rm_rf", &json!({}));
    assert_eq!(unknown["error"]["code"], -32602, "{unknown}");
    let no_object = server.request("tools/call", &json!({ "name": "report", "arguments": "all" }));
    assert_eq!(no_object["error"]["code"], -32602, "{no_object}");
    assert!(no_object["error"]["message"].as_str().unwrap().contains("tools/call"), "{no_object}");
    assert!(server.lives());
}

#[test]
fn nothing_before_the_handshake_ends_the_server() {
    let folder = collection();
    let mut server = Server::silent(&folder.path().join("served"), &["."]);
    server.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    server.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    server.send("garbage");
    assert_eq!(server.heard()["error"]["code"], -32700);
    for early in ["tools/list", "tools/call", "no/such/method"] {
        let answer = server.request(early, &json!({}));
        assert_eq!(answer["error"]["code"], -32600, "{early}: {answer}");
        assert!(answer["error"]["message"].as_str().unwrap().contains("initialize first"), "{answer}");
    }
    assert!(server.lives(), "a ping needs no introduction");
    server.send("{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"initialize\",\"params\":{}}");
    assert!(server.heard()["error"].is_object());
    let hello =
        json!({ "protocolVersion": "1999-01-01", "capabilities": {}, "clientInfo": { "name": "t", "version": "0" } });
    assert!(server.request("initialize", &hello)["result"]["protocolVersion"].is_string());
    assert!(server.lives());
}

/// The answer to the request of this id.
fn of<'a>(answers: &'a [Value], id: &Value) -> &'a Value {
    answers.iter().find(|answer| answer["id"] == *id).unwrap()
}

/// Revision 2025-03-26 has them, and whoever agreed on it must take them.
#[test]
fn batches_are_taken_where_the_revision_has_them() {
    let folder = collection();
    let mut server = Server::silent(&folder.path().join("served"), &["."]);
    let hello =
        json!({ "protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": { "name": "t", "version": "0" } });
    assert_eq!(server.request("initialize", &hello)["result"]["protocolVersion"], "2025-03-26");
    server.send(
        &json!([
            { "jsonrpc": "2.0", "method": "notifications/initialized" },
            { "jsonrpc": "2.0", "id": 71, "method": "ping" },
            { "jsonrpc": "2.0", "id": 72, "method": "tools/call", "params": { "name": "report", "arguments": {} } },
            { "jsonrpc": "2.0", "id": 73, "method": "no/such/method" },
            [],
            7,
            { "jsonrpc": "2.0", "id": 74, "method": "initialize", "params": hello },
        ])
        .to_string(),
    );
    let line = server.heard_line();
    let answers = line.as_array().expect("one line answers the batch");
    assert_eq!(answers.len(), 6, "{line}");
    assert!(of(answers, &json!(74))["error"]["message"].as_str().unwrap().contains("part of a batch"), "{line}");
    let of = |id: Value| of(answers, &id);
    assert!(of(json!(71))["result"].is_object(), "{answers:?}");
    assert!(of(json!(72))["result"]["structuredContent"]["summary"]["agents"].is_u64(), "{answers:?}");
    assert_eq!(of(json!(73))["error"]["code"], -32601, "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| answer["error"]["code"] == -32600).count(), 3, "{answers:?}");
    let ping = json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" });
    for (batch, says) in [(json!([]), "no message"), (json!(vec![ping; 101]), "100 messages at most")] {
        server.send(&batch.to_string());
        let said = server.heard();
        assert!(said["error"]["message"].as_str().unwrap().contains(says), "{said}");
    }
    // What asks nothing gets no answer, not even an empty one; and a call that was taken back holds nobody up.
    server.send(&json!([{ "jsonrpc": "2.0", "method": "notifications/initialized" }]).to_string());
    server.send(
        &json!([
            { "jsonrpc": "2.0", "id": 81, "method": "tools/call", "params": { "name": "report", "arguments": {} } },
            { "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 81 } },
            { "jsonrpc": "2.0", "id": 82, "method": "ping" },
        ])
        .to_string(),
    );
    let line = server.heard_line();
    assert!(line.as_array().unwrap().iter().any(|answer| answer["id"] == 82), "{line}");
    assert!(server.lives());
}

/// Two requests of one id: both get an answer, and the batch that has the id stays what was asked in it.
#[test]
fn an_id_in_use_is_refused() {
    let folder = collection();
    let mut server = Server::silent(&folder.path().join("served"), &["."]);
    let hello =
        json!({ "protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": { "name": "t", "version": "0" } });
    assert!(server.request("initialize", &hello)["result"].is_object());
    let call =
        json!({ "jsonrpc": "2.0", "id": 91, "method": "tools/call", "params": { "name": "report", "arguments": {} } });
    let ping = json!({ "jsonrpc": "2.0", "id": 91, "method": "ping" });
    // One write: the call cannot be answered before what follows is read.
    server.send_bytes(format!("{}\n{ping}\n", json!([call, ping])).as_bytes());
    let alone = server.heard();
    assert_eq!((&alone["id"], &alone["error"]["code"]), (&json!(91), &json!(-32600)), "{alone}");
    let line = server.heard_line();
    let answers = line.as_array().expect("the batch has its line");
    assert_eq!(answers.len(), 2, "{line}");
    assert_eq!(answers[0]["error"]["code"], -32600, "{line}");
    assert!(answers[1]["result"]["structuredContent"]["summary"]["agents"].is_u64(), "{line}");
    server.send(&ping.to_string());
    assert_eq!(server.heard()["result"], json!({}), "an id is free once its request is answered");
    assert!(server.lives());
}

#[test]
fn a_call_that_is_taken_back_does_no_harm() {
    let folder = collection();
    let mut server = Server::over(&folder.path().join("served"), &["."]);
    server.send(
        &json!({ "jsonrpc": "2.0", "id": 900, "method": "tools/call", "params": { "name": "report", "arguments": {} } })
            .to_string(),
    );
    server.send(
        &json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": 900, "reason": "no" } })
            .to_string(),
    );
    server.send(&json!({ "jsonrpc": "2.0", "id": 901, "method": "ping" }).to_string());
    let answers: Vec<Value> = std::iter::repeat_with(|| server.heard()).take_while(|said| said["id"] != 901).collect();
    assert!(answers.iter().all(|said| said["id"] == 900), "{answers:?}");
}
