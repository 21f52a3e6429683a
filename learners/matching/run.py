"""A run from columns to decisions: candidates, solve, certify, canonical, certify, explain. No database, clock or address."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from learners.matching.arrays import Array, Listed, People
from learners.matching.canonical import canonical
from learners.matching.certify import Certificate, certify
from learners.matching.explain import Reasons, Why, reasons
from learners.matching.objective import Weights
from learners.matching.problem import Matching, NotOptimal, Prices, Problem
from learners.matching.seats import groups, half_days, seat
from learners.matching.solve import solve

__all__ = ["NotOptimal", "Run", "run"]


@dataclass(frozen=True)
class Run:
    """Everything in it goes by place in `problem.people`, which is in the order of ids."""

    problem: Problem
    found: Matching
    half_day: Array
    """(n,) int8, of each learner with a champion; -1 without."""
    prices: Prices
    certificate: Certificate
    reasons: Reasons

    @property
    def suggested(self) -> Array:
        """Numbers of the learners who get a suggestion: those without a match that stands."""
        return np.flatnonzero((self.found.champion >= 0) & (self.problem.fixed < 0))

    @property
    def pairs(self) -> dict[int, int]:
        """{learner id: champion id} of the suggestions."""
        people, who = self.problem.people, self.suggested
        champions = people.champions.id[self.found.champion[who]]
        return dict(zip(people.learners.id[who].tolist(), champions.tolist(), strict=True))

    @cached_property
    def why(self) -> list[Why]:
        """Of each learner, by number in `problem.people`: with a half-day and points where they have a champion."""
        reasons, placed = self.reasons, (self.found.champion >= 0).tolist()
        others = np.append(self.problem.people.champions.id, -1)[reasons.runner_up].tolist()  # -1: nobody
        columns = (self.half_day, reasons.points, reasons.costs, reasons.levels, reasons.left)
        return [
            Why(
                half_day if has_champion else None,
                points if has_champion else [],
                None if other < 0 else other,
                costs,
                levels,
                left,
            )
            for has_champion, other, half_day, points, costs, levels, left in zip(
                placed, others, *(column.tolist() for column in columns), strict=True
            )
        ]


def run(everybody: People, weights: Weights, fixed: Array, standing: Array) -> Run:
    """The best matching, proven. `fixed`, `standing`: (n,) champion numbers or -1, of matches and suggestions that stand.

    Raises NotOptimal, and decides nothing, when the certificate fails; ValueError when the numbers are too large.
    """
    problem = Problem.of(*prepared(everybody, weights, fixed, standing))
    found, prices = solve(problem)
    proof = certify(problem, found, prices)
    chosen, prices = canonical(problem, found, prices, proof.indifferent)
    settled = certify_again(problem, chosen, prices, proof)
    times = half_days(chosen.champion, problem.meeting(chosen.champion), weights.learners_per_slot)
    if (times[chosen.champion >= 0] < 0).any():
        raise NotOptimal("A learner has no half-day.")
    return Run(problem, chosen, times, prices, settled, reasons(problem, chosen, prices))


def certify_again(problem: Problem, chosen: Matching, prices: Prices, proof: Certificate) -> Certificate:
    """The full certificate once more, on what will be handed out; the value must be the one already proven."""
    settled = certify(problem, chosen, prices)
    if settled.value != proof.value:
        raise NotOptimal(f"The canonical matching is worth {settled.value}, not {proof.value}.")
    return settled


def prepared(
    everybody: People, weights: Weights, fixed: Array, standing: Array
) -> tuple[People, Weights, Array, Array]:
    """In the order of ids, without the matches that stand but find no half-day beside the others: they keep their place only."""
    champions = everybody.champions
    held = np.flatnonzero(fixed >= 0)
    shared = np.zeros(len(fixed), np.uint32)
    shared[held] = everybody.learners.slots[held] & champions.slots[fixed[held]]
    order = np.argsort(everybody.learners.id, kind="stable")
    seated = fixed < 0
    for group in groups(fixed[order]):
        members = order[group]
        seated[members] = np.array(seat(shared[members].tolist(), weights.learners_per_slot)) >= 0
    learners = order[seated[order]]
    helping = np.argsort(champions.id, kind="stable")
    new_learner, new_champion = _places(learners, len(everybody.learners)), _places(helping, len(champions))

    def moved(listed: Listed) -> Listed:
        learner, champion = (numbers.astype(np.int64) for numbers in listed.pairs)
        kept = new_learner[learner] >= 0
        return Listed(np.unique(new_learner[learner[kept]] << 32 | new_champion[champion[kept]]))

    people = People(
        everybody.learners.pick(learners).renumbered(),
        champions.pick(helping).renumbered(),
        moved(everybody.declined),
        moved(everybody.barred),
        everybody.languages,
        moved(everybody.ruled_out),
    )
    again = np.append(new_champion, -1)  # -1 stays -1
    return people, weights, again[fixed[learners]], again[standing[learners]]


def _places(order: Array, count: int) -> Array:
    """(count,) where each old place has gone; -1: nowhere."""
    found = np.full(count, -1, np.int64)
    found[order] = np.arange(len(order))
    return found
