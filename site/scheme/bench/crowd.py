"""A made-up scheme of any size, as columns: nobody in it is real. The same numbers give the same people.

Drawn after what schemes report: more learners where fewer champions live, a long tail of languages, waits that fall off, most champions
with room for one or two.
"""

from collections.abc import Sequence

import numpy as np

from learners.matching.arrays import Array, Champions, Learners, Listed, People

LANGUAGES, SKILLS, SLOTS, WARDS = 30, 16, 21, 17
ROOM = (0.30, 0.30, 0.20, 0.12, 0.08)  # shares of champions with room for 1, 2, 3, 4, 5
MILES_A_DEGREE = 69.0
SCRIPTS = np.array([0, *(np.arange(LANGUAGES - 1) % 5)], np.uint64)


def crowd(learners: int, champions: int, seed: int = 1, room: Sequence[float] = ROOM) -> People:
    draw = np.random.default_rng(seed)
    boroughs = max(1, round(learners / 300 / WARDS)) if learners > 5_000 else 1
    wards = boroughs * WARDS
    corner = np.stack([np.arange(boroughs) % 5, np.arange(boroughs) // 5], 1) * 9.0
    at = (corner[:, None] + draw.random((boroughs, WARDS, 2)) * 8.5).reshape(-1, 2)  # miles
    spot = _sphere(at)
    poor = draw.random(wards)
    there = draw.choice(wards, learners, p=(0.4 + poor) / (0.4 + poor).sum())
    here = draw.choice(wards, champions, p=(1.4 - poor) / (1.4 - poor).sum())
    tail = 1 / np.arange(1, LANGUAGES) ** 1.1
    tail /= tail.sum()

    english = draw.random(learners) < 0.62
    mother = np.where(english, 0, 1 + draw.choice(LANGUAGES - 1, learners, p=tail))
    speaks = _bit(mother) | np.where(~english & (draw.random(learners) < 0.45), _bit(0), _bit(None))
    woman = draw.choice([1, 2, 3], learners, p=[0.56, 0.42, 0.02])
    asks = ((woman == 1) & (draw.random(learners) < 0.12)) | ((woman == 2) & (draw.random(learners) < 0.03))
    waiting = Learners(
        number=np.arange(learners, dtype=np.int32),
        id=np.arange(1, learners + 1),
        speaks=speaks[:, None],
        reads=_bit(SCRIPTS[mother])[:, None],
        interpreter=~english & (draw.random(learners) < 0.20),
        ways=np.array([1, 3, 5, 7, 6], np.uint8)[draw.choice(5, learners, p=[0.5, 0.15, 0.10, 0.15, 0.10])],
        slots=_slots(draw, learners, [0.6, 0.25, 0.15]),
        place=spot[there],
        needs=_skills(draw, learners, 1, 4, 0.8)[:, None],
        devices=_bit(draw.integers(0, 4, learners)).astype(np.uint8),
        check_needed=np.where(draw.random(learners) < 0.35, 2, 0).astype(np.uint8),
        champion_gender=np.where(asks, woman, 0).astype(np.uint8),
        days=np.minimum(draw.exponential(60, learners), 700).astype(np.int32),
        vulnerable=draw.random(learners) < 0.15,
        under_served=poor[there] > 0.75,
    )

    fluent = np.where(draw.random(champions) < 0.97, _bit(0), _bit(None))
    second = 1 + draw.choice(LANGUAGES - 1, champions, p=tail)
    third = 1 + draw.choice(LANGUAGES - 1, champions, p=tail)
    more = (draw.random(champions) < 0.35) | (fluent == 0)
    fluent |= np.where(more & (draw.random(champions) < 0.6) | (fluent == 0), _bit(second), _bit(None))
    good = fluent | np.where(more, _bit(second), _bit(None))
    some = good | np.where(draw.random(champions) < 0.08, _bit(third), _bit(None))
    scripts = _bit(0) | np.where(more, _bit(SCRIPTS[second]), _bit(None))
    places = (1 + draw.choice(5, champions, p=room)).astype(np.int32)
    helping = Champions(
        number=np.arange(champions, dtype=np.int32),
        id=np.arange(1, champions + 1),
        some=some[:, None],
        good=good[:, None],
        fluent=fluent[:, None],
        scripts=scripts[:, None],
        ways=np.array([1, 7, 3, 6], np.uint8)[draw.choice(4, champions, p=[0.35, 0.35, 0.10, 0.20])],
        slots=_slots(draw, champions, [0.5, 0.35, 0.15]),
        place=spot[here],
        reach=np.array([1, 2, 3, 5, 8.0])[draw.choice(5, champions, p=[0.2, 0.3, 0.25, 0.15, 0.1])],
        teaches=_skills(draw, champions, 3, 10, 0.5)[:, None],
        devices=(_bit(draw.integers(0, 4, champions)) | _bit(draw.integers(0, 4, champions))).astype(np.uint8),
        check_level=np.where(draw.random(champions) < 0.60, 2, 1).astype(np.uint8),
        gender=draw.choice([1, 2, 3], champions, p=[0.58, 0.40, 0.02]).astype(np.uint8),
        cleared=np.ones(champions, bool),
        room=places,
        room_left=places.copy(),
    )
    tried = np.repeat(np.arange(learners), np.where(draw.random(learners) < 0.10, draw.integers(1, 4, learners), 0))
    declined = Listed.of(zip(tried.tolist(), draw.integers(0, champions, len(tried)).tolist(), strict=True))
    return People(waiting, helping, declined, Listed.of([]))


def _bit(place) -> Array:
    """The set that has only this place (or, for None, none)."""
    return np.asarray(np.uint64(0) if place is None else np.uint64(1) << np.asarray(place, np.uint64))


def _slots(draw, count: int, habits: Sequence[float]) -> Array:
    """Half-days of people who are free on working days, in evenings and at weekends, or now and then."""
    day, part = np.divmod(np.arange(SLOTS), 3)
    office, rest = (day < 5) & (part < 2), (day >= 5) | (part == 2)
    chance = np.stack([np.where(office, 0.42, 0.03), np.where(rest, 0.38, 0.03), np.full(SLOTS, 0.45)])
    free = draw.random((count, SLOTS)) < chance[draw.choice(3, count, p=habits)]
    never = ~free.any(axis=1)
    free[never, draw.integers(0, 10, int(never.sum()))] = True
    return (free.astype(np.uint32) << np.arange(SLOTS, dtype=np.uint32)).sum(axis=1, dtype=np.uint32)


def _skills(draw, count: int, least: int, most: int, skew: float) -> Array:
    """`least` to `most` different skills each, some wanted far more than others."""
    liking = -skew * np.log(np.arange(1, SKILLS + 1)) + draw.gumbel(size=(count, SKILLS))
    rank = (-liking).argsort(axis=1).argsort(axis=1)
    chosen = rank < draw.integers(least, most + 1, count)[:, None]
    return (chosen.astype(np.uint64) << np.arange(SKILLS, dtype=np.uint64)).sum(axis=1, dtype=np.uint64)


def _sphere(miles: Array) -> Array:
    """(n, 2) miles east and north of a spot in England as points on the unit sphere."""
    latitude = np.radians(53.7 + miles[:, 1] / MILES_A_DEGREE)
    longitude = np.radians(-1.9 + miles[:, 0] / MILES_A_DEGREE / np.cos(np.radians(53.7)))
    return np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1
    )
