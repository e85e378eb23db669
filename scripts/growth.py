#!/usr/bin/env python3
"""Merges 100 and 200 versions of one agent (`cargo bench --bench merge -- versions`) and fails where what is asked of it does
not hold: 100 versions of 10 KB under a second, and twice as many at most three times as long."""

import re
import subprocess
import sys

SECONDS = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1.0}
MOST_SECONDS, MOST_GROWTH = 1.0, 3.0

run = subprocess.run(
    ["cargo", "bench", "--locked", "--quiet", "--bench", "merge", "--", "versions"],
    stdout=subprocess.PIPE,
    text=True,
    check=True,
)
# One line for each number of members: fastest, slowest, median.
line = re.compile(r"[├╰]─ (\d+)\s+[\d.]+ \S+\s*│ [\d.]+ \S+\s*│ ([\d.]+) (ns|µs|ms|s)\s")
medians = {int(m[1]): float(m[2]) * SECONDS[m[3]] for m in line.finditer(run.stdout)}
if not {100, 200} <= medians.keys():
    sys.exit(f"the bench tells no median of 100 and 200 versions:\n{run.stdout}")
growth = medians[200] / medians[100]
print(f"100 versions: {medians[100]:.2f} s; 200 : 100 = {growth:.1f}")
if medians[100] > MOST_SECONDS or growth > MOST_GROWTH:
    sys.exit(f"wanted: at most {MOST_SECONDS} s, and {MOST_GROWTH} times that for 200")
