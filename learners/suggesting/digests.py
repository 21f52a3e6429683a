"""Marks of facts: equal where nothing that decides has changed, the same in every process. Pure.

A digest is a mark of MARK signs for each field, in the order of the fields, so that it also tells which of them has changed.
Days of waiting and room left are in none: they change by themselves, and room is asked for when it is needed.
"""

from collections.abc import Mapping, Set
from dataclasses import fields
from functools import lru_cache
from hashlib import blake2b

from learners.matching.facts import ChampionFacts, LearnerFacts

MARK = 8
NOT_DECISIVE = {"id", "days_waiting", "room", "room_left", "declined", "barred", "ruled_out"}
LEARNER_FIELDS = tuple(field.name for field in fields(LearnerFacts) if field.name not in NOT_DECISIVE)
CHAMPION_FIELDS = tuple(field.name for field in fields(ChampionFacts) if field.name not in NOT_DECISIVE)


def learner_digest(learner: LearnerFacts) -> str:
    return "".join(mark(getattr(learner, name)) for name in LEARNER_FIELDS)


def champion_digest(champion: ChampionFacts) -> str:
    return "".join(mark(getattr(champion, name)) for name in CHAMPION_FIELDS)


def changed(names: tuple[str, ...], before: str, after: str) -> list[str]:
    """Of the fields `names`, those whose marks differ; all of them where `before` is of another form."""
    if len(before) != len(after):
        return list(names)
    return [
        name
        for place, name in enumerate(names)
        if before[place * MARK : (place + 1) * MARK] != after[place * MARK : (place + 1) * MARK]
    ]


def mark(value: object) -> str:
    """MARK hexadecimal signs."""
    return _mark(frozenset(value.items()) if isinstance(value, Mapping) else value)


@lru_cache(
    maxsize=20_000, typed=True
)  # most values come again and again; typed, since 1 and 1.0 are written differently
def _mark(value: object) -> str:
    if isinstance(value, Set):
        value = sorted(value)
    elif isinstance(value, int):
        value = int(value)  # an IntegerChoices and its number are the same
    return blake2b(repr(value).encode(), digest_size=MARK // 2).hexdigest()
