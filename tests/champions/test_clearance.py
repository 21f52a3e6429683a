from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Invitation, Role
from champions.models import Application, Champion, CheckLevel, OnboardingStep
from champions.models.application import ApplicationClosed
from tests.factories import ApplicationFactory, ChampionFactory, LanguageFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_nobody_is_active_before_every_required_step_is_done():
    champion = ChampionFactory(status=Champion.Status.ONBOARDING)
    champion.steps.filter(kind=OnboardingStep.Kind.IDENTITY).update(state=OnboardingStep.State.TO_DO)
    with pytest.raises(ValidationError, match="Identity seen"):
        champion.activate()
    champion.steps.get(kind=OnboardingStep.Kind.IDENTITY).finish(by=None)
    champion.activate()
    assert champion.status == Champion.Status.ACTIVE
    assert champion.user.has_role(Role.CHAMPION)


def test_a_check_counts_up_to_its_last_day_and_not_after():
    champion = ChampionFactory(check_level=CheckLevel.ENHANCED)
    last_day = champion.steps.get(kind=OnboardingStep.Kind.DBS).renew_by
    assert champion.check_level(last_day) == CheckLevel.ENHANCED
    assert champion in Champion.objects.cleared(last_day)
    assert champion.check_level(last_day + timedelta(days=1)) == CheckLevel.NONE
    assert champion not in Champion.objects.cleared(last_day + timedelta(days=1))


def test_a_champion_who_is_stood_down_loses_the_role():
    champion = ChampionFactory()
    champion.stand_down(by=UserFactory(roles=[Role.LEAD]))
    assert not type(champion.user).objects.get(pk=champion.user.pk).has_role(Role.CHAMPION)
    assert champion.left_on == timezone.localdate()


def test_an_accepted_application_makes_a_champion_who_begins_the_checks_and_an_invitation():
    application = ApplicationFactory(slots=5, by_phone=True)
    application.languages.set([LanguageFactory()])
    champion, invitation, token = application.accept(by=UserFactory(roles=[Role.LEAD]))
    assert champion.status == Champion.Status.ONBOARDING
    assert champion.slots == 5
    assert champion.by_phone
    assert champion.spoken.get().language.code == "en"
    assert champion.steps.count() == len(OnboardingStep.Kind)
    assert invitation.role == Role.CHAMPION
    assert Invitation.objects.from_token(token) == invitation
    assert not champion.user.is_active


def test_an_application_is_decided_once():
    application = ApplicationFactory()
    application.decline(by=None)
    with pytest.raises(ApplicationClosed):
        application.accept(by=None)
    assert Application.objects.get().status == Application.Status.DECLINED
    assert not Champion.objects.exists()
