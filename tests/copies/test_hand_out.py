"""Who is handed a copy, and of what."""

import gzip
import sys
from io import BytesIO

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from guides.models import GuidePage, TopicPage
from guides.ready import READY, keep
from scheme.copies import Copies
from scheme.copies.asked import encoding, tags, told_by_cookies
from scheme.copies.store import Copy, Store
from tests.copies.asking import ask

pytestmark = pytest.mark.django_db
GUIDE = "/get-connected/join-free-wifi/"


def is_built(ready, *words, **more) -> bool:
    """Whether Django was asked for it."""
    before = ready.application.asked
    ask(ready, *words, **more)
    return ready.application.asked > before


@pytest.mark.parametrize("path", ["/", "/get-connected/", GUIDE, "/talk/use-whatsapp/", "/about/", "/privacy/"])
def test_a_public_page_is_built_once_and_then_handed_out_the_same(ready, path):
    built, handed_out = ask(ready, path), ask(ready, path)
    assert built == handed_out and built.status == 200 and "</html>" in built.text
    assert ready.application.asked == 1


@pytest.mark.parametrize(
    "path", ["/wifi/", "/search/", "/help/ask/", "/sign-in/", "/no-such-page/", "/health/", "/admin/"]
)
def test_anything_else_is_built_each_time(ready, path):
    assert is_built(ready, path) and is_built(ready, path)


@pytest.mark.parametrize(
    "who",
    [
        {"COOKIE": "session=anything"},
        {"COOKIE": "device=android; session="},
        {"COOKIE": "messages=anything"},
        {"AUTHORIZATION": "Basic YTpi"},
        {"query": "x=1"},
        {"method": "POST"},
    ],
)
def test_whoever_may_be_somebody_or_asks_for_more_gets_a_page_of_their_own(ready, who):
    ask(ready, GUIDE)
    assert is_built(ready, GUIDE, **who) and is_built(ready, GUIDE, **who)
    assert not is_built(ready, GUIDE)


def test_other_cookies_make_no_other_page(ready):
    ask(ready, GUIDE)
    for cookie in ("csrf=abc", "device=toaster", "a=b; c", "\xff\xfe", "device=" + "a" * 3000):
        assert not is_built(ready, GUIDE, COOKIE=cookie)


def test_the_remembered_device_has_a_copy_of_its_own(ready):
    android, iphone = ask(ready, GUIDE), ask(ready, GUIDE, COOKIE="device=iphone")
    assert "Network and internet" in android.text and "Tap “Join”" in iphone.text
    assert ask(ready, GUIDE) == android and ask(ready, GUIDE, COOKIE="device=iphone") == iphone
    assert ready.application.asked == 2


def test_an_answer_that_sets_a_cookie_is_never_kept(ready):
    for _ in range(2):
        assert is_built(ready, GUIDE + "iphone/")
        assert "device=iphone" in ask(ready, GUIDE + "iphone/").headers["set-cookie"]
    assert "set-cookie" not in ask(ready, GUIDE + "iphone/", COOKIE="device=iphone").headers
    assert not is_built(ready, GUIDE + "iphone/", COOKIE="device=iphone")


def test_each_host_has_its_own_and_a_foreign_one_has_none(ready, settings):
    settings.ALLOWED_HOSTS = ["localhost", "guides.example.org"]
    ask(ready, GUIDE)
    assert is_built(ready, GUIDE, host="guides.example.org")
    for _ in range(2):
        assert ask(ready, GUIDE, host="evil.example").status == 400


def test_http_is_sent_to_https_though_there_is_a_copy_for_https(site, ready, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    copies = Copies(WSGIHandler(), watch=ready.watch)
    copies.views = ready.views  # whose timer is stopped after the test
    for scheme, told, status in (
        ("https", "https", 200),
        ("http", "https", 200),
        ("https", "http", 301),
        ("http", "", 301),
    ):
        headers = {"X_FORWARDED_PROTO": told} if told else {}
        for _ in range(2):
            assert ask(copies, GUIDE, scheme=scheme, **headers).status == status, (scheme, told)


def test_each_language_has_a_copy_of_its_own(ready, settings):
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Welsh")]
    english, welsh = ask(ready, GUIDE), ask(ready, GUIDE, ACCEPT_LANGUAGE="cy, en;q=0.5")
    assert (english.headers["content-language"], welsh.headers["content-language"]) == ("en-gb", "cy")
    assert not is_built(ready, GUIDE, ACCEPT_LANGUAGE="cy") and not is_built(ready, GUIDE, ACCEPT_LANGUAGE="fr")
    assert ask(ready, GUIDE, ACCEPT_LANGUAGE="en", COOKIE="django_language=cy").headers["content-language"] == "cy"


def test_a_restricted_page_is_never_kept(ready):
    topic = TopicPage.objects.get(slug="get-connected")
    ask(ready, GUIDE)
    PageViewRestriction.objects.create(page=topic, restriction_type=PageViewRestriction.PASSWORD, password="x")
    for _ in range(2):
        assert is_built(ready, GUIDE)
        assert "Network and internet" not in ask(ready, GUIDE).text


def test_what_mirrors_a_restricted_page_is_restricted_too(ready):
    topic = TopicPage.objects.get(slug="get-connected")
    topic.create_alias(recursive=True, update_slug="mirror")
    assert "Network and internet" in ask(ready, "/mirror/join-free-wifi/").text
    PageViewRestriction.objects.create(page=topic, restriction_type=PageViewRestriction.PASSWORD, password="x")
    assert "Network and internet" not in ask(ready, "/mirror/join-free-wifi/").text


def test_a_preview_is_no_public_page(site):
    request = RequestFactory().get("/")
    request.is_preview = True
    keep(request, HttpResponse())
    assert READY not in request.META


def test_whoever_is_signed_in_gets_nothing_that_a_shared_cache_may_keep(client, site, django_user_model):
    client.force_login(django_user_model.objects.create_user("a@example.org"))
    response = client.get(GUIDE)
    assert response["Cache-Control"] == "no-store, private" and "Cookie" in response["Vary"]


@pytest.mark.parametrize("cookie", ["session", "messages"])
def test_what_is_shown_to_somebody_with_a_cookie_of_ours_is_theirs_alone(client, site, cookie):
    client.cookies[cookie] = "anything"
    assert client.get(GUIDE)["Cache-Control"] == "private"


def test_a_copy_has_every_header_of_the_page(ready, client):
    copy = ask(ready, GUIDE)
    built = client.get(GUIDE)
    csp = "content-security-policy"
    for name, value in built.headers.items():
        if name.lower() not in ("content-length", csp, "vary"):
            assert copy.headers[name.lower()] == value
    assert set(copy.headers[csp].split("; ")) == set(built.headers[csp].split("; "))
    assert {"Cookie", "Accept-Encoding", "Accept-Language"} <= set(copy.headers["vary"].split(", "))
    assert copy.headers["cache-control"] == "max-age=0, must-revalidate"


def test_a_shared_cache_may_answer_for_a_while_when_it_is_told_of_changes(client, site, settings):
    settings.WAGTAILFRONTENDCACHE, settings.FRONTEND_CACHE_SECONDS = {"http": {}}, 77
    assert client.get(GUIDE)["Cache-Control"] == "max-age=0, must-revalidate, s-maxage=77"


@pytest.mark.parametrize(
    ("accepted", "given"),
    [
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("BR;Q=0.8", "br"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, gzip;q=0, *", ""),
        ("identity, br;q=0.5", ""),
        ("deflate", ""),
        ("", ""),
        ("br;q=nonsense", ""),
        (";;,,=", ""),
        ("br;q*=nonsense''1, gzip", "gzip"),
    ],
)
def test_the_encoding_is_one_that_the_reader_takes(accepted, given):
    assert encoding(accepted) == given


@pytest.mark.parametrize("ask_for", [told_by_cookies, encoding, tags])
def test_a_very_long_header_is_read_but_not_remembered(ask_for):
    header = "a=" + "x" * 300_000
    before = sys.getrefcount(header)
    ask_for(header)
    assert sys.getrefcount(header) == before


@pytest.mark.parametrize(("accepted", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_every_encoding_holds_the_same_page(ready, accepted, unpack):
    plain, packed = ask(ready, GUIDE), ask(ready, GUIDE, ACCEPT_ENCODING=accepted)
    assert unpack(packed.body) == plain.body
    assert packed.headers["content-length"] == str(len(packed.body))
    assert packed.headers.get("content-encoding", "") == accepted
    assert ready.application.asked == 1


def test_the_first_to_ask_may_want_it_compressed(ready):
    assert "</html>" in ask(ready, GUIDE, ACCEPT_ENCODING="gzip").text and "</html>" in ask(ready, GUIDE).text


def test_whoever_has_the_page_already_is_not_sent_it_again(ready):
    tag = ask(ready, GUIDE, ACCEPT_ENCODING="br").headers["etag"]
    for asked in (tag, f"W/{tag}", f'"a", {tag}', "*", f'W/"a",W/{tag}'):
        answer = ask(ready, GUIDE, ACCEPT_ENCODING="br", IF_NONE_MATCH=asked)
        assert (answer.status, answer.body) == (304, b"")
        assert set(answer.headers) == {"etag", "vary", "cache-control"}
    for asked in ('"a"', tag.strip('"'), ""):
        assert ask(ready, GUIDE, ACCEPT_ENCODING="br", IF_NONE_MATCH=asked).status == 200
    assert ask(ready, GUIDE, ACCEPT_ENCODING="gzip", IF_NONE_MATCH=tag).status == 200  # another representation


def test_a_page_that_is_built_just_now_can_be_unchanged_too(ready):
    tag = ask(ready, GUIDE).headers["etag"]
    guide = GuidePage.objects.get(slug="send-an-email")
    guide.save_revision().publish()
    assert ask(ready, GUIDE, IF_NONE_MATCH=tag).status == 304


def test_head_says_what_get_would(ready):
    got = ask(ready, GUIDE, ACCEPT_ENCODING="br")
    head = ask(ready, GUIDE, method="HEAD", ACCEPT_ENCODING="br")
    assert (head.status, head.headers, head.body) == (200, got.headers, b"")


def test_a_head_request_makes_no_copy(ready):
    ask(ready, GUIDE, method="HEAD")
    assert ask(ready, GUIDE).text


def test_when_nobody_knows_the_generation_django_answers(ready):
    ask(ready, GUIDE)
    ready.watch.current = lambda: None
    assert is_built(ready, GUIDE)


def test_a_page_that_changed_while_it_was_built_is_not_handed_out_again(site, ready):
    generations = iter(["before", "after", "after", "after"])
    ready.watch.current = lambda: next(generations)
    assert is_built(ready, GUIDE) and is_built(ready, GUIDE) and not is_built(ready, GUIDE)


def test_the_store_is_bounded_in_entries_and_bytes_and_the_least_used_goes():
    store, page = Store(entries=3), Copy([], b"x" * 1000, None)
    for key in "abc":
        store.put(key, 1, page)
    store.get("a", 1)
    store.put("d", 1, page)
    assert [key for key in "abcd" if store.get(key, 1)] == ["a", "c", "d"]
    store = Store(size=3 * page.size)
    for key in "abcdaa":
        store.put(key, 1, page)
    assert len(store.copies) == 3 and store.size == 3 * page.size
    store.put("e", 2, page)
    assert list(store.copies) == ["e"] and store.size == page.size
    assert store.get("a", 1) is None


def test_an_application_that_fails_is_not_hidden(ready):
    def broken(environ, start_response):
        environ[READY] = True
        start_response("500 Oh", [("Content-Type", "text/plain")], None)
        return BytesIO(b"no")

    copies = Copies(broken, watch=ready.watch)
    assert [ask(copies, GUIDE).status for _ in range(2)] == [500, 500] and not copies.store.copies
