"""Many at once want a champion's last place: one gets it, the others are told. Eight processes, on the real database."""

import pytest
from django.db import connection
from django.db.models import Count

from accounts.models import Message
from learners.models import Match, MatchingRun, Suggestion
from learners.suggesting import ask_for_run, stale
from learners.suggesting.carrying_out import carry_out
from tests.factories import ChampionFactory, LearnerFactory, MatchFactory
from tests.learners.admin.crowd import (
    AT_ONCE,
    Crowd,
    accept,
    ask_and_carry_out,
    offer_pair,
    offer_suggestion,
    stand_down_or_accept,
    take_back_or_accept,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def crowd(django_db_setup):
    crowd = Crowd(str(connection.settings_dict["NAME"]))
    yield crowd
    crowd.go()


def test_of_eight_offers_of_the_last_place_one_goes_through(crowd):
    champion = ChampionFactory(room=1)
    told = crowd.does(offer_pair, [(LearnerFactory().pk, champion.pk) for _ in range(AT_ONCE)])
    assert told.count("") == 1
    assert all("No room left" in sentence for sentence in told if sentence)
    assert Match.objects.taking_room().count() == Message.objects.count() == 1


def test_of_eight_champions_offered_one_learner_one_goes_through(crowd):
    learner = LearnerFactory()
    told = crowd.does(offer_pair, [(learner.pk, ChampionFactory().pk) for _ in range(AT_ONCE)])
    assert told.count("") == 1
    assert all("offered to somebody already" in sentence for sentence in told if sentence)
    assert Match.objects.taking_room().count() == 1


def test_of_eight_acceptances_of_the_last_place_one_goes_through(crowd):
    champion = ChampionFactory(room=AT_ONCE)
    matches = [MatchFactory(champion=champion, offered=True) for _ in range(AT_ONCE)]
    champion.room = 1
    champion.save()
    told = crowd.does(accept, [match.pk for match in matches])
    assert told.count("") == 1
    assert all("no room" in sentence for sentence in told if sentence)
    assert Match.objects.active().count() == 1


def test_one_offer_accepted_eight_times_at_once_is_one_match(crowd):
    match = MatchFactory(offered=True)
    told = crowd.does(accept, [match.pk] * AT_ONCE)
    assert told.count("") == 1
    assert all("no longer open" in sentence for sentence in told if sentence)
    assert Match.objects.active().count() == 1


def test_a_learner_whose_offer_is_accepted_eight_times_at_once_gets_one_mail(crowd):
    match = MatchFactory(offered=True, learner__contact="sahar@example.org")
    crowd.does(accept, [match.pk] * AT_ONCE)
    assert Message.objects.get().to == "sahar@example.org"


def test_a_yes_and_an_offer_taken_back_in_the_same_moment_leave_one_of_them(crowd):
    for _round in range(3):
        match = MatchFactory(offered=True)
        told = crowd.does(take_back_or_accept, [(what, match.pk) for what in ("accept", "take_back") * 4])
        assert told.count("") == 1
        assert {sentence for sentence in told if sentence} == {"This offer is no longer open."}
        match = Match.objects.get(pk=match.pk)
        assert (match.status == "active") == (match.learner.status == "matched") == bool(match.told)


def test_a_yes_while_the_champion_is_stood_down_leaves_no_learner_with_them(crowd):
    for _round in range(3):
        match = MatchFactory(offered=True)
        whats = ["accept"] * (AT_ONCE - 1) + ["stand_down"]
        told = crowd.does(stand_down_or_accept, [(what, match.pk) for what in whats])
        assert told[-1] == ""
        assert not Match.objects.active().filter(pk=match.pk).exists()
        assert Match.objects.get(pk=match.pk).learner.status == "waiting"


def test_one_suggestion_offered_eight_times_at_once_is_one_offer(crowd):
    LearnerFactory(by_phone=True), ChampionFactory()
    carry_out(ask_for_run(None).pk)
    told = crowd.does(offer_suggestion, [Suggestion.objects.get().pk] * AT_ONCE)
    assert told.count("") == 1
    assert all("has been offered" in sentence for sentence in told if sentence)
    assert Match.objects.count() == Message.objects.count() == 1


def test_eight_suggestions_for_two_champions_offered_at_once_fill_them_and_no_more(crowd):
    champions = [ChampionFactory(room=4) for _ in range(2)]
    for _ in range(AT_ONCE):
        LearnerFactory(by_phone=True)
    carry_out(ask_for_run(None).pk)
    for champion in champions:
        champion.room = 3
        champion.save()
    told = crowd.does(offer_suggestion, list(Suggestion.objects.values_list("pk", flat=True)))
    assert told.count("") == 6
    assert all("no room any more" in sentence for sentence in told if sentence)
    taken = Match.objects.taking_room().values("champion").annotate(count=Count("pk")).values_list("count", flat=True)
    assert list(taken) == [3, 3]
    half_days = Match.objects.values_list("champion", "half_day")
    assert len(set(half_days)) == len(half_days) == 6
    assert not Match.objects.filter(half_day=None).exists()


def test_eight_who_ask_for_a_run_at_once_get_one_at_a_time_and_each_learner_one_suggestion(crowd):
    for _ in range(5):
        LearnerFactory(by_phone=True), ChampionFactory()
    told = crowd.does(ask_and_carry_out, list(range(AT_ONCE)))
    assert told == [""] * AT_ONCE
    assert not MatchingRun.objects.unfinished().exists()
    assert not MatchingRun.objects.exclude(status=MatchingRun.Status.DONE).exists()
    suggestions = list(Suggestion.objects.all())
    assert len(suggestions) == 5
    assert not stale(suggestions)
