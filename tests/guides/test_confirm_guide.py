""" "I have checked this guide today": said in public at once, and nobody's draft is lost."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Role
from guides.models import GuidePage
from guides.models.guide import REVIEW_AFTER
from guides.workflow import set_up_review
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(roles=[Role.EDITOR])


@pytest.fixture
def guide(site):
    GuidePage.objects.filter(slug="join-free-wifi").update(
        checked_on=datetime.date(2026, 1, 5), review_due_on=datetime.date(2026, 7, 5)
    )
    return GuidePage.objects.get(slug="join-free-wifi")


def again(guide) -> GuidePage:
    return GuidePage.objects.get(pk=guide.pk)


def path(guide) -> str:
    return f"/admin/guide-reviews/{guide.pk}/checked/"


def test_an_editor_says_it_and_the_page_says_it(editor, guide, client):
    answer = signed_in(editor).post(path(guide))
    assert answer.url == "/admin/guide-reviews/"
    today = timezone.localdate()
    live = again(guide)
    assert (live.checked_on, live.review_due_on) == (today, today + REVIEW_AFTER)
    assert live.live and not live.has_unpublished_changes
    assert live.latest_revision.user == editor
    assert f"{today:%B %Y}" in client.get(guide.url).text


def test_asking_changes_nothing_yet(editor, guide):
    answer = signed_in(editor).get(path(guide))
    assert answer.status_code == 200 and "Join free wifi" in answer.text
    assert again(guide).checked_on == datetime.date(2026, 1, 5)


def test_a_draft_stays_the_newest_version_unpublished_and_its_authors(editor, guide):
    author = UserFactory(roles=[Role.EDITOR])
    draft = again(guide)
    draft.title = "Join wifi for nothing"
    draft.save_revision(user=author)
    guide.confirm(by=editor, today=timezone.localdate())
    live = again(guide)
    assert (live.title, live.checked_on) == ("Join free wifi", timezone.localdate())
    assert live.has_unpublished_changes
    assert live.latest_revision.user == author
    waiting = live.get_latest_revision_as_object()
    assert (waiting.title, waiting.checked_on) == ("Join wifi for nothing", timezone.localdate())


def test_twice_on_one_day_is_once(editor, guide):
    for _ in range(2):
        guide.confirm(by=editor, today=timezone.localdate())
        count = guide.revisions.count()
    assert guide.revisions.count() == count == 2  # the first is of load_guides


def test_a_guide_whose_owner_is_no_editor_any_more_is_confirmed_all_the_same(editor, guide):
    left = UserFactory(roles=[Role.EDITOR])
    GuidePage.objects.filter(pk=guide.pk).update(looked_after_by=left)
    left.end_role(Role.EDITOR)
    guide.confirm(by=editor, today=timezone.localdate())
    assert again(guide).checked_on == timezone.localdate()


def in_review(guide, editor):
    set_up_review()
    guide.save_revision()
    guide.get_workflow().start(guide, editor)


def scheduled(guide, editor):
    guide.go_live_at = timezone.now() + datetime.timedelta(days=2)
    guide.save_revision().publish()


def locked(guide, editor):
    GuidePage.objects.filter(pk=guide.pk).update(locked=True, locked_by=editor)


def unpublished(guide, editor):
    guide.unpublish()


@pytest.mark.parametrize("state", [in_review, scheduled, locked, unpublished])
def test_what_somebody_else_has_begun_is_not_upset(editor, guide, state):
    state(again(guide), editor)
    before = again(guide)
    with pytest.raises(ValidationError):
        guide.confirm(by=editor, today=timezone.localdate())
    answer = signed_in(editor).post(path(guide))
    assert answer.status_code == 200 and "first" in answer.text or "instead" in answer.text
    assert again(guide).latest_revision_id == before.latest_revision_id
    assert again(guide).checked_on == datetime.date(2026, 1, 5)


@pytest.mark.parametrize("role", [Role.LEAD, Role.CHAMPION, Role.ADMINISTRATOR])
def test_to_others_there_is_no_such_page(guide, role):
    client = signed_in(UserFactory(roles=[role]))
    assert {client.get(path(guide)).status_code, client.post(path(guide)).status_code} <= {404, 302}
    assert again(guide).checked_on == datetime.date(2026, 1, 5)


def test_the_editor_of_a_guide_offers_it(editor, guide):
    client = signed_in(editor)
    assert path(guide) in client.get(f"/admin/pages/{guide.pk}/edit/").text
    assert "/checked/" not in client.get(f"/admin/pages/{guide.get_parent().pk}/edit/").text
