"""A photograph on its way from an editor's phone into a step, and to a reader: all in the real browser."""

from io import BytesIO

import pytest
from django.conf import settings
from django.core.management import call_command
from PIL import Image as Pillow

from accounts.models import Role
from guides.models import GuidePage
from tests.conftest import PHONE
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PICTURE = "#body-0-value-steps-0-value-picture-"
WORDS = "The wifi switch, turned on"


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photograph() -> bytes:
    exif = Pillow.Exif()
    exif[0x010F] = "Spying camera"
    exif.get_ifd(0x8825)[2] = (53.0, 43.0, 12.0)
    content = BytesIO()
    Pillow.new("RGB", (1600, 1200), "#669999").save(content, format="JPEG", exif=exif)
    return content.getvalue()


def test_a_photograph_needs_words_and_reaches_readers_small_and_without_its_secrets(open_page, live_server):
    call_command("load_guides", verbosity=0)
    guide = GuidePage.objects.get(slug="join-free-wifi")
    editor = open_page("about:blank")
    session = signed_in(UserFactory(roles=[Role.EDITOR])).cookies[settings.SESSION_COOKIE_NAME]
    editor.context.add_cookies([{"name": session.key, "value": session.value, "url": live_server.url}])
    editor.goto(f"/admin/pages/{guide.pk}/edit/")
    editor.locator(f"{PICTURE}image-chooser").get_by_role("button", name="Choose an image").click()
    editor.get_by_role("tab", name="Upload").click()
    upload = editor.locator("#tab-upload")
    assert "cannot see it" in upload.inner_text()
    photo = {"name": "Fatima.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    upload.locator("[type=file]").set_input_files(photo)
    upload.locator("[name$=-title]").fill("A switch")
    upload.get_by_role("button", name="Upload").click()
    upload.wait_for(state="detached")

    editor.click("[data-side-panel-toggle=checks]")
    finding = editor.locator("#guide-checks li", has_text="no description")
    for words in ("A", ""):  # begun and thought better of: Wagtail saves a draft as somebody writes
        with editor.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/edit/")):
            editor.fill(f"{PICTURE}alt_text", words)
    finding.wait_for()
    editor.fill(f"{PICTURE}alt_text", WORDS)
    finding.wait_for(state="detached")

    editor.get_by_role("button", name="More actions").click()
    editor.get_by_role("button", name="Publish", exact=True).click()
    editor.locator(".messages", has_text="has been published").wait_for()

    reader = open_page(f"{guide.url}android/", PHONE)
    shown = reader.locator(".steps img")
    assert [shown.get_attribute(name) for name in ("alt", "width", "height", "loading")] == [
        WORDS,
        "600",
        "450",
        "lazy",
    ]
    shown.scroll_into_view_if_needed()
    reader.wait_for_function("document.querySelector('.steps img').naturalWidth > 0")
    content = reader.request.get(shown.evaluate("image => image.currentSrc")).body()
    assert b"Spying camera" not in content
    with Pillow.open(BytesIO(content)) as opened:
        assert (opened.format, opened.width, dict(opened.getexif())) == ("AVIF", 600, {})
