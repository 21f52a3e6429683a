import pytest

from accounts.models import Role
from accounts.models.invitation import InvitationRefused
from champions.models import Champion
from learners.models import Learner, Match
from learners.standing_down import stand_down
from tests.factories import ApplicationFactory, ChampionFactory, LearnerFactory, MatchFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_every_match_and_offer_ends_and_the_learners_wait_again():
    champion, lead = ChampionFactory(room=3), UserFactory(roles=[Role.LEAD])
    active, offered = MatchFactory(champion=champion), MatchFactory(champion=champion, offered=True)
    MatchFactory()
    stand_down(champion, by=lead)
    champion.refresh_from_db()
    assert champion.status == Champion.Status.STOOD_DOWN
    assert set(Learner.objects.waiting()) == {active.learner, offered.learner}
    assert Match.objects.taking_room().count() == 1


def test_their_access_ends_with_it():
    match = MatchFactory()
    user = match.champion.user
    stand_down(match.champion, by=None, left=True)
    user = type(user).objects.get(pk=user.pk)
    assert not Learner.objects.shown_to(user).exists()
    assert not user.has_role(Role.CHAMPION)


def test_when_one_match_cannot_be_ended_nothing_is(monkeypatch):
    champion = ChampionFactory()
    MatchFactory(champion=champion)
    monkeypatch.setattr(Champion, "stand_down", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        stand_down(champion, by=None)
    assert Match.objects.active().count() == 1


def test_a_learner_with_a_match_or_an_offer_is_neither_closed_nor_paused():
    for match in (MatchFactory(), MatchFactory(offered=True)):
        for change in (match.learner.close, match.learner.pause):
            with pytest.raises(ValueError, match="End the match"):
                change()


def test_a_paused_learner_waits_again_from_the_same_day():
    learner = LearnerFactory(waiting_since="2026-01-05")
    learner.pause()
    assert not Learner.objects.waiting().exists()
    learner.resume()
    assert str(Learner.objects.waiting().get().waiting_since) == "2026-01-05"


def test_an_invitation_that_nobody_has_answered_yet_opens_nothing_any_more():
    champion, invitation, _token = ApplicationFactory().accept(by=None)
    stand_down(champion, by=None)
    with pytest.raises(InvitationRefused):
        invitation.accept()


def test_a_champion_who_comes_back_is_not_counted_as_gone():
    champion = ChampionFactory()
    stand_down(champion, by=None, left=True)
    champion.refresh_from_db()
    champion.activate()
    champion.refresh_from_db()
    assert champion.left_on is None
