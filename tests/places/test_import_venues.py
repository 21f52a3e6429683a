"""Venues from a list or a feed: added once, brought up to date, and never made public against the rules."""

import json
import re
from datetime import date, time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AccessRecord
from imports.report import Outcome
from imports.tables import TableRefused, read_table
from places.feeds import read_feed
from places.importing import VenueImport
from places.models import ClosedDay, Organisation, Postcode, Venue
from tests.factories import AreaFactory, OpeningHoursFactory, OrganisationFactory, VenueFactory

pytestmark = pytest.mark.django_db
EXAMPLE = "tests/data/open_referral/example_service_full.json"


@pytest.fixture(autouse=True)
def ward(db):
    return AreaFactory(name="Park", code="E05016493", latitude=53.723, longitude=-1.879)


def bring(*lines: str, dry_run=False, **options):
    return VenueImport(read_table("\n".join(lines).encode()), **options).run(dry_run=dry_run)


def outcomes(report) -> list[str]:
    return [row.outcome for row in report.rows]


def test_a_list_becomes_public_venues_with_hours_and_a_point(ward):
    Postcode.objects.create(code="HX1 1UN", area=ward, latitude=53.7, longitude=-1.8)
    report = bring(
        "Name,Type,Address,Postcode,Opening times,Wi-fi,SSID,Wheelchair access,Computers",
        'King Cross Library,Library,"Haugh Shaw Road, Halifax",hx11un,Mon-Fri 9:00-17:30; Sat 10-13,everywhere,Free,yes,6',
    )
    assert outcomes(report) == [Outcome.IMPORTED]
    venue = Venue.objects.get()
    assert (venue.kind, venue.visibility, venue.postcode, venue.area) == ("library", "public", "HX1 1UN", ward)
    assert (venue.latitude, venue.wifi, venue.wifi_network, venue.is_step_free, venue.computers) == (
        53.7, "throughout", "Free", True, 6,
    )  # fmt: skip
    hours = list(venue.opening_hours.values_list("weekday", "opens", "closes"))
    assert hours == [*((day, time(9), time(17, 30)) for day in range(5)), (5, time(10), time(13))]


def test_a_dry_run_says_the_same_and_changes_nothing():
    lines = ("Name,Kind,Ward", "Hall,community,Park", "Library,library,Nowhere")
    tried = bring(*lines, dry_run=True)
    assert not Venue.objects.exists()
    assert tried.as_data() == bring(*lines).as_data()
    assert outcomes(tried) == [Outcome.IMPORTED, Outcome.NOT_TAKEN]


def test_the_same_list_again_adds_nothing_and_changes_nothing():
    lines = ("Name,Kind,Ward,Postcode,Hours", "Hall,community,Park,HX1 1UN,Mo 09:00-17:00")
    bring(*lines)
    was = Venue.objects.get()
    assert outcomes(bring(*lines)) == [Outcome.ALREADY_THERE]
    assert Venue.objects.get().updated_at == was.updated_at


def test_a_later_list_updates_and_says_what_becomes_what():
    bring("Name,Kind,Ward,Postcode,Network,Hours", "Hall,community,Park,HX1 1UN,Old,Mo 09:00-17:00")
    report = bring("Name,Postcode,Network,Hours", "HALL,hx1 1un,New,Mo-Tu 09:00-17:00")
    assert outcomes(report) == [Outcome.UPDATED]
    assert report.rows[0].remarks == [
        "Name: “Hall” becomes “HALL”",
        "Network name: “Old” becomes “New”",
        "Opening hours: “Mo 09:00-17:00; PH off” becomes “Mo-Tu 09:00-17:00; PH off”",
    ]
    venue = Venue.objects.get()
    assert (venue.wifi_network, venue.kind, venue.opening_hours.count()) == ("New", "community", 2)


def test_an_empty_cell_changes_nothing():
    venue = VenueFactory(name="Hall", postcode="HX1 1UN", wifi_network="Kept", is_quiet=True)
    assert outcomes(bring("Name,Postcode,Network,Quiet,Kind", "Hall,HX1 1UN,,,")) == [Outcome.ALREADY_THERE]
    venue.refresh_from_db()
    assert venue.wifi_network == "Kept" and venue.is_quiet


@pytest.mark.parametrize("by", ["id", "code"])
def test_a_venue_that_was_renamed_is_known_by_its_id_or_code(by):
    venue = VenueFactory(name="Old name")
    known = str(venue.public_id if by == "id" else venue.code)
    assert outcomes(bring(f"Name,{by}", f"New name,{known}")) == [Outcome.UPDATED]
    assert Venue.objects.get().name == "New name"


def test_the_same_place_twice_in_a_list_is_one():
    report = bring("Name,Ward,Postcode", "Hall,Park,HX1 1UN", "hall,Park,HX1 1UN", "Hall,Park,HX2 2UN")
    assert outcomes(report) == [Outcome.IMPORTED, Outcome.ALREADY_THERE, Outcome.IMPORTED]
    assert report.rows[1].remarks == ["The same place as in row 2"]


def test_what_partners_have_confirmed_is_kept_and_said_unless_it_is_to_be_overwritten():
    venue = VenueFactory(name="Hall", postcode="HX1 1UN", wifi_network="Theirs")
    venue.confirm_wifi()
    lines = ("Name,Postcode,Network,Computers", "Hall,HX1 1UN,Ours,3")
    report = bring(*lines)
    venue.refresh_from_db()
    assert (venue.wifi_network, venue.computers) == ("Theirs", 3)
    assert "kept as “Theirs”" in report.rows[0].remarks[0] and "“Ours”" in report.rows[0].remarks[0]
    assert any("were kept" in note for note in report.notes)
    bring(*lines, overwrite=True)
    venue.refresh_from_db()
    assert venue.wifi_network == "Ours"


# What is confidential ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("House", "asylum accommodation"), ("House", "Hotel"), ("House", "hostel"), ("House", "homelessness"), ("House", "Women's refuge"),
        ("Calder Refuge", "community"), ("House", "Library; asylum accommodation"), ("House", "Domestic abuse refuge"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("visibility", ["", "public"])
def test_where_people_are_housed_is_refused_as_public(name, kind, visibility):
    report = bring("Name,Kind,Ward,Visibility", f"{name},{kind},Park,{visibility}")
    assert outcomes(report) == [Outcome.NOT_TAKEN] and "not made public" in report.rows[0].remarks[0]
    assert not Venue.objects.exists()


def test_what_an_accommodation_provider_runs_is_refused_as_public():
    OrganisationFactory(name="Beds Ltd", kind=Organisation.Kind.ACCOMMODATION)
    assert outcomes(bring("Name,Ward,Organisation", "House,Park,Beds Ltd")) == [Outcome.NOT_TAKEN]


def test_a_confidential_row_keeps_its_place_sealed_and_out_of_the_report():
    lines = ("Name,Kind,Ward,Visibility,Address,Postcode", "House 1,asylum,Park,confidential,{},HX1 1UN")
    report = bring(lines[0], lines[1].format("1 Hidden Street"))
    venue = Venue.objects.get()
    assert venue.address == venue.postcode == "" and venue.place["address"] == "1 Hidden Street"
    report = bring(lines[0], lines[1].format("2 Hidden Street"))
    assert outcomes(report) == [Outcome.UPDATED] and "Hidden" not in report.as_csv() and "HX1" not in report.as_csv()
    assert Venue.objects.get().place["address"] == "2 Hidden Street"


@pytest.mark.parametrize("how", ["name", "id", "code"])
@pytest.mark.parametrize("visibility", ["", "public", "residents"])
def test_no_import_makes_a_confidential_venue_public(how, visibility):
    house = VenueFactory(confidential=True, name="House 1")
    known = {"name": "", "id": str(house.public_id), "code": house.code}[how]
    report = bring(
        f"Name,{'id' if how == 'name' else how},Kind,Ward,Visibility", f"House 1,{known},library,Park,{visibility}"
    )
    assert outcomes(report) == [Outcome.NOT_TAKEN]
    assert Venue.objects.get().is_confidential and Venue.objects.get().kind == "asylum"


def test_an_import_may_make_a_venue_confidential():
    VenueFactory(name="House", postcode="HX1 1UN", address="1 Road")
    report = bring("Name,Postcode,Visibility", "House,HX1 1UN,confidential")
    assert outcomes(report) == [Outcome.UPDATED] and "Public" in report.rows[0].remarks[0]
    venue = Venue.objects.get()
    assert venue.is_confidential and venue.address == "" and venue.place["address"] == "1 Road"


def test_who_may_know_is_never_guessed():
    assert outcomes(bring("Name,Ward,Visibility", "House,Park,perhaps")) == [Outcome.NOT_TAKEN]


# What is not understood -------------------------------------------------------------------------------


def test_the_rest_of_a_row_is_taken_where_one_cell_is_not_understood():
    report = bring(
        "Name,Ward,Kind,Postcode,Latitude,Longitude,Hours,Wifi,Computers,Closed days",
        "Hall,Park,spaceport,HX,91,x,whenever,maybe,many,tomorrow",
    )
    assert outcomes(report) == [Outcome.WITH_REMARKS] and len(report.rows[0].remarks) == 7
    assert Venue.objects.get().kind == "other"


@pytest.mark.parametrize("number", ["-1", "1e9", "99999", "٣", "nan"])
def test_a_number_out_of_bounds_is_left_out(number):
    bring("Name,Ward,Computers,Latitude,Longitude", f"Hall,Park,{number},nan,inf")
    assert Venue.objects.get().computers is None and Venue.objects.get().latitude is None


def test_a_place_without_a_ward_counts_to_the_nearest_and_far_away_to_none():
    AreaFactory(name="Far", latitude=53.9, longitude=-1.879)
    report = bring("Name,Lat,Long", "Hall,53.724,-1.88", "Elsewhere,51.5,-0.1", "Nowhere,,")
    assert outcomes(report) == [Outcome.WITH_REMARKS, Outcome.NOT_TAKEN, Outcome.NOT_TAKEN]
    assert Venue.objects.get().area.name == "Park" and "nearest" in report.rows[0].remarks[0]


def test_a_list_without_names_is_refused():
    with pytest.raises(TableRefused):
        bring("Postcode,Ward", "HX1 1UN,Park")


# There and back ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/data/venues.csv", "/data/open-referral.json", "/open-referral/services?full=true"])
def test_our_own_open_data_comes_back_as_it_was(client, ward, path):
    place = VenueFactory(
        name="=Cafe", kind="cafe", address="1 High Street\nHalifax", area=ward, opening_note="Ring the bell", wifi="communal",
        wifi_is_free=False, wifi_network="Net", wifi_needs_sign_up=True, wifi_steps="Open the page.\nTap Accept.", wifi_minutes=30,
        is_step_free=False, has_accessible_toilet=True, has_hearing_loop=False, access_note="Ramp", computers=0, has_sockets=True,
        is_quiet=True, organisation=OrganisationFactory(),
    )  # fmt: skip
    OpeningHoursFactory(venue=place, weekday=4, opens=time(20), closes=time(1))
    OpeningHoursFactory(venue=place, weekday=5, closes=time(0))
    ClosedDay.objects.create(venue=place, first_day=date(2026, 12, 24), last_day=date(2027, 1, 1))
    VenueFactory(name="Bare", area=ward, address="", postcode="", latitude=None, longitude=None, wifi="unknown")
    answer = client.get(path)
    content = answer.getvalue() if answer.streaming else answer.content
    was = {name: client.get(name).getvalue() for name in ("/data/venues.csv", "/data/venues.geojson")}
    read = read_table if path.endswith("csv") else read_feed
    again = VenueImport(read(content)).run()
    assert outcomes(again) == [Outcome.ALREADY_THERE] * 2, again.rows
    Venue.objects.all().delete()
    report = VenueImport(read(content)).run()
    assert outcomes(report) == [Outcome.IMPORTED] * 2, report.rows
    for name, before in was.items():
        after = client.get(name).getvalue()
        lines = zip(before.decode().splitlines(), after.decode().splitlines(), strict=True)
        for one, other in lines:
            assert without_change(one) == without_change(other)


def without_change(line: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:+]+", "", line)


def test_a_feed_of_somebody_else_gives_what_the_standard_says():
    service = {
        "id": "ac148810-d857-441c-9679-408f346de14b", "name": "Story time", "status": "active",
        "organization": {"name": "Nobody we know"}, "attributes": [{"taxonomy_term": {"name": "Library"}}],
        "schedules": [{"freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00:00", "closes_at": "17:00:00"}],
        "service_at_locations": [{"location": {
            "id": "3a19ff88-4620-4d17-9830-ac1d859eb5d5", "name": "Park Library", "latitude": 53.723, "longitude": -1.879,
            "addresses": [{"address_1": "1 Road", "city": "Halifax", "postal_code": "HX1 1UN"}],
            "accessibility": [{"description": "Step-free"}],
        }}],
    }  # fmt: skip
    report = VenueImport(read_feed(json.dumps({"contents": [service, service | {"id": "x"}]}).encode())).run()
    assert outcomes(report) == [Outcome.WITH_REMARKS, Outcome.ALREADY_THERE]
    venue = Venue.objects.get()
    assert (venue.name, venue.kind, venue.address, venue.wifi) == (
        "Park Library",
        "library",
        "1 Road\nHalifax",
        "unknown",
    )
    assert str(venue.public_id) == "3a19ff88-4620-4d17-9830-ac1d859eb5d5" and venue.opening_hours.count() == 2


def test_the_standards_own_example_is_read():
    with open(EXAMPLE, "rb") as example:  # noqa: PTH123
        table = read_feed(example.read())
    assert outcomes(VenueImport(table).run()) == [Outcome.NOT_TAKEN]  # it lies in no ward of ours


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[1]",
        b'{"contents": 7}',
        b"[" * 100_000,
        b'{"contents": [{"service_at_locations": [7, {"location": 7}]}]}',
    ],
)
def test_a_feed_that_is_none_is_refused_or_gives_no_venue(content):
    try:
        VenueImport(read_feed(content)).run()
    except TableRefused as refusal:
        assert str(refusal).endswith(".")
    assert not Venue.objects.exists()


# The command ------------------------------------------------------------------------------------------


def test_the_command_tells_saves_its_report_and_leaves_one_record(tmp_path):
    path, out = tmp_path / "venues.csv", StringIO()
    path.write_text("Name,Ward\nHall,Park\nHostel,Park\n")
    call_command("import_venues", path, "--report", tmp_path / "report.csv", stdout=out)
    assert "1 imported" in out.getvalue() and "1 not taken" in out.getvalue()
    assert "not made public" in (tmp_path / "report.csv").read_text()
    record = AccessRecord.objects.get()
    assert (record.kind, record.rows, record.screen) == ("venue", 1, "command import_venues")


def test_the_command_reads_a_feed_and_a_dry_run_of_it_leaves_nothing(tmp_path, client):
    VenueFactory(name="Hall")
    path = tmp_path / "feed.json"
    path.write_bytes(client.get("/data/open-referral.json").getvalue())
    Venue.objects.update(name="Changed")
    out = StringIO()
    call_command("import_venues", path, "--dry-run", stdout=out)
    assert "1 updated" in out.getvalue() and Venue.objects.get().name == "Changed" and not AccessRecord.objects.exists()
    with pytest.raises(CommandError):
        call_command("import_venues", tmp_path / "missing.csv")
