"""A run, from being asked for to suggestions stored."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learners.matching.load import load
from learners.matching.run import NotOptimal, run
from learners.models import Match, MatchingRun, Suggestion
from learners.suggesting import allow_again, ask_for_run, hold, last_run, let_go, offer_all, rule_out, run_under_way
from learners.suggesting.carrying_out import carry_out
from learners.suggesting.runs import PATIENCE
from tests.factories import ChampionFactory, LanguageFactory, LearnerFactory, MatchFactory

pytestmark = pytest.mark.django_db
DONE, FAILED, QUEUED = MatchingRun.Status.DONE, MatchingRun.Status.FAILED, MatchingRun.Status.QUEUED


def pairs() -> dict[int, int]:
    return dict(Suggestion.objects.of_a_pair().values_list("learner_id", "champion_id"))


def scheme(learners=6, champions=2):
    return [LearnerFactory(by_phone=True) for _ in range(learners)], [ChampionFactory(room=2) for _ in range(champions)]


def test_what_is_stored_is_what_the_engine_found(a_run):
    scheme()
    MatchFactory(offered=True)
    loaded = load()
    found = run(loaded.people, loaded.weights, loaded.fixed, loaded.standing)
    stored = a_run()
    assert stored.status == DONE
    assert pairs() == found.pairs
    assert Suggestion.objects.count() == 6
    assert stored.figures["waiting"] == 6
    assert stored.figures["suggested"] == len(pairs()) == 5  # the champion of the offer has a place too
    assert stored.figures["without"] == 1
    assert {"load", "solve", "store"} == stored.figures["seconds"].keys()


def test_suggestions_for_one_champion_have_half_days_of_their_own(a_run):
    scheme(2, 1)
    a_run()
    first, second = Suggestion.objects.values_list("half_day", flat=True)
    assert first != second


def test_a_match_keeps_its_half_day_from_suggestions(a_run):
    champion = ChampionFactory(room=2, slots=0b11)
    MatchFactory(champion=champion, half_day=0)
    LearnerFactory(by_phone=True)
    a_run()
    assert Suggestion.objects.get().half_day == 1


def test_who_asks_twice_gets_one_run():
    first = ask_for_run(None)
    assert ask_for_run(None) == first == run_under_way()
    assert MatchingRun.objects.count() == 1


def test_a_run_that_hangs_is_given_up_for_a_new_one_and_stores_nothing_later():
    LearnerFactory()
    hung = ask_for_run(None)
    MatchingRun.objects.filter(pk=hung.pk).update(asked_at=timezone.now() - PATIENCE - timedelta(minutes=1))
    assert run_under_way() is None
    second = ask_for_run(None)
    hung.refresh_from_db()
    assert second != hung
    assert (hung.status, hung.error) == (FAILED, "It took too long and was given up. Nothing was changed.")
    carry_out(hung.pk)
    hung.refresh_from_db()
    assert hung.status == FAILED
    assert not Suggestion.objects.exists()


def test_a_run_given_up_while_it_computes_stores_nothing(monkeypatch, a_run):
    LearnerFactory(by_phone=True), ChampionFactory()

    def slowly(*question):
        MatchingRun.objects.get().fail("Given up.")
        return run(*question)

    monkeypatch.setattr("learners.suggesting.carrying_out.best_pairing", slowly)
    assert a_run().error == "Given up."
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (NotOptimal("A pair would be better."), "could not be proven"),
        (ValueError("Too many people."), "Nothing was changed: Too many people."),
        (RuntimeError("secret"), "Something went wrong, and nothing was changed."),
    ],
)
def test_a_run_that_fails_says_why_and_changes_nothing(monkeypatch, a_run, fault, says):
    scheme()
    a_run()
    before = pairs()

    def objects(*question):
        raise fault

    monkeypatch.setattr("learners.suggesting.carrying_out.best_pairing", objects)
    failed = a_run()
    assert failed.status == FAILED
    assert says in failed.error
    assert pairs() == before
    assert last_run().status == DONE
    assert run_under_way() is None


def test_a_pair_that_stays_keeps_its_id_and_its_hold(a_run):
    scheme(2, 1)
    a_run()
    held = Suggestion.objects.first()
    hold(held, None)
    before = dict(Suggestion.objects.values_list("learner_id", "pk"))
    a_run()
    assert dict(Suggestion.objects.values_list("learner_id", "pk")) == before
    assert Suggestion.objects.get(pk=held.pk).is_held


def test_a_held_pair_stays_although_somebody_else_needs_the_place_more(a_run):
    learner, champion = LearnerFactory(by_phone=True), ChampionFactory(room=1)
    a_run()
    hold(Suggestion.objects.get(), None)
    urgent = LearnerFactory(by_phone=True, is_vulnerable=True)
    stored = a_run()
    assert pairs() == {learner.pk: champion.pk}
    assert stored.figures["held"] == 1
    let_go(Suggestion.objects.get(learner=learner), None)
    a_run()
    assert pairs() == {urgent.pk: champion.pk}
    assert not Suggestion.objects.exclude(held_at=None).exists()


def test_a_held_pair_goes_once_a_rule_forbids_it(a_run):
    learner, _champion = LearnerFactory(by_phone=True), ChampionFactory(room=1)
    a_run()
    hold(Suggestion.objects.get(), None)
    learner.speaks.set([LanguageFactory(code="ti", name="Tigrinya")])
    a_run()
    assert pairs() == {}
    assert Suggestion.objects.get().held_at is None


def test_no_more_pairs_are_held_than_the_champion_has_room_for(a_run):
    learners, (champion,) = scheme(2, 1)
    a_run()
    for suggestion in Suggestion.objects.all():
        hold(suggestion, None)
    champion.room = 1
    champion.save()
    stored = a_run()
    assert len(pairs()) == stored.figures["held"] == 1


def test_a_pair_ruled_out_is_not_suggested_again_until_it_is_allowed(a_run):
    learner, champion = LearnerFactory(by_phone=True), ChampionFactory()
    a_run()
    rule_out(learner, champion, "Neighbours who do not talk.", None)
    suggestion = Suggestion.objects.get()
    assert (suggestion.champion, suggestion.held_at) == (None, None)
    a_run()
    assert pairs() == {}
    allow_again(learner, champion, None)
    a_run()
    assert pairs() == {learner.pk: champion.pk}


def test_a_pair_ruled_out_while_a_run_computes_is_not_suggested_by_it(monkeypatch, a_run):
    learner, champion = LearnerFactory(by_phone=True), ChampionFactory()

    def meanwhile(*question):
        rule_out(learner, champion, "They do not get on.", None)
        return run(*question)

    monkeypatch.setattr("learners.suggesting.carrying_out.best_pairing", meanwhile)
    assert a_run().status == DONE
    assert pairs() == {}


def test_who_is_paused_or_offered_while_a_run_computes_gets_no_suggestion(monkeypatch, a_run):
    paused, waits = LearnerFactory(by_phone=True), LearnerFactory(by_phone=True)
    ChampionFactory(room=2)

    def meanwhile(*question):
        paused.pause()
        return run(*question)

    monkeypatch.setattr("learners.suggesting.carrying_out.best_pairing", meanwhile)
    a_run()
    assert set(Suggestion.objects.values_list("learner_id", flat=True)) == {waits.pk}


def test_a_learner_who_stops_waiting_has_no_suggestion_any_more(a_run):
    learners, _champions = scheme(3, 2)
    a_run()
    learners[0].pause()
    learners[1].close()
    offer_all([Suggestion.objects.get(learner=learners[2]).pk], None)
    assert not Suggestion.objects.exists()
    assert Match.objects.offered().count() == 1


def test_a_run_takes_the_same_number_of_queries_for_any_number_of_learners(a_run):
    taken = []
    for _ in range(2):
        scheme(12, 5)
        a_run()
        with CaptureQueriesContext(connection) as queries:
            a_run()
        taken.append(len(queries))
    assert taken[0] == taken[1] < 45
