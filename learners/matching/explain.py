"""Why this suggestion, and why none: numbers for each learner, which wording.py puts into sentences.

What would help is asked of the prices: a learner with one pair more is placed exactly if that pair is worth more than its price.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from learners.matching.arrays import WAYS, Array, Learners
from learners.matching.fit import PARTS, fit, points
from learners.matching.prices import utility
from learners.matching.problem import NEVER, Matching, Pairs, Prices, Problem
from learners.matching.rules import NAMES, RULES, holds
from places.distance import EARTH_RADIUS_MILES

NONE = np.int64(-NEVER)
REACH = 3.0
"""Miles that a champion whom one might recruit is thought to travel."""


@dataclass(frozen=True, slots=True)
class Reasons:
    points: Array
    """(n, parts) int16, by part in the order of fit.PARTS; 0 without a champion."""
    runner_up: Array
    """(n,) champion number of the pair that costs least beside the suggestion, or the one that came nearest; -1: there is none."""
    costs: Array
    """(n,) int64: what that pair would cost all together at least, in the objective's unit; `Live.cost_of` tells it exactly."""
    b: int
    left: Array
    """(n, rules) champions left after each rule, in the order of rules.NAMES."""

    @property
    def levels(self) -> Array:
        """(n,) how many levels the runner-up would cost others at least; for a learner without a suggestion: how many are missing."""
        return np.maximum(0, -(-(self.costs - self.b // 2) // self.b))


def reasons(problem: Problem, found: Matching, prices: Prices) -> Reasons:
    everybody, n = problem.people, len(problem.people.learners)
    given = np.zeros((n, len(PARTS)), np.int16)
    placed = np.flatnonzero(found.champion >= 0)
    learner, champion = everybody.learners.pick(placed), everybody.champions.pick(found.champion[placed])
    for place, part in enumerate(PARTS):
        given[placed, place] = points(part, problem.weights, learner, champion)
    runner_up, gain = next_best(problem, found, prices)
    costs = utility(problem, found, prices) - gain
    return Reasons(given, runner_up, np.where(runner_up < 0, 0, costs), problem.aims.b, problem.candidates.left)


def next_best(problem: Problem, found: Matching, prices: Prices) -> tuple[Array, Array]:
    """((n,) champion number or -1, (n,) int64): each learner's best pair at these prices but the one they have."""
    n, opened = len(problem.people.learners), prices.doors.row >= 0
    who, best = np.full(n, -1, np.int32), np.full(n, NONE)
    cost = prices.price[: prices.doors.m]
    for block in problem.candidates.blocks:
        size = np.diff(block.start)
        some = np.flatnonzero(size)
        rows = np.arange(block.first, block.first + len(size))
        gain = problem.worth(np.repeat(rows, size), block.fit) - cost[block.champion]
        gain[block.champion == np.repeat(found.champion[rows], size)] = NONE
        if not len(some):
            continue
        known = np.where(opened[block.champion], NONE, gain)
        floor = np.full(len(size), NONE)
        floor[some] = np.maximum.reduceat(known, block.start[some])
        doubtful = np.flatnonzero(opened[block.champion] & (gain > np.repeat(floor, size)))
        pairs = Pairs.of(block, doubtful)
        gain[doubtful] += cost[pairs.champion] - prices.of(
            pairs.champion, problem.shared(pairs.learner, pairs.champion)
        )
        top = np.full(len(size), NONE)
        top[some] = np.maximum.reduceat(gain, block.start[some])
        first = np.flatnonzero((gain == np.repeat(top, size)) & (gain > NONE))
        at = np.searchsorted(block.start, first, side="right") - 1
        who[rows[at][::-1]] = block.champion[first][::-1]
        best[rows] = top
    return who, best


@dataclass(frozen=True, slots=True)
class Why:
    """What a run found about one learner: plain numbers, as they are stored, from which the words are made."""

    half_day: int | None = None
    points: Sequence[int] = ()
    """By part, in the order of fit.PARTS; none without a champion."""
    runner_up: int | None = None
    """Id of the champion who is next best, or who came nearest."""
    costs: int = 0
    """Of the runner-up, in the objective's unit, at least."""
    levels: int = 0
    """That the runner-up would cost others at least, or, without a champion, that are missing."""
    left: Sequence[int] = ()
    """Champions left after each rule, in the order of rules.NAMES."""


@dataclass(frozen=True, slots=True)
class Help:
    """One change and the learners without a suggestion for whom it would do: each of them alone, or as many as there is room for."""

    change: str
    """'by_phone', 'by_video', 'in_person', 'interpreter' or 'recruit'."""
    learners: Array
    """Numbers."""
    language: int = -1
    """Of a champion to recruit: the bit of a language, and the number of a learner who lives where the champion should."""
    near: int = -1


def what_would_help(problem: Problem, found: Matching, prices: Prices) -> list[Help]:
    """What each learner without a suggestion could be asked, or arranged for, that would get them one at once."""
    alone = np.flatnonzero(found.champion < 0)
    learners = problem.people.learners.pick(alone)
    helps = []
    for bit, name in enumerate(WAYS):
        flag = np.uint8(1 << bit)
        helps.append(
            _placed(problem, prices, name, (learners.ways & flag) == 0, replace(learners, ways=learners.ways | flag))
        )
    everyone = np.ones(len(alone), bool)
    helps.append(
        _placed(problem, prices, "interpreter", ~learners.interpreter, replace(learners, interpreter=everyone))
    )
    return [help for help in helps if len(help.learners)]


def _placed(problem: Problem, prices: Prices, change: str, differs: Array, changed: Learners) -> Help:
    """Those whom a champion would be worth the price, once they are `changed`."""
    rows = np.flatnonzero(differs)
    everybody, helped = problem.people, []
    for start in range(0, len(rows), 256):
        some = changed.pick(rows[start : start + 256])
        ok = np.ones((len(some), len(everybody.champions)), bool)
        for rule in RULES:
            ok &= holds(rule, everybody, some.down(), everybody.champions)
        one, champion = np.nonzero(ok)
        learner, champions = some.pick(one), everybody.champions.pick(champion)
        worth = problem.worth(learner.number, fit(problem.weights, learner, champions))
        cost = prices.of(champion, learner.slots & champions.slots)
        helped.append(np.unique(learner.number[worth > cost]))
    return Help(change, np.concatenate(helped) if helped else np.zeros(0, np.int32))


def recruits(problem: Problem, found: Matching, least: int = 2) -> list[Help]:
    """Champions worth looking for: a language and a place, with the learners without a suggestion whom such a champion could take.

    Thought of as free at all times, with every check, meeting in every way and travelling REACH miles; the most learners first.
    """
    alone = problem.people.learners.pick(np.flatnonzero(found.champion < 0))
    if not len(alone):
        return []
    known = ~np.isnan(alone.place[:, 0])
    spots, example = np.unique(alone.place[known], axis=0, return_index=True)
    homes = alone.number[known][example]
    helps = []
    for bit in range(alone.speaks.shape[1] * 64):
        speaks = (alone.speaks[:, bit >> 6] >> np.uint64(bit & 63)) & np.uint64(1) == 1
        who = np.flatnonzero(speaks)
        if len(who) < least:
            continue
        near = ((alone.place[who, None] - spots[None]) ** 2).sum(axis=2) <= (REACH / EARTH_RADIUS_MILES) ** 2
        reached = near | (alone.ways[who, None] & 6 != 0)
        for spot in np.flatnonzero(reached.sum(axis=0) >= least):
            helps.append(Help("recruit", alone.number[who[reached[:, spot]]], bit, int(homes[spot])))
    return sorted(helps, key=lambda help: (-len(help.learners), help.language, help.near))


def why_none(left: Sequence[int], names: Sequence[str] = NAMES) -> tuple[str, int] | None:
    """(the rule that leaves nobody, how many there were before it), or None where somebody was left after all."""
    before = None
    for name, count in zip(names, left, strict=True):
        if count == 0:
            return name, -1 if before is None else int(before)
        before = count
    return None
