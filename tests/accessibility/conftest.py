"""All pages of the table as they are answered once, and one browser page in which they are looked at without a server."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import transaction
from PIL import Image as Pillow

from tests.accessibility.pages import PAGES
from tests.accessibility.records import every_page

OPEN_ALL = "document.querySelectorAll('details').forEach(part => { part.open = true })"


@pytest.fixture(scope="session")
def answers(django_db_setup, django_db_blocker, tmp_path_factory) -> dict[str, str]:
    """{name of a page: its HTML}. Nothing of what they were made from stays in the database."""
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        made = every_page()
        transaction.set_rollback(True)
    cache.clear()
    return made


@pytest.fixture(scope="session")
def look(browser, answers):
    """look(page of the table) -> the one browser page, showing it; axe-core is in it."""
    context = browser.new_context(base_url="http://testserver", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    context.add_init_script(path=AXE_FILE_PATH)
    picture = BytesIO()
    Pillow.new("RGB", (400, 300), "#669999").save(picture, format="PNG")
    names = {f"/{number}/": page.name for number, page in enumerate(PAGES)}

    def answer(route):
        path = urlsplit(route.request.url).path
        if path in names:
            route.fulfill(body=answers[names[path]], content_type="text/html; charset=utf-8")
        elif found := path.startswith("/static/") and finders.find(path.removeprefix("/static/")):
            route.fulfill(path=found)
        else:
            route.fulfill(body=picture.getvalue(), content_type="image/png")

    context.route("**/*", answer)
    tab = context.new_page()

    def show(page):
        tab.goto(f"/{PAGES.index(page)}/")
        if page.opened:
            tab.evaluate(OPEN_ALL)
        return tab

    yield show
    context.close()
