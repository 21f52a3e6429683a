"""The same form sent by several fingers in the same moment makes one record, and everybody gets an answer."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.models import Message, Role
from champions.models import Application
from guides.models import Feedback
from learners.models import Concern, Referral, Session, SkillOutcome
from places.models import WifiCheck
from tests.factories import LanguageFactory, MatchFactory, SkillFactory, UserFactory, VenueFactory, guide_below
from tests.learners.asking import request_for_help
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4


def sent_at_once(path: str, typed: dict, cookies=None) -> list[int]:
    """The status of each answer."""

    def tap(_finger) -> int:
        client = Client()
        client.cookies = cookies or client.cookies
        try:
            return client.post(path, typed).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(tap, range(AT_ONCE)))


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything_yet():
    cache.clear()


def test_a_request_for_help():
    assert sent_at_once(reverse("ask_for_help"), request_for_help(contact="sahar@example.org")) == [302] * AT_ONCE
    assert Referral.objects.count() == Message.objects.count() == 1
    assert Referral.objects.get().needs.count() == Referral.objects.latest("pk").needs.distinct().count() > 0


def test_an_application():
    typed = {
        **{"submission_id": str(uuid.uuid4()), "name": "Nadia", "email": "nadia@example.org", "age": "adult"},
        **{"languages": [str(LanguageFactory().pk)], "ways": ["in_person"], "consent": "on"},
    }
    assert sent_at_once(reverse("become_a_champion"), typed) == [302] * AT_ONCE
    assert Application.objects.count() == Message.objects.count() == 1


def test_a_session():
    match, skill = MatchFactory(), SkillFactory()
    match.learner.needs.add(skill)
    began = timezone.localtime() - timedelta(hours=2)
    typed = {
        **{"client_id": str(uuid.uuid4()), "day": f"{began:%Y-%m-%d}", "time": f"{began:%H:%M}", "minutes": "60"},
        **{"way": "in_person", f"skill_{skill.pk}": "1"},
    }
    cookies = signed_in(match.champion.user).cookies
    assert sent_at_once(reverse("log_session", args=[match.learner_id]), typed, cookies) == [302] * AT_ONCE
    assert Session.objects.count() == SkillOutcome.objects.count() == 1


def test_a_planned_session_that_was_held():
    match, skill = MatchFactory(), SkillFactory()
    match.learner.needs.add(skill)
    began = timezone.localtime() - timedelta(hours=2)
    planned = Session.objects.create(match=match, starts_at=began)
    typed = {
        **{"day": f"{began:%Y-%m-%d}", "time": f"{began:%H:%M}", "minutes": "60", "way": "in_person"},
        **{f"skill_{skill.pk}": "2"},
    }
    cookies = signed_in(match.champion.user).cookies
    assert sent_at_once(reverse("log_planned_session", args=[planned.pk]), typed, cookies) == [302] * AT_ONCE
    assert Session.objects.get().status == Session.Status.HELD
    assert SkillOutcome.objects.count() == 1


def test_an_answer_about_a_guide():
    guide = guide_below(Page.objects.get(depth=2))
    assert sent_at_once(reverse("give_feedback", args=[guide.pk]), {"answer": "wrong"}) == [302] * AT_ONCE
    assert Feedback.objects.count() == 1


def test_a_wifi_check():
    cookies = signed_in(MatchFactory().champion.user).cookies
    typed = {"client_id": str(uuid.uuid4()), "works": "yes", "where": "communal"}
    assert sent_at_once(reverse("log_wifi_check", args=[VenueFactory().pk]), typed, cookies) == [302] * AT_ONCE
    assert WifiCheck.objects.count() == 1


def test_a_concern():
    UserFactory(roles=[Role.SAFEGUARDING])
    cookies = signed_in(MatchFactory().champion.user).cookies
    typed = {"submission_id": str(uuid.uuid4()), "text": "Somebody takes his bank card."}
    assert sent_at_once(reverse("raise_concern"), typed, cookies) == [302] * AT_ONCE
    assert Concern.objects.count() == Message.objects.count() == 1
