"""Lists: searched, narrowed, sorted, counted and exported, whatever people type."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AccessRecord, Role
from tests.factories import (
    ApplicationFactory,
    ChampionFactory,
    ConcernFactory,
    LearnerFactory,
    MatchFactory,
    OrganisationFactory,
    ReferralFactory,
    SessionFactory,
    VenueFactory,
    WifiCheckFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

LISTS = {
    "referrals": ReferralFactory,
    "learners": lambda: MatchFactory().learner,
    "suggested": LearnerFactory,
    "champions": lambda: MatchFactory().champion,
    "applications": ApplicationFactory,
    "matches": MatchFactory,
    "sessions": SessionFactory,
    "venues": lambda: WifiCheckFactory().venue,
    "organisations": OrganisationFactory,
    "concerns": ConcernFactory,
}
HOSTILE = [
    '"',
    "'\"()",
    "\x00",
    "a" * 10_000,
    "%",
    "_",
    "\\",
    "(((",
    "AND OR NOT",
    "9" * 400,
    "L-" + "9" * 30,
    "🦊",
    "‮abc",
]


def rows(page) -> list:
    return list(page.context["object_list"])


@pytest.fixture
def safeguarding_client(client_as):
    return client_as(Role.SAFEGUARDING)


@pytest.mark.parametrize("name", LISTS)
def test_any_search_is_answered(name, safeguarding_client):
    LISTS[name]()
    for text in HOSTILE:
        for route in ("index", "index_results"):
            page = safeguarding_client.get(reverse(f"scheme_{name}:{route}"), {"q": text})
            assert page.status_code == 200, text


@pytest.mark.parametrize("name", LISTS)
def test_unknown_or_odd_filters_orderings_and_pages_change_nothing(name, safeguarding_client):
    record = LISTS[name]()
    for query in (
        {"ordering": "password"},
        {"ordering": "user__password"},
        {"ordering": "-notes"},
        {"order_by": "password"},
        {"user__password__startswith": "pbkdf2"},
        {"p": "0"},
        {"p": "9" * 30},
        {"p": "x"},
        {"export": "pdf"},
    ):
        page = safeguarding_client.get(reverse(f"scheme_{name}:index"), query)
        assert page.status_code == 200
        assert record in rows(page)


@pytest.mark.parametrize("value", ["x", "999999999999999999999", "\x00", "1 OR 1=1"])
def test_odd_values_of_real_filters_are_answered(value, lead_client):
    LearnerFactory()
    for name in ("stage", "waited", "area", "speaks", "is_vulnerable"):
        assert lead_client.get(reverse("scheme_learners:index"), {name: value}).status_code == 200


def test_a_learner_is_found_by_part_of_the_name_and_by_reference(lead_client):
    senait, other = LearnerFactory(preferred_name="Senait"), LearnerFactory(preferred_name="Goran")
    for text in ("sena", senait.reference, senait.reference.lower(), str(senait.pk)):
        assert rows(lead_client.get(reverse("scheme_learners:index"), {"q": text})) == [senait]
    assert set(rows(lead_client.get(reverse("scheme_learners:index"), {"q": ""}))) == {senait, other}


def test_learners_are_narrowed_by_stage(lead_client):
    waiting = LearnerFactory()
    offered = MatchFactory(offered=True).learner
    matched = MatchFactory().learner
    url = reverse("scheme_learners:index")
    assert rows(lead_client.get(url, {"stage": "waiting"})) == [waiting]
    assert rows(lead_client.get(url, {"stage": "offered"})) == [offered]
    assert rows(lead_client.get(url, {"stage": "matched"})) == [matched]
    assert rows(lead_client.get(url))[-1] == matched


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_the_same_number_of_queries_at_5_and_at_50_rows(name, safeguarding_client):
    url = reverse(f"scheme_{name}:index")
    counts = []
    for number in (5, 45):
        for _ in range(number):
            LISTS[name]()
        safeguarding_client.get(url)  # whatever is cached is cached
        with CaptureQueriesContext(connection) as queries:
            assert safeguarding_client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_finding_a_champion_takes_the_same_number_of_queries_at_5_and_at_40(lead_client):
    url = reverse("scheme_learners:find", args=[LearnerFactory().pk])
    counts = []
    for number in (5, 35):
        for _ in range(number):
            ChampionFactory()
        lead_client.get(url)
        with CaptureQueriesContext(connection) as queries:
            lead_client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_export_is_written_down_once_with_how_many(lead_client, lead):
    for _ in range(3):
        LearnerFactory()
    page = lead_client.get(reverse("scheme_learners:index"), {"export": "csv"})
    assert len(table(page)) == 4
    written = AccessRecord.objects.get()
    assert (written.action, written.kind, written.rows, written.reference) == ("exported", "learner", 3, "")


def test_an_export_holds_the_rows_of_the_narrowed_list_and_no_others(lead_client):
    LearnerFactory(preferred_name="Senait")
    MatchFactory(learner__preferred_name="Goran")
    page = lead_client.get(reverse("scheme_learners:index"), {"export": "csv", "stage": "waiting"})
    assert [row[1] for row in table(page)[1:]] == ["Senait"]
    assert AccessRecord.objects.get().rows == 1


@pytest.mark.parametrize("name", ["applications", "venues", "organisations"])
def test_a_list_that_offers_no_export_has_none(name, lead_client):
    page = lead_client.get(reverse(f"scheme_{name}:index"), {"export": "csv"})
    assert page["Content-Type"].startswith("text/html")
    assert not AccessRecord.objects.exists()


def test_moments_in_an_export_are_local_and_british(lead_client):
    SessionFactory(starts_at=datetime(2026, 7, 1, 13, 30, tzinfo=UTC))
    assert table(lead_client.get(reverse("scheme_sessions:index"), {"export": "csv"}))[1][1] == "01/07/2026 14:30"
    page = lead_client.get(reverse("scheme_sessions:index"), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(page.streaming_content))).active
    assert sheet["B2"].value == datetime(2026, 7, 1, 14, 30)
    assert "01/07/2026 14:30" in lead_client.get(reverse("scheme_sessions:index")).content.decode()


FORMULAS = ["=1+1", "+44 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "＝1+1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_in_an_export_no_cell_is_a_formula(formula, lead_client):
    LearnerFactory(preferred_name=formula)
    cell = table(lead_client.get(reverse("scheme_learners:index"), {"export": "csv"}))[1][1]
    assert cell.startswith("'")
    page = lead_client.get(reverse("scheme_learners:index"), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(page.streaming_content))).active
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].value.startswith("'")


def test_characters_that_a_workbook_cannot_hold_break_no_export(lead_client):
    LearnerFactory(preferred_name="Se\x07nait")
    page = lead_client.get(reverse("scheme_learners:index"), {"export": "xlsx"})
    assert load_workbook(io.BytesIO(b"".join(page.streaming_content))).active["B2"].value == "Senait"


@pytest.mark.parametrize("name", ["referrals", "champions", "matches", "sessions"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_list_that_can_be_exported_is(name, kind, lead_client):
    LISTS[name]()
    page = lead_client.get(reverse(f"scheme_{name}:index"), {"export": kind})
    assert page.status_code == 200
    assert len(b"".join(page.streaming_content)) > 50


def table(page) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(page.streaming_content).decode(), newline="")))


def test_a_venues_confidential_address_is_not_searched(lead_client):
    VenueFactory(confidential=True)
    assert rows(lead_client.get(reverse("scheme_venues:index"), {"q": "Hidden"})) == []


def test_an_export_asks_again_who_one_is_and_the_list_does_not(lead):
    client = signed_in(lead)
    assert client.get(reverse("scheme_learners:index")).status_code == 200
    for kind in ("csv", "xlsx"):
        answer = client.get(reverse("scheme_learners:index"), {"export": kind})
        assert answer.status_code == 302
        assert reverse("account_reauthenticate") in answer["Location"]
    assert not AccessRecord.objects.filter(action="exported").exists()
