"""What comes out of the printer: real PDFs, made by the browser as people's browsers make them, and read back."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from pypdf import PdfReader

from guides.models import BookletPage, GuidePage

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MILLIMETRES = {"a5": (148, 210), "a4": (210, 297)}
POINTS = {"a5": 14, "a4": 18}
MOST_PAGES = 6
LEAST_TEXT = 60  # signs on a page that is worth its paper
ON_THE_SCREEN_ONLY = [
    "This is how it looks on paper",
    "Back to the",
    "clear print",
    "large print",
    "Skip to",
    "Become a digital champion",
]


@pytest.fixture
def opened(browser, client, site):
    """opened("/about/") -> a Playwright page with that page of the site, by way of the test client: no server is needed."""
    contents, contexts = {}, []

    def answer(route):
        asked = urlsplit(route.request.url).path
        if asked.startswith("/static/"):
            route.fulfill(path=finders.find(asked.removeprefix("/static/")))
        else:
            route.fulfill(body=contents[asked], content_type="text/html; charset=utf-8")

    def visit(path, page=None, **options):
        contents[path] = client.get(path).content
        if page is None:
            context = browser.new_context(base_url="http://testserver", **options)
            contexts.append(context)
            context.route("**/*", answer)
            page = context.new_page()
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()


class Leaf:
    """One printed page: its text without the page number, the sizes of its letters in points, its size in millimetres."""

    def __init__(self, page):
        self.points: set[int] = set()
        self.with_number = " ".join(page.extract_text(visitor_text=self._note).split())
        self.text = re.sub(r"^\d+ / \d+ | \d+ / \d+$", "", self.with_number)
        self.millimetres = tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:])

    def _note(self, text, cm, tm, _font, size):
        if text.strip():
            self.points.add(round(size * abs(tm[0] * cm[0])))


@pytest.fixture
def printed(opened):
    """printed("/about/") -> the leaves that the browser prints, with backgrounds left out as browsers do."""
    page = None

    def leaves(path):
        nonlocal page
        page = opened(path, page)
        return [Leaf(leaf) for leaf in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]

    return leaves


def telling_guides() -> list[GuidePage]:
    """Those that print badly if any do: the shortest, the three longest, the one with the most kinds of blocks."""

    def length(guide):
        return sum(len(str(block)) for sheet in guide.sheets("") for block in sheet.blocks)

    def kinds(guide):
        return len({block.block_type for block in guide.body})

    shortest, *others = sorted(GuidePage.objects.all(), key=length)
    return [shortest, *others[-3:], max(others[:-3], key=kinds)]


@pytest.mark.parametrize("size", ["a5", "a4"])
def test_a_guide_prints_in_its_size_in_large_letters_and_without_a_blank_page(printed, site, size):
    for guide in telling_guides():
        leaves = printed(f"{guide.url}print/{size}/")
        text = " ".join(leaf.text for leaf in leaves)
        assert {leaf.millimetres for leaf in leaves} == {MILLIMETRES[size]}, guide.slug
        assert min(set.union(*(leaf.points for leaf in leaves))) == POINTS[size], guide.slug
        assert 2 <= len(leaves) <= MOST_PAGES, (guide.slug, len(leaves))
        assert all(len(leaf.text) > LEAST_TEXT for leaf in leaves[:-1]), guide.slug
        assert "Do not write passwords here." in leaves[-1].text, guide.slug
        assert not [words for words in ON_THE_SCREEN_ONLY if words in text], guide.slug


@pytest.mark.parametrize("size", ["a5", "a4"])
def test_a_step_is_never_torn_in_two(printed, site, size):
    for slug in ("universal-credit-account", "touch-tap-and-swipe"):
        guide = GuidePage.objects.get(slug=slug)
        leaves = ["".join(leaf.text.split()) for leaf in printed(f"{guide.url}print/{size}/")]
        for block in guide.steps_for(guide.devices[0] if guide.devices else ""):
            for step in block.value["steps"] if block.block_type == "steps" else ():
                parts = [step["do"], f"You should see: {step['see']}"] if step["see"] else [step["do"]]
                assert any(all("".join(part.split()) in leaf for part in parts) for leaf in leaves), step["do"]


@pytest.mark.parametrize("size", ["a5", "a4"])
def test_a_booklet_has_a_cover_its_contents_and_each_guide_on_a_new_page(printed, site, size):
    booklet = BookletPage.objects.get(slug="first-steps")
    cover, contents, *rest = printed(f"/first-steps/print/{size}/")
    titles = [f"{number}. {guide.title} For: " for number, guide in enumerate(booklet.guides, 1)]
    assert cover.text.startswith("Digital Champions") and booklet.title in cover.text
    assert cover.with_number == cover.text and rest[0].with_number != rest[0].text
    assert all(title.removesuffix(" For: ") in contents.text for title in titles)
    begun = [title for leaf in rest for title in titles if title in leaf.text]
    assert begun == titles == [title for leaf in rest for title in titles if leaf.text.startswith(title)]
    assert rest[-1].text.startswith("Your notes Do not write passwords here.")
    assert {leaf.millimetres for leaf in (cover, contents, *rest)} == {MILLIMETRES[size]}
    assert all(len(leaf.text) > LEAST_TEXT for leaf in (cover, contents, *rest[:-1]))


def test_the_letters_are_upright_plain_and_on_the_side_where_reading_begins(opened, site):
    page = opened("/stay-safe/spot-a-scam-message/print/a5/")
    page.emulate_media(media="print")
    odd = """[...document.querySelectorAll("main *")].map(part => getComputedStyle(part)).filter(style =>
        style.fontStyle != "normal" || style.textDecorationLine != "none" || style.textTransform != "none"
        || style.textAlign != "start" || style.color != "rgb(0, 0, 0)").length"""
    assert page.evaluate(odd) == 0


def test_the_button_prints_and_is_not_there_where_it_could_not(opened, site):
    path = "/stay-safe/spot-a-scam-message/print/a5/"
    page = opened(path)
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")
    assert not opened(path, java_script_enabled=False).locator("button").is_visible()
