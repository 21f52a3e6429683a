"""Whoever looks after a guide hears when it is due or somebody says that it is wrong; not every day."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Message, Role
from guides.models import Feedback, GuidePage
from guides.reminding import remind_owners
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def guide(site):
    today = timezone.localdate()
    GuidePage.objects.update(checked_on=today, review_due_on=today + 182 * DAY)
    return GuidePage.objects.get(slug="join-free-wifi")


@pytest.fixture
def owner(guide):
    owner = UserFactory(email="owner@example.org", roles=[Role.EDITOR])
    GuidePage.objects.filter(pk=guide.pk).update(looked_after_by=owner)
    return owner


@pytest.fixture
def other(guide):
    return UserFactory(email="other@example.org", roles=[Role.EDITOR])


def due(guide, days: int = 1):
    GuidePage.objects.filter(pk=guide.pk).update(review_due_on=timezone.localdate() - days * DAY)


def addresses() -> list[str]:
    return sorted(message.to for message in Message.objects.all())


def run(in_days: float = 0) -> int:
    return remind_owners(timezone.now() + in_days * DAY)


def test_nothing_due_no_mail(owner, other):
    assert run() == 0 and not addresses()


def test_only_the_owner_hears_of_a_guide_that_is_due(guide, owner, other):
    due(guide)
    assert run() == 1 and addresses() == ["owner@example.org"]
    text = Message.objects.get().text
    assert "Join free wifi: due since" in text and f"/admin/pages/{guide.pk}/edit/" in text
    assert "&" not in text and "/admin/guide-reviews/" in text


def test_the_owner_hears_that_readers_say_something_is_wrong(guide, owner):
    for kind in ("wrong", "wrong", "not_helpful"):
        Feedback.objects.create(guide=guide, kind=kind)
    run()
    assert "Join free wifi: 2 readers say that something is wrong" in Message.objects.get().text


def test_the_same_is_told_again_after_a_week_and_not_before(guide, owner):
    due(guide)
    assert [run(days) for days in (0, 1, 6.9, 7.1, 8, 14.2)] == [1, 0, 0, 1, 0, 1]


def test_what_is_new_is_told_at_once_and_what_is_mended_is_no_news(guide, owner):
    due(guide)
    report = Feedback.objects.create(guide=guide, kind="wrong")
    assert run() == 1
    Feedback.objects.filter(pk=report.pk).mark_handled(owner)
    assert run(1) == 0
    Feedback.objects.create(guide=guide, kind="wrong")
    assert run(2) == 1


def test_a_guide_that_nobody_looks_after_is_everybodys(guide, other):
    second = UserFactory(email="second@example.org", roles=[Role.EDITOR])
    UserFactory(email="lead@example.org", roles=[Role.LEAD])
    due(guide)
    assert run() == 2 and addresses() == ["other@example.org", "second@example.org"]
    assert "Nobody looks after these guides yet" in Message.objects.first().text
    assert second


def test_so_is_one_whose_owner_is_no_editor_any_more(guide, owner, other):
    due(guide)
    owner.end_role(Role.EDITOR)
    assert run() == 1 and addresses() == ["other@example.org"]


def test_one_mail_tells_of_all_guides(guide, owner):
    GuidePage.objects.update(review_due_on=timezone.localdate() - DAY)
    assert run() == 1
    text = Message.objects.get().text
    assert text.count("/edit/") == 40 and "yours to look after" in text and "Nobody looks after these" in text


def test_a_guide_that_is_not_published_or_spam_is_no_reason(guide, owner):
    Feedback.objects.create(guide=guide, kind="wrong", looks_like_spam=True)
    assert run() == 0
    due(guide)
    GuidePage.objects.get(pk=guide.pk).unpublish()
    assert run() == 0


def test_the_command_says_how_many(guide, owner, capsys):
    due(guide)
    call_command("remind_owners")
    assert "1 mails queued." in capsys.readouterr().out
