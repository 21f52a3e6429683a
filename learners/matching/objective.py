"""What a run maximises, in this order and exactly: who is placed, then how well they fit, then how evenly champions are loaded.

    maximise   sum over placed learners (B * level + 120 * fit)   -   sum over champions (steps of the learners they have)

    level   1 + whole periods waited + extra for the vulnerable + extra for an under-served area      1, 2, 3, ... without a cap
    fit     0 to TOP = 1000 + stickiness: the score of fit.py, and a bonus for the suggestion that stands already
    steps   the j-th learner of a champion with room for b costs 60 (2j - 1) / b, rounded down        0 to 119, rising in j
    B       120 * TOP * K + 120,  K = min(learners waiting, places free)

Why one whole number does the work of three aims in order. Learners, half-days, champions and a sink make a network in which one
learner is one unit of flow, so any two solutions differ by simple cycles in the residual network, and the better of the two (in
the order of aims) is better on at least one cycle. A simple cycle passes the sink at most once, so on it
  - at most one learner gains a place and one loses it: levels change by a whole number, 0 or at least 1;
  - at most one champion takes one step more and one gives one back: steps change by less than 120;
  - each learner who changes champions had a place before (at most K of them) and loses at most TOP points of fit.
So a gain of one level outweighs all the rest of its cycle: B > 120 * TOP * K + 119. And a gain of one point outweighs the steps:
120 > 119. Hence a solution that no cycle improves in the one number, no cycle improves in the order of aims either.
Matches that stand already are learners with one possible pair and a level above all others: no cycle can pay for dropping one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from learners.matching.arrays import Array, Champions, Learners

POINT = 120
"""Of a point of fit; every step of load is less."""
STEP = 60
FULL_MARKS = 1000
LARGEST = 2**62


@dataclass(frozen=True)
class Weights:
    """What a scheme may set. Any values allowed here keep the order of the aims exact: see the top of this file."""

    waiting_days: int = 28
    """A learner goes up a level for every so many days."""
    vulnerable: int = 2
    """Levels that an especially vulnerable learner starts higher."""
    under_served: int = 1
    """Levels that a learner from an under-served area starts higher."""
    nearness: int = 350
    """Points for living next door, falling to 0 at the end of the champion's reach."""
    teaching: int = 250
    """Points for teaching all the skills and devices that are wanted."""
    times: int = 200
    """Points for six half-days or more in common: a meeting that falls through finds another time."""
    language: int = 150
    """Points for speaking the shared language fluently; two thirds for speaking it well, one for some."""
    script: int = 50
    """Points for reading a script that the learner reads. These five come to 1000 together."""
    stickiness: int = 50
    """Points of fit for keeping a suggestion that stands: one decline then moves half as many other suggestions."""
    learners_per_slot: int = 1
    """How many learners a champion can see in the same half-day."""

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if not isinstance(value, int) or value < 0:
                raise ValueError(f"{field.name} must be a whole number, 0 or more; it is {value!r}.")
        if self.waiting_days < 1 or self.learners_per_slot < 1:
            raise ValueError("waiting_days and learners_per_slot must be 1 or more.")
        if self.vulnerable > 100 or self.under_served > 100:
            raise ValueError("A learner can start at most 100 levels higher.")
        if self.nearness + self.teaching + self.times + self.language + self.script != FULL_MARKS:
            raise ValueError(f"nearness, teaching, times, language and script must come to {FULL_MARKS} together.")
        if self.stickiness > FULL_MARKS:
            raise ValueError(
                f"stickiness can be at most {FULL_MARKS}: a better pair must stay better than a standing one."
            )

    @classmethod
    def of(cls, changed: Mapping[str, str | int]) -> "Weights":
        """Ours but for those `changed`; raises ValueError, naming the fault."""
        unknown = set(changed) - {field.name for field in fields(cls)}
        if unknown:
            raise ValueError(f"There is no weight called {', '.join(sorted(unknown))}.")
        try:
            values = {name: int(value) for name, value in changed.items()}
        except ValueError:
            raise ValueError("Weights are whole numbers.") from None
        return cls(**values)

    def levels(self, learners: Learners) -> Array:
        """(n,) int64, 1 or more."""
        waited = np.maximum(learners.days, 0).astype(np.int64) // self.waiting_days
        return 1 + waited + self.vulnerable * learners.vulnerable + self.under_served * learners.under_served


@dataclass(frozen=True)
class Aims:
    """The numbers of the objective for one set of learners and champions."""

    value: Array
    """(n,) int64: B * level, what it is worth that a learner is placed at all."""
    level: Array
    top: int
    b: int
    step: Array
    """(places,) int64: costs of the champions' free places, each champion's rising."""
    first: Array
    """(m + 1,) int64: champion c's places are step[first[c]:first[c + 1]]."""

    @classmethod
    def of(cls, weights: Weights, learners: Learners, champions: Champions, held: Array, places: Array) -> "Aims":
        """`held`: (n,) bool, learners whose match stands already. `places`: (m,) int64, to be filled, those of `held` included.

        Raises ValueError where waiting times and numbers of people are too large for whole numbers of 64 bits.
        """
        level = weights.levels(learners)
        if held.any():
            level = np.where(held, level[~held].max(initial=0) + 1, level)
        top = FULL_MARKS + weights.stickiness
        b = POINT * top * max(1, min(int((~held).sum()), int(places.sum()) - int(held.sum()))) + POINT
        nodes = len(learners) + len(champions) * 22 + 1
        if (b * int(level.max(initial=1)) + POINT * top) * 4 * nodes >= LARGEST:
            raise ValueError("Too many people or too long a wait: raise waiting_days.")
        first = np.concatenate([[0], np.cumsum(places)]).astype(np.int64)
        owner = np.repeat(np.arange(len(champions)), places)
        room = np.maximum(champions.room, places)[owner]
        taken = room - places[owner]  # places held by matches that no half-day can be found for
        nth = np.arange(first[-1]) - first[owner] + 1
        nth = np.minimum(nth + taken, room)
        return cls(b * level, level, top, b, (STEP * (2 * nth - 1) // room).astype(np.int64), first)

    @cached_property
    def places(self) -> Array:
        return np.diff(self.first)

    def next_step(self, load: Array, otherwise: int) -> Array:
        """(m,) what each champion's next learner would cost; `otherwise` where there is no place."""
        padded = np.append(self.step, 0)
        return np.where(load < self.places, padded[np.minimum(self.first[:-1] + load, len(self.step))], otherwise)

    def last_step(self, load: Array, otherwise: int) -> Array:
        """(m,) what each champion's last learner costs; `otherwise` where there is none."""
        padded = np.append(self.step, 0)
        return np.where(load > 0, padded[np.maximum(self.first[:-1] + load - 1, 0)], otherwise)

    def spent(self, load: Array) -> int:
        """All steps taken when champions have `load` (m,) learners."""
        total = np.concatenate([[0], np.cumsum(self.step)])
        return int((total[self.first[:-1] + load] - total[self.first[:-1]]).sum())
