"""Our Open Referral answers against the official schemas, format checks included."""

import json
from datetime import date, time, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from places.models import ClosedDay, Postcode, Venue
from tests.factories import OpeningHoursFactory, OrganisationFactory, VenueFactory

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parents[1] / "data" / "open_referral"
PREFIX = "/open-referral/"

formats = FormatChecker()


@formats.checks("uri")
def is_uri(value) -> bool:
    parts = urlsplit(value)
    return bool(parts.scheme and parts.netloc) and " " not in value


def schema(name: str) -> dict:
    return json.loads((SCHEMAS / f"{name}.json").read_text())


def faults(name: str, found: dict) -> list[str]:
    validator = Draft202012Validator(schema(name), format_checker=formats)
    return [f"{'/'.join(map(str, fault.path))}: {fault.message}" for fault in validator.iter_errors(found)]


def fetch(client, path="services", **asked) -> dict:
    response = client.get(PREFIX + path, asked)
    assert response.status_code == 200
    return response.json()


@pytest.fixture
def library(db):
    """A venue of which everything is known."""
    venue = VenueFactory(
        name="Halifax Central Library", address="Square Road\nHalifax", organisation=OrganisationFactory(website="https://l.example"),
        wifi_network="Free", wifi_steps="Open the page.\nTap Accept.", wifi_minutes=60, wifi_needs_sign_up=True, is_step_free=True,
        has_accessible_toilet=False, has_hearing_loop=True, access_note="Ramp at the side", computers=4, has_sockets=True, is_quiet=False,
    )  # fmt: skip
    for day in range(5):
        OpeningHoursFactory(venue=venue, weekday=day)
    OpeningHoursFactory(venue=venue, weekday=4, opens=time(20), closes=time(1))
    return venue


@pytest.fixture
def bare(db):
    """A venue of which almost nothing is known."""
    return VenueFactory(name="Hut", wifi="unknown", address="", postcode="", latitude=None, longitude=None)


def test_the_schemas_catch_what_is_wrong():
    assert faults("service", {"id": "7", "name": "x", "status": "open", "url": "nowhere"}).__len__() == 3
    assert faults("service", {}) != []
    assert not faults("service", json.loads((SCHEMAS / "example_service_list.json").read_text())["contents"][0])


def test_every_service_is_valid_in_the_list_in_full_and_alone(client, library, bare):
    listed, full = fetch(client), fetch(client, full="true")
    assert listed["total_items"] == full["total_items"] == 2
    for service in listed["contents"]:
        assert not faults("service_list", service)
        assert not faults("service", fetch(client, f"services/{service['id']}"))
    for service in full["contents"]:
        assert not faults("service", service)
        assert service == fetch(client, f"services/{service['id']}")


def test_every_required_field_has_something_in_it(client, library):
    service = fetch(client, f"services/{library.public_id}")
    location = service["service_at_locations"][0]["location"]
    needed = {
        "service": (service, "id name status"),
        "organization": (service["organization"], "id name description"),
        "location": (location, "id location_type"),
        "address": (location["addresses"][0], "id address_1 city state_province postal_code country address_type"),
    }
    for what, (record, names) in needed.items():
        for name in names.split():
            assert record[name], f"{what} {name}"
    assert service["status"] == "active"
    assert (location["latitude"], location["longitude"]) == (library.latitude, library.longitude)


def test_the_way_in_says_version_profile_and_where_the_api_is_defined(client):
    found = fetch(client, "")
    assert found["version"] == "HSDS-UK-3.0"
    meta = schema("openapi")["paths"]["/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert not list(Draft202012Validator(meta, format_checker=formats).iter_errors(found))


def test_a_page_says_where_it_stands_among_the_others(client):
    for number in range(5):
        VenueFactory(name=f"Place {number}")
    page = schema("openapi")["components"]["schemas"]["Page"]
    seen = []
    for number, size in ((1, 2), (2, 2), (3, 1)):
        found = fetch(client, page=number, per_page=2)
        seen += [service["name"] for service in found.pop("contents")]
        assert not list(Draft202012Validator(page).iter_errors(found))
        assert found == {
            "total_items": 5, "total_pages": 3, "page_number": number, "size": size,
            "first_page": number == 1, "last_page": number == 3, "empty": False,
        }  # fmt: skip
    assert seen == [f"Free wifi at Place {number}" for number in range(5)]
    beyond = fetch(client, page=9)
    assert beyond["empty"] and beyond["last_page"] and beyond["contents"] == []


def test_nothing_at_all_is_one_empty_page(client):
    found = fetch(client)
    assert found["empty"] and found["first_page"] and found["last_page"] and found["total_items"] == 0


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "0"}, {"page": "-1"}, {"page": "x"}, {"page": "9" * 5000}, {"per_page": "501"}, {"per_page": "1e3"}, {"page": "٣"},
        {"modified_after": "yesterday"}, {"modified_after": "2026-02-30"}, {"organization_id": "1"}, {"start_time": "9 o'clock"},
        {"end_time": "25:00"}, {"day": "someday"}, {"proximity": "100"}, {"postcode": "ZZ1 1ZZ"},
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_is_told_so(client, asked):
    response = client.get(PREFIX + "services", asked)
    assert response.status_code == 400 and response.json()["error"].endswith(".")
    assert response["Access-Control-Allow-Origin"] == "*"


def names(client, **asked) -> list[str]:
    return [service["name"].removeprefix("Free wifi at ") for service in fetch(client, **asked)["contents"]]


def test_services_are_found_by_words_kind_organisation_and_change(client, library, bare):
    assert names(client, search="halifax LIBRARY") == [library.name]
    assert names(client, search="halifax hut") == []
    assert names(client, search="\0") == names(client, search="") == [library.name, "Hut"]
    cafe = VenueFactory(name="Cafe", kind=Venue.Kind.CAFE)
    term = fetch(client, f"services/{cafe.public_id}")["attributes"][0]["taxonomy_term"]
    assert names(client, taxonomy_term_id=term["id"]) == ["Cafe"]
    assert len(names(client, taxonomy_id=term["taxonomy_id"])) == 3 and not names(client, taxonomy_id=str(uuid4()))
    assert names(client, organization_id=str(library.organisation.public_id)) == [library.name]
    assert len(names(client, modified_after="2020-01-01T00:00:00Z")) == 3
    assert not names(client, modified_after=(timezone.now() + timedelta(hours=1)).isoformat())


def test_services_are_found_by_when_they_are_open(client, library, bare):
    assert names(client, day="MO") == names(client, day="Monday") == names(client, day="SU,MO") == [library.name]
    assert names(client, day="SU") == []
    assert names(client, start_time="09:00", end_time="17:00") == [library.name]
    assert names(client, start_time="20:00", end_time="03:00") == [library.name]
    assert names(client, day="MO", start_time="18:00") == []


def test_services_are_found_by_distance_from_a_postcode(client, bare):
    here = Postcode.objects.create(code="HX1 1UN", latitude=53.72, longitude=-1.86)
    far = VenueFactory(name="Far", latitude=here.latitude + 0.02, longitude=here.longitude)  # some 2,200 metres
    near = VenueFactory(name="Near", latitude=here.latitude + 0.001, longitude=here.longitude)
    assert names(client, postcode="hx11un") == [near.name, far.name]
    assert names(client, postcode="HX1 1UN", proximity="500") == [near.name]
    assert names(client, postcode="HX1 1UN", per_page=1, page=2) == [far.name]


def test_a_place_without_wifi_is_no_service(client):
    venue = VenueFactory(wifi=Venue.Wifi.NONE)
    assert names(client) == []
    assert client.get(f"{PREFIX}services/{venue.public_id}").status_code == 404


def test_a_closure_is_said_and_today_it_is_the_status(client, library):
    today = timezone.localdate()
    ClosedDay.objects.create(venue=library, first_day=today, last_day=today)
    found = fetch(client, f"services/{library.public_id}")
    assert found["status"] == "temporarily closed" and "Closed from" in found["alert"]
    ClosedDay.objects.update(first_day=date(2020, 1, 1), last_day=date(2020, 1, 2))
    found = fetch(client, f"services/{library.public_id}")
    assert found["status"] == "active" and "alert" not in found


def test_ids_stay_the_same(client, library):
    first = fetch(client, f"services/{library.public_id}")
    library.name = "Another name"
    library.save()
    second = fetch(client, f"services/{library.public_id}")

    def ids(record):
        if isinstance(record, list):
            return [one for each in record for one in ids(each)]
        if isinstance(record, dict):
            return [value for name, value in record.items() if name == "id"] + ids(list(record.values()))
        return []

    assert len(ids(first)) > 8 and ids(first) == ids(second)


def test_a_confidential_service_answers_like_one_that_never_was(client):
    house = VenueFactory(confidential=True)
    answers = [client.get(f"{PREFIX}services/{number}") for number in (house.public_id, uuid4(), "no-uuid")]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize(
    "path",
    [
        "open-referral/",
        "open-referral/services",
        "data/venues.csv",
        "data/venues.geojson",
        "data/openstreetmap.geojson",
    ],
)
def test_every_origin_may_read_and_nobody_may_write(client, path):
    told = client.get(f"/{path}", headers={"origin": "https://elsewhere.example"})
    assert told["Access-Control-Allow-Origin"] == "*" and "Access-Control-Allow-Credentials" not in told
    assert not told.cookies and "no-cache" in told["Cache-Control"]
    asked = client.options(f"/{path}")
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert client.head(f"/{path}").status_code == 200
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"/{path}").status_code == 405


def test_what_has_not_changed_is_not_sent_again(client, library):
    tag = client.get(PREFIX + "services")["ETag"]
    again = client.get(PREFIX + "services", headers={"if-none-match": tag})
    assert again.status_code == 304 and again["Access-Control-Allow-Origin"] == "*"
    library.visibility = Venue.Visibility.CONFIDENTIAL
    library.set_place()
    library.save()
    assert client.get(PREFIX + "services", headers={"if-none-match": tag}).json()["empty"]


def test_a_list_takes_the_same_few_queries_however_long(client, library, django_assert_max_num_queries):
    for _ in range(30):
        OpeningHoursFactory()
    with django_assert_max_num_queries(5):
        assert fetch(client, full="true", per_page=100)["size"] == 31
