"""Half-days for learners: whether a champion's learners can all be seen, each in a half-day that both have free, and when."""

from collections.abc import Sequence

import numpy as np

from champions.availability import slot_numbers
from learners.matching.arrays import Array


def seat(shared: Sequence[int], per_slot: int) -> list[int]:
    """A half-day for each learner of one champion, or -1; as many as can be are seated, earlier learners first.

    `shared`: for each learner the half-days (bits) free for both. At most `per_slot` learners get the same one.
    """
    taken: dict[int, list[int]] = {}
    half_day = [-1] * len(shared)

    def place(learner: int, tried: set[int]) -> bool:
        for slot in slot_numbers(shared[learner]):
            if slot in tried:
                continue
            tried.add(slot)
            there = taken.setdefault(slot, [])
            if len(there) < per_slot:
                there.append(learner)
                half_day[learner] = slot
                return True
            for other in there:
                if place(other, tried):  # has moved to another half-day
                    there.remove(other)
                    there.append(learner)
                    half_day[learner] = slot
                    return True
        return False

    for learner in range(len(shared)):
        place(learner, set())
    return half_day


def meeting_times(shared: int, half_day: int | None) -> int:
    """When a pair that stands may meet (bits): on the half-day agreed, while both are still free then; else whenever both are."""
    return 1 << half_day if half_day is not None and shared >> half_day & 1 else shared


def half_day_beside(others: Sequence[int], shared: int, per_slot: int, wish: int | None = None) -> int | None:
    """A half-day for one pair more beside `others` (bits, of each pair that stands), `wish` if it can be; None: there is none."""
    slots = slot_numbers(shared)
    for slot in sorted(slots, key=lambda slot: (slot != wish, slot)):
        if seat([*others, 1 << slot], per_slot)[-1] >= 0:
            return slot
    return None


def groups(champion: Array) -> list[Array]:
    """Positions of the learners of each champion who has any, in the order of the learners; -1 is no champion."""
    order = np.argsort(champion, kind="stable")
    order = order[champion[order] >= 0]
    return np.split(order, np.flatnonzero(np.diff(champion[order])) + 1) if len(order) else []


def clashes(champion: Array, shared: Array, per_slot: int) -> list[int]:
    """The champions whose learners cannot all be seen. `champion`, `shared`: (n,) of each learner; -1 is no champion."""
    count = np.bincount(champion[champion >= 0], minlength=1)
    # whoever has as many half-days as there are learners can be seated last
    tight = (champion >= 0) & (count[champion] > per_slot * np.bitwise_count(shared))
    doubtful = np.flatnonzero(np.isin(champion, champion[tight]))
    return [
        int(champion[doubtful[group[0]]])
        for group in groups(champion[doubtful])
        if -1 in seat(shared[doubtful[group]].tolist(), per_slot)
    ]


def half_days(champion: Array, shared: Array, per_slot: int) -> Array:
    """(n,) int8: the half-day of each learner with a champion, or -1; the same for the same learners in the same order."""
    found = np.full(len(champion), -1, np.int8)
    for group in groups(champion):
        found[group] = seat(shared[group].tolist(), per_slot)
    return found
