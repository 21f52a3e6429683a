"""A whole run in the site, from rows to suggestions stored, beside the engine alone; what other processes notice meanwhile."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from scheme.launch.place import ROOT

LEARNERS, CHAMPIONS, ROUNDS = 2_000, 900, 5
MOST, MIB = 3, 500


def measure() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="scheme-rows-") as var:
        words = [sys.executable, "-m", "scheme.bench.matching_rows", str(LEARNERS), str(CHAMPIONS), str(ROUNDS)]
        env = os.environ | {"SCHEME_VAR": var, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])}
        out = subprocess.run(words, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = json.loads(out.splitlines()[-1])
    engine, whole = statistics.median(found["engine"]), statistics.median(found["whole"])
    yield (
        f"in the site, {LEARNERS:,} who wait and {CHAMPIONS} champions, {found['vendor']}: {found['placed']:,} placed, the same pairs "
        f"as the engine alone: {found['same']}; medians of {ROUNDS} rounds"
    )
    for name in ("load", "solve", "store"):
        yield f"  {name:<8} {statistics.median(stage[name] for stage in found['stages']):>8.3f} s by the clock"
    ratio, met = whole / engine, whole <= MOST * engine and found["peak"] < MIB and found["same"]
    yield (
        f"rows to suggestions stored: {'met    ' if met else 'NOT MET'} {ratio:.2f} x the engine alone ({whole:.2f} s to "
        f"{engine:.2f} s of processor time), at most {MOST}; {found['peak']:,.0f} MiB in all, at most {MIB}"
    )
    write, read = (statistics.median(waits[name] for waits in found["waits"]) for name in ("write", "read"))
    worst = max(waits["write"] for waits in found["waits"])
    yield (
        f"another process beside it: longest wait to write {write * 1000:.0f} ms (worst round {worst * 1000:.0f}), "
        f"to read {read * 1000:.0f} ms"
    )
