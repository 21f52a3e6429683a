"""The look that every page shares: forms that everybody can fill in, colours that everybody can read, few bytes."""

import base64
import gzip
import hashlib
import re
from pathlib import Path

import brotli
import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from guides.models import GuidePage, StandardPage, TopicPage

ROOT = Path(__file__).parents[2]
CSS = ROOT / "static" / "css"
FIRST_VISIT = 13_000
SHEETS = ("reading", "site", "print", "report")


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
    assert page.count("<legend") == 2


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
        "mail/wrapper.html", {"text": "Hi <b>O'Neil</b>\nhttps://example.org/x", "scheme_name": "S"}
    )
    assert "<b>" not in mail and '<a href="https://example.org/x"' in mail


def test_the_500_page_needs_nothing_but_itself(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        page = render_to_string("500.html")
    assert "What you can do now" in page


# Colours ------------------------------------------------------------------------------------------


def stylesheet(name: str) -> str:
    return (CSS / f"{name}.css").read_text()


def palettes() -> dict[str, dict[str, str]]:
    """{"light": {"paper": "#fdf8f0", ...}, "dark": {...}} as the built style sheet has them."""
    light, dark = re.findall(r":root\{([^}]*)\}", stylesheet("site"))[:2]
    read = lambda text: dict(re.findall(r"--([\w-]+): ?(#[0-9a-f]{3,6})", text))  # noqa: E731
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
    + [("brand-ink", "brand"), ("act-ink", "act"), ("warm-ink", "warm"),
       ("good", "paper"), ("good", "good-soft"), ("bad", "paper"), ("bad", "bad-soft"),
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


def test_every_colour_is_of_the_palette():
    """So that dark mode and a scheme's own colours need to change custom properties only, and nothing is GOV.UK's."""
    for name in ("reading", "site"):
        rules = re.sub(r":root\{[^}]*\}", "", stylesheet(name))
        assert set(re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*\})", rules)) <= {"#000"}  # black on paper
        named = set(re.findall(r"var\(--([\w-]+)", rules)) - {"least", "on-logo"}
        assert named <= set(palettes()["light"]), named


def test_our_own_rules_have_no_left_or_right():
    for source in (CSS / "source").glob("*.scss"):
        assert not re.search(
            r"(margin|padding|border)-(left|right)|\b(left|right):|(text-align|float|clear): (left|right)",
            source.read_text(),
        ), source.name


def test_what_comes_from_elsewhere_is_mirrored_for_right_to_left():
    for name in ("reading", "site"):
        crumb = re.compile(r"\.govuk-breadcrumbs__list-item\{([^}]*)\}")
        assert "float:left" in crumb.search(stylesheet(name)).group(1)
        assert "float:right" in crumb.search(stylesheet(f"{name}.rtl")).group(1)


def test_neither_crown_nor_typeface_nor_address_of_another_host_is_in_it():
    for path in CSS.glob("*.css"):
        assert not re.search(r"GDS|@font-face|url\(|@import|https?:", path.read_text()), path.name


def test_every_class_of_a_public_template_is_drawn():
    """A misspelt class, or one that is no more, would leave a page bare without any error."""
    said_by_name_only = {"warning", "checked"}  # a plain notice; what guide.js does not read aloud
    drawn = {sheet: set(re.findall(r"\.([a-z][\w-]*)", stylesheet(sheet))) for sheet in SHEETS}
    finder = (ROOT / "templates" / "guides" / "wifi.html").read_text()  # has the sheet of pages to work on
    of_the_finder = set(re.findall(r'include "guides/places/(\w+\.html)"', finder))
    elsewhere = ("admin", "mail", "wagtailadmin", "wagtailcore")
    for path in (ROOT / "templates").rglob("*.html"):
        source = path.read_text()
        if set(path.parts) & set(elsewhere) or "wagtailadmin/base.html" in source or path.name.startswith("import_"):
            continue
        sheet = "reading" if "guides" in path.parts and '{% extends "base.html" %}' not in source else "site"
        sheet = "site" if path.parent.name == "places" and path.name in of_the_finder else sheet
        sheet = "print" if "paper" in path.parts else sheet
        sheet = "report" if "css/report.css" in source else sheet
        for value in re.findall(r'class="((?:{%.*?%}|{{.*?}}|[^"])*)"', source):
            words = re.sub(r"\S*{{.*?}}\S*", " ", re.sub(r"{%.*?%}", " ", value)).split()
            assert set(words) - said_by_name_only <= drawn[sheet], path.name


# How a page gets its styles -----------------------------------------------------------------------


def public_paths():
    pages = [*TopicPage.objects.live(), *GuidePage.objects.live(), *StandardPage.objects.live()]
    return ["/", reverse("search"), reverse("words"), *(page.url for page in pages)]


SCRIPT = '<script defer src="/static/js/guide.js"></script>'
"""The only one, on guides: without it a page has all but the voice."""


def style_source(response) -> str:
    return re.search(r"style-src ([^;]*)", response["Content-Security-Policy"]).group(1)


def digest(css: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(css.encode()).digest()).decode() + "'"


def test_a_reading_page_carries_its_styles_and_the_policy_allows_just_these(client, site):
    for path in public_paths():
        response = client.get(path)
        page = response.content.decode()
        (css,) = re.findall(r"<style>(.*?)</style>", page, re.S)
        assert css == stylesheet("reading").strip()
        assert style_source(response) == f"'self' {digest(css)}"
        assert not re.search(r'rel="stylesheet"|<script|\sstyle="|\son\w+="', page.replace(SCRIPT, "")), path


def test_a_page_to_work_on_links_the_whole_style_sheet(client, site):
    for path in (
        reverse("wifi"),
        reverse("ask_for_help"),
        reverse("become_a_champion"),
        reverse("account_login"),
        "/no-such-page/",
    ):
        response = client.get(path)
        page = response.content.decode()
        assert re.findall(r'<link rel="stylesheet" href="/static/css/site[\w.]*\.css">', page) and "<style" not in page
        assert style_source(response) == "'self'"


def styled(tag: str, **context) -> tuple[str, object]:
    request = RequestFactory().get("/")
    page = Template("{% load look %}{% " + tag + " %}").render(Context({"request": request, **context}))
    return page, request


def test_the_colours_of_the_scheme_come_last_and_the_policy_allows_them():
    colours = ":root{--brand:#123456}"
    page, request = styled("inlined_styles", scheme_colours=colours)
    css = re.fullmatch(r"<style>(.*)</style>", page, re.S).group(1)
    assert css.endswith(colours) and request.style_hashes == {digest(css).strip("'")}

    page, request = styled("linked_styles", scheme_colours=colours)
    assert page.endswith(f"<style>{colours}</style>") and request.style_hashes == {digest(colours).strip("'")}


def test_colours_that_would_end_the_style_are_refused():
    with pytest.raises(ImproperlyConfigured):
        styled("inlined_styles", scheme_colours="</style><script>")


def test_a_page_that_runs_from_right_to_left_gets_the_mirrored_sheets():
    with translation.override("ar"):
        assert stylesheet("reading.rtl").strip() in styled("inlined_styles")[0]
        assert "css/site.rtl" in styled("linked_styles")[0]
    assert "css/site.rtl" not in styled("linked_styles")[0]


# Weight -------------------------------------------------------------------------------------------


def test_the_styles_of_a_reading_page_are_few():
    assert len(brotli.compress((CSS / "reading.css").read_bytes())) < 4_000


def test_every_page_without_pictures_weighs_little_and_asks_for_nothing_more(client, site):
    script = len(gzip.compress((CSS.parent / "js" / "guide.js").read_bytes(), 9)) + 600  # with its headers
    assert script < 2_000
    for path in public_paths():
        response = client.get(path, headers={"accept-encoding": "gzip"})
        page = gzip.decompress(response.content).decode()
        headers = sum(len(f"{name}: {value}\r\n") for name, value in response.items())
        assert len(response.content) + headers + page.count(SCRIPT) * script < FIRST_VISIT, path
        asked = re.findall(r"<link rel=\"stylesheet\"|<script|<img|<iframe|url\(|@import", page.replace(SCRIPT, ""))
        assert not asked, path
        assert 'rel="icon" href="data:' in page, path


def test_the_demonstration_says_so_on_every_page(client, site, settings):
    settings.SCHEME_DEMO = True
    for path in [*public_paths()[:4], "/no-such-page/"]:
        assert "Demonstration." in client.get(path).content.decode(), path
    settings.SCHEME_DEMO = False
    assert "Demonstration." not in client.get("/").content.decode()


def test_how_to_reach_a_person_stands_on_every_page(settings, db):
    settings.SCHEME_PHONE, settings.SCHEME_EMAIL = "01422 000 000", "hello@example.org"
    request = RequestFactory().get("/")
    page = render_to_string("404.html", request=request)
    assert 'href="tel:01422000000"' in page and 'href="mailto:hello@example.org"' in page
