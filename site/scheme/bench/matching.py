"""Matching beside OR-tools alone and greedy, in turns in one process; memory in processes of their own.

"Solver alone" is the call of solve() on ready arcs of every pair: once as in textbooks, where one champion is one node and half-days
are not heeded, and once heeding them, which is the problem a run solves. FULL=1 adds 20,000 x 4,000 and 100,000 x 20,000.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator

from scheme.bench import matching_site
from scheme.launch.place import ROOT

ROUNDS = 5
FULL = bool(os.environ.get("FULL"))
OVERSUBSCRIBED, BALANCED = (5_000, 900), (5_000, 2_100)


def measure() -> Iterator[str]:
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    yield f"{os.cpu_count()} cores, load {load}; medians (lowest to highest) of {ROUNDS} rounds taken in turns; seconds of processor time"
    small, over, balanced = (_child("turns", *size) for size in ((2_000, 400), OVERSUBSCRIBED, BALANCED))
    for size, found in (((2_000, 400), small), (OVERSUBSCRIBED, over), (BALANCED, balanced)):
        yield from _table(size, found)
    objections = sum(found["objections"] for found in (small, over, balanced))
    same = all(found["same"] for found in (small, over, balanced))
    yield _target(1, same and not objections, f"equal to the solver alone: {same}; pairs that object: {objections}")
    whole, alone, aware = (statistics.median(over[name]) for name in ("whole", "alone", "aware"))
    extra = statistics.median(over["canonical"])
    ok = whole <= 1.3 * alone and extra <= 0.25 * alone
    yield _target(
        2,
        ok,
        f"whole run {whole / alone:.2f} x the solver alone without half-days ({whole / aware:.2f} x with them), at most 1.3; "
        f"canonical step {extra / alone:.2f} x more, at most 0.25",
    )
    yield from _large()
    for name, found, least in (("oversubscribed", over, 100), ("balanced", balanced, 30)):
        change, fresh = statistics.median(found["change"]), statistics.median(found["aware"])
        own = statistics.median(found["whole"]) + statistics.median(found["canonical"])
        text = (
            f"{name}: one decline {change * 1000:.1f} ms, a {fresh / change:.0f}th of the solver alone (at least {least}), "
            f"a {own / change:.0f}th of a whole run of ours; value equal: {found['repaired']}"
        )
        yield _target(5, fresh >= least * change and found["repaired"], text)
    greedy, mine, slots = balanced["blind_greedy_placed"], balanced["blind_placed"], balanced["greedy_placed"]
    yield _target(
        6,
        mine >= 1.06 * greedy,
        f"balanced, half-days not heeded: {greedy:,} placed by greedy, {mine:,} by ours: {mine / greedy - 1:+.1%} (at least 6%); "
        f"heeded by both: {slots:,}, {balanced['placed']:,}: {balanced['placed'] / slots - 1:+.1%}",
    )
    clashes = sum(found["clashes"] for found in (small, over, balanced))
    yield _target(
        7,
        clashes == 0,
        f"half-day clashes {clashes}; without half-days in the model {over['blind_clashes']} and {balanced['blind_clashes']}",
    )
    yield from matching_site.measure()


def _large() -> Iterator[str]:
    if not FULL:
        yield "target 3  not measured: FULL=1"
        yield "target 4  not measured: FULL=1"
        return
    size, met, texts = (20_000, 4_000), [], []
    for name, blind in (("with half-days", ""), ("without", "-blind")):
        ours, alone = _child(f"ours{blind}", *size), _child(f"solver{blind}", *size)
        yield (
            f"{size[0]:,} x {size[1]:,} {name}: {ours['pairs']:,} pairs; whole run {ours['whole']:.1f} s, {ours['peak']:,.0f} MiB; "
            f"solver alone {alone['alone']:.1f} s, {alone['peak']:,.0f} MiB; value equal: {alone['value'] == ours['value']}"
        )
        met.append(ours["whole"] <= 0.6 * alone["alone"] and ours["peak"] <= alone["peak"] / 6)
        texts.append(
            f"{name} {ours['whole'] / alone['alone']:.2f} x the solver alone, memory 1/{alone['peak'] / ours['peak']:.1f}"
        )
    yield _target(3, met[0], f"whole run {'; '.join(texts)} (at most 0.6 and a sixth)")
    size = (100_000, 20_000)
    huge = _child("ours", *size)
    each = huge["peak"] * 2**20 / huge["pairs"]
    yield (
        f"{size[0]:,} x {size[1]:,}: {huge['pairs']:,} pairs; candidates {huge['candidates']:.0f} s, "
        f"whole run {huge['whole']:.0f} s, {huge['peak']:,.0f} MiB"
    )
    yield _target(
        4,
        huge["whole"] <= 10 * huge["candidates"] and each <= 7,
        f"whole run {huge['whole'] / huge['candidates']:.1f} x its candidates (at most 10), {each:.1f} bytes a pair (at most 7)",
    )


def _target(number: int, met: bool, text: str) -> str:
    return f"target {number}  {'met    ' if met else 'NOT MET'}  {text}"


def _table(size: tuple[int, int], found: dict) -> Iterator[str]:
    yield f"{size[0]:,} learners x {size[1]:,} champions: {found['pairs']:,} pairs, {found['places']:,} places"
    for name, label in (
        ("whole", "ours: arrays to reasons, with proof"),
        ("canonical", "  and the canonical step, proven"),
        ("alone", "OR-tools alone, without half-days"),
        ("aware", "OR-tools alone, with half-days"),
        ("greedy", "greedy, pairs ready"),
    ):
        times = found[name]
        yield f"  {label:<38} {statistics.median(times):>8.3f}  ({min(times):.3f} to {max(times):.3f})"
    yield (
        f"  placed: ours {found['placed']:,}, greedy {found['greedy_placed']:,}; "
        f"mean fit: ours {found['fit']:.0f}, greedy {found['greedy_fit']:.0f}; "
        f"levels: ours {found['levels']:,}, greedy {found['greedy_levels']:,}"
    )
    yield f"  memory beyond the arrays: ours {found['peak']:,.0f} MiB"


def _child(what: str, learners: int, champions: int) -> dict:
    words = [sys.executable, "-m", "scheme.bench.matching_turns", what, str(learners), str(champions), str(ROUNDS)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])}
    env.setdefault("DJANGO_SETTINGS_MODULE", "scheme.settings.base")
    return json.loads(subprocess.run(words, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout)
