//! What each tool answers.

use std::{fs, process::Command};

use serde_json::{Value, json};

use super::server::{Server, collection, write};

const KEEPER: &str = ".claude/agents/heron-keeper.md";
const WATCHER: &str = ".claude/agents/heron-watcher.md";
const MOSS: &str = ".claude/agents/moss-painter.md";
const DRAFT: &str = "---\nname: bird-counter\ndescription: Counts herons at dawn and writes them down.\n---\n\n\
                     - Count every heron at dawn.\n- Write the count down in the blue book.\n- Never wake the ducks.\n";

#[test]
fn the_tools_are_listed_with_what_a_model_needs() {
    let folder = collection();
    let mut server = Server::over(&folder.path().join("served"), &[]);
    let listed = server.request("tools/list", &json!({}));
    let tools = listed["result"]["tools"].as_array().unwrap();
    let mut names: Vec<&str> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["compare", "diff", "find_kin", "merge_preview", "report"]);
    for tool in tools {
        let name = &tool["name"];
        assert!(tool["description"].as_str().unwrap().len() > 80, "{name}");
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{name}");
        assert_eq!(tool["annotations"]["openWorldHint"], false, "{name}");
        assert_eq!(tool["inputSchema"]["additionalProperties"], false, "{name}");
        assert!(tool["outputSchema"]["properties"]["notice"].is_object(), "{name}");
        let properties = tool["inputSchema"]["properties"].as_object().unwrap();
        let bound = |limit: &Value| {
            limit["maximum"]
                .as_u64()
                .is_some_and(|most| limit["description"].as_str().unwrap().contains(&format!("0 to {most}.")))
        };
        assert!(properties.get("limit").is_none_or(bound), "{name}: what it says of limit is what its schema bounds");
        for (argument, schema) in properties {
            assert!(schema.to_string().contains("description"), "{name} {argument}: {schema}");
        }
    }
    assert_eq!(server.ends(), Some(0));
}

#[test]
fn what_exists_is_found_by_text_and_by_path() {
    let folder = collection();
    let mut server = Server::over(&folder.path().join("served"), &["."]);
    let told = server.ask("find_kin", &json!({ "text": DRAFT }));
    assert_eq!((&told["verdict"], &told["searched"]), (&json!("exists"), &json!(4)), "{told}");
    let nearest = &told["kin"][0];
    assert!(nearest["id"].as_str().unwrap().contains("heron-keeper") && nearest["because"][0].is_string(), "{told}");
    let nothing =
        server.ask("find_kin", &json!({ "text": "---\nname: tax\ndescription: Files invoices.\n---\nAdd tax." }));
    assert_eq!((&nothing["verdict"], &nothing["page"]["total"]), (&json!("nothing"), &json!(0)), "{nothing}");
    let copies = server.ask("find_kin", &json!({ "path": KEEPER, "at_least": "identical" }));
    assert_eq!(copies["kin"][0]["id"], "copies/heron-keeper.md");
    assert_eq!(copies["page"]["total"], 1);
    let second = server.ask("find_kin", &json!({ "path": KEEPER, "limit": 1, "offset": 1 }));
    assert_eq!((&second["kin"][0]["id"], &second["verdict"]), (&json!(WATCHER), &json!("exists")), "{second}");
}

/// Who asks for no rows gets none, and all the rest.
#[test]
fn no_rows_are_no_rows() {
    let folder = collection();
    let mut server = Server::over(&folder.path().join("served"), &["."]);
    for (tool, asked, rows) in [
        ("report", json!({ "limit": 0 }), "rows"),
        ("find_kin", json!({ "path": KEEPER, "limit": 0 }), "kin"),
        ("diff", json!({ "a": KEEPER, "b": WATCHER, "limit": 0 }), "rows"),
    ] {
        let told = server.ask(tool, &asked);
        assert_eq!(told[rows], json!([]), "{tool}: {told}");
        assert!(told["page"]["total"].as_u64().unwrap() > 0 && told["page"]["shown"] == 0, "{tool}: {told}");
    }
    assert_eq!(server.ask("find_kin", &json!({ "path": KEEPER, "limit": 0 }))["verdict"], "exists");
}

/// The nearest one decides, whichever part of the list is asked for.
#[test]
fn the_verdict_is_on_all_kin_whatever_is_listed() {
    let folder = collection();
    let root = folder.path().join("served");
    fs::remove_file(root.join("copies/heron-keeper.md")).unwrap();
    let mut server = Server::over(&root, &["."]);
    for narrowed in
        [json!({ "at_least": "identical" }), json!({ "offset": 7 }), json!({ "at_least": "identical", "offset": 1 })]
    {
        let mut asked = narrowed.clone();
        asked["path"] = json!(KEEPER);
        let told = server.ask("find_kin", &asked);
        assert_eq!((&told["verdict"], &told["kin"]), (&json!("exists"), &json!([])), "{narrowed}: {told}");
        assert!(told["advice"].as_str().unwrap().contains("heron-watcher"), "{told}");
    }
    let empty = server.refused("find_kin", &json!({ "text": " \n" }));
    assert!(empty.contains("\"text\" is empty"), "{empty}");
}

/// Decisions are read when somebody asks, not when the server starts.
#[test]
fn who_was_set_apart_does_not_exist_already() {
    let folder = collection();
    let root = folder.path().join("served");
    fs::remove_file(root.join("copies/heron-keeper.md")).unwrap();
    let mut server = Server::over(&root, &["."]);
    let families = |server: &mut Server| server.ask("report", &json!({}))["summary"]["families"].clone();
    assert_eq!(server.ask("find_kin", &json!({ "path": KEEPER }))["verdict"], "exists");
    assert_eq!(families(&mut server), 1);
    let ignore = Command::new(env!("CARGO_BIN_EXE_agentkin"))
        .args(["ignore", KEEPER, WATCHER, "--reason", "two harbours"])
        .current_dir(&root)
        .output()
        .unwrap();
    assert!(ignore.status.success(), "{}", String::from_utf8_lossy(&ignore.stderr));
    let told = server.ask("find_kin", &json!({ "path": KEEPER }));
    assert_eq!((&told["verdict"], &told["page"]["total"]), (&json!("nothing"), &json!(0)), "{told}");
    assert_eq!(families(&mut server), 0, "nor is it reported");
    let draft = server.ask("find_kin", &json!({ "text": DRAFT }));
    assert_eq!(draft["verdict"], "exists", "of a third one nothing was decided: {draft}");
    fs::write(root.join(".agentkin.toml"), "[[ignore]\n").unwrap();
    assert!(server.refused("find_kin", &json!({ "path": KEEPER })).contains(".agentkin.toml"));
    fs::remove_file(root.join(".agentkin.toml")).unwrap();
    assert_eq!((families(&mut server), server.lives()), (json!(1), true));
}

#[test]
fn two_are_compared_and_held_against_each_other() {
    let folder = collection();
    let mut server = Server::over(folder.path(), &["served"]);
    let id = |path: &str| format!("served/{path}");
    let told = server.ask("compare", &json!({ "a": id(KEEPER), "b": id(WATCHER) }));
    assert_eq!(told["relation"], "near-duplicate", "{told}");
    assert!(told["signals"].as_array().unwrap().iter().any(|signal| signal["because"].is_string()), "{told}");
    let itself = server.ask("compare", &json!({ "a": id(KEEPER), "b": format!("./{}", id(KEEPER)) }));
    assert_eq!((&itself["relation"], &itself["similarity"]), (&json!("identical"), &json!(1.0)));
    let diff = server.ask("diff", &json!({ "a": id(KEEPER), "b": id(WATCHER) }));
    let rows = diff["rows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["field"] == "tools"), "{diff}");
    let books = rows.iter().find(|row| row["a"].as_str().is_some_and(|a| a.contains("blue book"))).unwrap();
    assert!(books["b"].as_str().unwrap().contains("green book") && books["a_line"].is_u64(), "{books}");
    let one = server.ask("diff", &json!({ "a": id(KEEPER), "b": id(WATCHER), "limit": 1, "offset": 1 }));
    assert_eq!((one["rows"].as_array().unwrap().len(), &one["rows"][0]), (1, &rows[1]));
    let same = server.ask("diff", &json!({ "a": id(KEEPER), "b": id("copies/heron-keeper.md") }));
    assert_eq!((&same["same"], &same["rows"]), (&json!(true), &json!([])));
}

#[test]
fn a_merge_is_shown_and_not_written() {
    let folder = collection();
    let root = folder.path().join("served");
    let mut server = Server::over(&root, &["."]);
    let told = server.ask("merge_preview", &json!({ "agents": [KEEPER, WATCHER], "base": KEEPER }));
    assert_eq!((&told["base"], &told["holds"]), (&json!(KEEPER), &json!(true)), "{told}");
    let text: Vec<&str> = told["text"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    assert!(text.contains(&"tools: Read") && text.iter().any(|line| line.contains("Never wake")), "{told}");
    assert!(told["conflicts"].as_array().unwrap().iter().any(|c| c["what"] == "tools"), "{told}");
    let page =
        server.ask("merge_preview", &json!({ "agents": [KEEPER, WATCHER], "base": KEEPER, "limit": 2, "offset": 1 }));
    assert_eq!(page["text"], json!(text[1..3]));
    assert_eq!(page["page"]["next_offset"], 3);
    let family = server.ask("merge_preview", &json!({ "family": "f1" }));
    assert_eq!(family["members"].as_array().unwrap().len(), 3, "{family}");
    assert_eq!(fs::read_dir(&root).unwrap().count(), 2, "nothing was written");
}

#[test]
fn a_report_lists_what_is_asked_for() {
    let folder = collection();
    let mut server = Server::over(&folder.path().join("served"), &[]);
    let told = server.ask("report", &json!({}));
    assert_eq!((&told["summary"]["agents"], &told["summary"]["families"]), (&json!(4), &json!(1)), "{told}");
    assert_eq!((&told["rows"][0]["key"], &told["rows"][0]["agents_total"]), (&json!("F1"), &json!(3)));
    let named = server.ask("report", &json!({ "list": "collisions" }));
    assert_eq!(named["rows"][0]["key"], "heron-keeper", "{named}");
    for under in ["copies/", "./copies", ".claude/agents", ".claude/agents/heron-watcher.md", "."] {
        let narrowed = server.ask("report", &json!({ "under": under }));
        assert_eq!(narrowed["rows"].as_array().unwrap().len(), 1, "{under}: {narrowed}");
    }
    for under in ["nowhere/", "cop", "copies/heron"] {
        let said = server.refused("report", &json!({ "under": under }));
        assert!(said.contains(".claude/agents, copies"), "{under}: {said}");
    }
    for list in ["overlaps", "findings"] {
        assert_eq!(server.ask("report", &json!({ "list": list }))["list"], list);
    }
}

#[test]
fn what_changes_on_the_disk_changes_the_answer() {
    let folder = collection();
    let root = folder.path().join("served");
    let mut server = Server::over(&root, &["."]);
    let families = |server: &mut Server| server.ask("report", &json!({}))["summary"]["agents"].clone();
    assert_eq!(families(&mut server), 4);
    write(&root, "copies/moss-painter.md", &fs::read_to_string(root.join(MOSS)).unwrap());
    assert_eq!(families(&mut server), 5);
    assert_eq!(server.ask("compare", &json!({ "a": MOSS, "b": "copies/moss-painter.md" }))["relation"], "identical");
    fs::remove_dir_all(root.join("copies")).unwrap();
    assert_eq!(families(&mut server), 3);
    fs::remove_dir_all(root.join(".claude")).unwrap();
    assert_eq!(server.ask("find_kin", &json!({ "text": DRAFT }))["verdict"], "nothing", "an empty folder is an answer");
}

#[test]
fn long_answers_are_cut_and_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let long = "herons ".repeat(1_500);
    for n in 0..60 {
        let text = format!("---\nname: k{n}\ndescription: {long}{n}\n---\n\n- Line one of {n} {long}\n- Count {n}.\n");
        write(folder.path(), &format!(".claude/agents/{n}-{}.md", "x".repeat(150)), &text);
    }
    let mut server = Server::over(folder.path(), &[]);
    let id = |n: u32| format!(".claude/agents/{n}-{}.md", "x".repeat(150));
    let told = server.ask("find_kin", &json!({ "path": id(0), "limit": 50 }));
    let page = &told["page"];
    assert!(page["shown"].as_u64() < page["total"].as_u64() && page["next_offset"] == page["shown"], "{page}");
    let next = server.ask("find_kin", &json!({ "path": id(0), "limit": 50, "offset": page["next_offset"] }));
    assert_ne!(told["kin"][0]["id"], next["kin"][0]["id"]);
    server.ask("report", &json!({ "limit": 200 }));
    server.ask("report", &json!({ "list": "findings", "limit": 200 }));
    server.ask("diff", &json!({ "a": id(0), "b": id(1) }));
    server.ask("compare", &json!({ "a": id(0), "b": id(1) }));
    let members: Vec<Value> = (0..20).map(|n| json!(id(n))).collect();
    server.ask("merge_preview", &json!({ "agents": members }));
    let beyond = server.ask("find_kin", &json!({ "path": id(0), "offset": 1_000_000 }));
    assert_eq!((&beyond["kin"], &beyond["page"]["next_offset"]), (&json!([]), &Value::Null));
}

/// A harness starts a server wherever it likes: what its folders say holds, and names are known from them.
#[test]
fn started_elsewhere_it_is_the_same_server() {
    let folder = collection();
    let root = folder.path().join("served");
    let sure = "[thresholds]\ncopy = 0.999999\nfamily = 0.999999\nrelated = 0.999998\n";
    write(folder.path(), "served/.agentkin.toml", sure);
    for (at, path) in [(root.as_path(), "."), (folder.path(), "served")] {
        let mut server = Server::over(at, &[path]);
        let told = server.ask("report", &json!({}));
        assert_eq!(told["rows"][0]["agents_total"], 2, "only the copy to the letter is kin: {told}");
        let near = server.ask("find_kin", &json!({ "path": "copies/heron-keeper.md" }));
        assert_eq!(near["kin"][0]["relation"], "identical", "{near}");
        let narrowed = server.ask("report", &json!({ "under": "copies" }));
        assert_eq!(narrowed["rows"].as_array().unwrap().len(), 1, "{narrowed}");
    }
    write(
        folder.path(),
        "served/copies/.claude/agents/heron-watcher.md",
        "---\nname: x\ndescription: y\n---\n\nWatch.\n",
    );
    let mut server = Server::over(folder.path(), &["served", "served/copies"]);
    let said = server.refused("find_kin", &json!({ "path": ".claude/agents/heron-watcher.md" }));
    assert!(said.contains("several of the folders") && said.contains("served/copies/.claude"), "{said}");
}
