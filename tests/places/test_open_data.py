"""The files of open data: what is in them, how they are fetched, and what they cost."""

import csv
import io
import json
import tracemalloc
from datetime import time

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from places.models import ClosedDay, OpeningHours, Venue
from places.open_data import views
from places.open_data.facts import COLUMNS
from tests.factories import (
    AreaFactory,
    OpeningHoursFactory,
    OrganisationFactory,
    UserFactory,
    VenueFactory,
    WifiCheckFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
FILES = ["/data/venues.csv", "/data/venues.geojson", "/data/openstreetmap.geojson", "/data/open-referral.json"]


def text_of(client, path, **asked) -> str:
    response = client.get(path, asked)
    assert response.status_code == 200
    return response.getvalue().decode()


def rows(client, **asked) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text_of(client, "/data/venues.csv", **asked).removeprefix("\ufeff"))))


def features(client, path="/data/venues.geojson", **asked) -> list[dict]:
    return json.loads(text_of(client, path, **asked))["features"]


def test_csv_has_every_column_and_says_nothing_where_nothing_is_known(client):
    venue = VenueFactory(
        name="Central", organisation=OrganisationFactory(name="Libraries"), is_step_free=True, is_quiet=False
    )
    OpeningHoursFactory(venue=venue)
    WifiCheckFactory(venue=venue, works=False)
    (row,) = rows(client)
    assert list(row) == list(COLUMNS)
    assert (row["name"], row["organisation"], row["opening_hours"]) == ("Central", "Libraries", "Mo 09:00-17:00; PH off")
    assert (row["is_step_free"], row["is_quiet"], row["has_sockets"], row["wifi_worked"]) == ("yes", "no", "", "no")
    assert row["longitude"] == "-1.861" and row["page"].endswith(f"/wifi/{venue.code}/")


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", " =1"])
def test_no_cell_of_the_csv_is_a_formula(client, name):
    VenueFactory(name=name, address="=HYPERLINK(1)", wifi_network="@x")
    (row,) = rows(client)
    assert all(row[column].startswith("'") for column in ("name", "address", "wifi_network"))


def test_geojson_gives_longitude_before_latitude(client):
    VenueFactory(latitude=53.7, longitude=-1.8)
    (feature,) = features(client)
    assert feature["geometry"] == {"type": "Point", "coordinates": [-1.8, 53.7]}
    assert "latitude" not in feature["properties"]


def test_a_place_without_a_point_is_in_it_without_geometry(client):
    VenueFactory(latitude=None, longitude=None)
    (feature,) = features(client)
    assert feature["geometry"] is None


def test_the_files_name_the_licence(client, settings):
    settings.SCHEME_DATA_LICENCE, settings.SCHEME_DATA_LICENCE_URL = "CC0", "https://cc0.example"
    assert '"licence": "CC0"' in text_of(client, "/data/venues.geojson")
    page = client.get("/data/").content.decode()
    assert "CC0" in page and "https://cc0.example" in page


def test_demonstration_data_says_so_wherever_it_goes(client, settings):
    VenueFactory()
    settings.SCHEME_DEMO = True
    for path in FILES[1:]:
        assert "Demonstration data" in text_of(client, path)
    assert "demonstration-venues.csv" in client.get("/data/venues.csv")["Content-Disposition"]
    assert "demonstration data" in client.get("/data/").content.decode()


def test_openstreetmap_gets_its_own_tags_and_none_for_what_is_not_known(client):
    venue = VenueFactory(
        name="Central", wifi_network="Free", is_step_free=False, has_accessible_toilet=True, wifi="communal", organisation=None
    )  # fmt: skip
    OpeningHoursFactory(venue=venue, opens=time(20), closes=time(0))
    (feature,) = features(client, "/data/openstreetmap.geojson")
    tags = feature["properties"]
    assert tags.pop("source").endswith(f"/wifi/{venue.code}/")
    assert tags == {
        "name": "Central", "amenity": "library", "addr:postcode": "HX1 1UN", "internet_access": "wlan", "internet_access:fee": "no",
        "internet_access:ssid": "Free", "opening_hours": "Mo 20:00-24:00; PH off", "wheelchair": "no", "toilets:wheelchair": "yes",
    }  # fmt: skip


@pytest.mark.parametrize(("wifi", "tag"), [("none", "no"), ("unknown", None), ("throughout", "wlan")])
def test_wifi_is_wlan_to_openstreetmap(client, wifi, tag):
    VenueFactory(wifi=wifi, wifi_is_free=False)
    (feature,) = features(client, "/data/openstreetmap.geojson")
    assert feature["properties"].get("internet_access") == tag
    assert feature["properties"].get("internet_access:fee") == ("yes" if tag == "wlan" else None)


def test_hours_and_closures_stand_with_their_own_place(client):
    """Some have none, and a confidential one between them has both."""
    venues = [VenueFactory(name=f"Place {number}") for number in range(4)]
    house = VenueFactory(confidential=True)
    last = VenueFactory(name="Last")
    for venue, weekday in ((venues[1], 1), (venues[3], 3), (house, 5), (last, 6)):
        OpeningHoursFactory(venue=venue, weekday=weekday)
        ClosedDay.objects.create(venue=venue, first_day=f"2026-12-0{weekday}", last_day="2026-12-24")
    assert [(row["name"], row["opening_hours"], row["closed_days"]) for row in rows(client)] == [
        ("Place 0", "", ""),
        ("Place 1", "Tu 09:00-17:00; PH off", "2026-12-01/2026-12-24"),
        ("Place 2", "", ""),
        ("Place 3", "Th 09:00-17:00; PH off", "2026-12-03/2026-12-24"),
        ("Last", "Su 09:00-17:00; PH off", "2026-12-06/2026-12-24"),
    ]
    assert rows(client, per_page=10) == rows(client)


def test_only_public_places_that_are_open_for_good_are_in_any_file_whoever_asks(client):
    VenueFactory(name="Shown")
    VenueFactory(name="Hidden House", confidential=True)
    VenueFactory(name="Hidden Hostel", kind="homelessness", visibility="residents")
    VenueFactory(name="Hidden Ruin", closed_on="2020-01-01")
    for who in (client, signed_in(UserFactory(roles=[Role.LEAD]))):
        for path in [*FILES, "/open-referral/services", "/data/"]:
            text = b"".join(who.get(path)).decode()
            assert "Hidden" not in text
            assert path == "/data/" or "Shown" in text
        assert len(rows(who)) == 1


def test_a_file_can_be_had_page_by_page(client):
    for number in range(5):
        VenueFactory(name=f"Place {number}")
    first = client.get("/data/venues.geojson?page=1&per_page=2")
    assert len(json.loads(first.getvalue())["features"]) == 2
    assert 'page=2&per_page=2>; rel="next"' in first["Link"] and "prev" not in first["Link"]
    last = client.get("/data/venues.geojson?page=3&per_page=2")
    assert len(json.loads(last.getvalue())["features"]) == 1
    assert 'rel="prev"' in last["Link"] and "next" not in last["Link"]
    assert "Link" not in client.get("/data/venues.geojson")
    assert client.get("/data/venues.csv?page=none").status_code == 400


def many(number: int) -> None:
    ward = AreaFactory()
    venues = Venue.objects.bulk_create(
        Venue(name=f"Place {each}", kind="library", visibility="public", area=ward, address="1 Road\nTown", wifi="throughout",
              wifi_steps="Open the page. " * 20, latitude=53.7, longitude=-1.8)
        for each in range(number)
    )  # fmt: skip
    OpeningHours.objects.bulk_create(
        OpeningHours(venue=venue, weekday=day, opens=time(9), closes=time(17)) for venue in venues for day in range(3)
    )


def asked_and_held(view) -> tuple[int, int, int]:
    """(queries, most bytes held at once, bytes sent) of a whole file, read piece by piece."""
    request = RequestFactory().get("/")
    tracemalloc.start()
    try:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            sent = sum(len(piece) for piece in view(request))
        return len(queries), tracemalloc.get_traced_memory()[1], sent
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "view", [views.venues_csv, views.venues_geojson, views.openstreetmap, views.open_referral_feed]
)
def test_a_long_list_takes_no_more_queries_and_no_more_memory_than_a_shorter_one(view):
    """From 1,000 venues on, since that is where every buffer is full."""
    many(1_000)
    queries, held, sent = asked_and_held(view)
    many(2_000)
    more_queries, more_held, more_sent = asked_and_held(view)
    assert more_queries == queries <= 4
    assert more_sent > 2.9 * sent
    assert more_held < held * 1.3
