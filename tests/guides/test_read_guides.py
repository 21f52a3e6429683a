"""What a visitor without an account finds: home, topics, guides and their variants."""

import json
import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.models import Page, PageViewRestriction

from guides.models import GuidePage, Picture, TopicPage

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    """What is read while no hard word is open."""
    page = re.sub(r'<details class="word"><summary>(.*?)</summary>.*?</details>', r"\1", response.content.decode())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_home_leads_to_the_topics_search_wifi_help_and_volunteering(client, site):
    page = client.get("/").content.decode()
    for topic in TopicPage.objects.all():
        assert f'href="/{topic.slug}/"' in page
    for address in (reverse("search"), reverse("wifi"), "/help/ask/", "/volunteer/"):
        assert f'"{address}"' in page


def test_a_topic_lists_its_published_guides_only(client, site):
    GuidePage.objects.get(slug="stay-safe-on-free-wifi").unpublish()
    page = text_of(client.get("/get-connected/"))
    assert "Join free wifi" in page and "Stay safe on free wifi" not in page


def test_a_guide_shows_its_steps_what_can_go_wrong_when_to_stop_and_its_checked_facts(client, site):
    page = text_of(client.get("/government-work-asylum/aspen-card-and-migrant-help/"))
    for words in ("Step by step", "If it goes wrong", "Stop and ask someone if", "0808 801 0503", "What next"):
        assert words in page
    assert "ASPEN cards cannot pay online. Checked on 22 November 2026." in page


def test_a_fact_that_was_not_confirmed_says_so(client, site):
    page = text_of(client.get("/stay-safe/spot-a-scam-message/"))
    assert "0300 123 2040. Not confirmed when we looked on 22 November 2026." in page


@pytest.mark.parametrize(
    ("device", "own", "others"),
    [
        ("android", "Network and internet", ["Click the wifi symbol", "Tap “Join”"]),
        ("iphone", "Tap “Join”", ["Click the wifi symbol", "Network and internet"]),
        ("computer", "Click the wifi symbol", ["Tap “Join”", "Network and internet"]),
    ],
)
def test_plain_links_switch_between_the_variants_of_a_guide(client, site, device, own, others):
    response = client.get(f"/get-connected/join-free-wifi/{device}/")
    page = text_of(response)
    assert own in page and "Now open your web browser" in page
    assert not [words for words in others if words in page]
    assert f'href="/get-connected/join-free-wifi/{device}/#device" aria-current="page"' in response.content.decode()


def test_a_guide_for_one_kind_of_device_names_it_and_offers_no_choice(client, site):
    response = client.get("/start/mouse-and-keyboard/")
    page = text_of(response)
    assert "First steps Computer" in page and "What do you use?" not in page
    assert "#device" not in response.content.decode()


def test_the_device_is_remembered_for_the_next_guide_without_an_account(client, site):
    assert "Network and internet" in text_of(client.get("/get-connected/join-free-wifi/"))
    client.get("/get-connected/join-free-wifi/iphone/")
    assert client.cookies["device"].value == "iphone"
    assert 'iphone/#device" aria-current="page"' in client.get("/get-connected/use-less-data/").content.decode()
    assert not client.get("/get-connected/join-free-wifi/iphone/").cookies  # said once


def test_a_guide_without_steps_for_the_remembered_device_shows_those_it_has(client, site):
    client.cookies["device"] = "computer"
    assert 'android/#device" aria-current="page"' in client.get("/talk/use-whatsapp/").content.decode()


@pytest.mark.parametrize("device", ["", "toaster", "android%00", "a" * 3000])
def test_an_unknown_device_in_the_cookie_shows_the_first_variant(client, site, device):
    client.cookies["device"] = device
    assert "Network and internet" in text_of(client.get("/get-connected/join-free-wifi/"))


@pytest.mark.parametrize("path", ["/get-connected/join-free-wifi/toaster/", "/talk/use-whatsapp/computer/"])
def test_a_variant_that_a_guide_does_not_have_is_not_there(client, site, path):
    assert client.get(path).status_code == 404


def test_step_numbers_run_on_from_one_group_to_the_next(client, site):
    page = client.get("/get-connected/join-free-wifi/android/").content.decode()
    assert re.findall(r'<ol class="steps" start="(\d+)"', page) == ["1", "8"]


def test_a_restricted_topic_is_not_on_the_home_page(client, site):
    topic = TopicPage.objects.get(slug="stay-safe")
    PageViewRestriction.objects.create(page=topic, restriction_type=PageViewRestriction.LOGIN)
    assert "/stay-safe/" not in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/get-connected/", "/get-connected/join-free-wifi/"])
def test_queries_stay_few_and_do_not_grow_with_the_number_of_guides(client, site, path, django_assert_max_num_queries):
    client.get(path)
    with django_assert_max_num_queries(9) as few:
        client.get(path)
    topic = TopicPage.objects.get(slug="get-connected")
    for number in range(10):
        topic.add_child(instance=GuidePage(title=f"Guide {number}", slug=f"guide-{number}", what_you_will_do="More."))
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(path)


def test_public_pages_set_no_cookie(client, site):
    for path in ("/", "/get-connected/", "/get-connected/join-free-wifi/", "/wifi/", "/search/?query=wifi", "/about/"):
        response = client.get(path)
        assert response.status_code == 200 and not response.cookies, path


def test_a_page_that_does_not_exist_says_what_to_do_next(client, site):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "What you can do now" in text_of(response) and reverse("search") in response.content.decode()


def test_the_pages_can_be_put_only_where_they_belong(site):
    assert GuidePage.allowed_parent_page_models() == [TopicPage]
    assert Page not in TopicPage.allowed_subpage_models()


def test_a_step_can_have_a_picture(client, site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = BytesIO()
    Pillow.new("RGB", (1200, 800), "teal").save(file, "PNG")
    image = Picture.objects.create(title="The wifi list", file=ContentFile(file.getvalue(), "wifi.png"))
    guide = GuidePage.objects.get(slug="send-an-email")
    steps = {"device": "", "steps": [{"do": "Open the list.", "picture": image.pk}]}
    guide.body = GuidePage._meta.get_field("body").to_python(json.dumps([{"type": "steps", "value": steps}]))
    guide.save_revision().publish()
    page = client.get("/talk/send-an-email/").content.decode()
    assert "<picture>" in page and 'type="image/avif"' in page and 'loading="lazy"' in page and 'width="600"' in page
