"""Several guides in one document: who picks them, what is in it, and what is left out."""

import json
import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.models import PageViewRestriction

from accounts.models import Role
from guides.framework import read
from guides.models import BookletEntry, BookletPage, GuidePage, HomePage, Picture
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def guide(slug) -> GuidePage:
    return GuidePage.objects.get(slug=slug)


@pytest.fixture
def make(site):
    """make("send-an-email", …, device="") gives a published booklet of these guides."""

    def make(*slugs, **fields):
        booklet = BookletPage(title="Ours", slug="ours", introduction="For our Tuesday group.", **fields)
        booklet.entries = [BookletEntry(guide=guide(slug), sort_order=order) for order, slug in enumerate(slugs)]
        return site.add_child(instance=booklet)

    return make


def titles_printed(response) -> list[str]:
    return [sheet.guide.title for sheet in response.context["sheets"]]


def test_a_booklet_lists_and_prints_its_guides_in_the_order_of_the_editor(client, make):
    make("send-an-email", "is-this-true", "join-and-use-a-library", cover_line="Central Library")
    in_order = ["Send an email", "Is this true?", "Join and use a library"]
    listed = text_of(client.get("/ours/"))
    assert listed.index(in_order[0]) < listed.index(in_order[1]) < listed.index(in_order[2])
    response = client.get("/ours/print/a5/")
    assert titles_printed(response) == in_order
    page = text_of(response)
    assert "Central Library" in page and "For our Tuesday group." in page
    assert "What is in here" in page and "2. Is this true?" in page and "3. Join and use a library" in page
    assert page.count("Your notes Do not write passwords here.") == 1


def test_its_page_links_to_the_guides_and_to_both_sizes(client, make):
    make("send-an-email")
    page = client.get("/ours/").content.decode()
    for address in ("/talk/send-an-email/", "/ours/print/a5/", "/ours/print/a4/"):
        assert f'href="{address}"' in page


def test_what_the_public_may_not_read_is_left_out(client, make):
    make("send-an-email", "is-this-true", "spot-a-scam-message", "join-and-use-a-library")
    guide("is-this-true").unpublish()
    restricted = guide("spot-a-scam-message").get_parent()
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    assert titles_printed(client.get("/ours/print/a5/")) == ["Send an email", "Join and use a library"]
    for path in ("/ours/", "/ours/print/a5/"):
        page = text_of(client.get(path))
        assert "Is this true?" not in page and "Spot a scam message" not in page


def test_a_booklet_left_without_guides_says_so_and_still_prints(client, make):
    make("send-an-email")
    guide("send-an-email").unpublish()
    assert "There are no guides here yet." in text_of(client.get("/ours/"))
    assert client.get("/ours/print/a5/").status_code == 200


def test_the_reader_chooses_between_the_devices_that_all_its_guides_have_steps_for(client, make):
    make("join-free-wifi", "use-whatsapp", "mouse-and-keyboard", "send-an-email")
    page = client.get("/ours/").content.decode()
    assert "/ours/android/print/a5/" in page and "/ours/iphone/print/a4/" in page and "/ours/computer/" not in page
    assert client.get("/ours/computer/print/a5/").status_code == 404
    sheets = client.get("/ours/iphone/print/a5/").context["sheets"]
    assert [sheet.device for sheet in sheets] == ["iphone", "iphone", "computer", ""]


def test_a_booklet_for_one_device_prints_that_whatever_the_reader_chose(client, make):
    make("join-free-wifi", device="iphone")
    client.cookies["device"] = "android"
    assert "Tap “Join”" in text_of(client.get("/ours/print/a5/"))
    assert client.get("/ours/android/print/a5/").status_code == 404


def test_a_guide_picked_twice_is_printed_once(client, make):
    make("send-an-email", "is-this-true", "send-an-email")
    assert titles_printed(client.get("/ours/print/a5/")) == ["Send an email", "Is this true?"]


def test_a_deleted_guide_is_gone_from_its_booklets(client, make):
    booklet = make("send-an-email", "is-this-true")
    booklet.save_revision()
    guide("is-this-true").delete()
    assert titles_printed(client.get("/ours/print/a5/")) == ["Send an email"]
    assert [entry.guide.title for entry in BookletPage.objects.get(pk=booklet.pk).entries.all()] == ["Send an email"]


def test_all_booklets_are_listed_but_hidden_ones_and_the_foot_of_each_page_leads_there(client, make):
    make("send-an-email")
    BookletPage.objects.get(slug="new-here").unpublish()
    PageViewRestriction.objects.create(
        page=BookletPage.objects.get(slug="safe-online"), restriction_type=PageViewRestriction.LOGIN
    )
    page = client.get(reverse("booklets")).content.decode()
    assert 'href="/ours/"' in page and 'href="/first-steps/"' in page
    assert "/new-here/" not in page and "/safe-online/" not in page
    assert f'href="{reverse("booklets")}"' in client.get("/").content.decode()


def test_a_list_without_booklets_says_so(client, site):
    BookletPage.objects.all().delete()
    assert "There are no booklets here yet." in text_of(client.get(reverse("booklets")))


def test_queries_do_not_grow_with_the_guides_nor_with_their_pictures(
    client, make, settings, tmp_path, django_assert_num_queries, django_assert_max_num_queries
):
    settings.MEDIA_ROOT = tmp_path
    slugs = ["send-an-email", "is-this-true", "join-free-wifi", "use-whatsapp", "make-a-strong-password"]
    for number, slug in enumerate(slugs):
        file = BytesIO()
        Pillow.new("RGB", (1200, 800), (number, 90, 90)).save(file, "PNG")
        picture = Picture.objects.create(title="A picture", file=ContentFile(file.getvalue(), "a.png"))
        page = guide(slug)
        steps = {"device": "", "steps": [{"do": "Look.", "picture": picture.pk}]}
        page.body = GuidePage._meta.get_field("body").to_python(json.dumps([{"type": "steps", "value": steps}]))
        page.save_revision().publish()
    booklet = make(slugs[0])
    client.get("/ours/print/a5/")
    with django_assert_max_num_queries(12) as few:
        client.get("/ours/print/a5/")
    queries = len(few.captured_queries)
    booklet.entries = [BookletEntry(guide=guide(slug), sort_order=order) for order, slug in enumerate(slugs)]
    booklet.save()
    client.get("/ours/print/a5/")  # makes the small copies of the pictures
    with django_assert_num_queries(queries):
        response = client.get("/ours/print/a5/")
    assert response.content.decode().count("<img") == 5


def test_an_editor_picks_guides_and_nothing_else(site):
    editor = signed_in(UserFactory(roles=[Role.EDITOR]), proven=True)
    form = {
        "title": "Tuesday", "slug": "tuesday", "introduction": "For Tuesday.", "cover_line": "", "device": "",
        "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": "", "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0, "entries-TOTAL_FORMS": 1, "entries-INITIAL_FORMS": 0, "entries-MIN_NUM_FORMS": 1,
        "entries-MAX_NUM_FORMS": 40, "entries-0-id": "", "entries-0-ORDER": 1, "action-publish": "1",
    }  # fmt: skip
    address = reverse("wagtailadmin_pages:add", args=["guides", "bookletpage", site.pk])
    refused = editor.post(address, form | {"entries-0-guide": site.pk})
    assert refused.status_code == 200 and not BookletPage.objects.filter(slug="tuesday").exists()
    editor.post(address, form | {"entries-0-guide": guide("send-an-email").pk})
    booklet = BookletPage.objects.get(slug="tuesday")
    assert booklet.live and [page.slug for page in booklet.guides] == ["send-an-email"]


def test_booklets_belong_below_the_home_page():
    assert BookletPage.allowed_parent_page_models() == [HomePage]


def test_the_shipped_booklets_have_all_their_guides(site):
    shipped = {booklet["slug"]: booklet["entries"] for booklet in read("site.json")["booklets"]}
    assert len(shipped) == 3
    for booklet in BookletPage.objects.all():
        assert [page.slug for page in booklet.guides] == shipped[booklet.slug]
        assert [entry.sort_order for entry in booklet.entries.all()] == list(range(len(shipped[booklet.slug])))


def test_a_booklet_that_an_editor_changed_is_left_alone(site):
    booklet = BookletPage.objects.get(slug="first-steps")
    booklet.entries = [BookletEntry(guide=guide("send-an-email"))]
    booklet.save_revision().publish()
    call_command("load_guides", verbosity=0)
    assert [page.slug for page in BookletPage.objects.get(pk=booklet.pk).guides] == ["send-an-email"]
