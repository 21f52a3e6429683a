"""A guide as a sheet of paper, and the short address that leads back from it."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import PageViewRestriction

from guides.models import GuidePage, TopicPage
from guides.qr import qr_drawing
from guides.templatetags.paper import to_type

pytestmark = pytest.mark.django_db

WIFI = "/get-connected/join-free-wifi/"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def restrict(page, kind=PageViewRestriction.LOGIN):
    PageViewRestriction.objects.create(page=page, restriction_type=kind)


@pytest.mark.parametrize("size", ["a5", "a4"])
def test_a_sheet_has_all_that_the_guide_says(client, site, size):
    page = text_of(client.get(f"/government-work-asylum/aspen-card-and-migrant-help/print/{size}/"))
    for words in (
        "ASPEN card and Migrant Help", "What you need", "Step by step", "If it goes wrong", "Stop and ask someone if",
        "ASPEN cards cannot pay online. Checked on 22 November 2026.", "We last read through this guide on",
    ):  # fmt: skip
        assert words in page


def test_a_sheet_says_who_made_it_how_to_reach_a_person_and_not_to_write_passwords(client, site, settings):
    settings.SCHEME_NAME, settings.SCHEME_PHONE = "Calder Champions", "01632 960999"
    page = text_of(client.get(f"{WIFI}print/a5/"))
    for words in ("Calder Champions", "01632 960999", "Your notes Do not write passwords here."):
        assert words in page


def test_the_sheet_for_a_device_has_its_steps_only_and_names_it(client, site):
    page = text_of(client.get(f"{WIFI}iphone/print/a5/"))
    assert "For: iPhone" in page and "Tap “Join”" in page and "Now open your web browser" in page
    assert "Network and internet" not in page and "Click the wifi symbol" not in page


def test_the_steps_of_a_sheet_are_numbered_on_from_one_group_to_the_next(client, site):
    assert re.findall(r'<ol start="(\d+)"', client.get(f"{WIFI}android/print/a4/").content.decode()) == ["1", "8"]


def test_a_sheet_without_a_device_is_for_the_one_that_the_reader_chose(client, site):
    assert "For: Android phone" in text_of(client.get(f"{WIFI}print/a5/"))
    client.cookies["device"] = "computer"
    assert "For: Computer" in text_of(client.get(f"{WIFI}print/a5/"))


def test_printing_for_somebody_else_does_not_change_the_choice(client, site):
    assert not client.get(f"{WIFI}iphone/print/a5/").cookies


@pytest.mark.parametrize("path", ["toaster/print/a5/", "print/a3/", "print/", "iphone/print/", "print/a5/iphone/"])
def test_what_cannot_be_printed_is_not_there(client, site, path):
    assert client.get(WIFI + path).status_code == 404


def test_a_device_that_the_guide_has_no_steps_for_has_no_sheet(client, site):
    assert client.get("/talk/use-whatsapp/computer/print/a5/").status_code == 404


def test_an_unpublished_guide_has_no_sheet_and_a_restricted_one_asks_who_is_there(client, site):
    GuidePage.objects.get(slug="join-free-wifi").unpublish()
    assert client.get(f"{WIFI}print/a5/").status_code == 404
    restrict(GuidePage.objects.get(slug="send-an-email"))
    response = client.get("/talk/send-an-email/print/a5/")
    assert response.status_code == 302 and response["Location"].startswith(reverse("account_login"))


def test_a_guide_offers_to_print_the_steps_that_it_shows(client, site):
    assert f'href="{WIFI}iphone/print/a5/"' in client.get(f"{WIFI}iphone/").content.decode()
    assert 'href="/talk/send-an-email/print/a5/"' in client.get("/talk/send-an-email/").content.decode()


def test_the_code_and_the_words_on_a_sheet_are_the_short_address(client, site, settings):
    settings.BASE_URL = "https://example.org"
    guide = GuidePage.objects.get(slug="join-free-wifi")
    page = client.get(f"{WIFI}print/a5/").content.decode()
    assert qr_drawing(f"https://example.org/g/{guide.pk}/") in page
    assert f">example.org/g/{guide.pk}<" in page


def test_the_short_address_leads_to_the_guide_as_typed_from_paper(client, site):
    guide = GuidePage.objects.get(slug="join-free-wifi")
    typed = to_type(f"https://example.org/g/{guide.pk}/").removeprefix("example.org")
    response = client.get(typed, follow=True)
    assert response.redirect_chain[-1] == (WIFI, 302) and response.status_code == 200


def test_the_short_address_follows_a_guide_that_moves(client, site):
    guide = GuidePage.objects.get(slug="join-free-wifi")
    guide.move(TopicPage.objects.get(slug="start"), "last-child")
    assert client.get(f"/g/{guide.pk}/")["Location"] == "/start/join-free-wifi/"


def test_a_hidden_guide_and_a_number_of_no_guide_answer_alike(client, site):
    hidden, restricted, within = (
        GuidePage.objects.get(slug=slug) for slug in ("join-free-wifi", "send-an-email", "spot-a-scam-message")
    )
    hidden.unpublish()
    restrict(restricted)
    restrict(within.get_parent(), PageViewRestriction.GROUPS)
    for number in (hidden.pk, restricted.pk, within.pk, site.pk, 900_007, 10**30):
        assert client.get(f"/g/{number}/").status_code == 404, number


def test_a_sheet_runs_in_the_direction_of_its_language(client, site, settings):
    settings.LANGUAGES = [("en-gb", "English"), ("ar", "Arabic")]
    assert '<html lang="en-gb" dir="ltr"' in client.get(f"{WIFI}print/a5/").content.decode()
    page = client.get(f"{WIFI}print/a5/", headers={"accept-language": "ar"}).content.decode()
    translation.activate("en-gb")
    assert '<html lang="ar" dir="rtl"' in page


def test_a_sheet_costs_no_more_queries_than_its_guide(client, site, django_assert_max_num_queries):
    client.get(f"{WIFI}print/a5/")
    with django_assert_max_num_queries(8):
        client.get(f"{WIFI}print/a5/")
