""" "Was this helpful?": one tap, perhaps a sentence, no account, and nothing kept about who it was."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts import open_forms
from guides import taps
from guides.models import Feedback, GuidePage
from tests.factories import FeedbackFactory

pytestmark = pytest.mark.django_db

PAGE = "/get-connected/join-free-wifi/"


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def guide(site):
    return GuidePage.objects.get(slug="join-free-wifi")


@pytest.fixture
def tap(guide):
    """tap("helpful") as a visitor without an account, whose browser checks CSRF."""

    def send(answer, client=None, of=guide, headers=None, **told):
        client = client or Client(enforce_csrf_checks=True)
        return client.post(reverse("give_feedback", args=[of.pk]), {"answer": answer, **told}, headers=headers)

    return send


def write(thanks, sentence, **told):
    return Client(enforce_csrf_checks=True).post(thanks.url, {"sentence": sentence, **told})


@pytest.mark.parametrize("answer", Feedback.Kind.values)
def test_one_tap_is_an_answer_and_leads_to_thanks(tap, client, guide, answer):
    thanks = tap(answer, device="iphone")
    feedback = Feedback.objects.get()
    assert (feedback.guide, feedback.kind, feedback.device) == (guide, answer, "iphone")
    assert (feedback.day, feedback.sentence, feedback.looks_like_spam) == (timezone.localdate(), "", False)
    page = client.get(thanks.url)
    assert "Thank you. We have your answer." in page.text
    assert f'href="{PAGE}"' in page.text and reverse("ask_for_help") in page.text
    assert "Do not write your name or phone number here." in page.text
    assert "no-store" in page["Cache-Control"]


def test_the_guide_has_one_button_for_each_answer_and_is_the_same_for_everybody(client, guide):
    page = client.get(f"{PAGE}iphone/")
    for answer in Feedback.Kind.values:
        assert f'name="answer" value="{answer}"' in page.text
    assert 'name="device" value="iphone"' in page.text
    assert "csrf" not in page.text and not {"session", "csrf"} & page.cookies.keys()


def test_the_buttons_cost_the_page_no_query(client, guide):
    client.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)
    assert not any("feedback" in query["sql"] for query in queries)


def test_giving_feedback_sets_no_cookie(tap, client):
    thanks = tap("helpful")
    assert not thanks.cookies and not client.get(thanks.url).cookies and not write(thanks, "Good.").cookies


def test_a_sentence_joins_the_same_record(tap, client):
    thanks = tap("wrong")
    answer = write(thanks, "The button is called Connect now.")
    feedback = Feedback.objects.get()
    assert (feedback.kind, feedback.sentence) == ("wrong", "The button is called Connect now.")
    page = client.get(answer.url)
    assert "Thank you for telling us." in page.text and "<textarea" not in page.text
    assert "The button is called" not in page.text  # nobody reads it here again, whoever holds the phone next


def test_a_sentence_sent_twice_is_kept_once(tap):
    thanks = tap("wrong")
    assert write(thanks, "The first.").status_code == 302
    assert write(thanks, "The second.").status_code == 200
    assert Feedback.objects.get().sentence == "The first."


@pytest.mark.parametrize(
    ("sentence", "says"), [("", "Write a sentence"), ("long " * 101, "This is too long: 504 letters.")]
)
def test_a_sentence_that_cannot_be_kept_is_answered_with_one_and_nothing_is_lost(tap, sentence, says):
    page = write(tap("wrong"), sentence)
    assert page.status_code == 200 and says in page.text
    assert sentence.strip() in page.text
    assert Feedback.objects.get().sentence == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Look at https://spam.example",
        "www.spam.example is good",
        '<a href="x">here</a>',
        "[url=x]y[/url]",
        "< script >",
    ],
)
def test_a_sentence_with_a_link_or_markup_is_kept_aside(tap, sentence):
    thanks = tap("wrong")
    assert Feedback.objects.open().count() == 1
    write(thanks, sentence)
    assert Feedback.objects.get().looks_like_spam
    assert not Feedback.objects.open().exists() and not Feedback.objects.counts_since(timezone.localdate())


@pytest.mark.parametrize("sentence", ["The button on gov.uk is gone.", "3 < 4, and [this] is fine", "وای فای کار نکرد"])
def test_an_ordinary_sentence_is_not(tap, sentence):
    write(tap("wrong"), sentence)
    feedback = Feedback.objects.get()
    assert (feedback.sentence, feedback.looks_like_spam) == (sentence, False)


def test_a_robot_that_fills_in_everything_is_kept_aside(tap):
    assert tap("wrong", website="http://spam.example").status_code == 302  # it learns nothing
    assert Feedback.objects.get().looks_like_spam


def test_a_robot_that_fills_in_everything_leaves_no_sentence(tap):
    page = write(tap("wrong"), "Buy this", website="http://spam.example")
    assert "Nothing is lost. Please press the button once more." in page.text and "Buy this" in page.text
    assert Feedback.objects.get().sentence == ""


def test_two_taps_make_one_record_and_the_same_thanks(tap, client):
    first, second = tap("helpful"), tap("helpful")
    assert Feedback.objects.count() == 1
    assert all("Thank you. We have your answer." in client.get(each.url).text for each in (first, second))
    write(second, "It is good.")
    assert Feedback.objects.get().sentence == "It is good."


def test_somebody_may_change_their_mind(tap):
    tap("helpful")
    tap("wrong")
    assert set(Feedback.objects.values_list("kind", flat=True)) == {"helpful", "wrong"}


def test_people_behind_one_wifi_are_not_taken_for_one(tap):
    write(tap("wrong"), "The first.")
    write(tap("wrong"), "The second.")
    tap("wrong", headers={"user-agent": "Another phone"})
    assert sorted(Feedback.objects.values_list("sentence", flat=True)) == ["", "The first.", "The second."]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"origin": "http://testserver"},
        {"referer": "http://testserver/get-connected/join-free-wifi/"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
    ],
)
def test_a_tap_on_our_page_counts_also_from_an_old_browser(tap, headers):
    assert tap("helpful", headers=headers).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"referer": "http://evil.example/testserver/"},
    ],
)
def test_a_tap_on_a_foreign_page_does_not(tap, headers):
    assert tap("helpful", headers=headers).status_code == 403
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("answer", ["", "maybe", "HELPFUL", "helpful\0"])
def test_another_answer_is_none(tap, answer):
    assert tap(answer).status_code == 404
    assert not Feedback.objects.exists()


def test_a_device_that_the_guide_does_not_have_is_left_out(tap):
    tap("helpful", device="toaster")
    assert Feedback.objects.get().device == ""


def test_a_draft_and_a_restricted_guide_answer_like_one_that_does_not_exist(tap, guide):
    PageViewRestriction.objects.create(page=guide.get_parent(), restriction_type="login")
    assert tap("helpful").status_code == 404
    PageViewRestriction.objects.all().delete()
    guide.unpublish()
    assert tap("helpful").status_code == 404
    for pk in (guide.pk + 10_000, 10**30):
        assert Client().post(f"/g/{pk}/feedback/", {"answer": "helpful"}).status_code == 404
    assert not Feedback.objects.exists()


def test_a_look_is_no_tap(client, guide):
    assert client.get(reverse("give_feedback", args=[guide.pk])).status_code == 405


def test_too_many_taps_from_one_address_are_stopped_the_next_day_is_new(tap, monkeypatch):
    monkeypatch.setattr(taps, "PER_VISITOR", 2)
    assert [tap("helpful").status_code for _ in range(3)] == [302, 302, 429]
    assert Feedback.objects.count() == 1
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("accounts.visitors.timezone.localdate", lambda: tomorrow)
    assert tap("helpful").status_code == 302


def test_too_many_taps_on_one_guide_are_stopped_others_go_on(tap, monkeypatch, site):
    monkeypatch.setattr(taps, "PER_GUIDE", 1)
    assert [tap("helpful").status_code for _ in range(2)] == [302, 429]
    assert tap("helpful", of=GuidePage.objects.get(slug="send-an-email")).status_code == 302


def test_too_many_sentences_do_not_keep_anybody_from_asking_for_help(tap, monkeypatch):
    monkeypatch.setattr(open_forms, "SENT_PER_HOUR", 1)
    write(tap("wrong"), "The first.")
    page = write(tap("helpful"), "The second.")
    assert "Nothing is lost: wait some minutes" in page.text and "The second." in page.text
    ask = Client().post(reverse("ask_for_help"), {"preferred_name": "Amina"})
    assert "wait some minutes" not in ask.text


def test_the_limits_keep_no_address(tap):
    keys = []
    add = cache.add
    cache.add = lambda key, *more, **named: keys.append(key) or add(key, *more, **named)
    try:
        write(tap("wrong", headers={"user-agent": "Phone 7"}), "Look.")
    finally:
        cache.add = add
    assert len(keys) >= 3
    assert not any("127.0.0.1" in key or "Phone" in key for key in keys)


def test_a_record_holds_nothing_that_says_who_it_was():
    kept = {field.name for field in Feedback._meta.get_fields()}
    assert kept == {
        "id", "submission_id", "guide", "device", "kind", "sentence", "day", "looks_like_spam", "handled_on", "handled_by",
    }  # fmt: skip


@pytest.mark.parametrize("token", ["x", "MQ:abc:def", "0" * 2000, "%00", "🙂"])
def test_a_token_that_is_not_ours_opens_nothing(client, site, token):
    address = f"/feedback/{token}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"sentence": "Hello"}).status_code == 404


def test_a_token_opens_its_own_record_for_a_day(tap, client, monkeypatch):
    thanks = tap("wrong")
    assert client.get(thanks.url).status_code == 200
    monkeypatch.setattr("guides.models.feedback.WORDS_WITHIN", -1)
    assert client.get(thanks.url).status_code == 404


def test_thanks_are_said_when_the_guide_has_gone_meanwhile(tap, client, guide):
    thanks = tap("wrong")
    guide.unpublish()
    page = client.get(thanks.url)
    assert page.status_code == 200 and PAGE not in page.text


def test_the_counts_of_a_guide_begin_at_a_day_or_with_its_own_check(guide):
    other = GuidePage.objects.get(slug="send-an-email")
    today = timezone.localdate()
    for kind, days in (("helpful", 0), ("helpful", 3), ("wrong", 3), ("not_helpful", 9)):
        FeedbackFactory(guide=guide, kind=kind, day=today - timedelta(days=days))
    FeedbackFactory(guide=other, kind="wrong", looks_like_spam=True)
    counts = Feedback.objects.counts_since
    assert counts(today) == {guide.pk: {"helpful": 1, "not_helpful": 0, "wrong": 0}}
    assert counts(today - timedelta(days=9)) == {guide.pk: {"helpful": 2, "not_helpful": 1, "wrong": 1}}
    GuidePage.objects.filter(pk=guide.pk).update(checked_on=today - timedelta(days=3))
    assert counts(F("guide__checked_on")) == {guide.pk: {"helpful": 2, "not_helpful": 0, "wrong": 1}}
