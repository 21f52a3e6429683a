"""The best matching over all pairs, from few of them: solve on a core, ask all pairs whether the prices suit them, add those they do not.

A small problem's core is all of its pairs. When no pair objects, the matching is the best over all pairs, not only the core's.
"""

from collections.abc import Iterator

import numpy as np

from learners.matching.arrays import Array
from learners.matching.candidates import Block
from learners.matching.flow import best
from learners.matching.objective import POINT
from learners.matching.prices import highest, utility
from learners.matching.problem import Doors, Matching, Pairs, Prices, Problem
from learners.matching.seats import clashes

ALL = 20_000
"""So many pairs are solved at once."""
CORE, ADDED = 24, 24
"""Pairs per learner to begin with, and to add at most in a round."""
NEAR, CLOSE = 100, 40
"""Points of fit: after the first round the core is drawn anew, of pairs so close to objecting; in later rounds those closer are added."""


def solve(problem: Problem) -> tuple[Matching, Prices]:
    """The best matching, half-days heeded, and prices that show it is."""
    doors = Doors(len(problem.people.champions))
    pairs = core(problem)
    near = 0 if len(pairs) == len(problem.candidates) else NEAR
    anew = near > 0
    while True:
        found = best(problem, pairs, doors)
        crowded = clashing(problem, found, doors)
        prices = highest(problem, pairs, doors, found)
        objecting = list(objections(problem, prices, utility(problem, found, prices), near * POINT))
        if not crowded and not any((gain > 0).any() for _, gain in objecting):
            return found, prices
        kept = pairs.pick(np.flatnonzero(found.champion[pairs.learner] == pairs.champion)) if anew else pairs
        pairs = joined(kept, [strongest(some, gain) for some, gain in objecting])
        near, anew = min(near, CLOSE), False
        for champion in crowded:
            doors.open(champion)


def clashing(problem: Problem, found: Matching, doors: Doors) -> list[int]:
    """The champions, not opened yet, whose learners cannot all be seen."""
    crowded = clashes(found.champion, problem.meeting(found.champion), problem.weights.learners_per_slot)
    return [champion for champion in crowded if doors.row[champion] < 0]


def core(problem: Problem) -> Pairs:
    """The best CORE pairs of each learner, and all that fit as well as the last of them; all pairs of a small problem."""
    whole = len(problem.candidates) <= ALL
    chosen = []
    for block in problem.candidates.blocks:
        keep = (
            np.ones(len(block.fit), bool) if whole else block.fit >= np.repeat(_threshold(block), np.diff(block.start))
        )
        chosen.append(Pairs.of(block, np.flatnonzero(keep)))
    return _joined(chosen)


def _threshold(block: Block) -> Array:
    """(learners,) the fit of each learner's CORE-th best pair; less than any where there are fewer."""
    size = np.diff(block.start)
    wide = int(size.max(initial=0))
    if wide <= CORE:
        return np.full(len(size), -1)
    table = np.full((len(size), wide), -1, np.int16)
    table[np.arange(wide) < size[:, None]] = block.fit
    return np.partition(table, wide - CORE, axis=1)[:, wide - CORE]


def objections(problem: Problem, prices: Prices, utility: Array, slack: int = 0) -> Iterator[tuple[Pairs, Array]]:
    """Pairs worth more to their learner, at these prices, than what the learner has (less `slack`), with how much more."""
    cost = prices.price[: prices.doors.m]
    wants = utility - problem.aims.value
    for block in problem.candidates.blocks:
        gain = block.fit * np.int64(POINT)
        gain -= cost[block.champion]
        size = np.diff(block.start)
        gain -= np.repeat(wants[block.first : block.first + len(size)], size)
        rows = np.flatnonzero(gain > -slack)
        if len(rows):
            some = Pairs.of(block, rows)
            exact = cost[some.champion] - prices.of(some.champion, problem.shared(some.learner, some.champion))
            gain = gain[rows] + exact
            still = gain > -slack
            yield some.pick(np.flatnonzero(still)), gain[still]


def strongest(some: Pairs, gain: Array) -> Pairs:
    """At most ADDED pairs of each learner, those that gain most."""
    order = np.lexsort((-gain, some.learner))
    rank = np.arange(len(order)) - np.searchsorted(some.learner[order], some.learner[order])
    return some.pick(np.sort(order[rank < ADDED]))


def joined(pairs: Pairs, more: list[Pairs]) -> Pairs:
    """All of these, each once, by learner and champion."""
    both = _joined([pairs, *more])
    _, rows = np.unique(both.learner.astype(np.int64) << 32 | both.champion, return_index=True)
    return both.pick(rows)


def _joined(parts: list[Pairs]) -> Pairs:
    whole = [Pairs.none(), *parts]
    return Pairs(*(np.concatenate([getattr(part, name) for part in whole]) for name in ("learner", "champion", "fit")))
