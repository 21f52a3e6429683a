"""The finder in the real browser: near me, without scripts, and pictures of streets."""

import pytest

from tests.factories import AreaFactory, VenueFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_near_me_sends_a_rounded_position_and_nothing_else(open_page, transactional_db):
    VenueFactory(name="Near", latitude=53.72, longitude=-1.86)
    tab = open_page(
        "/wifi/", geolocation={"latitude": 53.7212345, "longitude": -1.8612345}, permissions=["geolocation"]
    )
    tab.get_by_role("button", name="Near me").click()
    tab.wait_for_url("**near=**")
    assert "near=53.72%2C-1.86" in tab.url and "53.721" not in tab.url
    tab.get_by_text("The nearest to you come first").wait_for()


def test_without_scripts_there_is_no_near_me_and_the_search_works(open_page, transactional_db):
    AreaFactory(name="Elland")
    VenueFactory(name="Near", has_sockets=True)
    tab = open_page("/wifi/", java_script_enabled=False)
    assert not tab.get_by_role("button", name="Near me").count()
    tab.get_by_label("Postcode, town or ward").fill("elland")
    tab.get_by_text("What do you need?").click()
    tab.get_by_label("Sockets").check()
    tab.get_by_role("button", name="Show").click()
    tab.get_by_text("1 place: Sockets.").wait_for()


def test_streets_of_a_source_are_shown_with_the_numbers_of_the_list(open_page, live_server, settings, transactional_db):
    settings.SCHEME_MAP_TILES = live_server.url + "/static/leaflet/images/layers.png?{z}/{x}/{y}"
    VenueFactory(name="Near", latitude=53.72, longitude=-1.86)
    tab = open_page("/wifi/?map=1")
    assert tab.locator(".leaflet-tile").first.is_visible()
    assert tab.locator(".pin").inner_text() == "1"
    assert not tab.locator(".map > svg").count()
    assert tab.locator(".leaflet-tile").first.evaluate("tile => tile.referrerPolicy") == "origin"
