"""A cache in front of the site is told what to forget, after the commit and by the worker."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django_tasks import task_backends

from guides.models import GuidePage, TopicPage
from guides.tasks import purge

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(settings, site):
    settings.WAGTAILFRONTENDCACHE = {
        "http": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": "http://127.0.0.1:1"}
    }
    queue = task_backends["queue"]
    queue.clear()
    yield queue
    queue.clear()


def asked(queue) -> list:
    return [result.args[0] for result in queue.results]


def test_any_change_has_everything_forgotten_once_it_is_committed(queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        GuidePage.objects.get(slug="join-free-wifi").save_revision().publish()
        assert not queue.results
    assert [] in asked(queue)


def test_addresses_that_end_are_forgotten_by_name(queue):
    guide = GuidePage.objects.get(slug="join-free-wifi")
    guide.move(TopicPage.objects.get(slug="talk"), "last-child")
    old = "http://localhost/get-connected/join-free-wifi/"
    assert {old, f"{old}android/", f"{old}computer/", f"{old}iphone/"} <= set(asked(queue)[0])
    GuidePage.objects.get(slug="join-free-wifi").unpublish()
    assert asked(queue)[-1][0] == "http://localhost/talk/join-free-wifi/"


def test_nothing_is_asked_for_where_there_is_no_such_cache(queue, settings, django_capture_on_commit_callbacks):
    settings.WAGTAILFRONTENDCACHE = {}
    with django_capture_on_commit_callbacks(execute=True):
        GuidePage.objects.get(slug="join-free-wifi").unpublish()
    assert not queue.results


def test_the_cache_receives_a_purge_for_each_address_of_every_page(queue, settings):
    received = []

    class Cache(BaseHTTPRequestHandler):
        def do_PURGE(self):
            received.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words):
            pass

    with HTTPServer(("127.0.0.1", 0), Cache) as server:
        settings.WAGTAILFRONTENDCACHE["http"]["LOCATION"] = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        purge.call([])
        server.shutdown()
    assert {"/", "/get-connected/", "/get-connected/join-free-wifi/", "/get-connected/join-free-wifi/iphone/"} <= set(
        received
    )
