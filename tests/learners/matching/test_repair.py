"""One change after another, repaired: the value is that of a fresh run, and the proof still holds."""

import random

import numpy as np
import pytest

from learners.matching.arrays import Listed, People
from learners.matching.candidates import candidates
from learners.matching.objective import Weights
from learners.matching.repair import Live
from learners.matching.run import run
from scheme.bench.crowd import crowd

PLAIN = Weights(stickiness=0)


def fresh(everybody, declined, gone=(), frozen=None):
    """The best value afresh: of the same learners, after what has happened to them."""
    kept = np.array([number not in gone for number in range(len(everybody.learners))])
    place = np.cumsum(kept) - 1
    fixed = np.full(int(kept.sum()), -1)
    champions = everybody.champions
    for learner, champion in (frozen or {}).items():
        fixed[place[learner]] = champion
        champions.room_left[champion] -= 1
    pairs = Listed.of((int(place[learner]), champion) for learner, champion in declined if kept[learner])
    people = People(everybody.learners.pick(kept).renumbered(), champions, pairs, everybody.barred)
    return run(people, PLAIN, fixed, np.full(len(fixed), -1))


def aims_of(live, learners):
    """(levels, points of fit, minus steps) of these learners, whatever the weight of a level was."""
    levels = points = 0
    for learner in learners:
        if live.at[learner] >= 0:
            level, fit = divmod(int(live.pairs.worth[live.pair[learner]]), live.b)
            levels, points = levels + level, points + fit
    return levels, points, -live.aims.spent(live.load)


def aims_afresh(found):
    levels = points = 0
    for number in found.suggested:
        levels += int(found.problem.aims.level[number])
        points += 120 * int(found.found.fit[number])
    load = np.bincount(found.found.champion[found.found.champion >= 0], minlength=len(found.problem.people.champions))
    return levels, points, -found.problem.aims.spent(load)


@pytest.mark.parametrize("size", [(40, 25), (60, 20), (90, 60)])
@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_value_is_that_of_a_fresh_run(size, seed):
    draw, (learners, champions) = random.Random(seed), size
    everybody, none = crowd(learners, champions, seed), np.full(learners, -1)
    start = run(everybody, PLAIN, none, none)
    live = Live(start.problem, start.found, start.prices)
    assert live.proven() == start.certificate.value
    declined = list(zip(*(numbers.tolist() for numbers in everybody.declined.pairs), strict=True))
    gone, frozen = set(), {}
    for _ in range(20):
        placed = [number for number in range(learners) if live.at[number] >= 0 and number not in frozen]
        if not placed:
            break
        who, what = draw.choice(placed), draw.random()
        if what < 0.5:
            declined.append((who, live.champion_of(who)))
            live.decline(who)
        elif what < 0.75:
            frozen[who] = live.champion_of(who)
            live.freeze(who)
        else:
            gone.add(who)
            live.leave(who)
        live.proven()
        assert all(live.champion_of(learner) == champion for learner, champion in frozen.items())
    again = fresh(everybody, declined, gone, frozen)
    others = [number for number in range(learners) if number not in frozen]
    assert aims_of(live, others) == aims_afresh(again)


@pytest.mark.parametrize("seed", range(6))
def test_whoever_comes_later_is_placed_as_if_they_had_been_there_all_along(seed):
    everybody, none = crowd(70, 30, seed), np.full(70, -1)
    whole = run(everybody, PLAIN, none, none)
    first = fresh(everybody, zip(*(n.tolist() for n in everybody.declined.pairs), strict=True), gone=range(60, 70))
    live = Live(first.problem, first.found, first.prices)
    pairs = candidates(everybody, PLAIN, none, none, block=70).blocks[0]
    for number in range(60, 70):
        rows = slice(pairs.start[number], pairs.start[number + 1])
        level = int(PLAIN.levels(everybody.learners)[number])
        live.arrive(int(everybody.learners.slots[number]), level, pairs.champion[rows], pairs.fit[rows])
        live.proven()
    assert aims_of(live, range(70)) == aims_afresh(whole)


def test_a_decline_tells_who_is_with_somebody_else_now():
    everybody, none = crowd(60, 20, 3), np.full(60, -1)
    start = run(everybody, PLAIN, none, none)
    live = Live(start.problem, start.found, start.prices)
    before = {number: live.champion_of(number) for number in range(60)}
    moved = live.decline(int(start.suggested[0]))
    assert moved == {number for number in range(60) if live.champion_of(number) != before[number]}
    assert int(start.suggested[0]) in moved
