"""A guide's short address, and the ways to hand it on: by link, by message, to another phone's camera."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
from django.urls import reverse
from wagtail.models import PageViewRestriction

from guides.models import GuidePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(site):
    return GuidePage.objects.get(slug="join-free-wifi")


@pytest.fixture
def share(guide):
    return reverse("share_guide", args=[guide.pk])


def test_the_short_address_leads_to_the_guide(client, guide):
    assert client.get(f"/g/{guide.pk}/").url == "/get-connected/join-free-wifi/"


def test_a_guide_leads_to_its_page_for_sharing_and_back(client, share):
    assert f'href="{share}"' in client.get("/get-connected/join-free-wifi/").text
    assert 'href="/get-connected/join-free-wifi/"' in client.get(share).text


def test_the_short_address_is_there_to_copy_without_javascript(client, guide, share):
    assert f'value="http://testserver/g/{guide.pk}/" readonly' in client.get(share).text


def test_messages_carry_the_title_and_the_short_address(client, guide, share):
    guide.title = "Bread & butter? 100% #1"
    guide.save_revision().publish()
    links = {
        urlsplit(link.replace("&amp;", "&")).scheme: link
        for link in re.findall(r'href="([^"]+)"', client.get(share).text)
    }
    message = f"Bread & butter? 100% #1 http://testserver/g/{guide.pk}/"
    for scheme, name in (("sms", "body"), ("https", "text"), ("mailto", "body")):
        assert parse_qs(urlsplit(links[scheme].replace("&amp;", "&")).query)[name] == [message]


def test_the_code_says_the_short_address_and_needs_no_other_request(client, guide, share):
    page = client.get(share).text
    drawn = segno.make_qr(f"http://testserver/g/{guide.pk}/", error="m").svg_inline(border=4, omitsize=True)
    squares = re.search(r' d="(M4[^"]+)"', drawn)[1]
    assert squares in page
    assert 'fill="#fff"' in page and "style=" not in page and "<img" not in page


def test_it_is_the_same_for_everybody(client, share):
    page = client.get(share)
    assert not page.cookies and "csrfmiddlewaretoken" not in page.text


def test_a_draft_a_restricted_guide_and_none_answer_alike(client, guide):
    PageViewRestriction.objects.create(page=guide, restriction_type="login")
    hidden = [client.get(f"/g/{guide.pk}/{more}").status_code for more in ("", "share/")]
    PageViewRestriction.objects.all().delete()
    guide.unpublish()
    hidden += [client.get(f"/g/{guide.pk}/{more}").status_code for more in ("", "share/")]
    hidden += [client.get(f"/g/{10**30}/{more}").status_code for more in ("", "share/")]
    hidden += [client.get(f"/g/{guide.get_parent().pk}/{more}").status_code for more in ("", "share/")]
    assert set(hidden) == {404}
