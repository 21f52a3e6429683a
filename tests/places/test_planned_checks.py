"""A champion who is asked to check a confidential place sees it until that is done, and not a moment longer."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord, Message, Role
from learners.visits import venues_shown_to
from places.models import PlannedCheck, WifiCheck
from tests.factories import ChampionFactory, UserFactory, VenueFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return VenueFactory(confidential=True, name="House 3")


@pytest.fixture
def asked(house):
    """A champion whom a lead has asked to check the house."""
    champion = ChampionFactory()
    lead = signed_in(UserFactory(roles=[Role.LEAD]))
    until = timezone.localdate() + timedelta(days=14)
    lead.post(reverse("scheme_venues:plan_check", args=[house.pk]), {"champion": champion.pk, "until": until})
    return champion


def typed(**changes) -> dict:
    return {"client_id": str(uuid.uuid4()), "works": "yes", "where": "room"} | changes


def test_they_are_told_by_a_mail_that_names_no_place_and_see_it_on_their_pages(asked, house):
    mail = Message.objects.get()
    assert mail.to == asked.user.email
    assert "House" not in mail.subject + mail.text + mail.html
    client = signed_in(asked.user)
    assert "House 3" in client.get(reverse("my_venues")).text
    assert "1 Hidden Street" in client.get(reverse("log_wifi_check", args=[house.pk])).text
    assert AccessRecord.objects.filter(user=asked.user, kind="venue", reference=house.name).exists()


def test_they_see_it_no_more_once_they_have_checked_and_a_second_tap_is_still_thanked(asked, house):
    client, sent = signed_in(asked.user), typed()
    address = reverse("log_wifi_check", args=[house.pk])
    assert client.post(address, sent).status_code == 302
    assert house not in venues_shown_to(asked.user)
    assert client.get(address).status_code == 404
    assert client.post(address, sent).status_code == 302
    assert client.post(address, typed()).status_code == 404
    assert WifiCheck.objects.count() == 1


def test_nobody_finds_out_about_a_check_by_sending_its_number(asked, house):
    sent = typed()
    signed_in(asked.user).post(reverse("log_wifi_check", args=[house.pk]), sent)
    stranger = signed_in(ChampionFactory().user)
    assert stranger.post(reverse("log_wifi_check", args=[house.pk]), sent).status_code == 404


def test_they_see_it_no_more_after_the_day(asked, house):
    PlannedCheck.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert house not in venues_shown_to(asked.user)


def test_they_see_it_no_more_when_their_clearance_ends(asked, house):
    assert house in venues_shown_to(asked.user)
    asked.steps.filter(kind="dbs").update(renew_by=timezone.localdate() - timedelta(days=1))
    assert house not in venues_shown_to(asked.user)


def test_they_see_it_no_more_when_they_are_stood_down(asked, house):
    asked.stand_down(by=None)
    asked.user.refresh_from_db()
    assert house not in venues_shown_to(asked.user)


def test_they_see_it_no_more_when_the_lead_takes_it_back(asked, house):
    signed_in(UserFactory(roles=[Role.LEAD])).post(reverse("scheme_venues:end_plans", args=[house.pk]))
    assert house not in venues_shown_to(asked.user)


def test_no_other_champion_sees_it(asked, house):
    assert house not in venues_shown_to(ChampionFactory().user)


@pytest.mark.parametrize("days", [-1, 61])
def test_a_day_that_is_past_or_far_off_is_refused(house, days):
    champion, lead = ChampionFactory(), signed_in(UserFactory(roles=[Role.LEAD]))
    until = timezone.localdate() + timedelta(days=days)
    page = lead.post(reverse("scheme_venues:plan_check", args=[house.pk]), {"champion": champion.pk, "until": until})
    assert "Choose a day from today to 60 days ahead." in page.text
    assert not PlannedCheck.objects.exists()


def test_asking_the_same_champion_again_only_moves_the_day(asked, house):
    lead, later = UserFactory(roles=[Role.LEAD]), timezone.localdate() + timedelta(days=30)
    PlannedCheck.ask(house, asked.user, later, by=lead)
    assert PlannedCheck.objects.get().until == later
