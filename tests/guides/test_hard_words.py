"""A hard word opens its meaning where it stands first in a guide; editors keep the words."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import Role
from guides import loading
from guides.models import GlossaryTerm, GuidePage, LoadedTerm
from guides.models.hard_words import HardWords
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

WIFI = "/get-connected/join-free-wifi/"


def hard_words(*words):
    """HardWords of (word, other forms) with the meaning "M <word>"."""
    return HardWords(
        GlossaryTerm(pk=number, word=word, other_forms="\n".join(forms), meaning=f"M {word}")
        for number, (word, *forms) in enumerate(words)
    )


def opened(html: str) -> list[tuple[str, str]]:
    """[(word, its meaning), ...] in the order of the page."""
    return re.findall(r'<details class="word"><summary>(.*?)</summary><span>(.*?)</span></details>', html)


def set_steps(guide, *steps, **others):
    body = [{"type": "steps", "value": {"device": "", "steps": [{"do": step} for step in steps]}}]
    body += [{"type": kind, "value": value} for kind, value in others.items()]
    guide.body = GuidePage._meta.get_field("body").to_python(json.dumps(body))
    guide.save_revision().publish()


# In a guide -----------------------------------------------------------------------------------------


def test_a_hard_word_is_explained_where_it_stands_first_and_only_there(client, site):
    page = client.get(f"{WIFI}android/").content.decode()
    words = [word for word, _ in opened(page)]
    assert words[:3] == ["Settings", "networks", "password"]
    assert "network" not in words and words.count("password") == 1
    meaning = GlossaryTerm.objects.get(word="settings").meaning
    assert "Open <details" in page and ("Settings", meaning) in opened(page)


def test_what_goes_wrong_and_when_to_stop_are_explained_too(client, site):
    guide = GuidePage.objects.get(slug="send-an-email")
    problems = {"problems": [{"problem": "No browser opens.", "answer": "Ask about the inbox."}]}
    set_steps(guide, "Begin.", problems=problems, stop={"signs": ["it is a scam."]})
    assert [word for word, _ in opened(client.get(guide.url).content.decode())] == ["browser", "inbox", "scam"]


def test_every_guide_can_be_opened_by_whoever_reads_without_javascript_and_is_well_formed(client, site):
    class NoDetailsInParagraphs(HTMLParser):
        inside: list[str] = []

        def handle_starttag(self, tag, attributes):
            assert tag not in ("details", "div", "ul", "ol", "dl", "p") or "p" not in self.inside, self.getpos()
            if tag in ("p", "details", "summary", "span", "h1", "h2"):
                self.inside = [*self.inside, tag]

        def handle_endtag(self, tag):
            if tag in ("p", "details", "summary", "span", "h1", "h2"):
                assert self.inside[-1] == tag, self.getpos()
                self.inside = self.inside[:-1]

    for guide in GuidePage.objects.live():
        page = client.get(guide.url).content.decode()
        assert opened(page), guide.slug
        NoDetailsInParagraphs().feed(page)


def test_the_name_of_a_button_stays_whole():
    words = hard_words(["network"], ["wifi"])
    assert opened(words.explain("Tap “Network and wifi”.")) == []
    assert opened(words.explain('Tap "wifi". Find a network.')) == [("network", "M network")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Open the BROWSER.", ["BROWSER"]),
        ("Open a web browser.", ["web browser"]),
        ("Browsers are many", ["Browsers"]),
        ("The browser's menu", ["browser"]),
        ("browserless prebrowser browser2 browser_x", []),
        ("write to app@example.org or me@app", []),
        ("go to example.org/app or app.example.org or app/x", []),
        ("Is it an app? Yes", ["app"]),
        ("the app, then", ["app"]),
        ("", []),
    ],
)
def test_whole_words_are_found_the_longest_first_in_any_case(text, found):
    words = hard_words(["browser", "browsers", "web browser"], ["app"])
    assert [word for word, _ in opened(words.explain(text))] == found


def test_what_editors_write_cannot_become_html():
    words = hard_words(["a<b>", '"x"'], ["app"])
    html = words.explain("<script>alert('app')</script> & a<b> is an app")
    assert "<script" not in html and "<b>" not in html
    assert "&lt;script&gt;alert(&#x27;<details" in html
    assert opened(html) == [("app", "M app"), ("a&lt;b&gt;", "M a&lt;b&gt;")]


def test_signs_that_mean_something_to_a_pattern_do_no_harm():
    words = hard_words(["c++", ".*", "(", "["], ["app"])
    assert opened(words.explain("Any text, an app ("))[0][0] == "app"


def test_without_any_words_the_text_is_as_it_was(client, site):
    GlossaryTerm.objects.all().delete()
    page = client.get(WIFI).content.decode()
    assert not opened(page) and "Tap a word" not in page and "<div>Open Settings.</div>" in page
    assert HardWords.of_the_glossary().explain("A & B") == "A &amp; B"


def test_all_words_cost_one_query(client, site, django_assert_num_queries):
    client.get(WIFI)
    with django_assert_num_queries(1):
        words = HardWords.of_the_glossary()
        words.explain("app browser wifi"), words.explain("link and menu")


def test_what_an_editor_saves_is_on_the_next_page(client, site):
    GlossaryTerm.objects.filter(word="settings").update(meaning="Where the cogs live.")
    assert ("Settings", "Where the cogs live.") in opened(client.get(WIFI).content.decode())


# The list -------------------------------------------------------------------------------------------


def test_all_words_stand_from_a_to_z_and_are_linked_from_every_page(client, site):
    page = client.get("/words/").content.decode()
    words = re.findall(r"<dt>(.*?)</dt>", page)
    assert len(words) == GlossaryTerm.objects.count() >= 40
    assert words == sorted(words, key=str.lower)
    for path in ("/", WIFI):
        assert 'href="/words/"' in client.get(path).content.decode()


def test_the_shipped_words_are_used_by_the_shipped_guides_and_short(site):
    texts = " ".join((loading.DATA / "guides" / f"{guide.slug}.json").read_text() for guide in GuidePage.objects.live())
    for term in GlossaryTerm.objects.all():
        term.full_clean()
        assert re.search("|".join(rf"\b{re.escape(name)}\b" for name in term.names), texts, re.IGNORECASE), term
        for sentence in re.split(r"(?<=[.?!])\s", term.meaning):
            assert len(sentence.split()) <= 20, sentence


# Loading --------------------------------------------------------------------------------------------


def load():
    call_command("load_guides", verbosity=0)


@pytest.fixture
def shipped(monkeypatch):
    """shipped(meaning) makes the next load find that meaning of "browser" in the project."""

    def renew(meaning):
        newer = [{"word": "browser", "other_forms": ["browsers"], "meaning": meaning}]
        read = loading.read
        monkeypatch.setattr(loading, "read", lambda name: newer if name == "glossary.json" else read(name))

    return renew


def test_a_word_renewed_in_the_project_is_renewed_on_the_site(site, shipped):
    shipped("A window on the internet.")
    load()
    assert GlossaryTerm.objects.get(word="browser").meaning == "A window on the internet."


def test_a_word_that_an_editor_changed_is_left_alone(site, shipped):
    GlossaryTerm.objects.filter(word="browser").update(meaning="Ours.")
    shipped("A window on the internet.")
    load()
    assert GlossaryTerm.objects.get(word="browser").meaning == "Ours."


def test_a_word_that_an_editor_deleted_does_not_come_back(site, shipped):
    GlossaryTerm.objects.get(word="browser").delete()
    shipped("A window on the internet.")
    load()
    assert not GlossaryTerm.objects.filter(word="browser").exists()


def test_a_word_that_an_editor_had_before_is_left_alone(site, shipped):
    GlossaryTerm.objects.filter(word="browser").delete()
    LoadedTerm.objects.filter(key="browser").delete()
    GlossaryTerm.objects.create(word="surfing app", other_forms="Browsers", meaning="Ours.")
    shipped("A window on the internet.")
    load()
    assert not GlossaryTerm.objects.filter(word="browser").exists()


# Editing --------------------------------------------------------------------------------------------


def admin(role):
    return signed_in(UserFactory(roles=[role]), proven=True)


def test_an_editor_adds_finds_changes_and_deletes_words(site):
    editor = admin(Role.EDITOR)
    listing = reverse("wagtailsnippets_guides_glossaryterm:list")
    fields = {"word": "cookie", "other_forms": "cookies", "meaning": "A small note that a website keeps on your phone."}
    assert editor.post(reverse("wagtailsnippets_guides_glossaryterm:add"), fields).status_code == 302
    term = GlossaryTerm.objects.get(word="cookie")
    found = editor.get(listing, {"q": "cookies"}).content.decode()
    assert "cookie" in found and "magnifying glass" not in found
    change = reverse("wagtailsnippets_guides_glossaryterm:edit", args=[term.pk])
    assert editor.post(change, fields | {"meaning": "A small note."}).status_code == 302
    term.refresh_from_db()
    assert term.meaning == "A small note."
    editor.post(reverse("wagtailsnippets_guides_glossaryterm:delete", args=[term.pk]))
    assert not GlossaryTerm.objects.filter(word="cookie").exists()


def test_a_word_with_two_meanings_is_refused_and_nothing_typed_is_lost(site):
    fields = {"word": "Mail", "other_forms": "E-MAIL", "meaning": "Another meaning."}
    page = admin(Role.EDITOR).post(reverse("wagtailsnippets_guides_glossaryterm:add"), fields).content.decode()
    assert "“e-mail” already stands with “email”" in page and "Another meaning." in page
    assert not GlossaryTerm.objects.filter(word="Mail").exists()


def test_a_word_that_is_in_the_list_already_is_refused_in_one_sentence(site):
    fields = {"word": "browser", "other_forms": "", "meaning": "Another meaning."}
    page = admin(Role.EDITOR).post(reverse("wagtailsnippets_guides_glossaryterm:add"), fields).content.decode()
    assert "“browser” is in the list already. Change its meaning there." in page and "already exists" not in page
    assert "Another meaning." in page and GlossaryTerm.objects.filter(word="browser").count() == 1


@pytest.mark.parametrize("role", [Role.LEAD, Role.SAFEGUARDING])
def test_who_is_no_editor_keeps_no_words(site, role):
    term = GlossaryTerm.objects.get(word="browser")
    for name, args in (("list", []), ("add", []), ("edit", [term.pk]), ("delete", [term.pk])):
        response = admin(role).get(reverse(f"wagtailsnippets_guides_glossaryterm:{name}", args=args))
        assert response.status_code in (302, 403, 404), name
