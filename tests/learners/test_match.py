import pytest

from accounts.models import Role
from champions.models import OnboardingStep
from learners.models import Learner, Match, MatchRefused
from tests.factories import ChampionFactory, LearnerFactory, MatchFactory, SkillFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_offer_that_is_accepted_gives_the_learner_a_champion():
    lead, champion, learner = UserFactory(roles=[Role.LEAD]), ChampionFactory(), LearnerFactory()
    match = Match.offer(learner, champion, by=lead)
    match.accept(by=champion.user)
    learner.refresh_from_db()
    assert learner.status == Learner.Status.MATCHED
    assert learner.current_match.champion == champion
    assert list(Learner.objects.shown_to(champion.user)) == [learner]


def test_a_champion_without_room_gets_no_offer():
    champion = ChampionFactory(room=1)
    MatchFactory(champion=champion)
    with pytest.raises(MatchRefused, match="no room"):
        Match.offer(LearnerFactory(), champion, by=None)


def test_a_champion_whose_check_has_run_out_gets_no_offer_and_sees_no_learner():
    match = MatchFactory()
    match.champion.steps.filter(kind=OnboardingStep.Kind.DBS).update(renew_by="2020-01-01")
    assert not Learner.objects.shown_to(match.champion.user).exists()
    with pytest.raises(MatchRefused, match="run out"):
        Match.offer(LearnerFactory(), match.champion, by=None)


def test_access_ends_when_the_match_ends():
    match = MatchFactory()
    user = match.champion.user
    assert Learner.objects.shown_to(user).count() == 1
    match.end(Match.EndReason.TIMES, by=None)
    assert not Learner.objects.shown_to(user).exists()
    assert Learner.objects.waiting().get() == match.learner


def test_skills_are_made_in_one_framework():
    assert SkillFactory().area == SkillFactory().area
