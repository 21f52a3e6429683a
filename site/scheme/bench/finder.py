"""The finder over 100 venues and over 10,000 with 1.7 million postcodes, in turns, on SQLite and on PostgreSQL where it is installed.

The number of queries may not grow. The aims: p95 under 60 ms, and at most 1.5 times what it is over 100 venues.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from scheme.launch import postgres
from scheme.launch.place import ROOT
from scheme.launch.serve import manage

SMALL = (100, 1_000)
LARGE = (10_000, 1_700_000)
PATHS = [
    "/wifi/",
    "/wifi/?place=AB12+3CD",
    "/wifi/?near=53.72,-1.86",
    "/wifi/?place=Ward+7&open=now",
    "/wifi/?place=Ward+7&open=weekend&step_free=on&kind=library",
]
ROUNDS = 20
P95_MS, RATIO = 60, 1.5


def measure() -> Iterator[str]:
    yield from _measure("SQLite", lambda stack, folder: {})
    try:
        postgres.binaries()
    except SystemExit:
        yield "PostgreSQL is not installed here: not measured"
        return
    yield from _measure("PostgreSQL", lambda stack, folder: {"DATABASE_URL": stack.enter_context(postgres.temporary())})


def _measure(name: str, database) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="scheme-finder-") as folder, ExitStack() as stack:
        visitors = [
            Visitor(Path(folder) / size, count, database(stack, folder))
            for size, count in (("small", SMALL), ("large", LARGE))
        ]
        yield f"{name}: venues {SMALL[0]:,} and {LARGE[0]:,}, postcodes {SMALL[1]:,} and {LARGE[1]:,}; {ROUNDS} rounds in turns"
        for path in PATHS:
            found: list[list[tuple[int, float, float]]] = [[], []]
            for number in range(ROUNDS + 3):
                for visits, visitor in zip(found, visitors, strict=True):
                    visit = visitor.visit(path)
                    visits += [visit] if number >= 3 else []
            (few, small, _, used), (many, large, slow, used_more) = (_sum_up(visits) for visits in found)
            missed = [
                word
                for word, is_so in (
                    ("QUERIES GROW", many > few),
                    ("P95 MISSED", slow > P95_MS),
                    ("RATIO MISSED", large / small > RATIO),
                )
                if is_so
            ]
            yield (
                f"{path:<58} queries {few:>2} {many:>2}   median ms {small:>5.1f} {large:>5.1f}   p95 ms {slow:>5.1f}   "
                f"ratio {large / small:.2f}   processor ms {used:>5.1f} {used_more:>5.1f}  {', '.join(missed)}"
            )
        for visitor in visitors:
            visitor.close()


def _sum_up(visits: list[tuple[int, float, float]]) -> tuple[int, float, float, float]:
    """(most queries; median and p95 of milliseconds; median of the processor's, without that of a database server)"""
    times = [each[1] for each in visits]
    used = statistics.median(each[2] for each in visits)
    return max(each[0] for each in visits), statistics.median(times), statistics.quantiles(times, n=20)[-1], used


class Visitor:
    """A process of its own over a scheme of its own, not signed in."""

    def __init__(self, var: Path, size: tuple[int, int], database: dict[str, str]):
        env = os.environ | {"SCHEME_VAR": str(var), "DEBUG": ""} | database
        for words in (["migrate"], ["collectstatic", "--no-input"], ["load_guides"]):
            subprocess.run(manage(*words), cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scheme.bench.finder_visit", *map(str, size)],
            cwd=ROOT,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def visit(self, path: str) -> tuple[int, float, float]:
        """(queries, milliseconds, milliseconds of the processor) of one page."""
        assert self.process.stdin and self.process.stdout  # noqa: S101 - both are pipes, for the type checker
        self.process.stdin.write(path + "\n")
        self.process.stdin.flush()
        queries, milliseconds, used = self.process.stdout.readline().split()
        return int(queries), float(milliseconds), float(used)

    def close(self) -> None:
        self.process.communicate()
