"""The finder's pages: where somebody is, what they need, the map, the venue, and what is asked of whom."""

import datetime

import pytest
from django.test import Client

from places.models import Postcode
from tests.factories import AreaFactory, OpeningHoursFactory, VenueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(db):
    area = AreaFactory(name="Elland", latitude=53.685, longitude=-1.825)
    return VenueFactory(name="Elland Library", area=area, latitude=53.69, longitude=-1.825, wifi_network="Library-WiFi")


def page_of(client, path):
    return client.get(path).content.decode()


def test_a_postcode_puts_the_nearest_first_and_says_how_far_on_foot(client, library):
    VenueFactory(name="Far", latitude=53.75, longitude=-1.825)
    Postcode.objects.create(code="HX5 9AA", latitude=53.685, longitude=-1.825)
    page = page_of(client, "/wifi/?place=hx59aa")
    assert "The nearest to HX5 9AA come first." in page
    assert "0.3 miles, about 9 minutes on foot" in page
    assert page.index("Elland Library") < page.index(">Far<")


def test_an_unknown_place_gets_a_sentence_and_the_nearest_that_is_known(client, library):
    AreaFactory(code="HX5", name="HX5", kind="outcode", latitude=53.685, longitude=-1.825)
    page = page_of(client, "/wifi/?place=HX8 1AA")
    assert "We do not know “HX8 1AA”." in page and "The nearest that we know is HX5." in page
    assert "The nearest to HX5 come first." in page


def test_where_not_even_the_nearest_is_known_the_wards_are_offered(client, library):
    page = page_of(client, "/wifi/?place=zanzibar")
    assert "Choose a ward:" in page and '<a href="?place=Elland">Elland</a>' in page


def test_a_search_that_finds_nothing_says_what_to_leave_out(client, library):
    page = page_of(client, "/wifi/?place=elland&kind=library&quiet=on")
    assert "No place near there has all that you asked for." in page
    assert '<a href="?place=elland&amp;kind=library">Without “Quiet”</a>' in page


def test_the_next_page_keeps_what_was_asked(client, library):
    VenueFactory.create_batch(12, has_sockets=True)
    page = page_of(client, "/wifi/?place=elland&sockets=on")
    assert "?place=elland&amp;sockets=on&amp;page=2" in page
    assert "Page 2 of 2" in page_of(client, "/wifi/?place=elland&sockets=on&page=2")


def test_nothing_of_a_search_is_kept_by_caches_in_between(client, library):
    answer = client.get("/wifi/?near=53.72,-1.86")
    assert "private" in answer["Cache-Control"]
    assert not answer.cookies


def test_the_map_is_there_only_for_who_asks_and_its_cost_is_said_first(client, library):
    page = page_of(client, "/wifi/?place=elland")
    assert 'class="map"' not in page and "adds about 1 kB" in page
    page = page_of(client, "/wifi/?place=elland&map=1")
    assert 'class="map"' in page and page.count('r="11"/><text') == 1
    assert "Elland Library" in page and "leaflet" not in page


def test_a_map_of_nothing_is_no_fault(client):
    assert client.get("/wifi/?map=1").status_code == 200
    VenueFactory(latitude=None, longitude=None, area=AreaFactory(latitude=None, longitude=None))
    assert client.get("/wifi/?map=1").status_code == 200


def test_no_other_host_is_allowed_without_a_source_of_streets(client, library):
    assert "https:" not in client.get("/wifi/?map=1")["Content-Security-Policy"]


def test_the_source_of_streets_is_allowed_on_the_map_alone(client, library, settings):
    settings.SCHEME_MAP_TILES = "https://{s}.tiles.example/{z}/{x}/{y}.png"
    settings.SCHEME_MAP_ATTRIBUTION = "© Somebody"
    assert "https://*.tiles.example" in client.get("/wifi/?map=1")["Content-Security-Policy"]
    for path in ("/wifi/", f"/wifi/{library.code}/", "/search/"):
        assert "tiles.example" not in client.get(path)["Content-Security-Policy"]
    assert "It uses up to 1 MB of your data." in page_of(client, "/wifi/")
    page = page_of(client, "/wifi/?map=1")
    assert 'data-attribution="© Somebody"' in page and 'r="11"/><text' in page


def test_the_guide_about_joining_wifi_and_the_finder_lead_to_each_other(client, site, library):
    guide = "/get-connected/join-free-wifi/"
    for path in ("/wifi/", f"/wifi/{library.code}/"):
        assert f'href="{guide}"' in page_of(client, path)
    assert 'href="/wifi/">Find free wifi near you' in page_of(client, guide)


def test_another_guide_does_not_lead_to_the_finder(client, site):
    assert "Find free wifi near you" not in page_of(client, "/stay-safe/spot-a-scam-message/")


def test_a_poster_says_how_to_connect_and_where_to_read_more(client, library):
    for size in ("a4", "a5"):
        page = page_of(client, f"/wifi/{library.code}/poster/{size}/")
        for words in ("Free wifi here", "Library-WiFi", f"testserver/wifi/{library.code}", "<svg"):
            assert words in page
    assert client.get(f"/wifi/{library.code}/poster/a3/").status_code == 404


def test_a_poster_does_not_call_free_what_costs_money(client, library):
    library.wifi_is_free = False
    library.save()
    assert "Free wifi here" not in page_of(client, f"/wifi/{library.code}/poster/a4/")


def test_a_venue_can_be_sent_on(client, library):
    page = page_of(client, f"/wifi/{library.code}/share/")
    assert f"http://testserver/wifi/{library.code}/" in page and "sms:" in page


@pytest.mark.parametrize("below", ["", "share/", "poster/a4/", "did-not-work/"])
def test_a_hidden_venue_has_none_of_these_pages(client, below):
    house = VenueFactory(confidential=True)
    path = "/wifi/{}/" + below
    ask = client.post if below == "did-not-work/" else client.get
    hidden, missing = ask(path.format(house.code)), ask(path.format("nowhere1"))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_bank_holidays_stand_in_the_week_of_a_venue(client, library):
    OpeningHoursFactory(venue=library, weekday=0)
    assert "Bank holidays" in page_of(client, f"/wifi/{library.code}/")
    OpeningHoursFactory(venue=library, weekday=7, opens=datetime.time(10), closes=datetime.time(12))
    assert "10am to noon" in page_of(client, f"/wifi/{library.code}/")


def test_a_first_visit_weighs_less_than_thirteen_thousand_bytes(library):
    from pathlib import Path

    from django.conf import settings

    VenueFactory.create_batch(30, wifi_network="Library-WiFi", wifi_steps="Open any page.\nTap Accept.", is_quiet=True)
    import brotli

    page = Client(headers={"accept-encoding": "gzip"}).get("/wifi/?place=elland").content
    linked = [Path(settings.ROOT, "static", name).read_bytes() for name in ("css/site.css", "js/wifi.js")]
    assert len(page) + sum(len(brotli.compress(each)) for each in linked) < 13_000
