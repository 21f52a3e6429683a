"""Of all best matchings the same one always, whatever the order of the input, the solver or the machine.

All best matchings are made of pairs that are indifferent at the prices. Among them: the longest wait first, then the least sum of
numbers drawn from the ids, so that a tie falls to nobody for having come earlier into the database.
"""

import numpy as np

from learners.matching.arrays import Array
from learners.matching.flow import cheapest, matching
from learners.matching.prices import utility
from learners.matching.problem import Doors, Matching, Pairs, Prices, Problem
from learners.matching.solve import clashing

LARGEST_BITS = 61


def canonical(problem: Problem, found: Matching, prices: Prices, indifferent: Pairs) -> tuple[Matching, Prices]:
    """The chosen one of the best matchings, with the same prices (for more opened half-days, where it took more)."""
    gains = utility(problem, found, prices)
    while True:
        chosen = _choose(problem, indifferent, prices, gains)
        crowded = clashing(problem, chosen, prices.doors)
        if not crowded:
            return chosen, prices
        doors = Doors(prices.doors.m)
        for champion in (*prices.doors.opened, *crowded):
            doors.open(champion)
        as_champion = prices.price[np.repeat(crowded, len(doors.owner) // len(doors.opened))]
        prices = Prices(doors, np.concatenate([prices.price, as_champion]))


def _choose(problem: Problem, pairs: Pairs, prices: Prices, gains: Array) -> Matching:
    doors, m, per_slot = prices.doors, prices.doors.m, problem.weights.learners_per_slot
    pair, door = doors.arcs(pairs.champion, problem.shared(pairs.learner, pairs.champion))
    same = problem.worth(pairs.learner[pair], pairs.fit[pair]) - prices.price[door] == gains[pairs.learner[pair]]
    pair, door = pair[same], door[same]
    who, node = np.unique(pairs.learner[pair], return_inverse=True)
    k = len(who)
    may_stay_out = np.flatnonzero(gains[who] == 0)

    # A place cheaper than its champion's price must be taken; one that costs as much may be. The same for half-days.
    over = prices.price[np.repeat(np.arange(m), problem.aims.places)] - problem.aims.step
    owner = np.repeat(np.arange(m), problem.aims.places)
    must = np.bincount(owner[over > 0], minlength=m)
    may = np.bincount(owner[over == 0], minlength=m)
    beyond = prices.price[m:] - prices.price[doors.owner]
    full, level = np.flatnonzero(beyond > 0), np.flatnonzero(beyond == 0)

    sink = k + len(doors)
    supply = np.zeros(sink + 1, np.int64)
    supply[:k], supply[k : k + m], supply[sink] = 1, -must, must.sum() - k
    supply[k + m + full] = -per_slot
    np.add.at(supply, k + doors.owner[full], per_slot)
    wait, drawn = _draws(problem, who, pairs.learner[pair], pairs.champion[pair], int(problem.aims.places.sum()), sink)
    network = [
        (node, k + door, np.ones(len(pair)), drawn[: len(pair)]),
        (may_stay_out, np.full(len(may_stay_out), sink), np.ones(len(may_stay_out)), wait[may_stay_out]),
        (k + m + level, k + doors.owner[level], np.full(len(level), per_slot), np.zeros(len(level))),
        (k + np.arange(m), np.full(m, sink), may, np.zeros(m)),
    ]
    tail, head, capacity, cost = (
        np.concatenate([np.asarray(arcs[part], np.int64) for arcs in network]) for part in range(4)
    )
    used = np.flatnonzero(cheapest(tail, head, capacity, cost, supply)[: len(pair)])
    return matching(len(gains), pairs, pair[used], door[used])


def _draws(
    problem: Problem, who: Array, learner: Array, champion: Array, places: int, nodes: int
) -> tuple[Array, Array]:
    """((who,) cost of staying out, (pairs,) cost of each pair): a day more of waiting outweighs all that is drawn from ids."""
    people = problem.people
    _, wait = np.unique(people.learners.days[who], return_inverse=True)
    changes = 2 * min(len(who), places) + 2
    bits = LARGEST_BITS - (2 * (nodes + 1) * (int(wait.max(initial=0)) + 2) * changes).bit_length()
    bits = min(bits, 40)
    if bits < 1:
        raise ValueError("Too many people for one run.")
    shift = np.uint64(64 - bits)
    drawn = (mixed(people.learners.id[learner], people.champions.id[champion]) >> shift).astype(np.int64)
    alone = (mixed(people.learners.id[who], np.full(len(who), -1)) >> shift).astype(np.int64)
    return wait * (np.int64(changes) << bits) + alone, drawn


def mixed(learner: Array, champion: Array) -> Array:
    """uint64 numbers that look drawn at random, the same for the same ids on every machine (the mixing step of splitmix64)."""
    x = learner.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) ^ champion.astype(np.uint64) * np.uint64(
        0xC2B2AE3D27D4EB4F
    )
    for shift, times in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        x = (x ^ (x >> np.uint64(shift))) * np.uint64(times)
    return x ^ (x >> np.uint64(31))
