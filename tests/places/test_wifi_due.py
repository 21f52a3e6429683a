"""Which places are due for a check, and that their partners are asked once in each period."""

import re
import time
from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Message, Role
from places.models import Venue, WifiMatter
from places.reminding import remind_partners
from places.still_so import token_for
from tests.factories import (
    ChampionFactory,
    OrganisationFactory,
    PartnerFactory,
    UserFactory,
    VenueFactory,
    WifiCheckFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def days_ago(days):
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def partner():
    return PartnerFactory(email="desk@library.example")


@pytest.fixture
def own(partner):
    """own(**venue) -> a venue that the partner looks after."""
    organisation = partner.organisation_memberships.get().organisation
    return lambda **fields: VenueFactory(organisation=organisation, **fields)


@pytest.mark.parametrize(
    ("fields", "days", "due"),
    [
        ({"kind": "library"}, 89, False),
        ({"kind": "library"}, 91, True),
        ({"kind": "cafe"}, 91, False),
        ({"kind": "cafe"}, 181, True),
        ({"confidential": True}, 29, False),
        ({"confidential": True}, 31, True),
    ],
)
def test_each_kind_of_place_has_its_own_period(fields, days, due):
    venue = VenueFactory(**fields)
    WifiCheckFactory(venue=venue, checked_at=days_ago(400))
    WifiCheckFactory(venue=venue, checked_at=days_ago(days))
    assert Venue.objects.due().filter(pk=venue.pk).exists() is due


def test_a_place_nobody_ever_checked_comes_first_and_a_closed_one_never():
    old, never = VenueFactory(name="A"), VenueFactory(name="B")
    VenueFactory(closed_on="2026-01-01")
    WifiCheckFactory(venue=old, checked_at=days_ago(300))
    assert list(Venue.objects.due()) == [never, old]


def test_still_so_counts_as_a_check_for_a_library_but_not_where_people_live():
    library, house = VenueFactory(), VenueFactory(confidential=True)
    for venue in (library, house):
        venue.confirm_wifi()
    assert list(Venue.objects.due()) == [house]


def test_a_scheme_sets_periods_of_its_own(settings):
    WifiCheckFactory(venue__kind="library", checked_at=days_ago(20))
    assert not Venue.objects.due().exists()
    settings.SCHEME_WIFI_CHECK_DAYS = {"library": "14"}
    assert Venue.objects.due().exists()


@pytest.mark.parametrize("wrong", [{"libary": "30"}, {"library": "soon"}, {"library": "0"}, {"cafe": "-3"}])
def test_the_site_does_not_start_with_periods_that_mean_nothing(settings, wrong):
    settings.SCHEME_WIFI_CHECK_DAYS = wrong
    assert [error.id for error in run_checks()] == ["places.E001"]


def test_a_partner_gets_one_mail_about_all_their_places_that_are_due(partner, own):
    own(name="Elland Library"), own(name="Rastrick Library")
    WifiCheckFactory(venue=own(name="Just checked"))
    VenueFactory(name="Not theirs")
    call_command("remind_venues", verbosity=0)
    (mail,) = Message.objects.all()
    assert mail.to == "desk@library.example"
    assert "Elland Library" in mail.text
    assert "Rastrick Library" in mail.text
    assert "Just checked" not in mail.text
    assert "Not theirs" not in mail.text


def test_nobody_is_asked_twice_in_one_period(partner, own):
    own()
    now = timezone.now()
    assert remind_partners(now) == 1
    assert remind_partners(now + timedelta(hours=1)) == 0
    assert remind_partners(now + timedelta(days=89)) == 0
    assert remind_partners(now + timedelta(days=91)) == 1


def test_a_place_is_asked_about_again_only_when_somebody_can_answer():
    venue = VenueFactory(organisation=OrganisationFactory())
    assert remind_partners(timezone.now()) == 0
    PartnerFactory(organisation=venue.organisation)
    assert remind_partners(timezone.now()) == 1


def test_somebody_who_left_gets_no_mail(partner, own):
    own()
    partner.organisation_memberships.update(left_at=timezone.now())
    assert remind_partners(timezone.now()) == 0


@pytest.mark.parametrize("fields", [{"confidential": True}, {"visibility": "residents", "kind": "other"}])
def test_a_mail_names_no_place_that_is_not_public(partner, own, fields):
    house = own(**fields | {"name": "Canary House"})
    remind_partners(timezone.now())
    mail = Message.objects.get()
    for told in (mail.subject, mail.text, mail.html):
        assert "Canary" not in told
        assert "still-so" not in told
    assert house.reference in mail.text
    assert house.reference in signed_in(partner).get(reverse("partner_venue", args=[house.pk])).text


# The link in the mail ------------------------------------------------------------------------------


@pytest.fixture
def link(partner, own):
    venue = own(name="Elland Library")
    remind_partners(timezone.now())
    return venue, re.search(r"/still-so/\S+", Message.objects.get().text)[0]


def test_the_link_answers_only_when_a_button_is_pressed(link):
    venue, address = link
    page = Client().get(address)
    assert "Elland Library" in page.text
    assert "no-store" in page["Cache-Control"]
    Client().head(address)
    venue.refresh_from_db()
    assert venue.wifi_confirmed_at is None
    assert "Thank you" in Client().post(address, {"answer": "same"}).text
    venue.refresh_from_db()
    assert venue.wifi_confirmed_at is not None
    assert not WifiMatter.objects.exists()


@pytest.mark.parametrize("answer", ["changed", "closed"])
def test_changed_or_closed_goes_to_the_leads_and_takes_nothing_away(link, answer):
    venue, address = link
    Client().post(address, {"answer": answer})
    assert WifiMatter.objects.get().reason == answer
    assert Venue.objects.public().filter(pk=venue.pk, wifi_confirmed_at=None).exists()


def test_an_answer_that_is_none_changes_nothing(link):
    venue, address = link
    assert "Is this still so" in Client().post(address, {"answer": "delete"}).text
    assert not WifiMatter.objects.exists()


def test_the_link_dies_with_what_it_stood_on(link, partner):
    venue, address = link
    Venue.objects.filter(pk=venue.pk).update(kind="other", visibility="residents")
    hidden = Client().get(address)
    assert (hidden.status_code, "Elland" in hidden.text) == (404, False)
    Venue.objects.filter(pk=venue.pk).update(visibility="public")
    assert Client().get(address).status_code == 200
    partner.end_role(Role.PARTNER, by=None)
    assert Client().post(address, {"answer": "closed"}).status_code == 404
    assert not WifiMatter.objects.exists()


def test_a_changed_link_opens_nothing(link):
    venue, address = link
    broken = Client().get(address[:-3] + "xx/")
    assert broken.status_code == 404
    assert "Elland" not in broken.text


def test_the_link_works_for_a_month(link, monkeypatch):
    _venue, address = link
    month = timedelta(days=30).total_seconds()
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + month - 60)
    assert Client().get(address).status_code == 200
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + month + 60)
    assert Client().get(address).status_code == 404


def test_no_link_is_made_for_a_place_that_is_not_public(partner, own):
    with pytest.raises(ValueError, match="public"):
        token_for(own(confidential=True), partner)


# Who sees what is due ------------------------------------------------------------------------------


def test_champions_see_due_places_first_and_leads_find_them_in_their_list():
    VenueFactory(name="Long ago")
    fresh = WifiCheckFactory(venue__name="Fresh").venue
    page = signed_in(ChampionFactory().user).get(reverse("my_venues")).text
    assert page.index("Long ago") < page.index("Fresh")
    lead = signed_in(UserFactory(roles=[Role.LEAD]))
    found = lead.get(reverse("scheme_venues:index"), {"due": "yes"}).text
    assert "Long ago" in found
    assert fresh.name not in found


def test_a_partner_sees_which_of_their_places_are_due(partner, own):
    own(name="Elland Library")
    assert "Due for a check" in signed_in(partner).get(reverse("partner_home")).text
