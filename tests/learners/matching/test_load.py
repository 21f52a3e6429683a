import pytest

from champions.models import Champion, CheckLevel, OnboardingStep
from guides.models import Language
from learners.apps import weights_that_keep_the_order
from learners.matching.judging import judge
from learners.matching.load import champion_facts, learner_facts, load, weights
from learners.matching.run import run
from learners.models import Match
from tests.factories import ChampionFactory, LanguageFactory, LearnerFactory, MatchFactory, SkillFactory

pytestmark = pytest.mark.django_db


def test_what_is_stored_reaches_the_rules():
    skill = SkillFactory(name="Send an e-mail")
    language: Language = LanguageFactory(code="ti", name="Tigrinya")
    champion = ChampionFactory(speaks=[language], travel_miles=3, gender="woman", check_level=CheckLevel.STANDARD)
    champion.skills.add(skill)
    learner = LearnerFactory(area=champion.area, speaks=[language], check_needed=CheckLevel.STANDARD)
    learner.needs.add(skill)
    verdict = judge(learner_facts(learner), champion_facts(Champion.objects.all())[0])
    assert verdict.is_eligible
    says = [reason["says"] for reason in verdict.reasons]
    assert "Both speak Tigrinya" in says
    assert "Less than half a mile apart" in says
    assert "Teaches: Send an e-mail" in says


def test_offers_and_active_matches_take_room():
    champion = ChampionFactory(room=3)
    MatchFactory(champion=champion)
    MatchFactory(champion=champion, offered=True)
    MatchFactory(champion=champion, status=Match.Status.ENDED)
    assert champion_facts(Champion.objects.all())[0].room_left == 1


def test_past_declines_and_bad_ends_are_remembered():
    champion = ChampionFactory()
    declined = MatchFactory(champion=champion, status=Match.Status.DECLINED).learner
    barred = MatchFactory(champion=champion, status=Match.Status.ENDED, end_reason=Match.EndReason.NOT_RIGHT).learner
    MatchFactory(champion=champion, status=Match.Status.ENDED, end_reason=Match.EndReason.MOVED)
    MatchFactory(champion=champion, status=Match.Status.EXPIRED)
    facts = champion_facts(Champion.objects.all())[0]
    assert facts.declined == {declined.pk}
    assert facts.barred == {barred.pk}


def test_a_check_that_has_run_out_counts_for_nothing():
    champion = ChampionFactory()
    champion.steps.filter(kind=OnboardingStep.Kind.DBS).update(renew_by="2020-01-01")
    facts = champion_facts(Champion.objects.all())[0]
    assert facts.check_level == CheckLevel.NONE
    assert not facts.cleared


@pytest.mark.parametrize("number", [2, 12])
def test_it_takes_the_same_number_of_queries_for_any_number_of_champions(number, django_assert_num_queries):
    for _ in range(number):
        ChampionFactory()
    with django_assert_num_queries(7):
        champion_facts(Champion.objects.all())


def test_a_scheme_is_loaded_with_its_matches_and_suggestions_and_a_run_keeps_them():
    champion = ChampionFactory(room=3)
    active, offered = MatchFactory(champion=champion).learner, MatchFactory(champion=champion, offered=True).learner
    waiting, closed = LearnerFactory(), LearnerFactory(status="closed")
    loaded = load()
    assert set(loaded.learners) == {active.pk, offered.pk, waiting.pk}
    assert closed.pk not in loaded.learners
    numbers = dict(zip(loaded.people.learners.id.tolist(), loaded.fixed.tolist(), strict=True))
    assert numbers == {active.pk: 0, offered.pk: 0, waiting.pk: -1}
    found = run(loaded.people, loaded.weights, loaded.fixed, loaded.standing)
    assert set(found.pairs) <= {waiting.pk}


@pytest.mark.parametrize("number", [2, 12])
def test_the_whole_scheme_is_loaded_in_the_same_number_of_queries(number, django_assert_num_queries):
    for _ in range(number):
        MatchFactory()
        LearnerFactory()
    with django_assert_num_queries(15):
        load()


def test_a_scheme_sets_weights_of_its_own(settings):
    settings.SCHEME_MATCHING = {"waiting_days": "14", "learners_per_slot": "2"}
    assert (weights().waiting_days, weights().learners_per_slot, weights().vulnerable) == (14, 2, 2)
    assert weights_that_keep_the_order(None) == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"waitingdays": "14"}, "no weight called waitingdays"),
        ({"nearness": "x"}, "whole"),
        ({"nearness": "999"}, "1000"),
    ],
)
def test_a_site_does_not_start_with_weights_that_matching_refuses(settings, wrong, says):
    settings.SCHEME_MATCHING = wrong
    (fault,) = weights_that_keep_the_order(None)
    assert says in fault.msg
