"""Roles open views and nothing else does."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.http import Http404, HttpResponse

from accounts.access import role_required
from accounts.models import GROUP_NAMES, Role
from accounts.permissions import remove_groups, set_up_groups
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@role_required(Role.LEAD)
def for_leads(request):
    return HttpResponse("seen")


def ask(rf, user):
    request = rf.get("/x/?y=1")
    request.user = user
    return for_leads(request)


def test_a_view_for_a_role_sends_visitors_to_sign_in(rf):
    assert ask(rf, AnonymousUser()).url == "/sign-in/?next=/x/%3Fy%3D1"


@pytest.mark.parametrize("role", [Role.LEAD, Role.SAFEGUARDING])
def test_it_opens_to_the_role_and_to_the_safeguarding_lead_who_is_one(rf, role):
    assert ask(rf, UserFactory(roles=[role])).content == b"seen"


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.PARTNER, Role.EDITOR, Role.ADMINISTRATOR])
def test_for_others_it_does_not_exist(rf, role):
    with pytest.raises(Http404):
        ask(rf, UserFactory(roles=[role], is_superuser=True))


def test_each_staff_group_opens_the_admin_and_changes_no_person(rf):
    more = {Role.EDITOR: {"change_appearance"}, Role.ADMINISTRATOR: {"change_appearance", "change_site"}}
    for role, name in GROUP_NAMES.items():
        codes = set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
        assert codes == {"access_admin"} | more.get(role, set())


def test_groups_can_be_taken_out_and_put_back():
    remove_groups()
    assert not Group.objects.filter(name__in=GROUP_NAMES.values()).exists()
    set_up_groups()
    set_up_groups()
    assert Group.objects.filter(name__in=GROUP_NAMES.values()).count() == len(GROUP_NAMES)


def test_giving_a_role_twice_keeps_one_spell():
    person = UserFactory(roles=[Role.EDITOR, Role.EDITOR])
    assert person.role_memberships.count() == 1
    person.end_role(Role.EDITOR)
    person.give_role(Role.EDITOR)
    assert person.role_memberships.count() == 2
