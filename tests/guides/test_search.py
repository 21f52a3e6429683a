"""Searching: everybody may type anything, and finds only what is public."""

import pytest
from wagtail.models import PageViewRestriction
from wagtail.search import index

from guides.models import GuidePage, TopicPage
from guides.search import words_of

pytestmark = pytest.mark.django_db


def titles(client, query):
    response = client.get("/search/", {"query": query})
    assert response.status_code == 200
    return [page.title for page in response.context["page_of_results"]]


def test_a_word_finds_its_guide_and_a_title_comes_first(client, site):
    assert titles(client, "wifi")[0] in ("Join free wifi", "Stay safe on free wifi")
    assert "Make a strong password" in titles(client, "password")


def test_words_that_never_stand_together_still_find_something(client, site):
    assert "Join free wifi" in titles(client, "wifi xylophone")


@pytest.mark.parametrize(
    ("typed", "meant", "guide"),
    [
        ("emial", "email", "Send an email"),
        ("pasword", "password", "Make a strong password"),
        ("WIFFI", "wifi", "Join free wifi"),
        ("aspin card", "aspen card", "ASPEN card and Migrant Help"),
    ],
)
def test_a_word_spelled_wrong_finds_what_was_meant_and_says_so(client, site, typed, meant, guide):
    assert guide in titles(client, typed)
    assert f"We looked for “{meant}”." in client.get("/search/", {"query": typed}).content.decode()


def test_a_hidden_guide_teaches_no_spelling(client, site):
    GuidePage.objects.filter(title__contains="ASPEN").first().unpublish()
    assert "aspen" not in client.get("/search/", {"query": "aspin"}).content.decode().lower()


def test_when_nothing_is_found_topics_and_a_person_are_offered(client, site):
    page = client.get("/search/", {"query": "xylophone"}).content.decode()
    assert "Stay safe" in page and "ask for help" in page


@pytest.mark.parametrize(
    "query",
    [
        '"', "'", "'\"()", "\0", "wifi\0", "*", "wi*", "(", ")", "a AND", "NOT", "NEAR(", "OR OR", "^wifi", "-wifi", "+", ":", "title:wifi",
        "{title}:wifi", "live:true", "%", "%s", "%(x)s", "\\", "\\'", ";--", "&", "|", "!", "<->", "🙂", "\u202e", "\u0301", "ي" * 300,
        "a" * 5000, "a " * 500, "<script>alert(1)</script>", "বাংলা", "\ufffd", "\r\n", " ", "",
    ],
)  # fmt: skip
def test_any_text_is_answered(client, site, query):
    assert client.get("/search/", {"query": query}).status_code == 200


@pytest.mark.parametrize(
    "raw", ["query=%00", "query=%ff%fe", "query=%22%00'", "query=a&page=x%00", "query=wifi&page=-1", "page=9" * 40]
)
def test_any_address_is_answered(client, site, raw):
    assert client.get(f"/search/?{raw}").status_code == 200


def test_what_was_typed_comes_back_harmless(client, site):
    page = client.get("/search/", {"query": '"><script>alert(1)</script>'}).content.decode()
    assert "<script" not in page


def test_pages_that_are_not_public_are_never_found(client, site):
    hidden = GuidePage.objects.get(slug="send-an-email")
    hidden.unpublish()
    restricted = TopicPage.objects.get(slug="get-connected")
    PageViewRestriction.objects.create(
        page=restricted, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    topic = TopicPage.objects.get(slug="talk")
    draft = topic.add_child(
        instance=GuidePage(title="Wifi draft", slug="draft", what_you_will_do="Email wifi.", live=False)
    )
    index.insert_or_update_object(draft)
    for query in ("email", "wifi", "free wifi", "SIM", "draft", "connected"):
        found = titles(client, query)
        assert not {"Send an email", "Join free wifi", "Get connected", "Get a free SIM with data", "Wifi draft"} & set(
            found
        )


def test_the_words_of_every_script_are_kept():
    assert words_of("বাংলা 'wifi' ትግርኛ") == ["বাংলা", "wifi", "ትግርኛ"]
