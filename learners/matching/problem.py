"""One run's question, and an answer to it."""

from dataclasses import dataclass

import numpy as np

from champions.availability import SLOT_COUNT
from learners.matching.arrays import Array, People
from learners.matching.candidates import Block, Candidates, candidates
from learners.matching.objective import POINT, Aims, Weights


class NotOptimal(Exception):
    """The certificate found an objection: nothing of this run may be used."""


@dataclass(frozen=True)
class Problem:
    """Everything to decide on. `fixed` and `standing` are (n,) champion numbers or -1: see candidates()."""

    people: People
    weights: Weights
    fixed: Array
    standing: Array
    aims: Aims
    candidates: Candidates

    @classmethod
    def of(cls, everybody: People, weights: Weights, fixed: Array, standing: Array) -> "Problem":
        """Learners with a `fixed` champion must all fit into that champion's half-days: see `seats.seat`."""
        held = np.bincount(fixed[fixed >= 0], minlength=len(everybody.champions))
        places = np.maximum(everybody.champions.room_left, 0) + held
        aims = Aims.of(weights, everybody.learners, everybody.champions, fixed >= 0, places)
        return cls(everybody, weights, fixed, standing, aims, candidates(everybody, weights, fixed, standing))

    def shared(self, learner: Array, champion: Array) -> Array:
        """Half-days free for both, as bits. A fixed pair has been seen to have one."""
        return self.people.learners.slots[learner] & self.people.champions.slots[champion]

    def meeting(self, champion: Array) -> Array:
        """(n,) the half-days each learner shares with the champion given to them (n,); 0 where that is -1."""
        shared = np.zeros(len(champion), np.uint32)
        who = np.flatnonzero(champion >= 0)
        shared[who] = self.shared(who, champion[who])
        return shared

    def worth(self, learner: Array, fit: Array) -> Array:
        """int64: what a pair adds to the objective, before steps."""
        return self.aims.value[learner] + fit * np.int64(POINT)


@dataclass(frozen=True)
class Pairs:
    """Some of a problem's pairs, sorted by learner."""

    learner: Array
    champion: Array
    fit: Array

    @classmethod
    def of(cls, block: Block, rows: Array) -> "Pairs":
        """These rows of a block."""
        learner = np.searchsorted(block.start, rows, side="right") - 1 + block.first
        return cls(learner, block.champion[rows].astype(np.int64), block.fit[rows])

    @classmethod
    def none(cls) -> "Pairs":
        return cls(*(np.zeros(0, kind) for kind in (np.int64, np.int64, np.int16)))

    def __len__(self) -> int:
        return len(self.learner)

    def pick(self, rows: Array) -> "Pairs":
        return Pairs(self.learner[rows], self.champion[rows], self.fit[rows])


class Doors:
    """Where a learner may enter a champion: by any half-day, or, once the champion is `opened`, by one half-day each.

    Whether a champion's learners get in each other's way is only asked once they do: the rest stay one node. Door c < m is champion
    c itself; the doors of the r-th opened champion are m + 21 r + half-day.
    """

    def __init__(self, champions: int):
        self.m = champions
        self.row = np.full(champions, -1, np.int32)
        self.opened: list[int] = []

    def open(self, champion: int) -> None:
        self.row[champion] = len(self.opened)
        self.opened.append(champion)

    def __len__(self) -> int:
        return self.m + SLOT_COUNT * len(self.opened)

    @property
    def owner(self) -> Array:
        """(21 * opened,) the champion behind each half-day's door."""
        return np.repeat(np.array(self.opened, np.int64), SLOT_COUNT)

    def arcs(self, champion: Array, shared: Array) -> tuple[Array, Array]:
        """(pair, door) of every way for each pair to come together, by pair."""
        row = self.row[champion]
        if not self.opened:
            return np.arange(len(champion)), champion.astype(np.int64)
        split = np.flatnonzero(row >= 0)
        free = (shared[split, None] >> np.arange(SLOT_COUNT, dtype=np.uint32)) & 1
        which, slot = np.nonzero(free)
        plain = np.flatnonzero(row < 0)
        pair = np.concatenate([plain, split[which]])
        door = np.concatenate([champion[plain], self.m + SLOT_COUNT * row[split[which]] + slot]).astype(np.int64)
        order = np.argsort(pair, kind="stable")
        return pair[order], door[order]


@dataclass(frozen=True)
class Prices:
    """What a place with each champion, and in each opened half-day, is worth to whoever takes it; a proof of optimality."""

    doors: Doors
    price: Array
    """(doors,) int64: of champions first, then of opened half-days, which are never below their champion's if anybody is in."""

    def of(self, champion: Array, shared: Array) -> Array:
        """The cheapest way in for each pair."""
        found = self.price[champion]
        split = np.flatnonzero(self.doors.row[champion] >= 0)
        if len(split):
            table = self.price[self.doors.m :].reshape(-1, SLOT_COUNT)[self.doors.row[champion[split]]]
            free = (shared[split, None] >> np.arange(SLOT_COUNT, dtype=np.uint32)) & 1 == 1
            found[split] = np.where(free, table, NEVER).min(axis=1)
        return found


NEVER = np.int64(1) << 62


@dataclass(frozen=True)
class Matching:
    champion: Array
    """(n,) int32: the champion of each learner, or -1."""
    fit: Array
    """(n,) int64: points of the pair, the bonus included; 0 without one."""
    door: Array
    """(n,) int64: by which the learner comes in, or -1."""
