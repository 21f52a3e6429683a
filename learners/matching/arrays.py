"""Learners and champions as columns of numbers, so that one rule is one line and holds for a pair or for millions.

A column of `n` people has shape (n,); a set (of languages, skills, scripts) is a row of bits, shape (n, words). `Learners.down()`
turns every column on its side, shape (n, 1) or (n, 1, words), so that a rule written `learner.x & champion.x` gives (n, m).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Self

import numpy as np

from champions.models import Gender
from learners.matching.facts import ChampionFacts, LearnerFacts

Array = np.ndarray
WAYS = ("in_person", "by_phone", "by_video")
IN_PERSON = np.uint8(1)
DEVICES = ("android", "iphone", "tablet", "computer")
GENDERS = ("", *Gender.values)


@dataclass(frozen=True, slots=True)
class Columns:
    """A table held by column; `number` is a row's place in the whole table, and stays with it when rows are picked."""

    number: Array
    id: Array

    def __len__(self) -> int:
        return len(self.id)

    def pick(self, rows) -> Self:
        """The same columns of only these rows, in this order."""
        return type(self)(*(getattr(self, field.name)[rows] for field in fields(self)))

    def renumbered(self) -> Self:
        """A whole table of its own."""
        return replace(self, number=np.arange(len(self), dtype=np.int32))


@dataclass(frozen=True, slots=True)
class Learners(Columns):
    speaks: Array
    reads: Array
    """Scripts."""
    interpreter: Array
    ways: Array
    slots: Array
    place: Array
    """A point on the unit sphere, (n, 3) float64; not-a-number where the place is not known."""
    needs: Array
    devices: Array
    check_needed: Array
    champion_gender: Array
    """A place in GENDERS; 0: it does not matter."""
    days: Array
    vulnerable: Array
    under_served: Array

    def down(self) -> "Learners":
        return type(self)(*(getattr(self, field.name)[:, None] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Champions(Columns):
    some: Array
    """Languages spoken at all; `good` and `fluent` are those spoken at least so well."""
    good: Array
    fluent: Array
    scripts: Array
    ways: Array
    slots: Array
    place: Array
    reach: Array
    """Miles; -1 where nobody asked yet."""
    teaches: Array
    devices: Array
    check_level: Array
    gender: Array
    cleared: Array
    room: Array
    """Places for learners in all."""
    room_left: Array


@dataclass(frozen=True, slots=True)
class Listed:
    """Pairs named one by one (of learner and champion numbers), sorted."""

    key: Array

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> "Listed":
        return cls(np.unique(np.array([learner << 32 | champion for learner, champion in pairs], np.int64)))

    @property
    def pairs(self) -> tuple[Array, Array]:
        """(learner numbers, champion numbers), by learner."""
        return self.key >> 32, self.key & 0xFFFFFFFF

    def holds(self, learner: Learners, champion: Champions) -> Array:
        wanted = learner.number.astype(np.int64) << 32 | champion.number
        if not len(self.key):
            return np.zeros(wanted.shape, bool)
        found = np.minimum(np.searchsorted(self.key, wanted), len(self.key) - 1)
        return self.key[found] == wanted


@dataclass(frozen=True, slots=True)
class People:
    """Everybody a run looks at: who waits, who could help, and the pairs that were tried before."""

    learners: Learners
    champions: Champions
    declined: Listed
    barred: Listed
    languages: tuple[str, ...] = ()
    """Their names, by bit."""
    ruled_out: Listed = field(default_factory=lambda: Listed.of([]))


def shared(a: Array, b: Array) -> Array:
    """How many bits two sets have in common; the last axis, the words, goes."""
    return sum(np.bitwise_count(a[..., word] & b[..., word]) for word in range(a.shape[-1]))  # type: ignore[return-value]


def people(learners: Sequence[LearnerFacts], champions: Sequence[ChampionFacts]) -> People:
    """Columns from facts, in the order given."""
    languages = _Names((learner.speaks for learner in learners), (champion.languages for champion in champions))
    scripts = _Names((learner.reads for learner in learners), (champion.scripts for champion in champions))
    skills = _Names((learner.needs for learner in learners), (champion.teaches for champion in champions))
    numbers = {learner.id: number for number, learner in enumerate(learners)}

    def tried(name: str) -> Listed:
        return Listed.of(
            (numbers[learner], number)
            for number, champion in enumerate(champions)
            for learner in getattr(champion, name)
            if learner in numbers
        )

    return People(
        Learners(
            number=np.arange(len(learners), dtype=np.int32),
            id=_whole(learners, "id", np.int64),
            speaks=languages.bits(learner.speaks for learner in learners),
            reads=scripts.bits(learner.reads for learner in learners),
            interpreter=_whole(learners, "interpreter", bool),
            ways=_flags((learner.ways for learner in learners), WAYS),
            slots=_whole(learners, "slots", np.uint32),
            place=_places(learners),
            needs=skills.bits(learner.needs for learner in learners),
            devices=_flags((learner.devices for learner in learners), DEVICES),
            check_needed=_whole(learners, "check_needed", np.uint8),
            champion_gender=np.array([GENDERS.index(learner.champion_gender) for learner in learners], np.uint8),
            days=_whole(learners, "days_waiting", np.int32),
            vulnerable=_whole(learners, "vulnerable", bool),
            under_served=_whole(learners, "under_served", bool),
        ),
        Champions(
            number=np.arange(len(champions), dtype=np.int32),
            id=_whole(champions, "id", np.int64),
            some=languages.bits(champion.languages for champion in champions),
            good=languages.bits(_spoken(champion, 2) for champion in champions),
            fluent=languages.bits(_spoken(champion, 3) for champion in champions),
            scripts=scripts.bits(champion.scripts for champion in champions),
            ways=_flags((champion.ways for champion in champions), WAYS),
            slots=_whole(champions, "slots", np.uint32),
            place=_places(champions),
            reach=np.array([-1 if c.travel_miles is None else c.travel_miles for c in champions], np.float64),
            teaches=skills.bits(champion.teaches for champion in champions),
            devices=_flags((champion.devices for champion in champions), DEVICES),
            check_level=_whole(champions, "check_level", np.uint8),
            gender=np.array([GENDERS.index(champion.gender) for champion in champions], np.uint8),
            cleared=_whole(champions, "cleared", bool),
            room=np.array([max(c.room, c.room_left) for c in champions], np.int32),
            room_left=_whole(champions, "room_left", np.int32),
        ),
        declined=tried("declined"),
        barred=tried("barred"),
        ruled_out=tried("ruled_out"),
        languages=tuple(languages.names),
    )


def _spoken(champion: ChampionFacts, level: int) -> list[str]:
    return [name for name, how_well in champion.languages.items() if how_well >= level]


def _whole(rows: Sequence, name: str, kind) -> Array:
    return np.array([getattr(row, name) for row in rows], kind)


def _flags(sets: Iterable, names: Sequence[str]) -> Array:
    return np.array([sum(1 << place for place, name in enumerate(names) if name in each) for each in sets], np.uint8)


def _places(rows: Sequence) -> Array:
    """Points on the unit sphere: the straight line between two of them tells the distance along the ground."""
    degrees = np.array([row.point or (np.nan, np.nan) for row in rows], np.float64).reshape(-1, 2)
    latitude, longitude = np.radians(degrees).T
    around = np.cos(latitude)
    return np.stack([around * np.cos(longitude), around * np.sin(longitude), np.sin(latitude)], axis=1)


class _Names:
    """The bit of each name that learners or champions have; a set takes as many 64-bit words as there are names for."""

    def __init__(self, *groups: Iterable[Iterable[str]]):
        self.names = sorted({name for sets in groups for each in sets for name in each})
        self.bit = {name: (place >> 6, 1 << (place & 63)) for place, name in enumerate(self.names)}
        self.words = max(1, -(-len(self.names) // 64))

    def bits(self, sets: Iterable[Iterable[str]]) -> Array:
        rows = []
        for each in sets:
            row = [0] * self.words
            for name in each:
                word, bit = self.bit[name]
                row[word] |= bit
            rows.append(row)
        return np.array(rows, np.uint64).reshape(-1, self.words)
