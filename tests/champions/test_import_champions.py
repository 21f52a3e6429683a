"""Volunteers from a list: whom the import takes, what it makes of each cell, and what it says about the rest."""

import csv
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessRecord
from champions.imports import ChampionImport
from champions.models import Champion, CheckLevel, OnboardingStep
from imports.report import Outcome
from imports.tables import TableRefused
from places.models import Postcode
from tests.factories import AreaFactory, ChampionFactory, LanguageFactory
from tests.tables import DATA, lay_out_wards, sample, table

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def run(text, **options):
    return ChampionImport(table(text), today=TODAY).run(**options)


def only(text):
    """The report of the one row, and the champion it made."""
    report = run(text)
    assert len(report.rows) == 1
    return report.rows[0], Champion.objects.first()


def counts(report):
    return list(report.counts.values())


def test_the_sample_list_is_taken_row_by_row_and_nothing_doubles():
    lay_out_wards()
    report = ChampionImport(sample("volunteers"), today=TODAY).run()
    assert counts(report) == [336, 578, 24, 17]
    assert report.empty_rows == 4
    assert Champion.objects.count() == 914
    assert not Champion.objects.exclude(status__in=Champion.Status.joining()).exists()
    again = ChampionImport(sample("volunteers"), today=TODAY).run()
    assert counts(again) == [0, 0, 938, 17]
    assert Champion.objects.count() == 914


def test_what_the_sample_list_leaves_open_is_reported():
    lay_out_wards()
    report = ChampionImport(sample("volunteers"), today=TODAY).run(dry_run=True)
    remarks = dict(report.common_remarks)
    assert (
        remarks["DBS level: there is a check, but not which level: it does not count until somebody puts it in"] == 114
    )
    assert remarks["DBS date: “…” is not a date"] == 14
    assert remarks["Ward: “…” is no ward that we know"] == 2
    assert remarks["Free half-days: “…” does not say which half-days"] == 3
    assert remarks["Name: it begins like a formula and was kept as text: put the right one in"] == 6
    assert remarks["This person did not agree to be contacted"] == 8
    assert remarks["There is no name"] == 6
    assert report.notes["Miles: “anywhere” was taken as 50 miles."] == 173
    assert not Champion.objects.exists()


def test_a_dry_run_reports_what_the_import_then_does():
    lay_out_wards()
    text = "Name,Email,Consent,Ward\nAnna,anna@example.org,yes,Park\nAnna,ANNA@example.org,yes,Park\nBen,,yes,Leeds\nCai,,no,\n"
    dry = run(text, dry_run=True)
    assert counts(dry) == counts(run(text)) == [0, 2, 1, 1]
    assert not any(row.reference for row in dry.rows)


def test_a_row_becomes_a_champion_who_has_applied():
    lay_out_wards()
    row, champion = only(
        "Ref,First name,Surname,Email address,Mobile,Postcode,Ward,Languages spoken,Availability,Signed up,Source,"
        "Happy to travel (miles),Skills / notes,Consent to contact\n"
        'V1,Şirin,O\'Brien,SIRIN@Example.org,7700900074, hx24rx ,hebden bridge and todmorden east,"English/Dari/Farsi",'
        'Mon pm; Wed eve,14/07/2020,VAC,3 miles,"iPhone + iPad",TRUE\n'
    )
    assert row.outcome == Outcome.IMPORTED, row.remarks
    assert row.reference == champion.reference
    assert champion.status == Champion.Status.APPLIED
    assert champion.name == "Şirin O'Brien"
    assert (champion.email, champion.phone, champion.postcode) == ("sirin@example.org", "07700 900074", "HX2 4RX")
    assert champion.area.name == "Hebden Bridge & Todmorden East"
    assert sorted(champion.languages.values_list("code", flat=True)) == ["en", "fa"]
    assert champion.slot_names == ["Monday afternoon", "Wednesday evening"]
    assert champion.signed_up_on == champion.consent_on == date(2020, 7, 14)
    assert (champion.source, champion.travel_miles, champion.notes) == ("VAC", Decimal("3.0"), "iPhone + iPad")
    assert champion.devices == ["iphone", "tablet"]
    assert not champion.steps.exists()


@pytest.mark.parametrize(
    ("level", "day", "state", "held", "remarks"),
    [
        ("enhanced", "01/03/2025", OnboardingStep.State.PASSED, CheckLevel.ENHANCED, 0),
        ("basic", "01/03/2020", OnboardingStep.State.PASSED, CheckLevel.NONE, 1),
        ("Y", "01/03/2025", OnboardingStep.State.UNDER_WAY, CheckLevel.NONE, 1),
        ("", "01/03/2025", OnboardingStep.State.UNDER_WAY, CheckLevel.NONE, 1),
        ("Standard", "", OnboardingStep.State.UNDER_WAY, CheckLevel.NONE, 1),
        ("Standard", "31/02/2020", OnboardingStep.State.UNDER_WAY, CheckLevel.NONE, 2),
    ],
)
def test_a_check_counts_only_with_its_level_and_a_date_that_has_not_run_out(level, day, state, held, remarks):
    row, champion = only(f"Name,Consent,Signed up,DBS level,DBS date\nAnna,yes,01/01/2020,{level},{day}\n")
    assert len(row.remarks) == remarks
    assert champion.status == Champion.Status.ONBOARDING
    assert champion.steps.count() == len(OnboardingStep.Kind)
    assert champion.steps.get(kind=OnboardingStep.Kind.DBS).state == state
    assert champion.check_level(TODAY) == held


@pytest.mark.parametrize("level", ["none", "", "no"])
def test_without_a_check_no_step_is_laid_out(level):
    row, champion = only(f"Name,Consent,Signed up,DBS\nAnna,yes,01/01/2020,{level}\n")
    assert (row.outcome, champion.steps.count()) == (Outcome.IMPORTED, 0)


@pytest.mark.parametrize(
    ("consent", "why"), [("no", "did not agree"), ("", "Nothing says"), ("maybe", "neither yes nor no")]
)
def test_nobody_is_taken_without_consent(consent, why):
    row, champion = only(f"Name,Consent\nAnna,{consent}\n")
    assert row.outcome == Outcome.NOT_TAKEN
    assert why in row.remarks[0]
    assert champion is None


def test_what_is_not_understood_is_reported_and_kept_in_the_notes():
    LanguageFactory()
    row, champion = only(
        "Name,Consent,Signed up,Email,Mobile,Ward,Languages,Availability,Miles,Notes\n"
        "Anna,yes,someday,anna at home,12345,Leeds,English; Klingon,flexible,far,Good with laptops\n"
    )
    assert row.outcome == Outcome.WITH_REMARKS
    assert champion.notes == (
        "Good with laptops\nSigned up: someday\nE-mail: anna at home\nPhone: 12345\nWard: Leeds\nMiles: far\n"
        "Free half-days: flexible\nLanguages: Klingon"
    )
    assert (champion.email, champion.phone, champion.area, champion.slots, champion.travel_miles) == (
        "",
        "",
        None,
        0,
        None,
    )
    assert champion.signed_up_on == TODAY
    assert {remark.split(":")[0] for remark in row.remarks} == {
        "Signed up", "E-mail", "Phone", "Ward", "Free half-days", "Miles", "Languages"
    }  # fmt: skip


def test_a_ward_that_two_authorities_have_is_not_guessed():
    AreaFactory(name="Park"), AreaFactory(name="Park")
    row, champion = only("Name,Consent,Signed up,Ward\nAnna,yes,1/1/2020,Park\n")
    assert "no ward that we know" in row.remarks[0]
    assert champion.area is None


def test_a_ward_that_is_no_more_is_not_taken():
    AreaFactory(name="Calder", valid_to=date(2026, 5, 1))
    row, _ = only("Name,Consent,Signed up,Ward\nAnna,yes,1/1/2020,Calder\n")
    assert row.remarks == ["Ward: “Calder” is no ward that we know"]


def test_without_a_ward_the_postcode_says_where():
    ward = AreaFactory()
    Postcode.objects.create(code="HX2 4RX", area=ward, latitude=53.7, longitude=-1.8)
    _, champion = only("Name,Consent,Signed up,Postcode\nAnna,yes,1/1/2020,hx24rx\n")
    assert champion.area == ward


def test_a_postcode_in_a_ward_that_is_no_more_says_nothing():
    ward = AreaFactory(valid_to=date(2026, 5, 1))
    Postcode.objects.create(code="HX2 4RX", area=ward, latitude=53.7, longitude=-1.8)
    _, champion = only("Name,Consent,Signed up,Postcode\nAnna,yes,1/1/2020,hx24rx\n")
    assert champion.area is None


def test_a_champion_who_is_there_by_address_is_not_doubled():
    there = ChampionFactory(name="Anna Lee", email="Anna@Example.org")
    row, _ = only("First name,Surname,Email,Consent\nAnna,Lee,ANNA@example.org,yes\n")
    assert (row.outcome, row.reference) == (Outcome.ALREADY_THERE, there.reference)


def test_an_address_that_two_people_share_is_reported():
    ChampionFactory(name="Anna Lee", email="family@example.org")
    row, _ = only("Name,Email,Consent\nBen Lee,family@example.org,yes\n")
    assert row.outcome == Outcome.NOT_TAKEN
    assert "another name has this e-mail address" in row.remarks[0]


def test_a_row_that_stands_twice_in_the_file_is_taken_once():
    report = run("Ref,Name,Email,Consent,Signed up\nV1,Anna,not given,yes,1/1/2020\nV1,anna ,NOT GIVEN,yes,1/1/2020\n")
    assert [row.outcome for row in report.rows] == [Outcome.IMPORTED, Outcome.ALREADY_THERE]
    assert report.rows[1].remarks == ["The same person as in row 2"]


def test_a_name_put_right_by_a_lead_is_not_imported_again():
    text = 'Ref,Name,Email,Consent\nV1,"=1+1",anna@example.org,yes\n'
    row, champion = only(text)
    assert "begins like a formula" in row.remarks[0]
    assert champion.name == "=1+1"
    Champion.objects.update(name="Anna", email="new@example.org")
    assert run(text).rows[0].outcome == Outcome.ALREADY_THERE


def test_the_import_key_tells_nothing_about_the_person():
    only("Name,Email,Consent\nAnna,anna@example.org,yes\n")
    key = Champion.objects.get().import_key
    assert len(key) == 64
    assert "anna" not in key


def test_a_row_that_the_database_refuses_leaves_nothing_and_harms_no_other(monkeypatch):
    create = OnboardingStep.objects.bulk_create

    def refuse_ben(steps):
        if steps and steps[0].champion.name == "Ben":
            raise IntegrityError
        return create(steps)

    monkeypatch.setattr(OnboardingStep.objects, "bulk_create", refuse_ben)
    rows = "".join(f"{name},yes,1/1/2020,basic,1/3/2025\n" for name in ("Anna", "Ben", "Cai"))
    report = run("Name,Consent,Signed up,DBS level,DBS date\n" + rows)
    assert [row.outcome for row in report.rows] == [Outcome.IMPORTED, Outcome.NOT_TAKEN, Outcome.IMPORTED]
    assert list(Champion.objects.values_list("name", flat=True)) == ["Anna", "Cai"]


def test_a_row_whose_cells_have_moved_is_not_taken():
    row, champion = only("Name,Notes,Consent\nAnna,a, b,yes\n")
    assert row.outcome == Outcome.NOT_TAKEN
    assert "more cells than there are headings" in row.remarks[0]
    assert champion is None


@pytest.mark.parametrize("heading", ["Name", "Consent"])
def test_a_list_without_names_or_without_consent_is_not_read(heading):
    with pytest.raises(TableRefused, match="No column was found"):
        run(f"{heading},Notes\nyes,x\n")


def test_each_row_costs_the_same_few_queries():
    lay_out_wards()

    def queries(rows):
        text = "Name,Email,Consent,Ward,Languages,DBS level,DBS date,Postcode\n" + "".join(
            f"Anna {n},anna{n}@example.org,yes,Park,English; Farsi,Basic,1/3/2025,HX1 1AA\n" for n in rows
        )
        with CaptureQueriesContext(connection) as captured:
            run(text)
        return len(captured)

    few, many = queries(range(10)), queries(range(100, 140))
    assert (many - few) / 30 <= 6


def test_the_command_says_what_became_of_the_rows_and_saves_it(tmp_path, capsys):
    lay_out_wards()
    out = tmp_path / "report.csv"
    call_command("import_champions", str(DATA / "volunteers.csv"), "--report", str(out))
    said = capsys.readouterr().out
    assert "24 already there" in said
    assert "17 not taken" in said
    rows = list(csv.reader(out.open(encoding="utf-8-sig", newline="")))
    assert rows[0] == ["Row", "Outcome", "Reference", "Remarks"]
    assert len(rows) == 956
    assert rows[1][:2] == ["2", "imported with remarks"]
    assert [row[0] for row in rows if row[3] == "There is no name"] == ["181", "253", "351", "392", "522", "751"]
    record = AccessRecord.objects.get()
    assert (record.action, record.kind, record.rows) == ("changed", "champion", 914)


def test_the_command_takes_a_mapping_and_a_dry_run_changes_nothing(tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_bytes("Wer;Einverstanden\nZoë;yes\n".encode("cp1252"))
    arguments = ["import_champions", str(file), "--map", "Wer=name", "--map", "Einverstanden=consent"]
    call_command(*arguments, "--dry-run")
    assert "nothing was changed" in capsys.readouterr().out
    assert not Champion.objects.exists()
    assert not AccessRecord.objects.exists()
    call_command(*arguments)
    assert Champion.objects.get().name == "Zoë"


@pytest.mark.parametrize(
    ("content", "says"), [(None, "cannot be opened"), (b"\0", "NUL"), (b"Animal\ncat\n", "Consent")]
)
def test_a_file_that_cannot_be_read_ends_the_command_with_one_sentence(tmp_path, content, says):
    file = tmp_path / "list.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=says) as refusal:
        call_command("import_champions", str(file))
    assert refusal.value.returncode == 1
