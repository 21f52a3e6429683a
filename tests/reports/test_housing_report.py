"""The report about places where people are housed: what it says of a site, who may take it out, and what leaves with it."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord, Role
from places.models import AccommodationRecord, ProviderRequest
from reports.housing import sites
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


def house(wifi="throughout", **fields):
    return VenueFactory(confidential=True, wifi=wifi, **fields)


def room_check(venue, works, days_ago, **fields):
    at = timezone.now() - timedelta(days=days_ago)
    return WifiCheckFactory(venue=venue, works=works, where="room", checked_at=at, **fields)


def days_before(days) -> date:
    return timezone.localdate(timezone.now() - timedelta(days=days))


@pytest.fixture
def lead():
    return UserFactory(roles=[Role.LEAD])


@pytest.fixture
def proven(lead):
    return signed_in(lead, proven=True)


def only(lead):
    (site,) = sites(lead)
    return site.rooms.state, site.rooms.since


# What is known of one site -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wifi", "state"),
    [("throughout", "unknown"), ("unknown", "unknown"), ("communal", "communal"), ("none", "none")],
)
def test_wifi_in_rooms_is_believed_only_when_it_was_seen_and_none_at_once(lead, wifi, state):
    house(wifi)
    assert only(lead) == (state, None)


def test_the_last_check_in_a_room_counts(lead):
    venue = house("communal")
    room_check(venue, works=False, days_ago=20)
    room_check(venue, works=True, days_ago=3)
    assert only(lead) == ("works", None)


def test_a_check_in_a_shared_room_says_nothing_about_rooms(lead):
    venue = house()
    room_check(venue, works=False, days_ago=20)
    WifiCheckFactory(venue=venue, works=True, where="communal")
    assert only(lead) == ("fails", days_before(20))


def test_it_is_without_since_the_first_check_in_a_row_that_found_nothing(lead):
    venue = house()
    room_check(venue, works=False, days_ago=90)
    room_check(venue, works=True, days_ago=60)
    room_check(venue, works=False, days_ago=40)
    room_check(venue, works=False, days_ago=5)
    assert only(lead) == ("fails", days_before(40))


def test_what_residents_said_counts_unless_it_worked_since(lead):
    venue = house()
    record = AccommodationRecord.objects.create(venue=venue, without_since=days_before(100))
    room_check(venue, works=False, days_ago=10)
    assert only(lead) == ("fails", days_before(100))
    room_check(venue, works=True, days_ago=50)
    assert only(lead) == ("fails", days_before(10))
    assert record.venue == venue


def test_those_longest_without_come_first(lead):
    short, works, long = house(), house(), house()
    room_check(short, works=False, days_ago=5)
    room_check(works, works=True, days_ago=5)
    room_check(long, works=False, days_ago=50)
    assert [site.venue for site in sites(lead)] == [long, short, works]


def test_a_library_and_a_closed_house_are_not_in_it(lead):
    VenueFactory()
    house(closed_on="2026-01-01")
    assert sites(lead) == []


def test_a_hundred_sites_take_no_more_queries_than_one(lead):
    for _number in range(5):
        room_check(house(organisation=OrganisationFactory()), works=False, days_ago=5)
    assert lead.is_lead  # looked up once
    with CaptureQueriesContext(connection) as five:
        sites(lead)
    for _number in range(20):
        ProviderRequest.objects.create(venue=house(organisation=OrganisationFactory()), asked="When?")
    with CaptureQueriesContext(connection) as many:
        sites(lead)
    assert len(many) == len(five)


# Who may see it, and take it out -------------------------------------------------------------------------


@pytest.mark.parametrize("roles", [[Role.EDITOR], [Role.ADMINISTRATOR], [Role.PARTNER], [Role.CHAMPION]])
@pytest.mark.parametrize(
    "name",
    [
        "reports_housing",
        "reports_housing_paper",
        "reports_sites_csv",
        "reports_requests_csv",
        "reports_publish_edition",
    ],
)
def test_it_is_for_leads(roles, name):
    assert signed_in(UserFactory(roles=roles), proven=True).get(reverse(name)).status_code == 404


@pytest.mark.parametrize("name", ["reports_housing_paper", "reports_sites_csv", "reports_requests_csv"])
def test_who_takes_it_out_is_asked_again_who_they_are_and_written_down(lead, proven, name):
    house()
    asked = signed_in(lead).get(reverse(name))
    assert asked.status_code == 302
    assert reverse("account_login") in asked["Location"] or "again" in asked["Location"]
    assert not AccessRecord.objects.filter(action="exported").exists()
    assert proven.get(reverse(name)).status_code == 200
    written = AccessRecord.objects.get(action="exported")
    assert (written.user, written.kind, written.rows) == (lead, "venue", 1)


def table(client, name, **asked) -> list[list[str]]:
    text = client.get(reverse(name), asked).content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_the_csv_names_places_but_never_where_they_are(proven):
    venue = house(name="House 3", organisation=OrganisationFactory(name="Provider"))
    room_check(venue, works=False, days_ago=12, down_mbit_s="1.25")
    heads, row = table(proven, "reports_sites_csv")
    told = dict(zip(heads, row, strict=True))
    assert (told["Reference"], told["Place"], told["Provider"]) == (venue.reference, "House 3", "Provider")
    assert (told["Wifi in rooms"], told["Days"], told["Median download, Mbit/s"]) == (
        "Does not work in rooms",
        "12",
        "1.25",
    )
    assert not any("Hidden" in cell or "HX1" in cell or str(venue.area) in cell for cell in row)


def test_the_log_has_each_request_with_its_answer_and_no_formula(proven):
    venue = house()
    ProviderRequest.objects.create(venue=venue, asked_on=date(2026, 3, 1), asked="=HYPERLINK(1)")
    ProviderRequest.objects.create(
        venue=venue, asked_on=date(2026, 2, 1), asked="When?", answered_on=date(2026, 2, 9), answer="In May."
    )
    _heads, first, second = table(proven, "reports_requests_csv")
    assert first[3:] == ["01/03/2026", "'=HYPERLINK(1)", "", ""]
    assert second[3:] == ["01/02/2026", "When?", "09/02/2026", "In May."]


def test_one_provider_gets_only_their_own_sites(proven):
    mine, other = (
        house(name="Mine", organisation=OrganisationFactory()),
        house(name="Other", organisation=OrganisationFactory()),
    )
    for name in ("reports_housing", "reports_housing_paper"):
        page = proven.get(reverse(name), {"provider": mine.organisation_id}).text
        assert "Mine" in page
        assert f">{other.name}<" not in page
    assert [row[1] for row in table(proven, "reports_sites_csv", provider=mine.organisation_id)[1:]] == ["Mine"]


@pytest.mark.parametrize("wrong", ["x", "0", "9" * 30, "1; drop"])
def test_a_provider_that_is_none_is_not_found(proven, wrong):
    assert proven.get(reverse("reports_housing"), {"provider": wrong}).status_code == 404


def test_the_paper_says_how_long_and_what_was_answered(proven):
    venue = house(name="House 7")
    room_check(venue, works=False, days_ago=12)
    ProviderRequest.objects.create(venue=venue, asked_on=date(2026, 2, 1), asked="Please mend the wifi.")
    page = proven.get(reverse("reports_housing_paper")).text
    for told in ("House 7", "12 days", "Please mend the wifi.", "No answer yet.", "Confidential"):
        assert told in page
    assert "Hidden Street" not in page


# The register itself -------------------------------------------------------------------------------------


def test_a_lead_keeps_the_record_and_the_log(lead):
    venue, client = house(), signed_in(lead)
    record = {"residents": "26-50", "shared_computers": "2", "data_pounds": "12.50", "next_review_on": "01/03/2027"}
    client.post(reverse("scheme_venues:housing", args=[venue.pk]), record)
    client.post(reverse("scheme_venues:ask_provider", args=[venue.pk]), {"asked_on": "2026-02-01", "asked": "When?"})
    asked = ProviderRequest.objects.get()
    early = {"request": asked.pk, "answered_on": "2026-01-01", "answer": "Soon"}
    refused = client.post(reverse("scheme_venues:add_answer", args=[venue.pk]), early)
    assert "The answer cannot be earlier than the request." in refused.text
    client.post(reverse("scheme_venues:add_answer", args=[venue.pk]), early | {"answered_on": "2026-02-03"})
    page = client.get(reverse("scheme_venues:inspect", args=[venue.pk])).text
    for told in ("26 to 50", "£12.50", "01/03/2027", "When?", "Soon"):
        assert told in page
    assert AccessRecord.objects.filter(action="changed", kind="venue", reference=venue.name).count() == 3


def test_a_library_has_no_residents(lead):
    venue = VenueFactory()
    for name in ("housing", "ask_provider", "add_answer"):
        assert signed_in(lead).get(reverse(f"scheme_venues:{name}", args=[venue.pk])).status_code == 404


@pytest.fixture
def partner():
    return PartnerFactory()


@pytest.fixture
def own(partner):
    return house(organisation=partner.organisation_memberships.get().organisation)


def test_a_partner_writes_into_their_own_record_and_answers(partner, own):
    client = signed_in(partner)
    AccommodationRecord.objects.create(venue=own, next_review_on=date(2027, 1, 1))
    sent = {"residents": "11-25", "shared_computers": "0", "devices_note": "Phones", "next_review_on": "2030-01-01"}
    client.post(reverse("change_housing", args=[own.pk]), sent)
    record = AccommodationRecord.objects.get()
    assert (record.residents, record.shared_computers, record.devices_note) == ("11-25", 0, "Phones")
    assert record.next_review_on == date(2027, 1, 1)
    asked = ProviderRequest.objects.create(venue=own, asked="When will it work?")
    address = reverse("answer_request", args=[own.pk, asked.pk])
    assert "When will it work?" in client.get(address).text
    client.post(address, {"answer": "By May."})
    client.post(address, {"answer": "Never."})
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by, asked.answered_on) == ("By May.", partner, timezone.localdate())


def test_nobody_else_reaches_it(own):
    asked = ProviderRequest.objects.create(venue=own, asked="When?")
    for user in (PartnerFactory(), ChampionFactory().user, UserFactory()):
        client = signed_in(user)
        for address in (reverse("change_housing", args=[own.pk]), reverse("answer_request", args=[own.pk, asked.pk])):
            assert client.get(address).status_code == 404
            assert client.post(address, {"answer": "x", "residents": "1-10"}).status_code == 404
        assert list(ProviderRequest.objects.shown_to(user)) == []
    asked.refresh_from_db()
    assert asked.answered_on is None


def test_what_is_written_is_not_stored_in_clear(own):
    AccommodationRecord.objects.create(venue=own, devices_note="Canary one")
    ProviderRequest.objects.create(venue=own, asked="Canary two", answered_on=date(2030, 1, 1), answer="Canary three")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM places_accommodationrecord, places_providerrequest")
        assert "Canary" not in str(cursor.fetchall())
