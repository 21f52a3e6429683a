"""The public list of places with wifi: it tells what is public, and nothing of what is not."""

import datetime
import re
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from places.models import ClosedDay, OpeningHours, Venue
from tests.factories import AreaFactory, VenueFactory, WifiCheckFactory

pytestmark = pytest.mark.django_db
NEAR_QUERIES = 11
"""Count, order, venues, hours, closed days, checks; the guide, three; the look of the scheme; whose data it is."""


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def library(db):
    library = VenueFactory(
        name="Elland Library", area=AreaFactory(name="Elland", code="E05016485"), is_step_free=True, computers=6,
        wifi_network="Library-WiFi", wifi_steps="Open any page.\nTap the box to agree.",
    )  # fmt: skip
    for weekday in range(5):
        OpeningHours.objects.create(
            venue=library, weekday=weekday, opens=datetime.time(9, 30), closes=datetime.time(17)
        )
    OpeningHours.objects.create(venue=library, weekday=5, opens=datetime.time(10), closes=datetime.time(12))
    return library


def secrets(area, other=None):
    """Venues of every kind that the public may not know of, in `area` and in a ward of their own, or `other`."""
    return [
        VenueFactory(confidential=True, area=area, wifi=Venue.Wifi.THROUGHOUT),
        VenueFactory(confidential=True, area=other or AreaFactory(name="Secret ward"), kind=Venue.Kind.OTHER),
        VenueFactory(
            name="Night shelter", kind=Venue.Kind.HOMELESSNESS, visibility=Venue.Visibility.RESIDENTS, area=area
        ),
        VenueFactory(name="Old library", area=area, closed_on=timezone.localdate()),
    ]


def test_the_list_says_where_when_and_what(client, library):
    WifiCheckFactory(venue=library, checked_at=at("2026-06-01T12:00"))
    with patch("guides.views.wifi.timezone.now", return_value=at("2026-06-10T11:00")):
        page = client.get("/wifi/").content.decode()
    for words in (
        "Elland Library",
        "Open until 5pm today",
        "Step-free",
        "Library-WiFi",
        "Tap the box to agree.",
        "Checked on 1 June 2026 by a digital champion:",
        "it worked.",
    ):
        assert words in page


def test_a_place_says_how_to_connect_and_when_it_is_shut(client, library):
    soon = timezone.localdate() + datetime.timedelta(days=3)
    ClosedDay.objects.create(venue=library, first_day=soon, last_day=soon, reason="Stocktaking")
    page = client.get(f"/wifi/{library.code}/").content.decode()
    for words in ("Library-WiFi", "Tap the box to agree.", "Stocktaking", "Monday to Friday"):
        assert words in page


@pytest.mark.parametrize("place", ["", "\0", "nowhere", "'", "HX2'--", "ZZ99 9ZZ", "<script>", "é" * 5000])
def test_a_place_that_nobody_knows_still_shows_the_list(client, library, place):
    page = client.get("/wifi/", {"place": place}).content.decode()
    assert "Elland Library" in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/wifi/",
        "/wifi/?place=elland",
        "/wifi/?near=53.7,-1.8&open=now&map=1",
        "/wifi/?kind=other&quiet=on",
        "/search/?query=house",
        "/search/?query=shelter",
        "/",
    ],
)
def test_hidden_venues_leave_every_byte_as_it_was(client, site, library, path):
    before = client.get(path).content
    secrets(library.area)
    assert client.get(path).content == before


def test_a_hidden_venue_answers_like_one_that_does_not_exist(client, library):
    hidden = secrets(library.area)
    missing = client.get("/wifi/nowhere1/")
    for venue in hidden:
        for address in (venue.code, venue.pk):
            answer = client.get(f"/wifi/{address}/")
            assert answer.status_code == missing.status_code == 404
            assert answer.content == missing.content


def test_hidden_venues_leave_the_page_of_a_place_and_the_forms_as_they_were(client, site, library):
    paths = [f"/wifi/{library.code}/", "/help/ask/", "/volunteer/", "/sign-in/", "/nowhere/"]

    def pages():
        made_anew = rb'name="(?:csrfmiddlewaretoken|submission_id)" value="[^"]*"'
        return [re.sub(made_anew, b"", client.get(path).content) for path in paths]

    empty_ward = AreaFactory()
    before = pages()
    secrets(library.area, empty_ward)
    assert pages() == before


def test_no_public_address_counts_the_venues(client, library):
    """A number that grows would tell how many hidden ones came between two public ones."""
    page = client.get("/wifi/").content.decode()
    assert f"/wifi/{library.code}/" in page
    assert not library.code.isdigit()
    assert f"/{library.pk}/" not in page


def test_the_ward_of_a_hidden_venue_alone_is_no_choice_in_the_filter(client, library):
    secrets(library.area)
    assert "Secret ward" not in client.get("/wifi/").content.decode()


def test_queries_do_not_grow_with_the_number_of_places(client, library, django_assert_num_queries):
    WifiCheckFactory(venue=library)
    client.get("/wifi/")
    with django_assert_num_queries(NEAR_QUERIES):
        client.get("/wifi/?near=53.72,-1.86")
    WifiCheckFactory.create_batch(25)
    with django_assert_num_queries(NEAR_QUERIES):
        client.get("/wifi/?near=53.72,-1.86")
