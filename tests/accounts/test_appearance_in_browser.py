"""A scheme's look in the real browser: it fits a narrow phone, it is loaded, nothing about it is hard to see."""

from io import BytesIO

import pytest
from django.db import OperationalError
from PIL import Image as Pillow

from accounts.logo import small_logo
from accounts.models import Appearance, Role
from places.models import Venue
from tests.conftest import DESKTOP, PHONE
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def own_look():
    content = BytesIO()
    Pillow.new("RGB", (900, 200), "#dddddd").save(content, format="PNG")
    logo = small_logo(content)
    return Appearance.objects.create(
        name="Gloucestershire Community Digital Inclusion Friends",
        main="#5b2a86",
        accent="#f7b2d9",
        logo=logo.uri,
        logo_width=logo.width,
        logo_height=logo.height,
    )


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_long_name_and_a_wide_logo_fit_the_narrowest_phone(own_look, open_page, axe, mode):
    page = open_page("/wifi/", NARROW, color_scheme=mode)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("document.querySelector('.site-name img').naturalWidth") > 0, "the content policy lets it in"
    assert page.get_by_role("link", name=own_look.name, exact=True).is_visible()
    axe(page)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("fault", [None, ValueError(), OperationalError()])
def test_error_pages_are_easy_to_see_and_fit(own_look, open_page, axe, monkeypatch, viewport, mode, fault):
    def fail(*args):
        raise fault

    monkeypatch.setattr(type(Venue.objects), "public", fail)
    page = open_page("/wifi/" if fault else "/no-such-page/", viewport, color_scheme=mode)
    assert page.get_by_role("heading", name="What you can do now").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    axe(page)


def test_a_colour_is_typed_or_picked_and_a_refusal_stands_beside_its_field(own_look, open_page, axe, settings):
    page = open_page("/sign-in/", reduced_motion="reduce")  # axe reads colours while they fade in
    session = signed_in(UserFactory(roles=[Role.EDITOR])).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": session.key, "value": session.value, "url": page.url}])
    page.goto("/admin/settings/accounts/appearance/")
    code = page.get_by_label("Main colour", exact=True)
    page.get_by_label("Pick the colour").first.fill("#ffdd00")
    assert code.input_value() == "#ffdd00"
    page.get_by_role("button", name="Save").click()
    refusal = page.get_by_text("White letters on this colour can hardly be read: the contrast is 1.3")
    refusal.wait_for()
    assert code.input_value() == "#ffdd00"
    axe(page)
    code.fill("#897600")
    page.get_by_label("Second colour", exact=True).fill("")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("updated.").wait_for()
    own_look.refresh_from_db()
    assert own_look.main == "#897600"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("path", ["/wifi/", "/sign-in/", "/no-such-page/"])
def test_pages_wear_the_schemes_colours_and_the_content_policy_lets_them(own_look, open_page, axe, path, mode):
    page = open_page(path, PHONE, color_scheme=mode)
    colour = "element => getComputedStyle(element).backgroundColor"
    assert page.locator(".site-header").evaluate(colour) == "rgb(91, 42, 134)"
    palette = own_look.palette
    tint = (palette.dark if mode == "dark" else palette.light)["warm-soft"]
    expected = f"rgb({int(tint[1:3], 16)}, {int(tint[3:5], 16)}, {int(tint[5:7], 16)})"
    assert page.locator(".site-footer").evaluate(colour) == expected
    axe(page)
