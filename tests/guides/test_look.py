"""The look that every page shares: forms that everybody can fill in, colours that everybody can read, few bytes."""

import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from guides.models import GuidePage, StandardPage, TopicPage

STYLESHEET = Path(__file__).parents[2] / "static" / "css" / "site.css"
FIRST_VISIT = 13_000


class SlotGrid(forms.CheckboxSelectMultiple):
    pass


class Form(forms.Form):
    name = forms.CharField(
        label="Your name", help_text="What you like to be called.", error_messages={"required": "Write a name."}
    )
    phone = forms.CharField(label="Phone number", required=False)
    who = forms.ChoiceField(
        label="Who is it for?", choices=[("me", "Me"), ("friend", "A friend")], widget=forms.RadioSelect
    )
    slots = forms.MultipleChoiceField(
        label="When?", choices=[(n, f"Slot {n}") for n in range(21)], widget=SlotGrid, required=False
    )
    consent = forms.BooleanField(label="I agree")


def render(form):
    return str(form)


def test_a_form_begins_with_what_went_wrong_each_line_leading_to_its_field():
    page = render(Form({"phone": "07700 900123"}))
    assert 'role="alert"' in page
    assert re.search(r'<a href="#id_name">Your name: Write a name.</a>', page)
    assert 'href="#id_who_0"' in page and 'id="id_who_0"' in page
    assert page.index('role="alert"') < page.index("<input")


def test_a_fresh_form_shows_no_errors():
    assert 'role="alert"' not in render(Form())


def test_every_id_that_a_field_is_described_by_is_there():
    page = render(Form({}))
    named = {one for several in re.findall(r'aria-describedby="([^"]*)"', page) for one in several.split()}
    assert {"id_name_helptext", "id_name_error", "id_who_error"} <= named
    assert all(f'id="{one}"' in page for one in named)


def test_what_was_typed_is_kept():
    page = render(Form({"phone": "07700 900123", "who": "friend", "slots": ["4"]}))
    assert 'value="07700 900123"' in page
    assert re.search(r'value="friend"[^>]* checked', page) and re.search(r'value="4"[^>]* checked', page)


def test_every_input_has_a_label_and_groups_have_a_legend():
    page = render(Form())
    for identity in re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', page):
        assert f'for="{identity}"' in page or re.search(rf'<label><input[^>]*id="{identity}"', page), identity
    assert page.count("<legend>") == 2


def test_a_week_is_seven_rows_of_three_half_days():
    page = render(Form()["slots"].as_field_group())
    assert page.count('type="checkbox"') == 21
    assert [day for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun") if f">{day}<" in page] == [
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
    ]  # fmt: skip


def test_an_optional_field_says_so():
    page = render(Form())
    assert page.count("you may leave this out") == 2


def test_a_text_in_a_mail_cannot_become_html():
    mail = render_to_string(
        "mail/wrapper.html", {"text": "Hi <b>O'Neil</b>\nhttps://example.org/x", "scheme_name": "S", "base_url": ""}
    )
    assert "<b>" not in mail and '<a href="https://example.org/x"' in mail


def test_the_500_page_needs_nothing_but_itself(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        page = render_to_string("500.html")
    assert "What you can do now" in page


# Colours ------------------------------------------------------------------------------------------


def palettes() -> dict[str, dict[str, str]]:
    """{"light": {"paper": "#fdf8f0", ...}, "dark": {...}} as the stylesheet has them."""
    light, dark = re.findall(r":root \{([^}]*)\}", STYLESHEET.read_text())[:2]
    read = lambda text: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", text))  # noqa: E731
    return {"light": read(light), "dark": read(light) | read(dark)}


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [(text, ground) for text in ("ink", "soft", "link") for ground in ("paper", "card", "warm-soft")]
    + [("brand-ink", "brand"), ("act-ink", "act"), ("good", "paper"), ("good", "good-soft"), ("bad", "paper"), ("bad", "bad-soft"),
       ("bad", "card"), ("ink", "good-soft"), ("ink", "bad-soft"), ("link", "good-soft")],
)  # fmt: skip
def test_text_stands_out_from_its_ground(mode, text, ground):
    palette = palettes()[mode]
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("mark", "ground"), [("edge", "paper"), ("edge", "card"), ("focus", "paper"), ("focus", "card"), ("warm", "brand")]
)
def test_edges_and_focus_rings_stand_out(mode, mark, ground):
    palette = palettes()[mode]
    assert contrast(palette[mark], palette[ground]) >= 3


def test_the_stylesheet_has_no_left_or_right():
    assert not re.search(
        r"(margin|padding|border)-(left|right)|\b(left|right):|(text-align|float|clear): (left|right)",
        STYLESHEET.read_text(),
    )


# Weight -------------------------------------------------------------------------------------------


def public_paths():
    pages = [*TopicPage.objects.live(), *GuidePage.objects.live(), *StandardPage.objects.live()]
    return ["/", reverse("wifi"), reverse("search"), *(page.url for page in pages)]


SCRIPT = '<script defer src="/static/js/guide.js"></script>'
"""The only one, on guides: without it a page has all but the voice."""


def test_every_page_without_pictures_weighs_little_and_asks_for_one_stylesheet_only(client, site):
    stylesheet = len(gzip.compress(STYLESHEET.read_bytes(), 9))
    script = len(gzip.compress((STYLESHEET.parents[1] / "js/guide.js").read_bytes(), 9)) + 600  # with its headers
    assert script < 2_000
    for path in public_paths():
        response = client.get(path, headers={"accept-encoding": "gzip"})
        page = gzip.decompress(response.content).decode()
        headers = sum(len(f"{name}: {value}\r\n") for name, value in response.items())
        own = stylesheet + 600 + page.count(SCRIPT) * script
        assert len(response.content) + headers + own < FIRST_VISIT, path
        asked = re.findall(r'<link rel="stylesheet"|<script|<img|<iframe|url\(|@import', page.replace(SCRIPT, ""))
        assert asked == ['<link rel="stylesheet"'], path
        assert 'rel="icon" href="data:' in page, path


def test_no_page_carries_styles_or_scripts_of_its_own(client, site):
    for path in public_paths():
        page = client.get(path).content.decode().replace(SCRIPT, "")
        assert not re.search(r'<style|<script|\sstyle="|\son\w+="', page), path


def test_the_demonstration_says_so_on_every_page(client, site, settings):
    settings.SCHEME_DEMO = True
    for path in [*public_paths()[:4], "/no-such-page/"]:
        assert "Demonstration." in client.get(path).content.decode(), path
    settings.SCHEME_DEMO = False
    assert "Demonstration." not in client.get("/").content.decode()


def test_how_to_reach_a_person_stands_on_every_page(settings):
    settings.SCHEME_PHONE, settings.SCHEME_EMAIL = "01422 000 000", "hello@example.org"
    request = RequestFactory().get("/")
    page = render_to_string("404.html", request=request)
    assert 'href="tel:01422000000"' in page and 'href="mailto:hello@example.org"' in page
