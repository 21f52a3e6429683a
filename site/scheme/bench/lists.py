"""The lead's lists and first page over a small scheme and a large one, in turns: queries and milliseconds.

The number of queries must not grow with the rows. FULL=1 makes the large one 100,000 learners and a million sessions.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scheme.launch.place import ROOT
from scheme.launch.serve import manage

PATHS = [
    "/admin/",
    "/admin/scheme/learners/",
    "/admin/scheme/learners/?q=anna",
    "/admin/scheme/referrals/",
    "/admin/scheme/champions/",
    "/admin/scheme/matches/",
    "/admin/scheme/sessions/",
    "/admin/scheme/venues/",
]
SMALL = (1_000, 1_000)
LARGE = (100_000, 1_000_000) if os.environ.get("FULL") else (20_000, 100_000)
ROUNDS = 7


def measure() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="scheme-lists-") as folder:
        lookers = [Looker(Path(folder) / name, *size) for name, size in (("small", SMALL), ("large", LARGE))]
        yield f"learners, sessions: small {SMALL[0]:,}, {SMALL[1]:,}; large {LARGE[0]:,}, {LARGE[1]:,}; medians of {ROUNDS} rounds"
        for path in PATHS:
            found: list[list[tuple[int, float]]] = [[], []]
            for _ in range(ROUNDS):
                for looks, looker in zip(found, lookers, strict=True):
                    looks.append(looker.look(path))
            (small_queries, small), (large_queries, large) = (
                (looks[-1][0], statistics.median(each[1] for each in looks)) for looks in found
            )
            grown = "" if small_queries == large_queries else "  QUERIES GROW"
            yield (
                f"{path:<32} queries {small_queries:>3} {large_queries:>3}   "
                f"ms {small:>7.1f} {large:>7.1f}   ratio {large / small:.2f}{grown}"
            )
        for looker in lookers:
            looker.close()


class Looker:
    """A process of its own over a scheme of its own, signed in as the lead."""

    def __init__(self, var: Path, learners: int, sessions: int):
        env = os.environ | {"SCHEME_VAR": str(var)}
        load = ["load_demo", "--learners", str(learners), "--sessions", str(sessions)]
        for words in (["migrate"], ["collectstatic", "--no-input"], load):
            subprocess.run(manage(*words), cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scheme.bench.look"],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def look(self, path: str) -> tuple[int, float]:
        """(queries, milliseconds) of one page."""
        assert self.process.stdin and self.process.stdout  # noqa: S101 - both are pipes, for the type checker
        self.process.stdin.write(path + "\n")
        self.process.stdin.flush()
        queries, milliseconds = self.process.stdout.readline().split()
        return int(queries), float(milliseconds)

    def close(self) -> None:
        self.process.communicate()
