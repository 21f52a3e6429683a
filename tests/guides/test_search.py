"""Searching: everybody may type anything, and finds only what is public."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.search import index

from guides import search
from guides.models import GuidePage, TopicPage
from guides.search import words_of

pytestmark = pytest.mark.django_db


def publish(guide):
    guide.save_revision().publish()
    index.insert_or_update_object(guide)  # what the worker does


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


EVERYDAY_WORDS = [
    ("pasword", "Make a strong password"),
    ("go on line", "Join free wifi"),
    ("whats app", "Use WhatsApp"),
    ("what's app", "Use WhatsApp"),
    ("watsapp", "Use WhatsApp"),
    ("money card", "ASPEN card and Migrant Help"),
    ("asylum card", "ASPEN card and Migrant Help"),
    ("wi fi", "Join free wifi"),
    ("freewifi", "Join free wifi"),
    ("e mail", "Send an email"),
    ("e-mail", "Send an email"),
    ("emial", "Send an email"),
    ("mobile", "Get a free SIM with data"),
    ("cheap internet", "Get a free SIM with data"),
    ("benefits", "Universal Credit account"),
    ("job centre", "Universal Credit account"),
    ("fake message", "Spot a scam message"),
    ("skam", "Spot a scam message"),
    ("phone too small letters", "Make text bigger"),
    ("how can I see the words", "Make text bigger"),
    ("doctor", "Contact your GP online"),
    ("G P", "Contact your GP online"),
    ("bus", "Maps and buses"),
    ("libary book", "Join and use a library"),
    ("prescripton", "Order a repeat prescription"),
    ("I forgot my password", "Change or reset a password"),
    ("see my grandchildren", "Make a video call"),
    ("share code", "Open your eVisa and share it"),
    ("Arabic", "Change your phone's language"),
    ("council tax", "Pay council tax or report a problem"),
]


@pytest.mark.parametrize(("typed", "guide"), EVERYDAY_WORDS)
def test_everyday_words_and_typing_errors_find_the_guide_among_the_first(client, site, typed, guide):
    assert guide in titles(client, typed)[:3]


def test_a_title_comes_before_the_other_words_and_these_before_the_text(client, site):
    title, other, text = GuidePage.objects.all()[:3]
    for guide, field, words in ((text, "what_you_will_do", "Fly a zeppelin."), (title, "title", "Zeppelin")):
        setattr(guide, field, words)
        publish(guide)
    other.other_words = "airship\nzeppelin"
    publish(other)
    assert [page.pk for page in client.get("/search/?query=zeppelin").context["page_of_results"]] == [
        title.pk,
        other.pk,
        text.pk,
    ]


def test_nobody_sees_the_other_words(client, site):
    guide = GuidePage.objects.get(slug="aspen-card-and-migrant-help")
    assert "money card" in guide.other_words
    assert "money card" not in client.get(guide.url).content.decode().lower()


def test_every_guide_has_other_words_each_once(site):
    for guide in GuidePage.objects.all():
        lines = guide.other_words.splitlines()
        assert len(lines) >= 10 and len(set(lines)) == len(lines), guide.slug


@pytest.mark.parametrize(
    "typed", ["browser", "web browser", "Browsers", "what is a browser?", "What's a browser", "browzer", "web-browser"]
)
def test_a_hard_word_is_explained_before_the_pages(client, site, typed):
    response = client.get("/search/", {"query": typed})
    term = response.context["term"]
    page = response.content.decode()
    assert term.word == "browser" and page.index(term.meaning) < page.index('class="result"')


@pytest.mark.parametrize("typed", ["make a strong password", "xylophone", "?", "the"])
def test_what_is_no_hard_word_is_not_explained(client, site, typed):
    assert client.get("/search/", {"query": typed}).context["term"] is None


def hide(guide, how):
    if how == "restricted":
        PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    elif how == "expired":
        guide.expire_at = timezone.now() - timedelta(hours=1)
        guide.save_revision().publish()
        call_command("publish_scheduled", verbosity=0)
    else:
        guide.unpublish()


@pytest.mark.parametrize("how", ["restricted", "unpublished", "expired"])
@pytest.mark.parametrize("typed", ["zeppelin", "zepelin", "zep pelin", "airship zeppelin", "zeppelin xylophone"])
def test_what_is_hidden_is_found_by_no_word_and_teaches_no_spelling(client, site, how, typed):
    guide = GuidePage.objects.get(slug="use-whatsapp")
    guide.title, guide.other_words = "Zeppelin", "zeppelin\nairship"
    publish(guide)
    assert titles(client, typed) == ["Zeppelin"]
    hide(guide, how)
    page = client.get("/search/", {"query": typed})
    assert titles(client, typed) == [] and not page.context["spelled"]


def test_a_search_that_is_understood_at_once_reads_no_list_of_words(client, site, monkeypatch):
    monkeypatch.setattr(search, "_all_called", lambda: pytest.fail("read for nothing"))
    for typed in ("wifi", "money card", "phone too small letters", "whats app"):
        assert titles(client, typed)


def test_ten_thousand_characters_are_answered(client, site):
    assert client.get("/search/", {"query": "zeppelin " * 1100}).status_code == 200


def test_when_nothing_is_found_topics_and_a_person_are_offered(client, site, settings):
    settings.SCHEME_PHONE = "01632 960123"
    page = client.get("/search/", {"query": "xylophone"}).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert "Stay safe" in main and "ask for help" in main and "01632 960123" in main


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
