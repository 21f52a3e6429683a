"""Every kind of page in the real browser: what axe finds, and whether all is there on a very narrow screen."""

import pytest

from tests.accessibility.pages import PAGES
from tests.conftest import DESKTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
every_page = pytest.mark.parametrize("page", PAGES, ids=str)

AXE = """async options => (await axe.run(document, {resultTypes: ["violations"], ...options})).violations.map(
    found => found.id + ": " + found.nodes.map(node => node.html.slice(0, 200) + " " + node.failureSummary).join("\\n"))"""

ONLY_COLOURS = {"runOnly": {"type": "tag", "values": ["cat.color"]}}
"""The rest is the same in the dark: those of ALL_IN_THE_DARK show whether it is."""

ALL_IN_THE_DARK = {
    "home",
    "guide for iPhone",
    "guide with its words open",
    "guide with pictures",
    "search with a definition",
    "feedback with a mistake",
    "become a champion, with mistakes",
    "log a session, with mistakes",
    "500",
}

CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(part => {
    const box = part.getBoundingClientRect(), style = getComputedStyle(part);
    if (!box.width || box.width <= 1 || style.position === "absolute" || part.closest("svg, input, textarea, .hidden")) return false;
    return box.right > innerWidth + 1 || box.left < -1
        || (part.clientWidth && style.overflowX !== "visible" && part.scrollWidth > part.clientWidth + 1)
        || (part.clientHeight && style.overflowY === "hidden" && part.scrollHeight > part.clientHeight + 1);
}).map(part => part.outerHTML.slice(0, 150))"""
"""What reaches past a side of the window, or is larger than the part that hides what is too much."""

TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
"""What readers may set themselves: WCAG 2.2, success criterion 1.4.12."""


@every_page
def test_axe_finds_nothing_light_or_dark_on_phone_or_desktop(look, page):
    tab = look(page)
    for size in (PHONE, DESKTOP):
        tab.set_viewport_size(size)
        for mode in ("light", "dark"):
            tab.emulate_media(color_scheme=mode)
            found = tab.evaluate(AXE, ONLY_COLOURS if mode == "dark" and page.name not in ALL_IN_THE_DARK else {})
            assert not found, f"{mode}, {size['width']} pixels\n" + "\n".join(found)
    tab.emulate_media(color_scheme="light")


@every_page
def test_all_of_it_is_there_at_320_pixels_even_with_the_letters_apart(look, page):
    tab = look(page)
    tab.set_viewport_size({"width": 320, "height": 256})  # 1280 x 1024 at 400 %
    for spacing in ("", TEXT_SPACING):
        if spacing:
            tab.add_style_tag(content=spacing)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, spacing
        assert not tab.evaluate(CUT_OFF), spacing
