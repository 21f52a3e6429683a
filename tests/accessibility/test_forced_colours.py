"""Where the reader's device sets the colours, backgrounds and shadows are gone: what told things apart must be a line."""

import pytest

from tests.accessibility.pages import PAGES
from tests.conftest import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LINES = """([selector, pseudo]) => [...document.querySelectorAll(selector)].filter(part => part.checkVisibility()).map(part => {
    const style = getComputedStyle(part, pseudo), sides = ["top", "bottom", "left", "right"];
    return sides.filter(side => style[`border-${side}-style`] !== "none" && parseFloat(style[`border-${side}-width`]) >= 1
        && style[`border-${side}-color`] !== getComputedStyle(document.body).backgroundColor).length;
})"""
"""On how many sides each of those parts has a line that can be seen."""

STYLE = "(part, name) => getComputedStyle(part)[name]"

RINGS = """async () => {
    const faint = [], found = "a[href], button, input:not([type=hidden]), select, textarea, summary";
    for (const part of document.querySelectorAll(found)) {
        if (!part.checkVisibility()) continue;
        part.focus({focusVisible: true});
        const ring = getComputedStyle(part), label = part.labels?.[0], around = label && getComputedStyle(label, "::before");
        const seen = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
            && style.outlineColor !== getComputedStyle(document.body).backgroundColor;
        if (document.activeElement === part && !seen(ring) && !(around && seen(around))) faint.push(part.outerHTML.slice(0, 150));
    }
    return faint;
}"""
"""What has the focus and does not show it. Radios and boxes are drawn by what stands before their labels."""


@pytest.fixture(params=["light", "dark"])
def forced(look, request):
    """forced("home") -> that page in a theme of the device, black on white or white on black."""

    def show(name):
        tab = look(next(page for page in PAGES if page.name == name))
        tab.set_viewport_size(DESKTOP)
        tab.emulate_media(forced_colors="active", color_scheme=request.param)
        tabs.append(tab)
        return tab

    tabs: list = []
    yield show
    for tab in tabs:
        tab.emulate_media(forced_colors="none", color_scheme="light")


@pytest.mark.parametrize(
    ("name", "selector", "pseudo", "sides"),
    [
        ("home", ".govuk-button", None, 4),
        ("home", ".card", None, 4),
        ("home", ".site-header, .site-footer", None, 1),
        ("share", ".govuk-button", None, 4),
        ("guide for iPhone", ".tabs a", None, 4),
        ("guide for iPhone", ".steps > li", "::before", 4),
        ("guide for iPhone", ".look", None, 4),
        ("guide for iPhone", ".notice", None, 4),
        ("guide for iPhone", ".feedback .govuk-button", None, 4),
        ("become a champion, with mistakes", ".govuk-error-summary", None, 4),
        ("become a champion, with mistakes", ".govuk-input", None, 4),
        ("become a champion, with mistakes", ".govuk-form-group--error", None, 1),
        ("become a champion", ".govuk-checkboxes__label, .govuk-radios__label", "::before", 4),
    ],
)
def test_what_a_background_told_apart_has_a_line(forced, name, selector, pseudo, sides):
    lines = forced(name).evaluate(LINES, [selector, pseudo])
    assert lines and min(lines) >= sides


@pytest.mark.parametrize("name", ["home", "guide for iPhone", "guide with its words open", "become a champion"])
def test_what_has_the_focus_shows_it(forced, name):
    assert forced(name).evaluate(RINGS) == []


def test_the_chosen_device_and_the_symbols_stand_out(forced):
    tab = forced("guide for iPhone")
    chosen, other = tab.locator(".tabs [aria-current]"), tab.locator(".tabs a:not([aria-current])").first
    assert chosen.evaluate(STYLE, "backgroundColor") != other.evaluate(STYLE, "backgroundColor")
    assert chosen.evaluate(STYLE, "color") != chosen.evaluate(STYLE, "backgroundColor")
    symbols = tab.locator(".look .icon, .see .icon, .tools .icon").all()
    page = tab.locator("body").evaluate(STYLE, "backgroundColor")
    assert symbols and all(symbol.evaluate(STYLE, "stroke") != page for symbol in symbols)


def test_a_ticked_box_is_told_from_one_that_is_not(forced):
    tab = forced("become a champion")
    box = tab.locator(".govuk-checkboxes__input:visible").first
    tick = "box => { const tick = getComputedStyle(box.labels[0], '::after'); return tick.opacity + tick.color }"
    page = tab.locator("body").evaluate(STYLE, "backgroundColor")
    box.uncheck()
    empty = box.evaluate(tick)
    box.check()
    assert empty != box.evaluate(tick)
    assert not box.evaluate(tick).endswith(page)
