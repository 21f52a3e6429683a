"""The proof that a matching is the best there is, checked afresh on every run, without trust in whatever found it.

Give every place a price. A learner's own gain is then at most `utility`, for any pair at all (every pair is asked); a champion's places
bring at most what their prices exceed their steps by; a half-day at most what it costs beyond its champion. No matching can be worth
more than these sums together. One that is worth exactly so much is the best.
"""

from dataclasses import dataclass

import numpy as np

from learners.matching.fit import fit
from learners.matching.prices import utility
from learners.matching.problem import Matching, NotOptimal, Pairs, Prices, Problem
from learners.matching.rules import RULES, holds
from learners.matching.solve import joined, objections


@dataclass(frozen=True, slots=True)
class Certificate:
    pairs: int
    """How many were asked, which is all."""
    value: int
    """What the matching is worth, and what none can exceed."""
    indifferent: Pairs
    """The pairs that would do as well as what their learner has: other best matchings are made of these."""


def certify(problem: Problem, found: Matching, prices: Prices) -> Certificate:
    """Raises NotOptimal, saying what is wrong, unless `found` keeps every rule and nothing can be better."""
    keeps_rules(problem, found)
    gains = utility(problem, found, prices)
    if (gains < 0).any():
        raise NotOptimal("A learner pays more than the place is worth.")
    asked = list(objections(problem, prices, gains, slack=1))
    objecting = sum(int((gain > 0).sum()) for _, gain in asked)
    if objecting:
        raise NotOptimal(f"{objecting} pairs would be better.")
    value, bound = worth(problem, found), ceiling(problem, gains, prices)
    if value != bound:
        raise NotOptimal(f"The matching is worth {value}, the prices allow {bound}.")
    return Certificate(len(problem.candidates), value, joined(Pairs.none(), [pairs for pairs, _ in asked]))


def worth(problem: Problem, found: Matching) -> int:
    """The objective."""
    placed = np.flatnonzero(found.champion >= 0)
    load = np.bincount(found.champion[placed], minlength=len(problem.people.champions))
    return int(problem.worth(placed, found.fit[placed]).sum()) - problem.aims.spent(load)


def ceiling(problem: Problem, gains, prices: Prices) -> int:
    """What no matching can exceed, as long as no pair objects."""
    m, doors = prices.doors.m, prices.doors
    over = prices.price[np.repeat(np.arange(m), problem.aims.places)] - problem.aims.step
    beyond = prices.price[m:] - prices.price[doors.owner]
    per_slot = problem.weights.learners_per_slot
    return int(gains.sum()) + int(np.maximum(over, 0).sum()) + per_slot * int(np.maximum(beyond, 0).sum())


def keeps_rules(problem: Problem, found: Matching) -> None:
    """Each pair once more against every rule, places and half-days; raises NotOptimal."""
    everybody, fixed = problem.people, problem.fixed
    if (found.champion[fixed >= 0] != fixed[fixed >= 0]).any():
        raise NotOptimal("A match that stands was changed.")
    free = np.flatnonzero((found.champion >= 0) & (fixed < 0))
    learner, champion = everybody.learners.pick(free), everybody.champions.pick(found.champion[free])
    for rule in RULES:
        if not holds(rule, everybody, learner, champion).all():
            raise NotOptimal(f"A pair breaks the rule {rule.name}.")
    bonus = np.where(problem.standing[free] == found.champion[free], problem.weights.stickiness, 0)
    if (fit(problem.weights, learner, champion) + bonus != found.fit[free]).any():
        raise NotOptimal("A pair's points are not its own.")
    placed = found.champion[found.champion >= 0]
    if (np.bincount(placed, minlength=len(everybody.champions)) > problem.aims.places).any():
        raise NotOptimal("A champion has more learners than places.")
