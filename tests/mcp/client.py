#!/usr/bin/env python3
"""An independent client of `agentkin mcp`: the official Python SDK (PyPI `mcp`), not ours and not Rust.

  client.py BINARY      lists the tools, calls each, calls with hostile arguments, calls again; exits 1 where anything is amiss

Needs the package `mcp` (tests/mcp/requirements.txt).
"""
import asyncio
import pathlib
import sys
import tempfile

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

HERON = """---
name: heron-keeper
description: Counts herons at dawn and writes them down.
tools: Read
---

- Count every heron at dawn.
- Write the count down in the blue book.
- Never wake the ducks.
"""
TOOLS = ["compare", "diff", "find_kin", "merge_preview", "report"]


def lay_out(folder: pathlib.Path) -> pathlib.Path:
    served = folder / "served"
    files = {
        served / ".claude/agents/heron-keeper.md": HERON,
        served / ".claude/agents/heron-watcher.md": HERON.replace("keeper", "watcher").replace("blue", "green"),
        folder / "outside/agent.md": HERON.replace("heron", "CANARY"),
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return served


def check(holds: bool, what: str, told: object = "") -> None:
    if not holds:
        sys.exit(f"FAILED: {what}: {told}")
    print(f"ok: {what}")


async def talk(session: ClientSession) -> None:
    hello = await session.initialize()
    info = getattr(hello, "serverInfo", None) or hello.server_info
    check(info.name == "agentkin", f"initialized: agentkin {info.version}, {len(hello.instructions or '')} bytes of instructions")
    listed = await session.list_tools()
    check(sorted(tool.name for tool in listed.tools) == TOOLS, "the tools are listed")
    keeper, watcher = ".claude/agents/heron-keeper.md", ".claude/agents/heron-watcher.md"
    calls = [
        ("find_kin", {"text": HERON.replace("heron-keeper", "bird-counter")}),
        ("find_kin", {"path": keeper}),
        ("compare", {"a": keeper, "b": watcher}),
        ("diff", {"a": keeper, "b": watcher}),
        ("merge_preview", {"agents": [keeper, watcher]}),
        ("report", {}),
    ]
    for tool, arguments in calls:
        # The SDK itself holds the structured content against the tool's output schema.
        answer = await session.call_tool(tool, arguments)
        broken = getattr(answer, "isError", getattr(answer, "is_error", None))
        told = getattr(answer, "structuredContent", None) or getattr(answer, "structured_content", None)
        check(not broken and told["notice"] and answer.content[0].text, f"{tool} {sorted(arguments)} answers")
    hostile = [
        ("find_kin", {"path": "../outside/agent.md"}),
        ("find_kin", {"path": "/etc/passwd"}),
        ("compare", {"a": keeper, "b": "../../../../etc/shadow"}),
        ("diff", {"a": 1, "b": None}),
        ("merge_preview", {"agents": [keeper] * 3}),
        ("report", {"list": "'; drop table agents"}),
        ("no_such_tool", {}),
    ]
    for tool, arguments in hostile:
        try:
            answer = await session.call_tool(tool, arguments)
            refused, said = getattr(answer, "isError", getattr(answer, "is_error", None)), str(answer.content)
        except Exception as error:  # the protocol's own error is a refusal too
            refused, said = True, str(error)
        check(bool(refused) and "CANARY" not in said and "root:" not in said, f"{tool} {arguments} is refused", said)
    answer = await session.call_tool("report", {})
    check(not getattr(answer, "isError", getattr(answer, "is_error", None)), "the server lives on")


async def main(binary: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        served = lay_out(pathlib.Path(folder))
        server = StdioServerParameters(command=binary, args=["mcp", str(served)], cwd=str(served))
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await asyncio.wait_for(talk(session), 120)


if __name__ == "__main__":
    asyncio.run(main(str(pathlib.Path(sys.argv[1]).resolve())))
