"""`load_guides` brings the guides, and never overwrites what an editor did."""

import json

import pytest
from django.core.management import call_command
from wagtail.images.permissions import permission_policy
from wagtail.models import Page, Site

from accounts.models import Role
from guides import loading
from guides.models import GuidePage, HomePage, LoadedPage, TopicPage
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def load():
    call_command("load_guides", verbosity=0)


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    """shipped(slug, title=...) makes the next load find another version of that guide in the project."""

    def renew(slug, **changes):
        folder = tmp_path / "guides"
        folder.mkdir(exist_ok=True)
        for path in (loading.DATA / "guides").glob("*.json"):
            data = json.loads(path.read_text())
            (folder / path.name).write_text(json.dumps(data | (changes if path.stem == slug else {})))
        monkeypatch.setattr(loading, "DATA", tmp_path)

    return renew


def edit(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_forty_guides_are_published_five_in_each_of_eight_topics(site):
    assert [topic.guides.count() for topic in TopicPage.objects.live()] == [5] * 8
    written = {path.stem for path in (loading.DATA / "guides").glob("*.json")}
    assert set(GuidePage.objects.live().values_list("slug", flat=True)) == written


def test_the_home_page_is_the_root_of_the_site_and_the_welcome_page_is_gone(site):
    assert Site.objects.get().root_page_id == site.pk
    assert not Page.objects.filter(title__startswith="Welcome to your new Wagtail").exists()


def test_loading_twice_makes_nothing_twice(site):
    revisions = {page.pk: page.latest_revision_id for page in Page.objects.all()}
    load()
    assert {page.pk: page.latest_revision_id for page in Page.objects.all()} == revisions


def test_a_guide_renewed_in_the_project_is_renewed_on_the_site(site, shipped):
    shipped("join-free-wifi", title="Get on the wifi")
    load()
    assert GuidePage.objects.get(slug="join-free-wifi").title == "Get on the wifi"


def test_a_guide_that_an_editor_changed_is_left_alone(site, shipped):
    edit(GuidePage.objects.get(slug="join-free-wifi"), title="Our own wifi")
    shipped("join-free-wifi", title="Get on the wifi")
    load()
    assert GuidePage.objects.get(slug="join-free-wifi").title == "Our own wifi"


def test_a_draft_that_an_editor_began_is_left_alone(site, shipped):
    page = GuidePage.objects.get(slug="join-free-wifi")
    page.title = "Half done"
    page.save_revision()
    shipped("join-free-wifi", title="Get on the wifi")
    load()
    page.refresh_from_db()
    assert page.title == "Join free wifi"
    assert page.get_latest_revision_as_object().title == "Half done"


def test_a_guide_that_an_editor_hid_stays_hidden(site, shipped):
    GuidePage.objects.get(slug="join-free-wifi").unpublish()
    shipped("join-free-wifi", title="Get on the wifi")
    load()
    page = GuidePage.objects.get(slug="join-free-wifi")
    assert (page.live, page.title) == (False, "Join free wifi")


def test_a_guide_that_an_editor_deleted_does_not_come_back(site, shipped):
    GuidePage.objects.get(slug="join-free-wifi").delete()
    shipped("join-free-wifi", title="Get on the wifi")
    load()
    assert not GuidePage.objects.filter(slug="join-free-wifi").exists()
    assert LoadedPage.objects.get(key="get-connected/join-free-wifi").page is None


def test_a_page_of_the_same_name_that_somebody_made_before_is_left_alone(site, shipped):
    topic = TopicPage.objects.get(slug="get-connected")
    GuidePage.objects.get(slug="join-free-wifi").delete()
    LoadedPage.objects.filter(key="get-connected/join-free-wifi").delete()
    topic.refresh_from_db()
    topic.add_child(instance=GuidePage(title="Ours", slug="join-free-wifi", what_you_will_do="Ours."))
    load()
    assert GuidePage.objects.get(slug="join-free-wifi").title == "Ours"


def test_an_editor_may_write_and_publish_and_a_champion_may_not(site):
    guide = GuidePage.objects.get(slug="join-free-wifi")
    editor, champion = UserFactory(roles=[Role.EDITOR]), UserFactory(roles=[Role.CHAMPION])
    may = guide.permissions_for_user(editor)
    assert may.can_edit() and may.can_publish()
    assert editor.has_perm("wagtailadmin.access_admin")
    assert permission_policy.user_has_permission(editor, "add")
    assert not guide.permissions_for_user(champion).can_edit()
    assert not permission_policy.user_has_permission(champion, "add")


def test_a_second_home_page_cannot_be_made(site):
    assert not HomePage.can_create_at(Page.get_first_root_node())
