"""Offering many suggestions at once, and what has grown stale."""

import pytest

from accounts.models import Message
from champions.models import Champion
from learners.models import Match, Suggestion
from learners.offering import offer
from learners.suggesting import changed_since, offer_all, rule_out, stale
from tests.factories import ChampionFactory, LearnerFactory

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = 0b1, 0b1000


def some(count=2, **champion):
    learners = [LearnerFactory(by_phone=True) for _ in range(count)]
    return learners, ChampionFactory(**{"room": count, "user__name": "Amina"} | champion)


def says(suggestion) -> list[str]:
    return stale([suggestion]).get(suggestion.pk, [])


def test_two_suggestions_for_one_champion_are_offered_one_after_the_other(a_run):
    some(2)
    a_run()
    meant = dict(Suggestion.objects.values_list("learner_id", "half_day"))
    outcomes = offer_all(Suggestion.objects.values_list("pk", flat=True), None)
    assert [outcome.was_offered for outcome in outcomes] == [True, True]
    assert dict(Match.objects.values_list("learner_id", "half_day")) == meant
    assert not Suggestion.objects.exists()
    assert Message.objects.count() == 2


def test_one_refusal_stops_no_other_and_says_why(a_run):
    (first, second), _champion = some(2)
    a_run()
    first.slots = MONDAY
    first.save()
    outcomes = offer_all(Suggestion.objects.order_by("learner_id").values_list("pk", flat=True), None)
    assert [outcome.says for outcome in outcomes] == ["The learner's times have changed since.", ""]
    assert Match.objects.get().learner == second
    assert Suggestion.objects.get().learner == first


def test_a_double_tap_makes_one_offer(a_run):
    some(1)
    a_run()
    pk = Suggestion.objects.get().pk
    assert [outcome.was_offered for outcome in offer_all([pk, pk], None)] == [True]
    (again,) = offer_all([pk], None)
    assert "has been offered" in again.says
    assert Match.objects.count() == Message.objects.count() == 1


def test_a_learner_for_whom_nobody_is_suggested_cannot_be_offered(a_run):
    LearnerFactory()
    a_run()
    (outcome,) = offer_all(Suggestion.objects.values_list("pk", flat=True), None)
    assert outcome.says == "Nobody is suggested for this learner."


def test_a_champion_whose_last_place_went_meanwhile_makes_the_other_suggestion_stale(a_run):
    (first, second), champion = some(2)
    a_run()
    Champion.objects.update(room=1)
    offer(first, champion, by=None)
    suggestion = Suggestion.objects.get(learner=second)
    assert says(suggestion) == ["Amina has no room any more"]
    (outcome,) = offer_all([suggestion.pk], None)
    assert outcome.says == "Amina has no room any more."


def test_a_champion_who_sees_somebody_else_at_the_only_time_is_told_to_be_busy(a_run):
    (first, second), champion = some(2, room=3, slots=MONDAY | TUESDAY)
    second.slots = MONDAY
    second.save()
    a_run()
    assert not says(Suggestion.objects.get(learner=second))
    other = LearnerFactory(by_phone=True, slots=MONDAY)
    offer(other, champion, by=None)
    assert says(Suggestion.objects.get(learner=second)) == ["Amina sees somebody else at every time that suits both"]
    assert not says(Suggestion.objects.get(learner=first))


def test_when_the_half_day_is_taken_another_is_found(a_run):
    (learner,), champion = some(1, room=3)
    a_run()
    suggestion = Suggestion.objects.get()
    offer(LearnerFactory(by_phone=True, slots=1 << suggestion.half_day), champion, by=None)
    (outcome,) = offer_all([suggestion.pk], None)
    assert outcome.was_offered
    assert outcome.match.half_day not in (None, suggestion.half_day)


def test_an_offer_made_meanwhile_is_told(a_run):
    (learner,), champion = some(1)
    a_run()
    suggestion = Suggestion.objects.get()
    offer(learner, ChampionFactory(), by=None)
    assert says(suggestion) == ["An offer has been made meanwhile"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"slots": 1}, "The times of Amina have changed since"),
        ({"travel_miles": 1}, "How far Amina travels has changed since"),
        ({"status": "paused"}, "Amina is not active any more, or a check or training has run out"),
        ({"gender": "man"}, "The record of Amina has changed since"),
        ({"room": 5}, None),
        ({"notes": "Likes tea."}, None),
    ],
)
def test_what_changes_about_the_champion_is_named(a_run, change, told):
    some(1)
    a_run()
    Champion.objects.update(**change)
    assert says(Suggestion.objects.get()) == ([told] if told else [])


def test_a_longer_wait_and_a_more_urgent_need_keep_a_suggestion_as_good(a_run):
    (learner,), _champion = some(1)
    a_run()
    learner.is_vulnerable, learner.waiting_since = True, "2025-01-01"
    learner.save()
    assert not says(Suggestion.objects.get())


def test_nobody_suggested_and_more_urgent_now_is_worth_a_new_run(a_run):
    learner = LearnerFactory()
    a_run()
    learner.is_vulnerable = True
    learner.save()
    assert says(Suggestion.objects.get()) == ["How urgent it is has changed since"]


def test_it_takes_the_same_number_of_queries_for_a_page_of_suggestions(a_run, django_assert_num_queries):
    some(1)
    a_run()
    with django_assert_num_queries(17):
        stale(list(Suggestion.objects.all()))
    some(9)
    a_run()
    with django_assert_num_queries(17):
        stale(list(Suggestion.objects.all()))


def test_what_changed_since_a_run_is_counted_in_words(a_run):
    (first, second, third), champion = some(3)
    a_run()
    assert not changed_since(a_run())
    run = a_run()
    LearnerFactory()
    first.pause()
    second.slots = MONDAY
    second.save()
    rule_out(third, champion, "No.", None)
    ChampionFactory()
    Champion.objects.filter(pk=champion.pk).update(travel_miles=9)
    assert changed_since(run).says == [
        "1 learner waits who has no place in it yet",
        "1 learner waits no more, or has an offer",
        "1 learner's record changed",
        "1 champion joined or came back",
        "1 champion's record changed",
        "1 pair was ruled out",
    ]
