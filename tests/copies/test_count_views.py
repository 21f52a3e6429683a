"""How often a guide was read: counted in memory, written in lots, and without anything about the reader."""

import pytest
from django.db import OperationalError
from django.utils import timezone

from accounts.models import Role
from guides.models import GuidePage, GuideViews
from scheme.copies.views import ViewCounter
from tests.copies.asking import ask
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
GUIDE = "/get-connected/join-free-wifi/"


def count(ready, slug="join-free-wifi") -> int:
    return ready.views.counts[GuidePage.objects.get(slug=slug).pk]


def test_every_reading_counts_whether_it_was_built_copied_or_unchanged(ready):
    tag = ask(ready, GUIDE).headers["etag"]
    ask(ready, GUIDE)
    assert ask(ready, GUIDE, IF_NONE_MATCH=tag).status == 304
    ask(ready, GUIDE, query="x=1")
    ask(ready, GUIDE, COOKIE="session=gone")
    ask(ready, GUIDE + "iphone/")
    assert count(ready) == 6


@pytest.mark.parametrize("other", [{"path": "/"}, {"path": "/get-connected/"}, {"path": GUIDE, "method": "HEAD"}])
def test_other_pages_and_looks_without_reading_do_not_count(ready, other):
    for _ in range(2):
        ask(ready, **other)
    assert not +ready.views.counts


def test_staff_who_look_do_not_count_and_champions_do(ready):
    for role, views in ((Role.EDITOR, 0), (Role.CHAMPION, 1)):
        client = signed_in(UserFactory(roles=[role]))
        assert "Sign out" in ask(ready, GUIDE, COOKIE=f"session={client.cookies['session'].value}").text
        assert count(ready) == views


def test_what_is_counted_is_a_number_for_a_day_and_nothing_else():
    assert {field.name for field in GuideViews._meta.get_fields()} == {"id", "page", "day", "count"}
    assert GuideViews._meta.get_field("day").get_internal_type() == "DateField"


def test_flushing_adds_to_the_day_and_counts_nothing_twice(ready):
    for _ in range(2):
        for _ in range(3):
            ask(ready, GUIDE)
        ready.views.flush()
        ready.views.flush()
    views = GuideViews.objects.get()
    assert (views.page.slug, views.day, views.count) == ("join-free-wifi", timezone.localdate(), 6)


def test_views_wait_while_the_database_is_away(ready, monkeypatch):
    ask(ready, GUIDE)
    with monkeypatch.context() as away:
        away.setattr(type(GuideViews.objects), "add", lambda *words: (_ for _ in ()).throw(OperationalError))
        ready.views.flush()
    ready.views.flush()
    assert GuideViews.objects.get().count == 1


def test_a_guide_that_is_gone_by_then_is_passed_over(ready):
    ask(ready, GUIDE)
    GuidePage.objects.get(slug="join-free-wifi").delete()
    ready.views.flush()
    assert not GuideViews.objects.exists()


def test_nothing_is_written_more_than_once_a_minute():
    counter = ViewCounter()
    for guide in (1, 2, 1):
        counter.count(guide)
    first = counter.timer
    assert first.interval == 60 and first.daemon
    counter.count(1)
    assert counter.timer is first
    first.cancel()
    counter.counts.clear()
