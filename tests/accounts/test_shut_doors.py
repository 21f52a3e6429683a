"""Ways round the sign-in page, and who may know that the admin exists."""

import pytest

from accounts.models import STAFF_ROLES, Role
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"


@pytest.mark.parametrize("door", ["/admin/login/", "/django-admin/login/", "/_util/login/"])
def test_no_other_page_signs_anybody_in(client, door):
    lead = UserFactory(roles=[Role.LEAD])
    for response in (client.get(door), client.post(door, {"username": lead.email, "password": PASSWORD})):
        assert response.status_code == 302
        assert response.url.startswith("/sign-in/")
    assert client.post(door, {"login": lead.email, "password": PASSWORD}, follow=True)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "door", ["/admin/password_reset/", "/django-admin/password_reset/", "/admin/password_reset/done/"]
)
def test_passwords_are_reset_in_one_place(client, door):
    assert client.get(door).url.startswith("/sign-in/")


@pytest.mark.parametrize("address", ["/sign-in/sign-up/", "/sign-in/signup/", "/sign-in/email/", "/sign-in/social/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up(client, address, method):
    assert getattr(client, method)(address, {"email": "new@example.org", "password1": PASSWORD}).status_code == 404


def test_the_admin_asks_visitors_to_sign_in_whatever_they_ask_for(client):
    for address in ("/admin/", "/admin/users/", "/admin/no-such-page/", "/admin/jsi18n/"):
        assert client.get(address).url.startswith("/sign-in/")


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.PARTNER, None])
def test_for_others_the_admin_does_not_exist(role):
    client = signed_in(UserFactory(roles=[role] if role else []))
    missing = client.get("/no-such-page/")
    for address in ("/admin/", "/admin/accounts/", "/admin/pages/", "/admin/no-such-page/"):
        response = client.get(address)
        assert response.status_code == 404
        assert len(response.content) == len(missing.content)
        assert client.post(address).status_code == 404


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
@pytest.mark.parametrize("superuser", [False, True])
def test_wagtails_own_user_screens_are_shut_to_everybody(role, superuser):
    client = signed_in(UserFactory(roles=[role], is_superuser=superuser))
    for address in ("/admin/users/", "/admin/users/new/", "/admin/groups/", "/admin/groups/new/",
                    "/admin/bulk/accounts/user/assign_role/?id=1", "/admin/bulk/auth/group/delete/?id=1"):  # fmt: skip
        assert client.get(address).status_code in (302, 404)
        assert client.post(address, {"is_superuser": "on"}).status_code in (302, 404)


def test_no_group_may_change_users_or_groups():
    from django.contrib.auth.models import Permission

    of_users = Permission.objects.filter(content_type__model__in=["user", "group", "permission"])
    assert not of_users.filter(group__isnull=False).exists()


@pytest.mark.parametrize("next_", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_after_sign_in_people_stay_here(client, next_):
    champion = UserFactory(roles=[Role.CHAMPION])
    response = client.post("/sign-in/", {"login": champion.email, "password": PASSWORD, "next": next_})
    assert response.url.startswith("/") and "evil" not in response.url and "alert" not in response.url


def test_ending_a_role_counts_at_the_next_request_of_a_live_session():
    lead = UserFactory(roles=[Role.LEAD])
    client = signed_in(lead)
    assert client.get("/admin/").status_code == 200
    lead.end_role(Role.LEAD)
    assert client.get("/admin/").status_code == 404
    assert not lead.groups.exists()


def test_a_closed_account_is_out_at_the_next_request():
    lead = UserFactory(roles=[Role.LEAD])
    client = signed_in(lead)
    type(lead).objects.filter(pk=lead.pk).update(is_active=False)
    assert client.get("/admin/").url.startswith("/sign-in/")
