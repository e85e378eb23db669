#!/usr/bin/env python3
"""Holds what docs/join.sql finds in the tables of `agentkin sketch` against every pair counted one by one.

  check.py SKETCHES

For small tables: the cost grows with the square of the agents. Needs duckdb. Exits 1 where the two differ.
"""
import collections, itertools, pathlib, sys

import duckdb

folder = pathlib.Path(sys.argv[1])
table = lambda name: f"read_parquet('{folder / name}.parquet')"
sql = (pathlib.Path(__file__).resolve().parent / "../../docs/join.sql").read_text(encoding="utf-8")
joined = duckdb.sql(sql.replace("{agents}", table("agents")).replace("{shingles}", table("shingles"))).fetchall()

sets = collections.defaultdict(set)
for agent, shingle in duckdb.sql(f"SELECT agent, shingle FROM {table('shingles')}").fetchall():
    sets[agent].add(shingle)
first = {}
for agent, content in duckdb.sql(f"SELECT agent, content FROM {table('agents')}").fetchall():
    first[content] = min(agent, first.get(content, agent))
counted = []
for a, b in itertools.combinations(sorted(first.values()), 2):
    shared, union = len(sets[a] & sets[b]), len(sets[a] | sets[b])
    if shared and 2 * shared >= union:
        counted.append((a, b, shared))
found = [(a, b, shared) for a, b, shared, _ in joined]
print(f"{len(found)} pairs joined, {len(counted)} counted, of {len(first)} contents")
sys.exit(0 if found == counted and counted else 1)
