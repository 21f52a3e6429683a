"""The public pages in the real browser: what works without JavaScript, and what a first visit costs."""

import pytest
from django.core.management import call_command

from tests.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def site(transactional_db):
    call_command("load_guides", verbosity=0)


def test_whoever_asks_for_themselves_is_not_asked_who_asks_for_them(open_page, site):
    page = open_page("/help/ask/")
    for who, asked in (("self", False), ("friend", True), ("self", False)):
        page.check(f"[name=source][value={who}]")
        for name in ("referrer_name", "referrer_contact", "organisation_name", "through_me"):
            assert page.locator(f"[name={name}]").is_visible() == asked
    page.check("[name=source][value=friend]")
    page.fill("[name=referrer_contact]", "12")
    page.check("[name=source][value=self]")
    page.click("text=Send")
    assert page.locator("[name=referrer_contact]").is_visible()  # what is wrong is never out of sight


def test_the_browser_takes_the_styles_that_a_page_carries_and_no_others(open_page, site):
    page = open_page("/get-connected/join-free-wifi/")
    header = "getComputedStyle(document.querySelector('.site-header')).backgroundColor"
    teal = page.evaluate(header)
    assert teal == "rgb(11, 83, 81)"
    page.evaluate("document.head.insertAdjacentHTML('beforeend', '<style>header{background:red!important}</style>')")
    page.evaluate("document.querySelector('.site-header').setAttribute('style', 'background: red')")
    assert page.evaluate(header) == teal


def test_a_first_visit_is_one_request_and_under_13000_bytes(open_page, site):
    for path in ("/", "/get-connected/", "/get-connected/join-free-wifi/iphone/"):
        page = open_page("about:blank")
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        asked, received = [], []
        session.on("Network.requestWillBeSent", lambda sent, asked=asked: asked.append(sent["request"]["url"]))
        session.on(
            "Network.loadingFinished", lambda done, received=received: received.append(done["encodedDataLength"])
        )
        page.goto(path, wait_until="networkidle")
        # Reading needs the page alone; the script of guides comes after, and may stay away.
        over_the_wire = [url for url in asked if not url.startswith("data:") and not url.endswith("/js/guide.js")]
        assert len(over_the_wire) == 1, over_the_wire
        assert sum(received) < 13_000, path


def test_the_skip_link_is_the_first_stop_of_the_keyboard(open_page, site):
    page = open_page("/get-connected/join-free-wifi/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_variant_can_be_switched_without_javascript(open_page, site):
    page = open_page("/get-connected/join-free-wifi/", PHONE, java_script_enabled=False)
    page.get_by_role("link", name="iPhone").click()
    page.get_by_text("Tap “Join”.").wait_for()
    assert page.get_by_role("link", name="iPhone").get_attribute("aria-current") == "page"


def test_a_hard_word_opens_by_keyboard_without_javascript(open_page, site):
    page = open_page("/talk/send-an-email/", PHONE, java_script_enabled=False)
    word, meaning = page.locator(".word > summary").first, page.locator(".word > span").first
    step = page.locator(".steps > li > div").first
    closed = step.bounding_box()["height"]
    assert not meaning.is_visible()
    word.focus()
    page.keyboard.press("Enter")
    meaning.wait_for(state="visible")
    assert meaning.bounding_box()["y"] > word.bounding_box()["y"]
    assert step.bounding_box()["height"] > closed
    page.keyboard.press("Enter")
    meaning.wait_for(state="hidden")


def test_on_paper_a_hard_word_is_a_word(open_page, site):
    page = open_page("/talk/send-an-email/")
    word = page.locator(".word > summary").first
    word.click()
    page.emulate_media(media="print")
    assert word.is_visible() and not page.locator(".word > span").first.is_visible()
