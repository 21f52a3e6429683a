"""What readers said, in the admin: who finds it, how it is narrowed, and how it is dealt with."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.permissions import group_for
from guides.admin.dashboard import GuidesPanel
from guides.models import Feedback, GuidePage
from guides.permissions import set_up_editors
from tests.factories import ChampionFactory, FeedbackFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

LIST = "/admin/feedback/"


@pytest.fixture
def guide(site):
    return GuidePage.objects.get(slug="join-free-wifi")


@pytest.fixture
def other(site):
    return GuidePage.objects.get(slug="send-an-email")


@pytest.fixture
def person(db):
    set_up_editors(group_for(Role.EDITOR))
    return UserFactory(roles=[Role.EDITOR])


@pytest.fixture
def editor(person):
    return signed_in(person)


def found(client, query="") -> list[int]:
    return [feedback.pk for feedback in client.get(f"{LIST}?{query}").context["object_list"]]


def test_the_list_has_the_newest_first_and_spam_only_when_asked_for(editor, guide):
    old = FeedbackFactory(guide=guide, day=timezone.localdate() - timedelta(days=3))
    new, spam = FeedbackFactory(guide=guide), FeedbackFactory(guide=guide, looks_like_spam=True)
    assert found(editor) == [new.pk, old.pk]
    assert found(editor, "state=spam") == [spam.pk]


def test_it_is_narrowed_by_guide_answer_state_and_words(editor, guide, other, person):
    wrong = FeedbackFactory(guide=guide, sentence="The button has gone")
    tapped = FeedbackFactory(guide=guide, kind="not_helpful")
    handled = FeedbackFactory(guide=other, handled_on=timezone.localdate(), handled_by=person)
    assert found(editor, f"guide={guide.pk}") == [tapped.pk, wrong.pk]
    assert found(editor, "kind=not_helpful") == [tapped.pk]
    assert found(editor, "state=handled") == [handled.pk]
    assert found(editor, "state=open") == [wrong.pk]  # nobody need look at a tap on "No" alone
    assert found(editor, "q=button") == [wrong.pk]
    assert found(editor, "q=email") == [handled.pk]


@pytest.mark.parametrize("query", [f"guide={'9' * 30}", "guide=x", "kind=x", "state=x", "q=%25", "p=99"])
def test_an_odd_address_is_answered(editor, guide, query):
    FeedbackFactory(guide=guide)
    assert editor.get(f"{LIST}?{query}").status_code == 200


def test_more_rows_cost_no_more_queries(editor, guide, other):
    def queries():
        with CaptureQueriesContext(connection) as sent:
            editor.get(LIST)
        return len(sent)

    FeedbackFactory(guide=guide)
    editor.get(LIST)
    one = queries()
    FeedbackFactory.create_batch(5, guide=other, sentence="Look")
    assert queries() == one


def test_a_record_shows_the_sentence_as_text_and_leads_to_the_guide_s_editor(editor, guide):
    feedback = FeedbackFactory(guide=guide, sentence="<b>Bold</b>", device="iphone")
    page = editor.get(f"{LIST}{feedback.pk}/").text
    assert "&lt;b&gt;Bold" in page and "iPhone" in page
    assert reverse("wagtailadmin_pages:edit", args=[guide.pk]) in page


def test_one_is_dealt_with_and_looked_at_again(editor, guide, person):
    feedback = FeedbackFactory(guide=guide)
    editor.post(f"{LIST}{feedback.pk}/handle/")
    feedback.refresh_from_db()
    assert (feedback.handled_on, feedback.handled_by) == (timezone.localdate(), person)
    editor.post(f"{LIST}{feedback.pk}/reopen/")
    feedback.refresh_from_db()
    assert (feedback.handled_on, feedback.handled_by) == (None, None)
    assert Feedback.objects.open().get() == feedback


def test_who_dealt_with_it_first_stays(editor, guide):
    first = UserFactory(roles=[Role.EDITOR])
    feedback = FeedbackFactory(guide=guide, handled_on=timezone.localdate(), handled_by=first)
    editor.post(f"{LIST}{feedback.pk}/handle/")
    feedback.refresh_from_db()
    assert feedback.handled_by == first


def test_those_ticked_in_the_list_are_dealt_with_together(editor, guide):
    one, two, three = FeedbackFactory.create_batch(3, guide=guide)
    page = editor.get(f"{LIST}?kind=wrong").text
    assert f'name="pk" value="{one.pk}"' in page
    assert 'action="/admin/feedback/handle/?kind=wrong"' in page
    answer = editor.post(f"{LIST}handle/?kind=wrong", {"pk": [one.pk, two.pk]})
    assert answer.url == f"{LIST}?kind=wrong"  # narrowed as it was
    assert Feedback.objects.open().get() == three


@pytest.mark.parametrize("pks", [[], ["x"], ["9" * 30], ["-1"], ["٣"], ["\0"]])
def test_ticking_nothing_that_is_there_changes_nothing(editor, guide, pks):
    FeedbackFactory(guide=guide)
    page = editor.post(f"{LIST}handle/", {"pk": pks}, follow=True)
    assert "Tick those that you have dealt with" in page.text
    assert Feedback.objects.open().count() == 1


def test_what_looked_like_spam_and_is_none_counts_again(editor, guide):
    feedback = FeedbackFactory(guide=guide, sentence="www.gov.uk does not open", looks_like_spam=True)
    assert "This is not spam" in editor.get(f"{LIST}{feedback.pk}/").text
    editor.post(f"{LIST}{feedback.pk}/not-spam/")
    assert Feedback.objects.open().get() == feedback


def test_the_guide_s_editor_shows_its_own_feedback(editor, guide, other):
    FeedbackFactory(guide=guide, sentence="The button has gone")
    FeedbackFactory(guide=guide, kind="helpful")
    FeedbackFactory(guide=guide, sentence="Dealt with before", handled_on=timezone.localdate())
    FeedbackFactory(guide=guide, sentence="Buy this", looks_like_spam=True)
    FeedbackFactory(guide=other, sentence="About another")
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).text
    assert "The button has gone" in page
    assert not any(words in page for words in ("Dealt with before", "Buy this", "About another"))
    counts = page.replace("\n", "").replace("</div>", "\n")
    assert "<dt>Helpful: yes</dt><dd>1</dd>" in counts and "<dt>Wrong or out of date</dt><dd>2</dd>" in counts


def test_a_new_guide_can_be_begun_and_previewed(editor, guide):
    topic = guide.get_parent()
    address = reverse("wagtailadmin_pages:add", args=["guides", "guidepage", topic.pk])
    page = editor.get(address)
    assert page.status_code == 200 and "No reader has said anything yet." in page.text
    assert GuidePage(title="New", what_you_will_do="You tap.").pk is None


def test_the_first_page_of_an_editor_counts_what_the_list_behind_it_shows(editor, person, guide):
    FeedbackFactory(guide=guide)
    FeedbackFactory(guide=guide, kind="helpful")
    FeedbackFactory(guide=guide, looks_like_spam=True)
    assert GuidesPanel(person).get_context_data({})["reports"] == 1
    page = editor.get("/admin/").text
    assert f"{LIST}?state=open" in page and "report from a reader to look at" in page
    assert len(found(editor, "state=open")) == 1


def test_a_lead_reads_it_and_is_not_sent_to_edit(guide):
    feedback = FeedbackFactory(guide=guide)
    lead = signed_in(UserFactory(roles=[Role.LEAD]))
    assert found(lead) == [feedback.pk]
    assert "Edit the guide" not in lead.get(f"{LIST}{feedback.pk}/").text
    assert f"{LIST}?state=open" not in lead.get("/admin/").text


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.CHAMPION, Role.PARTNER])
def test_others_do_not_find_it(guide, role):
    feedback = FeedbackFactory(guide=guide)
    user = ChampionFactory().user if role == Role.CHAMPION else UserFactory(roles=[role])
    client = signed_in(user)
    assert not Feedback.objects.shown_to(user).exists()
    for path in ("", "results/", f"{feedback.pk}/", f"{feedback.pk}/handle/"):
        assert client.get(LIST + path).status_code == 404
    for path in ("handle/", f"{feedback.pk}/handle/", f"{feedback.pk}/reopen/", f"{feedback.pk}/not-spam/"):
        assert client.post(LIST + path, {"pk": feedback.pk}).status_code == 404
    assert Feedback.objects.open().get() == feedback


def test_a_visitor_is_sent_to_sign_in(client, guide):
    assert client.get(LIST).url.startswith("/sign-in/")


def test_the_menu_has_it_for_editors_and_leads_only(guide, editor):
    def in_menu(client):
        return "/admin/feedback/" in client.get("/admin/").text

    assert in_menu(editor) and in_menu(signed_in(UserFactory(roles=[Role.LEAD])))
    assert not in_menu(signed_in(UserFactory(roles=[Role.ADMINISTRATOR])))
