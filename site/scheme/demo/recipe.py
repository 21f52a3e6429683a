"""How big, from which seed, seen from which day: everything that the demonstration is made from."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

CHAMPIONS_EACH = 0.3
SESSIONS_EACH = 6


@dataclass(frozen=True)
class Recipe:
    """The same recipe makes the same scheme, to the last clear column."""

    learners: int
    sessions: int
    champions: int
    seed: int
    today: date

    @classmethod
    def of(cls, learners=400, sessions=None, champions=None, seed=1, today=None) -> "Recipe":
        """Six sessions a learner, and three champions to ten learners, unless told otherwise."""
        if learners < 40:
            raise ValueError("A demonstration needs at least 40 learners to show every state.")
        return cls(
            learners=learners,
            sessions=learners * SESSIONS_EACH if sessions is None else sessions,
            champions=max(30, round(learners * CHAMPIONS_EACH)) if champions is None else max(30, champions),
            seed=seed,
            today=today or datetime.now(ZoneInfo(settings.TIME_ZONE)).date(),
        )

    def draws(self, subject: str) -> Random:
        """A generator for one subject, so that a change to one leaves the others as they were."""
        return Random(f"{self.seed}:{subject}")  # noqa: S311

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def at(self, day: date, hour: int = 9, minute: int = 0) -> datetime:
        """Local time on `day`."""
        return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(settings.TIME_ZONE))


def uuid_from(draws: Random) -> uuid.UUID:
    return uuid.UUID(int=draws.getrandbits(128), version=4)


def quota(shares: dict[str, float], total: int) -> list[str]:
    """Each name about `share * total` times and at least once, largest remainders first, `total` names in all."""
    scale = total / sum(shares.values())
    counts = {name: max(1, int(share * scale)) for name, share in shares.items()}
    by_remainder = sorted(shares, key=lambda name: (int(shares[name] * scale) - shares[name] * scale, name))
    largest = max(shares, key=lambda name: shares[name])
    for name in by_remainder:
        if sum(counts.values()) >= total:
            break
        counts[name] += 1
    counts[largest] += total - sum(counts.values())
    return [name for name, count in counts.items() for _ in range(count)]


def share_out(total: int, weights: list[int]) -> list[int]:
    """Whole numbers, at least 1 each, in proportion to `weights`, that add up to `total` (or to one each if it is less)."""
    if not weights:
        return []
    spare, whole = max(0, total - len(weights)), sum(weights)
    shares, carried = [], 0
    for weight in weights:
        carried += weight * spare
        share, carried = divmod(carried, whole)
        shares.append(1 + share)
    return shares
