"""Two years of a made-up scheme that has slightly too few champions, week by week, under three ways of deciding. Pure but for the draw."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from learners.matching.arrays import Array, Listed, People
from learners.matching.fit import fit
from learners.matching.objective import Weights
from learners.matching.problem import Problem
from learners.matching.run import prepared, run
from scheme.bench.crowd import crowd
from scheme.bench.greedy import greedy

CHAMPIONS, ARRIVALS, TOGETHER = 100, 36, 8
"""Champions in all, learners a week, and weeks that a pair meets."""
OURS = Weights(stickiness=0)
FIT_ONLY = replace(OURS, waiting_days=1_000_000, vulnerable=0, under_served=0)
BANDS = (
    (28, "under 4 weeks"),
    (84, "4 to 12 weeks"),
    (182, "12 to 26 weeks"),
    (365, "26 to 52 weeks"),
    (10**9, "over a year"),
)

Decide = Callable[[People, Array], Array]
"""(everybody, fixed) to (n,) champion numbers or -1."""


def best_fit(everybody: People, fixed: Array) -> Array:
    return _run(everybody, fixed, FIT_ONLY)


def longest_first(everybody: People, fixed: Array) -> Array:
    return greedy(Problem.of(*prepared(everybody, OURS, fixed, np.full(len(fixed), -1)))).champion


def ours(everybody: People, fixed: Array) -> Array:
    return _run(everybody, fixed, OURS)


def _run(everybody: People, fixed: Array, weights: Weights) -> Array:
    return run(everybody, weights, fixed, np.full(len(fixed), -1)).found.champion


WAYS: dict[str, Decide] = {"best fit only": best_fit, "longest wait first, greedily": longest_first, "ours": ours}


@dataclass(frozen=True, slots=True)
class Story:
    """What came of one way of deciding."""

    name: str
    waits: Array
    """Days, of those who got a champion."""
    still: Array
    """Days so far, of those who wait at the end."""
    fit: float
    """Mean points of the pairs."""

    @property
    def bands(self) -> list[float]:
        """The share of all learners in each of BANDS."""
        edges = [0, *(days for days, _ in BANDS)]
        return (
            np.histogram(np.concatenate([self.waits, self.still]), edges)[0] / (len(self.waits) + len(self.still))
        ).tolist()

    @property
    def row(self) -> list[str]:
        everybody = np.concatenate([self.waits, self.still])
        return [
            self.name,
            f"{len(self.waits):,}",
            f"{self.fit:.0f}",
            f"{self.waits.mean():.0f}",
            f"{np.percentile(everybody, 95):.0f}",
            f"{everybody.max()}",
            f"{len(self.still):,}",
            f"{int((self.still > 365).sum()):,}",
        ]


HEADS = [
    "decided by",
    "placed",
    "mean fit",
    "mean wait",
    "95 in 100 under",
    "longest",
    "still waiting",
    "of these over a year",
]


def stories(weeks: int, seed: int = 5) -> Iterator[Story]:
    """The same learners in the same weeks, once for each way. Those whom no champion could ever help are left out of the count."""
    everybody = crowd(weeks * ARRIVALS, CHAMPIONS, seed)
    everybody.learners.days[:] = 0
    none = np.full(len(everybody.learners), -1)
    helpable = np.flatnonzero(Problem.of(everybody, OURS, none, none).candidates.count)
    for name, decide in WAYS.items():
        yield _story(name, decide, everybody, helpable, weeks)


def _story(name: str, decide: Decide, everybody: People, helpable: Array, weeks: int) -> Story:
    learners, champions = everybody.learners, everybody.champions
    came = np.arange(len(learners)) // ARRIVALS
    champion, until = np.full(len(learners), -1), np.full(len(learners), -1)
    waits, points = [], []
    declined = everybody.declined.pairs
    for week in range(weeks):
        waiting = helpable[(came[helpable] <= week) & (until[helpable] < 0)]
        meeting = np.flatnonzero(until > week)
        who = np.sort(np.concatenate([waiting, meeting]))
        place = np.full(len(learners), -1)
        place[who] = np.arange(len(who))
        now = replace(learners.pick(who).renumbered(), days=((week - came[who]) * 7).astype(np.int32))
        room = champions.room - np.bincount(champion[meeting], minlength=len(champions)).astype(np.int32)
        known = place[declined[0]] >= 0
        tried = Listed.of(zip(place[declined[0][known]].tolist(), declined[1][known].tolist(), strict=True))
        fixed = np.where(until[who] > week, champion[who], -1)
        chosen = decide(People(now, replace(champions, room_left=room), tried, everybody.barred), fixed)
        new = np.flatnonzero((chosen >= 0) & (fixed < 0))
        champion[who[new]], until[who[new]] = chosen[new], week + TOGETHER
        waits.append(now.days[new])
        points.append(fit(OURS, now.pick(new), champions.pick(chosen[new])))
    still = helpable[until[helpable] < 0]
    return Story(name, np.concatenate(waits), (weeks - 1 - came[still]) * 7, float(np.concatenate(points).mean()))
