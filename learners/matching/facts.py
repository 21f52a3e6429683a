"""Plain values about a learner and a champion, and what a rule finds about the two."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from champions.models import CheckLevel

Point = tuple[float, float]
"""(latitude, longitude) in degrees."""


@dataclass(frozen=True, slots=True)
class LearnerFacts:
    id: int
    speaks: frozenset[str] = frozenset()
    """Names of languages."""
    reads: frozenset[str] = frozenset()
    """Scripts, of guides.Language.Script."""
    interpreter: bool = False
    """One is arranged."""
    ways: frozenset[str] = frozenset()
    """Of 'in_person', 'by_phone', 'by_video'."""
    slots: int = 0
    """Bits: see champions.availability."""
    point: Point | None = None
    needs: frozenset[str] = frozenset()
    """Names of the skills wanted."""
    devices: frozenset[str] = frozenset()
    """Of 'android', 'iphone', 'tablet', 'computer'."""
    check_needed: int = CheckLevel.NONE
    """The CheckLevel that the learner's setting asks of a champion."""
    champion_gender: str = ""
    """A Gender, or empty when it does not matter."""
    days_waiting: int = 0
    vulnerable: bool = False
    under_served: bool = False
    """Lives in an area that is."""


@dataclass(frozen=True, slots=True)
class ChampionFacts:
    id: int
    languages: Mapping[str, int] = field(default_factory=dict)
    """{name of a language: how well, 1 to 3}"""
    scripts: frozenset[str] = frozenset()
    """In which these are written."""
    ways: frozenset[str] = frozenset()
    slots: int = 0
    point: Point | None = None
    travel_miles: float | None = None
    """None: not asked yet."""
    teaches: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    check_level: int = CheckLevel.NONE
    """Of a check that is passed and has not run out."""
    gender: str = ""
    cleared: bool = False
    """Active, and no check or training has run out."""
    room: int = 0
    """Places for learners in all."""
    room_left: int = 0
    """Places for learners that no offered or active match takes."""
    declined: frozenset[int] = frozenset()
    """Ids of the learners whom this champion has declined."""
    barred: frozenset[int] = frozenset()
    """Ids of the learners paired with this champion before, where the reason of the end forbids a second time."""
    ruled_out: frozenset[int] = frozenset()
    """Ids of the learners of whom a lead said: not this pair."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found. `says` is a sentence without its full stop, or empty where there is nothing worth saying."""

    rule: str
    holds: bool
    says: str = ""
