"""Why this suggestion, why none, and what would help, in words and in numbers that hold."""

from dataclasses import replace

import numpy as np
import pytest

from learners.matching.explain import recruits, what_would_help
from learners.matching.fit import fit
from learners.matching.objective import Weights
from learners.matching.repair import Live
from learners.matching.run import run
from learners.matching.telling import funnel, help_in_words, told
from scheme.bench.crowd import crowd
from tests.learners.matching.made_up import answer
from tests.learners.matching.test_rules import CHAMPION, HALIFAX, LEARNER, LEEDS


def test_a_suggestion_says_why_with_points_that_add_up_and_who_would_be_next():
    second = replace(CHAMPION, id=9, teaches=frozenset())
    found = answer([replace(LEARNER, days_waiting=61)], [CHAMPION, second])
    about = told(found.why[0], replace(LEARNER, days_waiting=61), CHAMPION, Weights(), 2)
    assert about.says == [
        "Both speak Tigrinya",
        "Can meet in person",
        "2.7 miles apart",
        "Free at the same time: Tuesday afternoon",
        "Has the check this setting needs: basic",
        "As the learner asked: woman",
        "Teaches: Send an e-mail",
        "Knows the learner's device",
        "First meeting: Tuesday afternoon",
        "Has waited 61 days",
    ]
    assert sum(points for _label, points, _most in about.parts) == found.found.fit[0]
    assert about.other_id == 9
    assert about.other_says == "This may do just as well."


def test_taking_the_runner_up_costs_what_it_says():
    everybody, none = crowd(80, 30, 2), np.full(80, -1)
    found = run(everybody, Weights(stickiness=0), none, none)
    for number in found.suggested[:8]:
        other = int(found.reasons.runner_up[number])
        if other < 0:
            continue
        fixed = none.copy()
        fixed[number] = other
        room = everybody.champions.room_left.copy()
        room[other] -= 1
        champions = replace(everybody.champions, room_left=room)
        forced = run(replace(everybody, champions=champions), Weights(stickiness=0), fixed, none)
        live = Live(found.problem, found.found, found.prices)
        cost = live.cost_of(int(number), other)
        assert cost == value(found) - value(forced)
        assert 0 <= found.reasons.costs[number] <= cost
        assert live.proven() == found.certificate.value


def value(found):
    """The objective with the levels and weights of a free run, the forced pair counted by its own points."""
    problem = found.problem
    who = np.flatnonzero(found.found.champion >= 0)
    people = problem.people
    points = fit(problem.weights, people.learners.pick(who), people.champions.pick(found.found.champion[who]))
    b = 120 * 1000 * min(80, int(people.champions.room.sum())) + 120
    load = np.bincount(found.found.champion[who], minlength=len(people.champions))
    level = problem.weights.levels(people.learners)[who]
    return int(b * level.sum() + 120 * points.astype(int).sum()) - problem.aims.spent(load)


def test_a_learner_without_one_is_told_rule_by_rule_how_many_were_left():
    champions = [
        replace(CHAMPION, id=1),
        replace(CHAMPION, id=2, room_left=0),
        replace(CHAMPION, id=3, languages={"English": 3}),
        replace(CHAMPION, id=4, point=LEEDS),
    ]
    found = answer([LEARNER], champions[1:])
    about = told(found.why[0], LEARNER, None, Weights(), 3)
    assert about.says == [
        "Of 3 champions 2 share a language with the learner (Tigrinya); of these 1 is near enough; none of them have room."
    ]
    assert about.other_id is None


def test_whoever_lost_out_to_longer_waits_is_told_so_and_for_how_long():
    later, longer = replace(LEARNER, id=1), replace(LEARNER, id=2, days_waiting=60)
    about = told(answer([later, longer], [CHAMPION]).why[0], later, None, Weights(), 1)
    assert about.says[0].endswith("Their places go to people who have waited longer or need it more.")
    assert about.other_id == CHAMPION.id
    assert about.other_says == "It would take about 56 more days of waiting, as things stand today."


@pytest.mark.parametrize("seed", range(3))
def test_whoever_a_change_would_place_is_placed_by_it_and_nobody_else(seed):
    everybody, none = crowd(60, 25, seed), np.full(60, -1)
    found = run(everybody, Weights(), none, none)
    helped = {
        help.change: set(help.learners.tolist()) for help in what_would_help(found.problem, found.found, found.prices)
    }
    for number in np.flatnonzero(found.found.champion < 0):
        arranged = everybody.learners.interpreter.copy()
        arranged[number] = True
        changed = replace(everybody, learners=replace(everybody.learners, interpreter=arranged))
        placed = run(changed, Weights(), none, none).found.champion[number] >= 0
        assert placed == (int(number) in helped.get("interpreter", set()))


def test_a_champion_to_recruit_is_named_by_language_and_place_with_how_many_they_could_take():
    learners = [replace(LEARNER, id=number, point=HALIFAX) for number in (1, 2, 3)] + [
        replace(LEARNER, id=4, point=LEEDS)
    ]
    found = answer(learners, [replace(CHAMPION, languages={"English": 3})])
    best = recruits(found.problem, found.found)[0]
    assert found.problem.people.languages[best.language] == "Tigrinya"
    assert len(best.learners) == 3
    says = help_in_words("recruit", len(best.learners), "Tigrinya")
    assert says == "A champion who speaks Tigrinya could take any of 3 people who have nobody."


def test_an_interpreter_is_counted_in_words():
    found = answer([LEARNER], [replace(CHAMPION, languages={"English": 3})])
    (help,) = what_would_help(found.problem, found.found, found.prices)
    says = help_in_words(help.change, len(help.learners))
    assert says == "1 person who has nobody would get a champion if they could have an interpreter arranged."


def test_the_count_stops_at_the_rule_that_leaves_nobody():
    assert funnel([3, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0], 9, LEARNER) == (
        "Of 9 champions 3 share a language with the learner (Tigrinya); of these 1 is near enough; none of them are free"
        " at the same time."
    )
