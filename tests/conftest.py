"""What tests share: a quick start for the database, and a browser. Objects to test with come from factories.py."""

import os
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import testcases

from scheme.copies import Copies
from scheme.copies.watch import watch
from scheme.launch import browser as browsers
from tests.database import copy_migrated

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session", autouse=True)
def routes():
    """The routes are made once: before any test pretends to be a demonstration, which has more of them."""
    import_module(settings.ROOT_URLCONF)


@pytest.fixture(scope="session")
def django_db_keepdb(request):
    """SQLite starts from a copy of a migrated database; PostgreSQL makes its own."""
    return connection.vendor == "sqlite" or request.config.getvalue("reuse_db")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    if connection.vendor == "sqlite":
        copy_migrated(Path(connection.settings_dict["TEST"]["NAME"]))


def pytest_itemcollected(item):
    """A test that commits ends with a flush: put back what migrations had made (skills, groups, the first page).

    What has a live server drives the browser.
    """
    if "live_server" in item.fixturenames:
        item.add_marker(pytest.mark.browser)
    mark = item.get_closest_marker("django_db")
    if "live_server" in item.fixturenames or (mark and mark.kwargs.get("transaction")):
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.fixture(scope="session")
def browser():
    """One browser for the session: BROWSER_PATH, else the system's, else Playwright's own."""
    from playwright.sync_api import sync_playwright

    # Playwright's sync interface runs an event loop in this thread. Beside one, Django would refuse to query, and
    # would give the tests a second database connection that nobody has prepared.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    prepared = connections["default"]
    with sync_playwright() as playwright:
        connections["default"] = prepared
        running = playwright.chromium.launch(executable_path=browsers.system() or None, args=QUIET)
        yield running
        running.close()


@pytest.fixture(scope="session", autouse=True)
def ready_copies():
    """The live server hands out copies, as the production server does. It counts no views: a minute later, when they
    are written down, another test has the database.
    """
    django_alone = testcases.WSGIHandler

    def behind_copies():
        copies = Copies(django_alone())
        copies.views.count = lambda guide: None
        return copies

    testcases.WSGIHandler = behind_copies
    yield
    testcases.WSGIHandler = django_alone


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    yield live_server
    watch.forget()  # a connection that listens would keep PostgreSQL from dropping the test database


@pytest.fixture
def open_page(browser, live_server):
    """open_page("/guides/", PHONE) -> a Playwright page there. `context` options, such as java_script_enabled, follow.

    Each call is a new visitor. At the end the test fails if any page asked another host for anything, or raised a
    JavaScript error.
    """
    contexts, faults = [], []

    def visit(path="/", viewport=DESKTOP, **options):
        context = browser.new_context(viewport=viewport, base_url=live_server.url, locale="en-GB", **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        context.route(lambda url: _foreign(url, live_server.url), lambda route: route.abort())
        context.on("request", lambda sent: _note_foreign(sent.url, live_server.url, faults))
        context.on("weberror", lambda error: faults.append(f"JavaScript error: {error.error}"))
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def axe():
    """axe(page) fails the test with a readable list if axe-core, best practices included, finds a violation."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page):
        page.evaluate("document.getAnimations().forEach(one => one.effect.getTiming().iterations < 9 && one.finish())")
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    return check


def _foreign(url, home):
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(home).netloc


def _note_foreign(url, home, faults):
    if _foreign(url, home):
        faults.append(f"asked another host: {url}")
