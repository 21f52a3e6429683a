"""Suggestions that a lead wants kept: they stand like matches, for as long as no rule forbids them. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from learners.matching.arrays import Array, People
from learners.matching.rules import RULES, holds
from learners.matching.seats import seat


def with_held_pairs(
    everybody: People, fixed: Array, wanted: Sequence[tuple[int, int]], per_slot: int
) -> tuple[People, Array, list[int]]:
    """(everybody with the places of the held pairs taken, `fixed` with these pairs, the numbers of their learners).

    `wanted`: (learner, champion) numbers, the first come first. A pair that breaks a rule, or that finds no place or no half-day
    beside those before it, is not held.
    """
    if not wanted:
        return everybody, fixed, []
    learner, champion = np.array(wanted).T
    one, other = everybody.learners.pick(learner), everybody.champions.pick(champion)
    allowed = np.ones(len(wanted), bool)
    for rule in RULES:
        allowed &= holds(rule, everybody, one, other)
    beside: dict[int, list[int]] = defaultdict(list)
    for number in np.flatnonzero(fixed >= 0).tolist():
        where = int(fixed[number])
        beside[where].append(int(everybody.learners.slots[number] & everybody.champions.slots[where]))
    taken: Counter[int] = Counter()
    fixed, held = fixed.copy(), []
    for place in np.flatnonzero(allowed).tolist():
        number, where = wanted[place]
        seats = [*beside[where], int(one.slots[place] & other.slots[place])]
        if taken[where] == everybody.champions.room_left[where] or -1 in seat(seats, per_slot):
            continue
        beside[where], fixed[number] = seats, where
        taken[where] += 1
        held.append(number)
    room_left = everybody.champions.room_left.copy()
    for where, count in taken.items():
        room_left[where] -= count
    return replace(everybody, champions=replace(everybody.champions, room_left=room_left)), fixed, held
