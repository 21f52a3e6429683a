""" "It did not work for me": one tap, and perhaps a sentence."""

import pytest
from django.db import connection

from places.models import Venue, WifiReport
from tests.factories import VenueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(db):
    return VenueFactory(name="Elland Library")


def tap(client, venue, **more):
    return client.post(f"/wifi/{venue.code}/did-not-work/", more.pop("data", {}), **more)


def test_one_tap_makes_one_report_and_says_thank_you(client, library):
    answer = tap(client, library, follow=True)
    assert "Thank you. We will look into it." in answer.content.decode()
    assert WifiReport.objects.get().venue == library


def test_two_taps_make_one_report(client, library):
    tap(client, library)
    tap(client, library)
    assert WifiReport.objects.count() == 1


def test_a_sentence_joins_the_tap_and_is_not_stored_in_clear(client, library):
    address = tap(client, library)["Location"]
    answer = client.post(address, {"sentence": "Ahmed at the desk said it is broken."}, follow=True)
    assert "Thank you for telling us." in answer.content.decode()
    assert "Ahmed" not in client.get(address).content.decode()
    assert WifiReport.objects.get().sentence == "Ahmed at the desk said it is broken."
    with connection.cursor() as cursor:
        cursor.execute("select sentence from places_wifireport")
        assert "Ahmed" not in cursor.fetchone()[0]


def test_behind_one_wifi_the_next_person_makes_a_report_of_their_own(client, library):
    client.post(tap(client, library)["Location"], {"sentence": "No signal."})
    tap(client, library)
    assert WifiReport.objects.count() == 2


def test_a_tap_from_another_site_is_refused(client, library):
    assert tap(client, library, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert not WifiReport.objects.exists()


def test_what_a_robot_sends_is_kept_aside(client, library):
    tap(client, library, data={"website": "https://spam.example"})
    assert not WifiReport.objects.genuine().exists()


def test_a_link_in_the_sentence_is_kept_aside(client, library):
    client.post(tap(client, library)["Location"], {"sentence": "see https://spam.example"})
    assert not WifiReport.objects.genuine().exists()


def test_too_many_taps_are_refused_with_a_page(client, library, monkeypatch):
    monkeypatch.setattr("guides.taps.PER_VISITOR", 1)
    tap(client, library)
    assert tap(client, library).status_code == 429


def test_looking_at_the_address_of_the_tap_makes_nothing(client, library):
    assert client.get(f"/wifi/{library.code}/did-not-work/").status_code == 405
    assert not WifiReport.objects.exists()


@pytest.mark.parametrize("token", ["x", "1:1:1", "%00"])
def test_a_forged_address_is_not_found(client, token):
    assert client.get(f"/wifi/told/{token}/").status_code == 404


def test_an_empty_sentence_is_asked_for_again(client, library):
    page = client.post(tap(client, library)["Location"], {"sentence": ""}).content.decode()
    assert "We have your tap already." in page


def test_when_the_venue_is_hidden_the_address_is_not_found_any_more(client, library):
    address = tap(client, library)["Location"]
    library.visibility = Venue.Visibility.CONFIDENTIAL
    library.set_place()
    library.save()
    assert client.get(address).status_code == 404
