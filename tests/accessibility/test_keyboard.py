"""Every task with the keys alone: Tab, Enter, Space, the arrows, and letters where something is written."""

import json
import re

import pytest
from django.core.cache import cache
from wagtail.models import Page

from accounts.models import Message, Role
from guides.models import GlossaryTerm, GuidePage
from tests.conftest import PHONE
from tests.factories import AreaFactory, ChampionFactory, MatchFactory, UserFactory, guide_below

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

STOP = """() => {
    const part = document.activeElement, box = part.getBoundingClientRect(), before = window.lastStop;
    const ring = style => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    const drawn = [getComputedStyle(part)];
    if (part.matches(".govuk-radios__input, .govuk-checkboxes__input")) {
        drawn.push(getComputedStyle(part.nextElementSibling, "::before"));
    }
    window.lastStop = part;
    const inside = !part.matches(":focus");  // the calendar's button in a date: the browser rings it itself
    return {
        name: part.outerHTML.slice(0, 120),
        shown: (inside || drawn.some(ring)) && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        forward: !before?.isConnected || before === part
            || !!(before.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING),
    };
}"""
MOST_STOPS = 150


class Keyboard:
    """Goes through `page` as somebody does who has no pointer; fails where one cannot see where one is."""

    def __init__(self, page):
        self.page = page

    def to(self, target):
        """Tab on to the one element of this locator."""
        for _stop in range(MOST_STOPS):
            self.press("Tab")
            stop = self.page.evaluate(STOP)
            if stop["name"].startswith("<body"):
                break
            assert stop["shown"], f"one cannot see that this has the focus: {stop['name']}"
            assert stop["forward"], f"this comes before the last stop: {stop['name']}"
            if target.evaluate("part => part === document.activeElement"):
                return self
        raise AssertionError(f"no stop at {target}")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, text):
        self.page.keyboard.type(text)
        return self

    def field(self, label, text):
        return self.to(self.page.get_by_label(label)).type(text)

    def tick(self, label):
        return self.to(self.page.get_by_label(label, exact=True)).press("Space")

    def button(self, name):
        with self.page.expect_navigation():
            self.to(self.page.get_by_role("button", name=name, exact=True)).press("Enter")
        return self

    def link(self, name):
        with self.page.expect_navigation():
            self.to(self.page.get_by_role("link", name=name).first).press("Enter")
        return self

    def heading(self, name):
        self.page.get_by_role("heading", name=name).wait_for()
        return self

    def has_focus(self, css):
        """Waits for it: a script may move the focus once the page is there. Playwright's TimeoutError tells when it never comes."""
        self.page.wait_for_function("css => document.activeElement.matches(css)", arg=css, timeout=5_000)
        return True


@pytest.fixture
def keyboard(open_page):
    cache.clear()
    return lambda path: Keyboard(open_page(path, PHONE, reduced_motion="reduce"))


@pytest.fixture
def guide(transactional_db):
    GlossaryTerm.objects.create(word="browser", meaning="The app that shows websites.")
    steps = [
        {"type": "steps", "value": {"device": device, "steps": [{"do": f"Open the browser of {device}."}]}}
        for device in ("android", "iphone")
    ]
    body = GuidePage._meta.get_field("body").to_python(json.dumps(steps))
    return guide_below(Page.objects.get(depth=2), title="Join free wifi", body=body)


def test_a_guide_is_found_switched_explained_and_answered(keyboard, guide):
    keys = keyboard("/search/")
    keys.field("Search the guides", "wifi").press("Enter").heading("Join free wifi")
    keys.link("Join free wifi").link("iPhone")
    keys.page.get_by_text("of iphone").wait_for()
    word = keys.page.locator(".word > summary")
    keys.to(word).press("Enter")
    keys.page.get_by_text("The app that shows websites.").wait_for()
    keys.button("Something is wrong or out of date").button("Send")
    assert keys.has_focus(".govuk-error-summary")
    keys.to(keys.page.locator(".govuk-error-summary a")).press("Enter")
    assert keys.has_focus("textarea")
    keys.type("The button has gone.").button("Send").heading("Thank you for telling us.")
    assert guide.feedback.get().sentence == "The button has gone."


def test_help_is_asked_for_after_a_mistake(keyboard):
    AreaFactory(name="Park")
    keys = keyboard("/help/ask/")
    keys.to(keys.page.get_by_label("I do", exact=True)).press("Space", "ArrowDown", "ArrowUp")
    keys.field("What should we call the person", "Sahar")
    keys.field("Phone number or e-mail address of the person", "sahar@example.org")
    keys.to(keys.page.get_by_label("Part of town")).type("Park")
    keys.to(keys.page.get_by_label("Speaks: Urdu")).press("Space")
    keys.to(keys.page.get_by_label("Reads: Urdu")).press("Space")
    keys.button("Send")
    assert keys.has_focus(".govuk-error-summary")
    first = keys.page.locator(".govuk-error-summary a").first
    keys.to(first).press("Enter")
    assert keys.has_focus("[name=needs]")
    keys.press("Space").tick("Meeting in person").tick("Tuesday afternoon")
    keys.to(keys.page.locator("[name=consent]")).press("Space").button("Send")
    keys.heading("Thank you. We have your request.")


def test_a_champion_signs_in_and_logs_a_session(keyboard):
    user = UserFactory(email="nadia@example.org", roles=[Role.CHAMPION])
    match = MatchFactory(champion=ChampionFactory(user=user), learner__preferred_name="Sahar")
    keys = keyboard("/sign-in/")
    keys.to(keys.page.locator("#code_email")).type(user.email).button("Send me a code").heading("Type your code")
    code = re.search(r"\d{4}-\d{4}", Message.objects.latest("pk").text).group()
    keys.field("code", code).button("Sign in").link("Log a session")
    details = keys.page.get_by_text("Something else")
    keys.to(keys.page.locator("summary")).press("Enter")
    assert details.is_visible()
    level = keys.page.get_by_role("group", name="Make a video call").get_by_label("With help")
    keys.to(keys.page.get_by_role("group", name="Make a video call").get_by_role("radio").first)
    keys.press("ArrowDown", "ArrowDown")
    assert level.is_checked()
    keys.button("Save")
    keys.page.get_by_text("Saved. Thank you.").wait_for()
    assert match.sessions.get().outcomes.get().skill.name == "Make a video call"
