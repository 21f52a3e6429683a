"""Prices from a matching: the highest at which nobody who is placed would rather be elsewhere, or nowhere.

They need no solver's word: a best matching has them, and a matching that has them is the best (see certify.py).
"""

import numpy as np

from learners.matching.arrays import Array
from learners.matching.problem import NEVER, Doors, Matching, Pairs, Prices, Problem


def highest(problem: Problem, pairs: Pairs, doors: Doors, found: Matching) -> Prices:
    """Shortest ways in the residual network, all at once, until nothing moves."""
    aims, m = problem.aims, doors.m
    placed = found.champion >= 0
    mine = np.flatnonzero(placed[pairs.learner])
    some = pairs.pick(mine)
    pair, door = doors.arcs(some.champion, problem.shared(some.learner, some.champion))
    learner = some.learner[pair]
    who, first = np.unique(learner, return_index=True)
    own = problem.worth(who, found.fit[who])
    seat = found.door[who]
    dearer = np.repeat(own, np.diff(np.append(first, len(learner)))) - problem.worth(learner, some.fit[pair])
    by_seat = np.argsort(seat, kind="stable")
    seats, start = np.unique(seat[by_seat], return_index=True)

    load = np.bincount(found.champion[who], minlength=m)
    owner, extra = doors.owner, np.arange(m, len(doors))
    inside = np.bincount(seat, minlength=len(doors))[m:]
    roomy, used = inside < problem.weights.learners_per_slot, inside > 0
    price = np.full(len(doors), NEVER)
    price[:m] = aims.next_step(load, int(NEVER))
    np.minimum.at(price, seat, own)
    while True:
        before = price.copy()
        wants = np.minimum.reduceat(price[door] + dearer, first) if len(who) else own
        if len(who):
            price[seats] = np.minimum(price[seats], np.minimum.reduceat(wants[by_seat], start))
        if len(extra):
            price[extra[roomy]] = np.minimum(price[extra[roomy]], price[owner[roomy]])
            np.minimum.at(price, owner[used], price[extra[used]])
        if (price == before).all():
            break
    return Prices(doors, price)


def utility(problem: Problem, found: Matching, prices: Prices) -> Array:
    """(n,) int64: what each learner's place is worth beyond its price; 0 for those without one."""
    placed = np.flatnonzero(found.champion >= 0)
    gains = np.zeros(len(found.champion), np.int64)
    gains[placed] = problem.worth(placed, found.fit[placed]) - prices.price[found.door[placed]]
    return gains
