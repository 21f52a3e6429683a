"""The run finds the best matching there is, keeps every rule, and finds the same one always."""

import os
import random
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from champions.availability import slot_bit
from learners.matching import solve
from learners.matching.certify import certify, worth
from learners.matching.explain import why_none
from learners.matching.flow import matching
from learners.matching.judging import judge, ranked
from learners.matching.objective import Weights
from learners.matching.problem import Doors, NotOptimal, Pairs, Prices
from learners.matching.run import run
from scheme.bench.crowd import crowd
from tests.learners.matching.made_up import PLAIN, aims, answer, best_of_all, level, schemes
from tests.learners.matching.test_rules import CHAMPION, FRIDAY_MORNING, LEARNER, LEEDS, TUESDAY_AFTERNOON

many = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
fewer = settings(many, max_examples=40)
A, B, C = (slot_bit(0, part) for part in range(3))


def by_another_solver(problem) -> int:
    """The objective's best value, by OR-tools' CP-SAT: a search over yes and no, with nothing of flows or prices in it."""
    model, weights = cp_model.CpModel(), problem.weights
    together, here, there = {}, {}, {}
    objective = []
    for block in problem.candidates.blocks:
        for learner, champion, fit in zip(
            block.learner.tolist(), block.champion.tolist(), block.fit.tolist(), strict=True
        ):
            shared = int(problem.shared(np.array([learner]), np.array([champion]))[0])
            for slot in range(21):
                if shared >> slot & 1:
                    yes = model.new_bool_var("")
                    here.setdefault(learner, []).append(yes)
                    there.setdefault(champion, []).append(yes)
                    together.setdefault((champion, slot), []).append(yes)
                    objective.append((int(problem.aims.value[learner]) + 120 * fit) * yes)
    for yes in here.values():
        model.add_at_most_one(yes)
    for yes in together.values():
        model.add(sum(yes) <= weights.learners_per_slot)
    for champion, yes in there.items():
        steps = problem.aims.step[problem.aims.first[champion] : problem.aims.first[champion + 1]].tolist()
        taken = [model.new_bool_var("") for _ in steps]
        model.add(sum(taken) == sum(yes))
        objective += [-step * took for step, took in zip(steps, taken, strict=True)]
    model.maximize(sum(objective))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value)


def greedy(learners, champions) -> dict[int, int]:
    """The longest and most urgent wait first, the best champion with room; half-days are not even asked for."""
    room, pairs = {champion.id: champion.room for champion in champions}, {}
    for learner in sorted(learners, key=lambda learner: (-level(learner), -learner.days_waiting, learner.id)):
        for verdict in ranked(learner, champions):
            if verdict.is_eligible and room[verdict.champion_id]:
                room[verdict.champion_id] -= 1
                pairs[learner.id] = verdict.champion_id
                break
    return pairs


@many
@given(schemes(), st.integers(1, 2))
def test_no_possible_matching_is_better(scheme, per_slot):
    found = answer(*scheme, replace(PLAIN, learners_per_slot=per_slot))
    assert aims(*scheme, found.pairs) == best_of_all(*scheme, per_slot)


@many
@given(schemes(8, 4))
def test_no_pair_breaks_a_rule_and_nobody_is_seen_twice_at_once(scheme):
    found = answer(*scheme)
    learners, champions = ({person.id: person for person in people} for people in scheme)
    seen = set()
    for number in found.suggested:
        learner = learners[int(found.problem.people.learners.id[number])]
        champion = champions[found.pairs[learner.id]]
        assert judge(learner, champion).is_eligible
        assert learner.slots & champion.slots & 1 << int(found.half_day[number])
        seen.add((champion.id, int(found.half_day[number])))
    assert len(seen) == len(found.pairs)
    for champion in champions.values():
        assert list(found.pairs.values()).count(champion.id) <= champion.room


@fewer
@given(schemes(8, 4))
def test_longest_wait_first_never_does_better(scheme):
    learners, champions = scheme
    everyone = replace(PLAIN, learners_per_slot=20)  # so that both are free of half-days
    assert aims(*scheme, answer(learners, champions, everyone).pairs) >= aims(*scheme, greedy(*scheme))


@fewer
@given(schemes(8, 4), st.randoms())
def test_the_order_of_the_rows_changes_nothing(scheme, draw):
    learners, champions = scheme
    found = answer(learners, champions)
    draw.shuffle(learners)
    draw.shuffle(champions)
    again = answer(learners, champions)
    assert again.pairs == found.pairs
    assert again.half_day.tolist() == found.half_day.tolist()


@pytest.mark.parametrize("seed", range(25))
def test_another_solver_finds_nothing_better(seed):
    size = random.Random(seed)
    everybody = crowd(size.randrange(5, 40), size.randrange(3, 15), seed)
    none = np.full(len(everybody.learners), -1)
    found = run(everybody, replace(Weights(), learners_per_slot=1 + seed % 2), none, none)
    assert found.certificate.value == by_another_solver(found.problem)


@pytest.mark.parametrize("seed", range(4))
def test_a_few_pairs_at_a_time_lead_to_the_same_matching_as_all_at_once(seed, monkeypatch):
    everybody = crowd(150, 60, seed)
    none = np.full(150, -1)
    whole = run(everybody, Weights(), none, none)
    monkeypatch.setattr(solve, "ALL", 0)
    monkeypatch.setattr(solve, "CORE", 2)
    monkeypatch.setattr(solve, "ADDED", 2)
    by_parts = run(everybody, Weights(), none, none)
    assert by_parts.certificate.value == whole.certificate.value
    assert by_parts.pairs == whole.pairs
    assert by_parts.half_day.tolist() == whole.half_day.tolist()


def test_another_process_finds_the_same_matching():
    code = (
        "import django, numpy as np; django.setup()\n"
        "from scheme.bench.crowd import crowd\n"
        "from learners.matching.run import run\n"
        "from learners.matching.objective import Weights\n"
        "none = np.full(120, -1); print(run(crowd(120, 40), Weights(), none, none).pairs)"
    )
    none = np.full(120, -1)
    env = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    there = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == str(run(crowd(120, 40), Weights(), none, none).pairs)


BROKEN = {
    "language": {"languages": {"English": 3}},
    "way": {"ways": frozenset({"by_video"})},
    "distance": {"point": LEEDS},
    "times": {"slots": FRIDAY_MORNING},
    "cleared": {"cleared": False},
    "check": {"check_level": 0},
    "gender": {"gender": "man"},
    "not_declined": {"declined": frozenset({LEARNER.id})},
    "not_barred": {"barred": frozenset({LEARNER.id})},
    "not_ruled_out": {"ruled_out": frozenset({LEARNER.id})},
    "room": {"room_left": 0},
}


def test_a_pair_that_breaks_nothing_is_suggested():
    assert answer([LEARNER], [CHAMPION]).pairs == {LEARNER.id: CHAMPION.id}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_pair_that_breaks_one_rule_is_not_suggested_and_the_rule_is_named(rule):
    found = answer([LEARNER], [replace(CHAMPION, **BROKEN[rule])])
    assert found.pairs == {}
    assert why_none(found.reasons.left[0].tolist())[0] == rule


def test_who_has_waited_longest_comes_first_whoever_would_fit_better():
    waited, fits = replace(LEARNER, id=1, days_waiting=200, needs=frozenset({"x"})), replace(LEARNER, id=2)
    assert answer([fits, waited], [CHAMPION]).pairs == {1: CHAMPION.id}


@pytest.mark.parametrize("longer", [1, 2])
def test_of_two_who_fit_alike_the_one_who_has_waited_a_day_longer_comes_first(longer):
    learners = [replace(LEARNER, id=number, days_waiting=4 if number == longer else 3) for number in (1, 2)]
    assert answer(learners, [CHAMPION]).pairs == {longer: CHAMPION.id}


def test_of_two_champions_alike_each_gets_one():
    learners = [replace(LEARNER, id=1), replace(LEARNER, id=2)]
    champions = [replace(CHAMPION, id=number, room=4, room_left=4, slots=A | TUESDAY_AFTERNOON) for number in (1, 2)]
    assert sorted(answer(learners, champions, replace(PLAIN, learners_per_slot=4)).pairs.values()) == [1, 2]


def test_three_learners_free_at_only_two_times_are_not_all_given_to_one_champion():
    learners = [replace(LEARNER, id=number, slots=A | B) for number in (1, 2, 3)]
    champion = replace(CHAMPION, slots=A | B | C, room=3, room_left=3)
    assert len(answer(learners, [champion]).pairs) == 2
    assert len(answer(learners, [champion], replace(PLAIN, learners_per_slot=2)).pairs) == 3


def test_a_match_that_stands_is_kept_and_its_half_day_is_taken():
    standing, waiting = replace(LEARNER, id=1, slots=A), replace(LEARNER, id=2, slots=A, days_waiting=900)
    champion = replace(CHAMPION, slots=A | B, room=2, room_left=1)
    assert answer([standing, waiting], [champion], fixed=[0, -1]).pairs == {}
    assert answer([standing, replace(waiting, slots=A | B)], [champion], fixed=[0, -1]).pairs == {2: champion.id}


def test_a_match_that_stands_without_a_common_half_day_keeps_its_place_only():
    standing, waiting = replace(LEARNER, id=1, slots=C), replace(LEARNER, id=2, slots=A)
    champion = replace(CHAMPION, slots=A, room=2, room_left=1)
    assert answer([standing, waiting], [champion], fixed=[0, -1]).pairs == {2: champion.id}


def test_a_suggestion_that_stands_is_kept_unless_another_is_clearly_better():
    near = replace(CHAMPION, id=1, teaches=frozenset({"Send an e-mail", "Find a bus"}))
    standing = replace(CHAMPION, id=2)
    assert answer([LEARNER], [near, standing]).pairs == {LEARNER.id: 1}
    assert answer([LEARNER], [near, standing], Weights(stickiness=200), standing=[1]).pairs == {LEARNER.id: 2}
    assert answer([LEARNER], [near, standing], Weights(stickiness=50), standing=[1]).pairs == {LEARNER.id: 1}


def test_nobody_at_all_is_no_mistake():
    assert answer([], [CHAMPION]).pairs == {}
    assert answer([LEARNER], []).pairs == {}


def test_a_matching_that_is_not_the_best_gets_no_certificate():
    everybody, none = crowd(60, 30), np.full(60, -1)
    found = run(everybody, Weights(), none, none)
    who = found.suggested[0]
    kept = np.array([number for number in found.suggested if number != who])
    pairs = Pairs(kept, found.found.champion[kept].astype(np.int64), found.found.fit[kept])
    worse = matching(60, pairs, np.arange(len(kept)), found.found.door[kept])
    assert worth(found.problem, worse) < found.certificate.value
    with pytest.raises(NotOptimal):
        certify(found.problem, worse, found.prices)


def test_an_account_that_comes_out_even_is_no_proof_while_a_pair_objects():
    everybody, none = crowd(60, 30), np.full(60, -1)
    problem = run(everybody, Weights(), none, none).problem
    nobody = matching(60, Pairs.none(), np.zeros(0, int), np.zeros(0, int))
    with pytest.raises(NotOptimal, match="would be better"):
        certify(problem, nobody, Prices(Doors(30), np.zeros(30, np.int64)))


def test_prices_that_nobody_objects_to_are_no_proof_while_the_account_is_uneven():
    everybody, none = crowd(20, 30), np.full(20, -1)
    found = run(everybody, Weights(), none, none)
    unused = np.setdiff1d(np.arange(30), found.found.champion)[0]
    found.prices.price[unused] += 10**9
    with pytest.raises(NotOptimal, match="the prices allow"):
        certify(found.problem, found.found, found.prices)


@pytest.mark.parametrize(
    "wrong",
    [
        {"waiting_days": 0},
        {"vulnerable": -1},
        {"nearness": 400},
        {"stickiness": 1001},
        {"learners_per_slot": 0},
        {"vulnerable": 2.5},
        {"under_served": 101},
    ],
)
def test_weights_that_could_upset_the_order_of_the_aims_are_refused(wrong):
    with pytest.raises(ValueError, match="must|can"):
        Weights(**wrong)


def test_a_wait_too_long_for_whole_numbers_is_refused_instead_of_counted_wrongly():
    everybody, none = crowd(3000, 1500), np.full(3000, -1)
    everybody.learners.days[0] = 2_000_000_000
    with pytest.raises(ValueError, match="waiting_days"):
        run(everybody, Weights(waiting_days=1), none, none)
