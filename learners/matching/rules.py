"""The hard rules: each says for columns of learners and champions (see arrays) whether they may be paired.

Written once, for one pair on a screen and for all of a run alike. What a rule found is put into words in findings.py.
A rule in MAY_OVERRULE may be set aside for one pair by a person who says why; no other rule ever is.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from learners.matching.arrays import IN_PERSON, Array, Champions, Learners, People, shared
from places.distance import miles_over_chord

OUT_OF_REACH = 1e9


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    holds: Callable[[Learners, Champions], Array]
    looks_at: tuple[str, ...]
    """The learners' columns it reads: learners alike in these are judged once."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A rule that forbids pairs named one by one, in the field of `People` that is called `field`."""

    name: str
    field: str


def language(learner: Learners, champion: Champions) -> Array:
    return (shared(learner.speaks, champion.some) > 0) | learner.interpreter


def way(learner: Learners, champion: Champions) -> Array:
    return (learner.ways & champion.ways) != 0


def miles(learner: Learners, champion: Champions) -> Array:
    """Miles apart; not-a-number where a place is not known."""
    a, b = learner.place, champion.place
    return miles_over_chord(sum((a[..., axis] - b[..., axis]) ** 2 for axis in range(3)))


def distance(learner: Learners, champion: Champions) -> Array:
    """Binding where the two can meet in person and in no other way. A distance that is not known is not taken as near."""
    binding = (learner.ways & champion.ways) == IN_PERSON
    return ~binding | (np.nan_to_num(miles(learner, champion), nan=OUT_OF_REACH) <= champion.reach)


def times(learner: Learners, champion: Champions) -> Array:
    return (learner.slots & champion.slots) != 0


def cleared(learner: Learners, champion: Champions) -> Array:
    return champion.cleared


def check(learner: Learners, champion: Champions) -> Array:
    return champion.check_level >= learner.check_needed


def gender(learner: Learners, champion: Champions) -> Array:
    return (learner.champion_gender == 0) | (learner.champion_gender == champion.gender)


def room(learner: Learners, champion: Champions) -> Array:
    return champion.room_left > 0


RULES: tuple[Rule | Listing, ...] = (
    Rule("language", language, ("speaks", "interpreter")),
    Rule("way", way, ("ways",)),
    Rule("distance", distance, ("ways", "place")),
    Rule("times", times, ("slots",)),
    Rule("cleared", cleared, ()),
    Rule("check", check, ("check_needed",)),
    Rule("gender", gender, ("champion_gender",)),
    Listing("not_declined", "declined"),
    Listing("not_barred", "barred"),
    Listing("not_ruled_out", "ruled_out"),
    Rule("room", room, ()),
)
"""The hard rules, in the order in which they are told."""

NAMES = tuple(rule.name for rule in RULES)

MAY_OVERRULE = frozenset({"language", "distance"})
"""The rules that a lead may set aside for one pair with a stated reason."""


def holds(rule: Rule | Listing, everybody: People, learner: Learners, champion: Champions) -> Array:
    """Whether `rule` holds for each of these pairs, in the shape that the columns of `learner` and `champion` make together."""
    if isinstance(rule, Listing):
        return ~getattr(everybody, rule.field).holds(learner, champion)
    shape = np.broadcast_shapes(learner.id.shape, champion.id.shape)
    return np.broadcast_to(rule.holds(learner, champion), shape)
