"""How well a pair fits that breaks no rule: points in parts, 0 to 1000 in all, for columns of learners and champions.

The order in which a lead sees champions and what a run weighs are this one score.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from learners.matching.arrays import IN_PERSON, Array, Champions, Learners, shared
from learners.matching.objective import Weights
from learners.matching.rules import miles

ENOUGH_SLOTS = 6
FAR = 10.0  # miles, for a champion who has not said how far they travel


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    """A field of Weights: how many points it gives at most."""
    share: Callable[[Learners, Champions], Array]
    """How much of them, 0 to 1."""
    looks_at: tuple[str, ...]


def nearness(learner: Learners, champion: Champions) -> Array:
    """1 next door, 0 at the end of the champion's reach; a half where distance does not matter or is not known."""
    reach = np.maximum(np.where(champion.reach > 0, champion.reach, FAR), 0.1)
    apart = miles(learner, champion)
    matters = ((learner.ways & champion.ways & IN_PERSON) != 0) & ~np.isnan(apart)
    return np.where(matters, np.clip(1 - np.nan_to_num(apart) / reach, 0, 1), 0.5)


def teaching(learner: Learners, champion: Champions) -> Array:
    """The share of the skills and devices wanted that the champion teaches; a half where none are named."""
    wanted = shared(learner.needs, learner.needs) + np.bitwise_count(learner.devices)
    taught = shared(learner.needs, champion.teaches) + np.bitwise_count(learner.devices & champion.devices)
    return np.where(wanted == 0, np.float32(0.5), taught / np.maximum(wanted, 1).astype(np.float32))


def times(learner: Learners, champion: Champions) -> Array:
    return np.minimum(np.bitwise_count(learner.slots & champion.slots), ENOUGH_SLOTS) * np.float32(1 / ENOUGH_SLOTS)


def language(learner: Learners, champion: Champions) -> Array:
    """How well the champion speaks the language they have in common, of three levels; 0 with an interpreter."""
    levels = (shared(learner.speaks, known) > 0 for known in (champion.some, champion.good, champion.fluent))
    return np.sum([level.astype(np.float32) for level in levels], axis=0) / np.float32(3)


def script(learner: Learners, champion: Champions) -> Array:
    """The champion reads a script that the learner reads."""
    return (shared(learner.reads, champion.scripts) > 0).astype(np.float32)


PARTS = (
    Part("nearness", nearness, ("ways", "place")),
    Part("teaching", teaching, ("needs", "devices")),
    Part("times", times, ("slots",)),
    Part("language", language, ("speaks",)),
    Part("script", script, ("reads",)),
)


def points(part: Part, weights: Weights, learner: Learners, champion: Champions) -> Array:
    """Whole points of one part, int16, in the shape that the columns make together."""
    found = np.rint(part.share(learner, champion) * getattr(weights, part.name)).astype(np.int16)
    return np.broadcast_to(found, np.broadcast_shapes(learner.id.shape, champion.id.shape))


def fit(weights: Weights, learner: Learners, champion: Champions) -> Array:
    """0 to 1000, int16: the sum of the parts."""
    parts = [points(part, weights, learner, champion) for part in PARTS]
    return np.asarray(np.sum(parts, axis=0, dtype=np.int16))
