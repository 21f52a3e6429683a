"""The list of guides to check: who is due, what readers said since, and whom it is for."""

import datetime
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from guides.models import Feedback, GuidePage, GuideViews
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

PATH = "/admin/guide-reviews/"


@pytest.fixture
def editor():
    return UserFactory(name="Edith Editor", roles=[Role.EDITOR])


@pytest.fixture
def guide(site, editor):
    """Three weeks overdue; all others are due in half a year."""
    today = timezone.localdate()
    GuidePage.objects.update(checked_on=today, review_due_on=today + datetime.timedelta(days=182))
    GuidePage.objects.filter(slug="join-free-wifi").update(
        checked_on=today - datetime.timedelta(days=203),
        review_due_on=today - datetime.timedelta(days=21),
        looked_after_by=editor,
    )
    return GuidePage.objects.get(slug="join-free-wifi")


def titles(answer) -> list[str]:
    return [guide.title for guide in answer.context["object_list"]]


def test_those_due_longest_come_first_with_topic_and_owner(editor, guide):
    answer = signed_in(editor).get(PATH)
    assert titles(answer)[0] == "Join free wifi" and len(titles(answer)) == 40
    assert "Overdue" in answer.text and "Edith Editor" in answer.text and "Get connected" in answer.text


def test_views_and_answers_count_since_the_guide_was_checked_and_reports_until_they_are_dealt_with(editor, guide):
    before = guide.checked_on - datetime.timedelta(days=1)
    for kind, day in [
        ("helpful", None),
        ("helpful", before),
        ("not_helpful", None),
        ("wrong", None),
        ("wrong", before),
    ]:
        Feedback.objects.create(guide=guide, kind=kind, **({"day": day} if day else {}))
    Feedback.objects.create(guide=guide, kind="wrong", looks_like_spam=True)
    for day, count in [(guide.checked_on, 3), (before, 100), (timezone.localdate(), 4)]:
        GuideViews.objects.create(page=guide, day=day, count=count)
    row = signed_in(editor).get(PATH).context["object_list"][0]
    assert (row.helpful, row.not_helpful, row.said_wrong, row.open_reports) == (1, 1, 1, 2)
    assert row.views_since == 7


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("due=overdue", ["Join free wifi"]),
        ("due=soon", ["Join free wifi"]),
        ("wrong=open", ["Join free wifi"]),
        ("owner={editor}", ["Join free wifi"]),
        ("q=free+wifi", ["Join free wifi", "Stay safe on free wifi"]),
    ],
)
def test_it_can_be_narrowed(editor, guide, query, found):
    Feedback.objects.create(guide=guide, kind="wrong")
    assert titles(signed_in(editor).get(f"{PATH}?{query.format(editor=editor.pk)}")) == found


def test_it_can_be_narrowed_to_a_topic_and_to_what_nobody_looks_after(editor, guide):
    client = signed_in(editor)
    assert len(titles(client.get(f"{PATH}?topic={guide.get_parent().pk}"))) == 5
    assert len(titles(client.get(f"{PATH}?owner=null"))) == 39


@pytest.mark.parametrize(
    "query",
    [
        "due=x",
        "topic=x",
        "topic=99999999999999999999",
        "owner=x",
        "owner=99999999999999999999",
        "q=%00",
        "wrong=x",
        "p=x",
    ],
)
def test_any_address_is_answered(editor, guide, query):
    assert signed_in(editor).get(f"{PATH}?{query}").status_code in (200, 404)


def test_a_title_that_a_spreadsheet_would_run_is_made_inert(editor, guide):
    GuidePage.objects.filter(pk=guide.pk).update(title="=1+1")
    text = b"".join(signed_in(editor).get(f"{PATH}?export=csv").streaming_content).decode()
    assert "Guide,Topic,Looked after by" in text and "'=1+1,Get connected,Edith Editor" in text


def test_it_can_be_taken_into_a_spreadsheet(editor, guide):
    content = b"".join(signed_in(editor).get(f"{PATH}?export=xlsx").streaming_content)
    rows = list(openpyxl.load_workbook(BytesIO(content)).active.values)
    assert len(rows) == 41 and rows[1][0] == "Join free wifi" and rows[1][4] == guide.review_due_on


def test_forty_guides_cost_no_more_queries_than_five(editor, guide):
    client = signed_in(editor)
    counts = []
    for query in ("", f"?topic={guide.get_parent().pk}"):
        client.get(PATH + query)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(PATH + query)
        counts.append(len(queries))
    assert counts[0] <= counts[1] <= counts[0] + 3  # the filter asks for its topic by name


@pytest.mark.parametrize("role", [Role.LEAD, Role.SAFEGUARDING, Role.ADMINISTRATOR])
def test_to_others_there_is_no_such_page_and_no_menu(guide, role):
    client = signed_in(UserFactory(roles=[role]))
    assert client.get(PATH).status_code == client.get(f"{PATH}?export=csv").status_code == 404
    assert "Guides to check" not in client.get("/admin/").text


def test_an_editors_first_page_says_how_many_are_due(editor, guide):
    assert "guide to be checked again" in signed_in(editor).get("/admin/").text


def test_an_editors_first_page_leads_to_the_topics_and_to_a_new_booklet(editor, guide):
    client, home = signed_in(editor), guide.get_parent().get_parent()
    page = client.get("/admin/").text
    for address in (f"/admin/pages/{home.pk}/", f"/admin/pages/add/guides/bookletpage/{home.pk}/"):
        assert f'href="{address}"' in page and client.get(address).status_code == 200
