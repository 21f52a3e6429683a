"""Referrals from a list: whom the import takes, and what it makes of each cell."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from champions.models import Gender
from imports.report import Outcome
from imports.tables import read_table
from learners.imports import ReferralImport
from learners.models import Learner, Referral
from learners.wordings import NEEDS
from tests.factories import LanguageFactory, OrganisationFactory, VenueFactory
from tests.imports.test_read_table import workbook
from tests.tables import DATA, lay_out_wards, sample, table

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def run(content, **options):
    read = table(content) if isinstance(content, str) else read_table(content)
    return ReferralImport(read, today=TODAY).run(**options)


def only(content):
    report = run(content)
    assert len(report.rows) == 1
    return report, Referral.objects.first()


def counts(report):
    return list(report.counts.values())


def test_the_sample_list_is_taken_row_by_row_and_nothing_doubles():
    lay_out_wards()
    VenueFactory(confidential=True, name="House 3")
    report = ReferralImport(sample("referrals"), today=TODAY).run()
    assert counts(report) == [187, 78, 0, 135]
    remarks = dict(report.common_remarks)
    assert remarks["This person did not agree to be referred"] == 72
    assert remarks["Nothing says that this person agreed to be referred"] == 63
    assert remarks["Reads: British Sign Language is not written, so it was left out"] == 9
    assert remarks["Best times: “…” does not say which half-days"] == 1
    assert Referral.objects.count() == 265
    assert set(Referral.objects.values_list("source", "status", "consent")) == {("import", "new", True)}
    assert counts(ReferralImport(sample("referrals"), today=TODAY).run()) == [0, 0, 265, 135]
    assert Referral.objects.count() == 265


def test_a_row_becomes_a_referral_that_waits_for_the_lead():
    lay_out_wards()
    organisation = OrganisationFactory(name="Night Shelter")
    house = VenueFactory(confidential=True, name="House 3")
    report, referral = only(
        "Referred by,Organisation,Referrer email,Learner first name,Learner contact,Postcode or accommodation,Speaks,Reads,"
        "Needs,Device,Internet at home,Best times,How,Woman worker only?,Consent given,Date\n"
        'Tom Greenwood,night shelter,desk@example.org,Zoë,via staff,house 3,Dari/Farsi,none,"email, video call",Samsung,'
        "data only,Mon pm / Fri am,in person,yes,verbal,11 Nov 2020\n"
    )
    assert report.rows[0].outcome == Outcome.IMPORTED, report.rows[0].remarks
    assert not report.notes
    assert (referral.organisation, referral.organisation_name) == (organisation, "night shelter")
    assert (referral.referrer_name, referral.referrer_contact) == ("Tom Greenwood", "desk@example.org")
    assert (referral.preferred_name, referral.contact) == ("Zoë", "via staff")
    assert (referral.accommodation, referral.postcode, referral.area) == (house, "", None)
    assert [language.code for language in referral.speaks.all()] == ["fa"]
    assert not referral.reads.exists()
    assert sorted(skill.code for skill in referral.needs.all()) == ["COM1", "COM5"]
    assert referral.text == "email, video call"
    assert (referral.devices, referral.connection, referral.ways) == (
        ["android"],
        Learner.Connection.DATA,
        ["in_person"],
    )
    assert referral.slot_names == ["Monday afternoon", "Friday morning"]
    assert referral.champion_gender == Gender.WOMAN
    assert (referral.consent, referral.consent_by_word) == (True, True)
    assert referral.referred_on == date(2020, 11, 11)


def test_an_imported_referral_can_be_accepted():
    _, referral = only("Name,Consent,Date\nZoë,yes,1/2/2026\n")
    assert referral.accept(by=None).waiting_since == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("consent", "why"), [("no", "did not agree"), ("", "Nothing says"), ("perhaps", "neither yes nor no")]
)
def test_nobody_is_taken_without_consent(consent, why):
    report, referral = only(f"Name,Consent\nZoë,{consent}\n")
    assert report.rows[0].outcome == Outcome.NOT_TAKEN
    assert why in report.rows[0].remarks[0]
    assert referral is None


def test_once_consent_is_given_the_same_row_is_taken():
    only("Name,Contact,Consent,Date\nZoë,07700900001,,1/2/2026\n")
    report, referral = only("Name,Contact,Consent,Date\nZoë,+44 7700 900001,yes,2026-02-01\n")
    assert report.rows[0].outcome == Outcome.IMPORTED
    assert referral.contact == "07700 900001"


def test_the_same_person_written_in_another_way_is_already_there():
    only("Name,Contact,Postcode,Consent,Date\nZoë,07700900001,hx11aa,yes,1/2/2026\n")
    report = run("Name,Contact,Postcode,Consent,Date\nzoë ,+44 7700 900001,HX1 1AA,yes,2026-02-01\n")
    assert report.rows[0].outcome == Outcome.ALREADY_THERE


def test_two_people_with_one_name_are_two():
    report = run("Name,Contact,Consent,Date\nZoë,07700900001,yes,1/2/2026\nZoë,07700900002,yes,1/2/2026\n")
    assert counts(report)[0] == 2


def test_accommodation_that_is_not_known_is_kept_as_written_and_reported():
    report, referral = only("Name,Consent,Date,Accommodation\nZoë,yes,1/2/2026,the hotel\n")
    assert report.rows[0].remarks == [
        "Postcode or accommodation: “the hotel” is no postcode and no accommodation that we know; it was kept as written"
    ]
    assert (referral.postcode, referral.accommodation) == ("the hotel", None)


def test_a_public_place_is_not_taken_for_accommodation():
    VenueFactory(name="Central Library")
    _, referral = only("Name,Consent,Date,Accommodation\nZoë,yes,1/2/2026,Central Library\n")
    assert referral.accommodation is None


def test_wordings_that_are_not_known_are_reported_and_kept():
    LanguageFactory()
    report, referral = only(
        "Name,Consent,Date,Contact,Speaks,Needs,Device,Internet,Times,How\n"
        "Zoë,yes,1/2/2026,12345,Klingon,email; fly a kite,toaster,ask him,soon,by post\n"
    )
    assert len(report.rows[0].remarks) == 7
    assert referral.contact == "12345"
    assert referral.connection == Learner.Connection.UNKNOWN
    for text in ("fly a kite", "Klingon", "toaster", "ask him", "soon", "by post"):
        assert text in referral.text


@pytest.mark.parametrize("needs", ["eVisa", "e-visa; email", "email and EVISA"])
def test_nothing_that_tells_of_immigration_status_is_kept(needs):
    lay_out_wards()
    report, referral = only(f"Name,Consent,Date,Needs\nZoë,yes,1/2/2026,{needs}\n")
    assert "visa" not in referral.text.lower()
    assert "TRANS2" in [skill.code for skill in referral.needs.all()]
    assert any("immigration status" in note for note in report.notes)


def test_every_skill_of_the_wordings_is_one_that_the_site_loads():
    import json
    from pathlib import Path

    framework = json.loads((Path(__file__).parents[2] / "guides" / "data" / "skills.json").read_text())
    codes = {code for area in framework["areas"] for code, _ in area["skills"]}
    assert frozenset().union(*NEEDS.values()) <= codes


def test_a_workbook_is_read_like_a_list():
    lay_out_wards()
    report, referral = only(
        workbook(
            ["Learner first name", "Learner contact", "Speaks", "Consent given", "Date", "Notes"],
            ["فاطمه", 7700900074, "URDU", True, date(2020, 7, 14), "=1+1 is two"],
        )
    )
    assert report.rows[0].outcome == Outcome.IMPORTED, report.rows[0].remarks
    assert (referral.preferred_name, referral.contact) == ("فاطمه", "07700 900074")
    assert referral.referred_on == date(2020, 7, 14)


def test_a_date_that_is_missing_is_said_to_be_todays():
    report, referral = only("Name,Consent,Date\nZoë,yes,31/02/2026\n")
    assert referral.referred_on == TODAY
    assert report.rows[0].remarks == ["Date: “31/02/2026” is not a date", "Date: no usable date, so today's was put in"]


def test_each_row_costs_the_same_few_queries():
    lay_out_wards()

    def queries(rows):
        text = "Name,Contact,Consent,Date,Speaks,Reads,Needs\n" + "".join(
            f"Zoë {n},07700 900001,yes,1/2/2026,Urdu,Urdu; English,all basics\n" for n in rows
        )
        with CaptureQueriesContext(connection) as captured:
            run(text)
        return len(captured)

    few, many = queries(range(10)), queries(range(100, 140))
    assert (many - few) / 30 <= 7


def test_the_command_reads_a_semicolon_list_in_windows_1252(tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_bytes("Name;Consent;Date\nZoë;yes;1/2/2026\n".encode("cp1252"))
    call_command("import_referrals", str(file))
    assert "1 imported" in capsys.readouterr().out
    assert Referral.objects.get().preferred_name == "Zoë"


def test_a_dry_run_of_the_sample_changes_nothing(capsys):
    lay_out_wards()
    call_command("import_referrals", str(DATA / "referrals.csv"), "--dry-run")
    assert "135 not taken" in capsys.readouterr().out
    assert not Referral.objects.exists()
