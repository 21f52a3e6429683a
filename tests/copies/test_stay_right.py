"""A copy is right at the very next request after any change that it shows, and is left alone by all else."""

import datetime
from io import BytesIO, StringIO
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import models, transaction
from django.test.utils import isolate_apps
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
from wagtail.models import PageViewRestriction, Site

from guides.changes import is_shown
from guides.models import Generation, GuidePage, LoadedPage, Picture, Skill, StandardPage, TopicPage
from guides.models.shelf import Shelf
from tests.copies.asking import ask
from tests.factories import VenueFactory

pytestmark = pytest.mark.django_db
GUIDE, TOPIC = "/get-connected/join-free-wifi/", "/get-connected/"


def guide(slug="join-free-wifi") -> GuidePage:
    return GuidePage.objects.get(slug=slug)


def publish():
    page = guide()
    page.title = "Join wifi today"
    page.save_revision().publish()


def publish_the_next():
    page = guide().next_guides(Shelf.look(GuidePage), [])[0]
    page = guide(page.slug)
    page.title = "Read this next"
    page.save_revision().publish()


def publish_on_time():
    page = guide()
    page.title, page.go_live_at = "Join wifi today", timezone.now() + datetime.timedelta(hours=1)
    page.save_revision().publish()
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + datetime.timedelta(hours=2)):
        call_command("publish_scheduled", stdout=StringIO())


def expire_on_time():
    GuidePage.objects.filter(slug="join-free-wifi").update(expire_at=timezone.now() - datetime.timedelta(seconds=1))
    call_command("publish_scheduled", stdout=StringIO())


def move():
    guide().move(TopicPage.objects.get(slug="talk"), "last-child")


def reorder():
    guide("stay-safe-on-free-wifi").move(guide(), "left")


def rename_the_address():
    page = guide()
    page.slug = "wifi-for-nothing"
    page.save_revision().publish()


def restrict():
    PageViewRestriction.objects.create(page=guide(), restriction_type=PageViewRestriction.LOGIN)


def add():
    topic = TopicPage.objects.get(slug="get-connected")
    topic.add_child(instance=GuidePage(title="A new guide", slug="new", what_you_will_do="Something."))


def rename_a_skill():
    skill = guide().skills.first()
    skill.name = "Find the wifi list"
    skill.save()


def point_the_site_elsewhere():
    site = Site.objects.get()
    site.root_page = StandardPage.objects.get(slug="about")
    site.save()


def make_it_old():
    """A shipped guide of an older version, which `load_guides` is going to renew."""
    page = guide()
    page.body = []
    page.save()
    LoadedPage.objects.filter(key="get-connected/join-free-wifi").update(digest="older")


CHANGES = {
    "publish": (publish, GUIDE, "Join wifi today", True),
    "publish, on the page above": (publish, TOPIC, "Join wifi today", True),
    "publish, on the page beside": (publish_the_next, GUIDE, "Read this next", True),
    "publish on time": (publish_on_time, GUIDE, "Join wifi today", True),
    "expire on time": (expire_on_time, GUIDE, "Network and internet", False),
    "unpublish": (lambda: guide().unpublish(), GUIDE, "Network and internet", False),
    "unpublish, on the page above": (lambda: guide().unpublish(), TOPIC, GUIDE, False),
    "delete": (lambda: guide().delete(), GUIDE, "Network and internet", False),
    "delete above": (
        lambda: TopicPage.objects.get(slug="get-connected").delete(),
        GUIDE,
        "Network and internet",
        False,
    ),
    "move": (move, GUIDE, "Network and internet", False),
    "move, where it comes to": (move, "/talk/", "join-free-wifi", True),
    "new address": (rename_the_address, TOPIC, "wifi-for-nothing", True),
    "restrict": (restrict, GUIDE, "Network and internet", False),
    "restrict, on the page above": (restrict, TOPIC, GUIDE, False),
    "add": (add, TOPIC, "A new guide", True),
    "a skill": (rename_a_skill, GUIDE, "Find the wifi list", True),
    "the site": (point_the_site_elsewhere, "/", "What would you like to do?", False),
    "load": (lambda: call_command("load_guides", verbosity=0), GUIDE, "Network and internet", True),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_very_next_reader_sees_it(ready, name):
    change, path, words, are_there = CHANGES[name]
    if name == "load":
        make_it_old()
    assert (words in ask(ready, path).text) != are_there, "the test itself is wrong"
    ask(ready, path)
    assert ready.application.asked == 1, "no copy was handed out before"
    change()
    assert (words in ask(ready, path).text) == are_there


def test_the_order_of_guides_is_right_at_once(ready):
    text = ask(ready, TOPIC).text
    assert text.index("Join free wifi") < text.index("Stay safe on free wifi")
    reorder()
    text = ask(ready, TOPIC).text
    assert text.index("Join free wifi") > text.index("Stay safe on free wifi")


def test_a_restriction_that_ends_is_seen_at_once(ready):
    restrict()
    assert "Network and internet" not in ask(ready, GUIDE).text
    PageViewRestriction.objects.get().delete()
    assert "Network and internet" in ask(ready, GUIDE).text


def draft():
    page = guide()
    page.title = "Not yet"
    page.save_revision()


def autosave_of_a_new_page():
    topic = TopicPage.objects.get(slug="get-connected")
    page = topic.add_child(instance=GuidePage(title="New", slug="new", what_you_will_do="Something.", live=False))
    page.title = "Newer"
    page.save()
    page.save_revision()


def lock():
    page = guide()
    page.locked = True
    page.save(update_fields=["locked", "locked_by", "locked_at"])


def something_else():
    VenueFactory()


@pytest.mark.parametrize("work", [draft, autosave_of_a_new_page, lock, something_else])
def test_drafts_and_other_work_leave_the_copies_alone(ready, work):
    for path in (GUIDE, TOPIC):
        ask(ready, path)
    work()
    for path in (GUIDE, TOPIC):
        ask(ready, path)
    assert ready.application.asked == 2


def test_a_picture_that_changes_or_goes_is_a_change_but_a_rendition_that_is_made_is_none(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = BytesIO()
    Pillow.new("RGB", (40, 20), "teal").save(file, "PNG")
    picture = Picture.objects.create(title="A", file=ContentFile(file.getvalue(), "a.png"))
    before = Generation.objects.current()
    picture.get_rendition("width-10")
    assert Generation.objects.current() == before
    seen = {before}
    picture.description = "The wifi list"
    for step in (picture.save, picture.renditions.get().delete, picture.delete):
        step()
        seen.add(Generation.objects.current())
    assert len(seen) == 4


@isolate_apps("guides")
def test_every_wagtail_setting_and_every_snippet_counts_without_being_named(monkeypatch):
    class Colours(BaseSiteSetting):
        class Meta:
            app_label = "guides"

    class Greeting(BaseGenericSetting):
        class Meta:
            app_label = "guides"

    class Term(models.Model):
        class Meta:
            app_label = "guides"

    assert is_shown(Colours) and is_shown(Greeting)
    monkeypatch.setattr("guides.changes.get_snippet_models", lambda: [Term])
    assert is_shown(Term)
    is_shown.cache_clear()


def test_a_change_that_is_taken_back_was_none(db):
    before = Generation.objects.current()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Skill.objects.first().save()
        raise ZeroDivisionError
    assert Generation.objects.current() == before


def test_the_generation_is_another_after_each_change_though_few_rows_are_kept(db):
    seen = set()
    for _ in range(250):
        Generation.objects.rise()
        seen.add(Generation.objects.current())
    assert len(seen) == 250 and Generation.objects.count() <= 200
