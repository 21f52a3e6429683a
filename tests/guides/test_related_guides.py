"""What next: at most four guides that everybody may read, an editor's choice first."""

import json

import pytest
from wagtail.models import PageViewRestriction

from guides.models import GuidePage, TopicPage
from guides.models.shelf import Shelf

pytestmark = pytest.mark.django_db


def guide(slug):
    return GuidePage.objects.get(slug=slug)


def choose(of, *guides):
    blocks = [{"type": "guide", "value": each.pk} for each in guides]
    of.what_next = GuidePage._meta.get_field("what_next").to_python(json.dumps(blocks))
    of.save_revision().publish()


def others(client, of):
    return [each.slug for each in client.get(of.url).context["others"]]


def test_what_next_begins_with_the_guide_that_comes_next_in_the_topic(client, site):
    in_order = [each.slug for each in TopicPage.objects.get(slug="passwords").guides]
    for here, slug in enumerate(in_order[:-1]):
        assert others(client, guide(slug))[0] == in_order[here + 1]


def test_then_come_guides_that_teach_the_same_skill_wherever_they_stand(client, site):
    found = others(client, guide("find-and-install-an-app"))
    taught = set(guide("find-and-install-an-app").skills.all())
    elsewhere = [slug for slug in found if guide(slug).get_parent().slug != "get-connected"]
    assert elsewhere and all(taught & set(guide(slug).skills.all()) for slug in elsewhere)


def test_a_guide_without_skills_goes_on_with_its_topic(client, site):
    first, *rest = TopicPage.objects.get(slug="start").guides
    one = guide(first.slug)
    one.skills.clear()
    one.save_revision().publish()
    assert others(client, one) == [each.slug for each in rest]


def test_what_an_editor_chose_comes_first_in_that_order(client, site):
    one = guide("join-free-wifi")
    choose(one, guide("use-whatsapp"), guide("maps-and-buses"))
    found = others(client, one)
    assert found[:2] == ["use-whatsapp", "maps-and-buses"] and len(found) == 4
    assert found[2] == "stay-safe-on-free-wifi"


def test_there_are_never_more_than_four_nor_the_guide_itself_nor_one_twice(client, site):
    one = guide("join-free-wifi")
    chosen = [one, *GuidePage.objects.exclude(pk=one.pk)[:4]]
    choose(one, *chosen, chosen[1])
    found = others(client, one)
    assert found == [each.slug for each in chosen[1:]]


def test_what_is_not_public_is_not_next_though_it_was_chosen(client, site):
    one, hidden, locked = guide("join-free-wifi"), guide("use-whatsapp"), guide("maps-and-buses")
    choose(one, hidden, locked)
    hidden.unpublish()
    PageViewRestriction.objects.create(page=locked, restriction_type=PageViewRestriction.LOGIN)
    guide("stay-safe-on-free-wifi").unpublish()
    assert others(client, one) == ["get-a-free-sim-with-data", "use-less-data", "find-and-install-an-app"]


def test_a_chosen_guide_that_was_deleted_leaves_no_gap(client, site):
    one = guide("join-free-wifi")
    choose(one, guide("use-whatsapp"))
    guide("use-whatsapp").delete()
    assert others(client, one)[0] == "stay-safe-on-free-wifi"


def test_a_choice_costs_no_query(client, site, django_assert_num_queries):
    one = guide("join-free-wifi")
    skills, shelf = list(one.skills.all()), Shelf.look(GuidePage)
    with django_assert_num_queries(1):  # the restrictions
        assert len(one.next_guides(shelf, skills)) == 4
    choose(one, guide("use-whatsapp"), guide("maps-and-buses"))
    again = guide("join-free-wifi")
    with django_assert_num_queries(1):
        assert len(again.next_guides(shelf, skills)) == 4
