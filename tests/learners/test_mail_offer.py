"""The mail about an offer, and the one reminder before it lapses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from accounts.models import Message
from champions.availability import slot_bit
from learners.models import Match, MatchRefused
from learners.offering import offer, remind
from tests.factories import ChampionFactory, LanguageFactory, LearnerFactory, MatchFactory, SkillFactory, VenueFactory

MONDAY_MORNING, TUESDAY_AFTERNOON = slot_bit(0, 0), slot_bit(1, 1)
SECRETS = ("Sahar", "900555", "HX2", "Hidden", "House", "upstairs", "L-0")

pytestmark = pytest.mark.django_db


def sahar(**fields):
    told = {
        "preferred_name": "Sahar",
        "contact": "07700 900555",
        "postcode": "HX2 9ZZ",
        "address": "1 Hidden Street",
        "notes": "Lives upstairs",
        "accommodation": VenueFactory(confidential=True),
        "slots": MONDAY_MORNING | TUESDAY_AFTERNOON,
        "speaks": [LanguageFactory(), LanguageFactory(code="ti", name="Tigrinya")],
    }
    learner = LearnerFactory(**told | fields)
    learner.needs.add(SkillFactory(name="Join wifi"))
    return learner


def ending_in(**left):
    """An offer of seven days that has so much time left."""
    ends = timezone.now() + timedelta(**left)
    return MatchFactory(offered=True, learner=sahar(), expires_at=ends, offered_at=ends - timedelta(days=7))


def test_the_mail_says_what_is_needed_to_decide_and_leads_straight_to_the_answer():
    match = offer(sahar(), ChampionFactory(), by=None)
    mail = Message.objects.get()
    assert mail.to == match.champion.user.email
    for told in ("English and Tigrinya", "in person", "Best time for you both", "Join wifi"):
        assert told in mail.text
    assert reverse("offer", args=[match.pk]) in mail.text
    assert timezone.localtime(match.expires_at).strftime("%A %-d %B, %H:%M") in mail.text


def test_neither_the_mail_nor_the_reminder_tells_who_or_where_the_learner_is():
    match = offer(sahar(), ChampionFactory(), by=None)
    Match.objects.update(offered_at=timezone.now() - timedelta(days=6), expires_at=timezone.now() + timedelta(days=1))
    assert remind(timezone.now()) == 1
    for mail in Message.objects.all():
        for secret in (*SECRETS, match.learner.area.name):
            assert secret not in mail.subject + mail.text + mail.html


def test_the_half_day_that_was_suggested_stands_first_in_the_mail():
    match = ending_in(days=1)
    Match.objects.update(half_day=4)
    remind(timezone.now())
    text = Message.objects.get().text
    assert "Best time for you both: Tuesday afternoon" in text
    assert "You are both also free: Monday morning" in text
    assert reverse("offer", args=[match.pk]) in text


def test_a_half_day_when_one_of_the_two_is_no_longer_free_is_not_called_the_best():
    ending_in(days=1)
    Match.objects.update(half_day=20)
    remind(timezone.now())
    text = Message.objects.get().text
    assert "Best time" not in text
    assert "You are both free: Monday morning and Tuesday afternoon" in text


def test_a_champion_is_reminded_once():
    ending_in(hours=47)
    said = StringIO()
    for _run in range(3):
        call_command("tidy", stdout=said)
    assert said.getvalue().count("1 champions reminded.") == 1
    assert "They still wait for your answer." in Message.objects.get().text


@pytest.mark.django_db(transaction=True)
def test_four_timers_at_once_send_one_reminder():
    ending_in(days=1)
    now = timezone.now()

    def one(_run):
        try:
            return remind(now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, range(4))) == 1
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_reminder_in_the_same_moment_leave_no_reminder_after_the_answer():
    for _round in range(3):
        match, now = ending_in(days=1), timezone.now()

        def answer(does):
            try:
                return does()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            todo = [lambda now=now: remind(now), lambda match=match: match.decline("full", by=None)]
            reminded = list(pool.map(answer, todo))[0]
        match.refresh_from_db()
        assert match.status == Match.Status.DECLINED
        assert bool(match.reminded_at) == bool(reminded)
        assert remind(now) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"status": Match.Status.DECLINED},
        {"status": Match.Status.ACTIVE},
        {"status": Match.Status.EXPIRED},
        {"expires_at": timezone.now() + timedelta(days=3)},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
    ],
    ids=["declined", "accepted", "taken back", "ends later", "has ended"],
)
def test_nobody_is_reminded_of_an_offer_that(change):
    ending_in(days=1)
    Match.objects.update(**change)
    assert remind(timezone.now()) == 0
    assert not Message.objects.exists()


def test_nobody_is_reminded_of_an_offer_whose_whole_life_is_as_short_as_the_reminder_is_early(settings):
    settings.SCHEME_OFFER_DAYS = settings.SCHEME_OFFER_REMINDER_DAYS = 2
    Match.offer(sahar(), ChampionFactory(), by=None)
    assert remind(timezone.now()) == remind(timezone.now() + timedelta(days=1)) == 0


def test_a_scheme_can_do_without_reminders(settings):
    settings.SCHEME_OFFER_REMINDER_DAYS = 0
    ending_in(minutes=1)
    assert remind(timezone.now()) == 0


def test_a_champion_who_cannot_answer_is_not_reminded():
    match = ending_in(days=1)
    match.champion.steps.update(renew_by=timezone.localdate() - timedelta(days=1))
    assert remind(timezone.now()) == 0


def test_a_champion_stood_down_in_the_same_moment_accepts_nothing():
    match = ending_in(days=1)
    type(match.champion).objects.update(status="stood_down")
    with pytest.raises(MatchRefused, match="You cannot help anybody just now"):
        match.accept(by=match.champion.user)
