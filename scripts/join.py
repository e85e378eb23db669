#!/usr/bin/env python3
"""Runs docs/join.sql over the tables of `agentkin sketch` with DuckDB, and holds what it finds against a report.

  scripts/join.py SKETCHES [--against REPORT.json] [--memory 8GB] [--out PAIRS.tsv]

SKETCHES is the folder that `agentkin sketch --output` wrote; REPORT.json what `agentkin report --format json` printed of the same
agents. Prints the number of pairs, seconds and peak memory, and with --against the share of the pairs that the report puts in one
lineage, or tells as near-duplicates. Needs duckdb (`pip install duckdb`).
"""
import argparse, json, pathlib, resource, time

import duckdb

p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("sketches", type=pathlib.Path)
p.add_argument("--against", type=pathlib.Path)
p.add_argument("--memory", default="8GB")
p.add_argument("--out", type=pathlib.Path)
a = p.parse_args()

here = pathlib.Path(__file__).resolve().parent
sql = (here / "../docs/join.sql").read_text(encoding="utf-8")
table = lambda name: f"read_parquet('{a.sketches / name}.parquet')"
sql = sql.replace("{agents}", table("agents")).replace("{shingles}", table("shingles"))
db = duckdb.connect(config={"memory_limit": a.memory, "temp_directory": str(a.sketches / "spill")})
start = time.time()
pairs = db.execute(sql).fetchall()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{len(pairs)} pairs in {time.time() - start:.1f} s, peak {peak:.0f} MiB")
if a.out:
    a.out.write_text("".join(f"{x}\t{y}\t{n}\t{j:.4f}\n" for x, y, n, j in pairs))
if a.against:
    ids = dict(db.execute(f"SELECT agent, id FROM {table('agents')}").fetchall())
    report = json.load(a.against.open(encoding="utf-8"))
    lineage = {m: n for n, line in enumerate(l for f in report["families"] for l in f["lineages"]) for m in line["members"]}
    close = ("identical", "near-duplicate")
    told = {frozenset((q["a"], q["b"])) for q in report["pairs"] if q["relation"] in close}
    both = lambda x, y: lineage.get(x, x) == lineage.get(y, y) or frozenset((x, y)) in told
    agree = sum(both(ids[x], ids[y]) for x, y, _, _ in pairs)
    print(f"{agree} of them are near-duplicates or of one lineage in the report: {agree / max(1, len(pairs)):.4f}")
