"""Each hard rule by itself: a pair that fits is broken in one respect, and only the rule for it may notice."""

from dataclasses import replace

import pytest

from champions.availability import slot_bit
from champions.models import CheckLevel, Gender
from learners.matching.facts import ChampionFacts, LearnerFacts
from learners.matching.judging import judge, ranked

TUESDAY_AFTERNOON, FRIDAY_MORNING = slot_bit(1, 1), slot_bit(4, 0)
HALIFAX, ELLAND, LEEDS = (53.7219, -1.8611), (53.6850, -1.8380), (53.7997, -1.5492)

LEARNER = LearnerFacts(
    id=7,
    speaks=frozenset({"Tigrinya"}),
    ways=frozenset({"in_person"}),
    slots=TUESDAY_AFTERNOON,
    point=HALIFAX,
    needs=frozenset({"Send an e-mail", "Find a bus"}),
    devices=frozenset({"android"}),
    check_needed=CheckLevel.BASIC,
    champion_gender=Gender.WOMAN,
)
CHAMPION = ChampionFacts(
    id=3,
    languages={"English": 3, "Tigrinya": 2},
    ways=frozenset({"in_person", "by_phone"}),
    slots=TUESDAY_AFTERNOON | FRIDAY_MORNING,
    point=ELLAND,
    travel_miles=5,
    teaches=frozenset({"Send an e-mail"}),
    devices=frozenset({"android"}),
    check_level=CheckLevel.ENHANCED,
    gender=Gender.WOMAN,
    cleared=True,
    room_left=1,
)


def broken(learner=LEARNER, champion=CHAMPION, **changes):
    """The rules that fail, with what they say, after `changes` to the champion."""
    return {found.rule: found.says for found in judge(learner, replace(champion, **changes)).failures}


def test_a_pair_that_fits_is_eligible_and_says_why():
    verdict = judge(LEARNER, CHAMPION)
    assert verdict.is_eligible
    assert [reason["says"] for reason in verdict.reasons] == [
        "Both speak Tigrinya",
        "Can meet in person",
        "2.7 miles apart",
        "Free at the same time: Tuesday afternoon",
        "Has the check this setting needs: basic",
        "As the learner asked: woman",
        "Teaches: Send an e-mail",
        "Knows the learner's device",
    ]


def test_a_language_must_be_shared():
    assert broken(languages={"English": 3}) == {"language": "No language in common: the learner speaks Tigrinya"}


def test_an_interpreter_stands_in_for_a_shared_language():
    assert not broken(replace(LEARNER, interpreter=True), languages={"English": 3})


def test_a_learner_whose_language_nobody_noted_fits_nobody():
    assert "language" in broken(replace(LEARNER, speaks=frozenset()))


def test_a_way_of_meeting_must_be_shared():
    assert broken(ways=frozenset({"by_video"})) == {
        "way": "No way of meeting in common: the learner in person, the champion by video"
    }


def test_a_learner_who_only_meets_in_person_must_be_within_reach():
    assert broken(point=LEEDS) == {"distance": "13.8 miles apart; the champion travels up to 5 miles"}


def test_distance_does_not_matter_where_the_two_can_talk_by_phone():
    assert not broken(replace(LEARNER, ways=frozenset({"in_person", "by_phone"})), point=LEEDS)


@pytest.mark.parametrize("change", [{"point": None}, {"travel_miles": None}])
def test_a_distance_that_is_not_known_is_not_taken_as_near(change):
    assert "distance" in broken(**change)


def test_a_half_day_must_be_free_for_both():
    assert broken(slots=FRIDAY_MORNING) == {"times": "No half-day when both are free"}


def test_the_champion_must_be_active_with_nothing_run_out():
    assert broken(cleared=False) == {"cleared": "Not active, or a check or training has run out"}


def test_the_check_must_be_as_high_as_the_setting_needs():
    assert broken(check_level=CheckLevel.NONE) == {
        "check": "The setting needs this check: basic. The champion has: none"
    }
    assert not broken(check_level=CheckLevel.BASIC)


def test_a_request_for_a_woman_is_kept():
    assert "gender" in broken(gender=Gender.MAN)
    assert "gender" in broken(gender="")
    assert not broken(replace(LEARNER, champion_gender=""), gender=Gender.MAN)


def test_nobody_is_offered_again_to_a_champion_who_declined_them():
    assert broken(declined=frozenset({7})) == {"not_declined": "The champion has declined this learner"}
    assert not broken(declined=frozenset({8}))


def test_two_whose_match_ended_badly_are_not_paired_again():
    assert "not_barred" in broken(barred=frozenset({7}))
    assert not broken(barred=frozenset({8}))


def test_a_pair_that_a_lead_rules_out_is_not_suggested():
    assert broken(ruled_out=frozenset({7})) == {"not_ruled_out": "A lead said: not this pair"}
    assert not broken(ruled_out=frozenset({8}))


def test_a_champion_needs_room():
    assert broken(room_left=0) == {"room": "No room left"}
    assert broken(room_left=-1) == {"room": "No room left"}


@pytest.mark.parametrize("change", [{"languages": {}}, {"point": LEEDS}])
def test_language_and_distance_may_be_set_aside_by_a_person(change):
    assert judge(LEARNER, replace(CHAMPION, **change)).may_be_overruled


@pytest.mark.parametrize(
    "change",
    [
        {"ways": frozenset({"by_video"})},
        {"slots": 0},
        {"cleared": False},
        {"check_level": 0},
        {"gender": Gender.MAN},
        {"declined": frozenset({7})},
        {"barred": frozenset({7})},
        {"room_left": 0},
    ],
)
def test_no_other_rule_may_be_set_aside_even_beside_one_that_may(change):
    assert not judge(LEARNER, replace(CHAMPION, languages={}, **change)).may_be_overruled


def test_the_nearest_of_two_alike_comes_first_and_the_ineligible_last():
    near, far = replace(CHAMPION, id=1, point=HALIFAX), replace(CHAMPION, id=2, travel_miles=50, point=LEEDS)
    full = replace(CHAMPION, id=4, point=HALIFAX, room_left=0)
    assert [verdict.champion_id for verdict in ranked(LEARNER, [full, far, near])] == [1, 2, 4]


def test_equals_come_in_the_order_of_their_ids_whatever_the_order_of_the_input():
    alike = [replace(CHAMPION, id=number) for number in (5, 2, 9)]
    assert [verdict.champion_id for verdict in ranked(LEARNER, alike)] == [2, 5, 9]
