"""On a page that runs from right to left, what is written from left to right everywhere stays in its order."""

import pytest

from tests.accessibility.pages import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

KEPT = {
    "become a champion": ["[name=email]", "[name=phone]", "a[href^='tel:']"],
    "ask for help": ["[name=contact]", "[name=referrer_contact]", "bdi"],
    "sign in": ["[name=email]", "[name=login]"],
    "share": ["#address"],
    "my details": ["[name=phone]"],
}


@pytest.mark.parametrize("name", KEPT)
def test_numbers_and_addresses_run_from_left_to_right(look, name):
    tab = look(next(page for page in PAGES if page.name == name))
    tab.evaluate("document.documentElement.dir = 'rtl'")
    for place in KEPT[name]:
        part = tab.locator(place).first
        if part.evaluate("part => part.matches('input') && !part.readOnly"):
            part.evaluate("(part, typed) => { part.value = typed }", "07700 900123")
        assert part.evaluate("part => getComputedStyle(part).direction") == "ltr", place
