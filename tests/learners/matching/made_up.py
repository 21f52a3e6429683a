"""Small made-up schemes for hypothesis, and slow ways to match them that share nothing with the engine's."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from learners.matching.arrays import people
from learners.matching.facts import ChampionFacts, LearnerFacts
from learners.matching.judging import judge, judge_all
from learners.matching.objective import Weights
from learners.matching.run import run

PLAIN = Weights(stickiness=0)
HALIFAX, ELLAND, LEEDS = (53.7219, -1.8611), (53.6850, -1.8380), (53.7997, -1.5492)

sets = st.frozensets
ways = sets(st.sampled_from(["in_person", "by_phone", "by_video"]), min_size=1)
places = st.sampled_from([HALIFAX, ELLAND, LEEDS, None])
languages = st.sampled_from(["English", "Pashto", "Tigrinya"])
slots = st.integers(1, 15)


@st.composite
def schemes(draw, learners=5, champions=3):
    """(learner facts, champion facts), with ids in no order."""
    asks = st.builds(
        LearnerFacts,
        id=st.just(0),
        speaks=sets(languages, min_size=1),
        interpreter=st.booleans(),
        ways=ways,
        slots=slots,
        point=places,
        needs=sets(st.sampled_from("abc")),
        check_needed=st.sampled_from([0, 0, 1]),
        champion_gender=st.sampled_from(["", "", "", "woman"]),
        days_waiting=st.integers(0, 90),
        vulnerable=st.booleans(),
        under_served=st.booleans(),
    )
    offers = st.builds(
        ChampionFacts,
        id=st.just(0),
        languages=st.dictionaries(languages, st.integers(1, 3), min_size=1),
        ways=ways,
        slots=slots,
        point=places,
        travel_miles=st.sampled_from([1.0, 5.0, None]),
        teaches=sets(st.sampled_from("abc")),
        check_level=st.sampled_from([0, 1]),
        gender=st.sampled_from(["woman", "man"]),
        cleared=st.sampled_from([True, True, True, False]),
        room=st.integers(0, 3),
        declined=sets(st.integers(1, 40), max_size=3),
    )
    some = draw(st.lists(asks, min_size=1, max_size=learners))
    others = draw(st.lists(offers, min_size=1, max_size=champions))
    ids = draw(st.lists(st.integers(1, 40), min_size=len(some), max_size=len(some), unique=True))
    names = draw(st.lists(st.integers(1, 40), min_size=len(others), max_size=len(others), unique=True))
    return (
        [replace(learner, id=number) for learner, number in zip(some, ids, strict=True)],
        [replace(champion, id=number, room_left=champion.room) for champion, number in zip(others, names, strict=True)],
    )


def answer(learners, champions, weights=PLAIN, fixed=None, standing=None):
    none = np.full(len(learners), -1)
    return run(
        people(learners, champions),
        weights,
        none if fixed is None else np.array(fixed),
        none if standing is None else np.array(standing),
    )


def aims(learners, champions, pairs) -> tuple[int, int, int]:
    """(levels of those placed, points of fit, minus the steps of load) of {learner id: champion id}."""
    levels = fit = steps = 0
    by_id = {champion.id: champion for champion in champions}
    load = dict.fromkeys(by_id, 0)
    for learner in learners:
        if learner.id in pairs:
            champion = by_id[pairs[learner.id]]
            levels += level(learner)
            fit += judge(learner, champion).fit
            load[champion.id] += 1
            steps += 60 * (2 * load[champion.id] - 1) // champion.room
    return levels, fit, -steps


def best_of_all(learners, champions, per_slot=1) -> tuple[int, int, int]:
    """The best aims of every possible matching, tried one by one."""
    verdicts = {learner.id: list(zip(champions, judge_all(learner, champions), strict=True)) for learner in learners}
    allowed = {key: [champion for champion, verdict in of if verdict.is_eligible] for key, of in verdicts.items()}
    fits = {(key, champion.id): verdict.fit for key, of in verdicts.items() for champion, verdict in of}
    best = (0, 0, 0)

    def extend(place, levels, fit, steps, load, seats):
        nonlocal best
        best = max(best, (levels, fit, -steps))
        if place == len(learners):
            return
        learner = learners[place]
        extend(place + 1, levels, fit, steps, load, seats)
        for champion in allowed[learner.id]:
            if load.get(champion.id, 0) == champion.room:
                continue
            nth = load.get(champion.id, 0) + 1
            cost = 60 * (2 * nth - 1) // champion.room
            for slot in range(4):
                seat = (champion.id, slot)
                if learner.slots & champion.slots & 1 << slot and seats.get(seat, 0) < per_slot:
                    extend(
                        place + 1,
                        levels + level(learner),
                        fit + fits[learner.id, champion.id],
                        steps + cost,
                        load | {champion.id: nth},
                        seats | {seat: seats.get(seat, 0) + 1},
                    )

    extend(0, 0, 0, 0, {}, {})
    return best


def level(learner) -> int:
    return 1 + learner.days_waiting // 28 + 2 * learner.vulnerable + learner.under_served
