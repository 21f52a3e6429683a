"""A lead imports a list in the admin: choose, look, import, save the report."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files import temp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessRecord, Role
from champions.models import Champion
from imports.tables import MAX_BYTES
from learners.models import ImportUpload, Referral
from tests.factories import ChampionFactory, PartnerFactory, UserFactory
from tests.signing_in import signed_in
from tests.tables import DATA

pytestmark = pytest.mark.django_db
LIST = "Name,Consent,Signed up,Wer da\nZoë,yes,1/2/2020,07700900001\nBen,no,,\n=1+1,yes,1/2/2020,\n"


@pytest.fixture
def lead():
    return UserFactory(roles=[Role.LEAD])


@pytest.fixture
def office(lead):
    return signed_in(lead)


def choose(client, content=LIST, kind="champions", name="list.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(reverse(f"import_{kind}"), {"file": SimpleUploadedFile(name, content)})


def uploaded(client, **options):
    response = choose(client, **options)
    assert response.status_code == 302
    return ImportUpload.objects.latest("created_at"), response["Location"]


def columns(response, **changes):
    form = response.context["form"]
    return {name: form[name].initial for name in form.fields} | changes


def test_a_list_is_looked_at_then_imported_then_reported(office, lead):
    upload, page = uploaded(office)
    preview = office.get(page)
    assert "What would happen" in preview.text
    assert preview.context["report"].taken == 2
    assert not Champion.objects.exists()

    done = office.post(page, columns(preview) | {"import": "1"}, follow=True)
    assert done.redirect_chain == [(reverse("import_report", args=[upload.pk]), 302)]
    assert set(Champion.objects.values_list("name", flat=True)) == {"Zoë", "=1+1"}
    assert "did not agree to be contacted" in done.text
    record = AccessRecord.objects.get()
    assert (record.user, record.action, record.kind, record.rows) == (lead, "changed", "champion", 2)
    assert record.screen == "import_preview"

    saved = office.get(reverse("import_report_csv", args=[upload.pk]))
    assert "attachment" in saved["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(saved.content.decode("utf-8-sig"))))
    assert [row[:2] for row in rows[1:]] == [["2", "imported"], ["3", "not taken"], ["4", "imported with remarks"]]
    assert AccessRecord.objects.filter(action="exported", rows=3).count() == 1


def test_referrals_are_imported_in_the_same_way(office, lead):
    _, page = uploaded(office, content="Name,Consent,Date\nZoë,verbal,1/2/2026\n", kind="referrals")
    office.post(page, columns(office.get(page)) | {"import": "1"})
    referral = Referral.objects.get()
    assert (referral.made_by, referral.consent_by_word) == (lead, True)


def test_the_lead_may_say_what_a_column_is_and_sees_the_effect_before_the_import(office):
    _, page = uploaded(office)
    changed = columns(office.get(page), column_3="phone")
    again = office.post(page, changed | {"import": "1"}, follow=True)
    assert "You changed what a column is" in again.text
    assert not Champion.objects.exists()
    office.post(page, columns(again) | {"import": "1"})
    assert Champion.objects.get(name="Zoë").phone == "07700 900001"


def test_one_field_from_two_columns_is_refused_and_the_choice_is_kept(office):
    _, page = uploaded(office)
    refused = office.post(page, columns(office.get(page), column_3="name"))
    assert "Two columns are read as “Full name”" in refused.text
    assert refused.context["form"]["column_3"].value() == "name"


def test_a_list_without_consent_is_explained_and_can_be_mended(office):
    _, page = uploaded(office, content="Name,Einverstanden\nZoë,yes\n")
    preview = office.get(page)
    assert "No column was found for “Consent”" in preview.text
    mended = office.post(page, columns(preview, column_1="consent"), follow=True)
    assert mended.context["report"].taken == 1


def test_pressing_the_button_twice_imports_once(office):
    _, page = uploaded(office)
    choice = columns(office.get(page)) | {"import": "1"}
    first, second = office.post(page, choice), office.post(page, choice)
    assert first["Location"] == second["Location"]
    assert Champion.objects.count() == 2
    assert AccessRecord.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"\0\0", b"%PDF-1.7"])
def test_a_file_that_is_no_table_gets_a_sentence(office, content):
    response = choose(office, content)
    assert response.status_code == 200
    assert response.context["form"].errors["file"][0].endswith(".")
    assert not ImportUpload.objects.exists()


def test_no_file_gets_a_sentence(office):
    assert "Choose a file of at most 10 MB." in office.post(reverse("import_champions")).text


def test_no_file_touches_the_disk_and_one_that_is_too_large_is_refused(office, monkeypatch):
    monkeypatch.setattr(temp, "NamedTemporaryFile", lambda *a, **k: pytest.fail("written to the disk"))
    assert "at most 10 MB" in choose(office, b"x" * (MAX_BYTES + 20_000)).text
    rows = b"Anna,yes," + b"x" * 6000 + b"\n"
    assert choose(office, b"Name,Consent,Notes\n" + rows * 600).status_code == 302


def test_the_database_holds_the_list_encrypted_and_lets_it_go(office):
    upload, page = uploaded(office, name="Zoe-and-friends.csv")
    office.post(page, columns(office.get(page)) | {"import": "1"})
    second, _ = uploaded(office, name="Zoe-and-friends.csv")
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, file_name, sealed_report FROM learners_importupload")
        stored = cursor.fetchall()
    assert not any(word in str(stored) for word in ("Zoe", "Zoë", "Wm9", "agree"))
    upload.refresh_from_db()
    assert upload.content == ""
    assert second.table.rows[0].cells[0] == "Zoë"


def test_an_upload_older_than_a_day_is_forgotten(office):
    old, _ = uploaded(office)
    ImportUpload.objects.update(created_at=timezone.now() - timedelta(hours=25))
    new, _ = uploaded(office)
    assert set(ImportUpload.objects.values_list("pk", flat=True)) == {new.pk}


def pages(upload):
    done = reverse("import_report", args=[upload.pk]), reverse("import_report_csv", args=[upload.pk])
    return [
        reverse("import_champions"),
        reverse("import_referrals"),
        reverse("import_preview", args=[upload.pk]),
        *done,
    ]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_other_staff_find_nothing_there(office, role):
    upload, _ = uploaded(office)
    other = signed_in(UserFactory(roles=[role]))
    for page in pages(upload):
        assert other.get(page).status_code == other.post(page).status_code == 404


@pytest.mark.parametrize("make", [lambda: ChampionFactory().user, PartnerFactory])
def test_champions_and_partners_find_nothing_there(office, make):
    upload, _ = uploaded(office)
    other = signed_in(make())
    for page in pages(upload):
        assert other.get(page).status_code == other.post(page).status_code == 404


def test_another_leads_upload_is_not_there(office):
    upload, page = uploaded(office)
    other = signed_in(UserFactory(roles=[Role.SAFEGUARDING]))
    assert other.get(reverse("import_champions")).status_code == 200
    assert other.get(page).status_code == other.post(page, {"import": "1"}).status_code == 404


def test_a_lead_without_a_second_factor_reaches_nothing(office, lead):
    upload, _ = uploaded(office)
    plain = signed_in(lead, second_factor=False)
    for page in pages(upload):
        assert plain.get(page).status_code == 302
        assert "sign-in" in plain.get(page)["Location"]


def test_a_report_is_not_there_before_the_import(office):
    upload, _ = uploaded(office)
    assert office.get(reverse("import_report", args=[upload.pk])).status_code == 404
    assert office.get(reverse("import_report_csv", args=[upload.pk])).status_code == 404


def test_a_form_from_another_site_is_refused(lead):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(lead).cookies
    assert choose(strict).status_code == 403


def test_the_sample_can_be_looked_at(office):
    _, page = uploaded(office, content=(DATA / "referrals.csv").read_bytes(), kind="referrals")
    preview = office.get(page)
    assert preview.context["report"].taken == 265
    assert preview.text.count("<select") == 16
