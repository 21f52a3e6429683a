"""The Accounts screen: leads and administrators see who has which role, and give and end those they may."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import AccessRecord, Invitation, Role, User
from tests.factories import UserFactory
from tests.signing_in import add_app, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return signed_in(UserFactory(roles=[Role.LEAD]), proven=True)


@pytest.fixture
def administrator():
    return signed_in(UserFactory(roles=[Role.ADMINISTRATOR]), proven=True)


def test_editors_do_not_see_it():
    editor, other = signed_in(UserFactory(roles=[Role.EDITOR])), UserFactory()
    for address in (
        "/admin/accounts/",
        "/admin/accounts/invite/",
        f"/admin/accounts/{other.pk}/",
        "/admin/accounts/0/",
    ):
        assert editor.get(address).status_code == 404
    assert editor.post(f"/admin/accounts/{other.pk}/end-role/", {"role": "champion"}).status_code == 404
    assert "/admin/accounts/" not in editor.get("/admin/").content.decode()


def test_the_list_shows_roles_and_second_steps(lead):
    add_app(UserFactory(name="Zoe Champion", roles=[Role.CHAMPION]))
    Invitation.offer("new@example.org", Role.PARTNER)
    page = lead.get("/admin/accounts/").content.decode()
    assert "Zoe Champion" in page and "invited: Partner" in page
    assert "/admin/accounts/" in lead.get("/admin/").content.decode()


def test_it_finds_by_name_and_role_and_survives_any_search(lead):
    UserFactory(name="Zoe Champion", roles=[Role.CHAMPION])
    found = lead.get("/admin/accounts/", {"q": "zoe", "role": "champion"}).context["page"]
    assert [person.name for person in found] == ["Zoe Champion"]
    assert not lead.get("/admin/accounts/", {"q": "zoe", "role": "partner"}).context["page"].object_list
    for words in ('"', "\x00", "'\"()", "%", "a " * 2000):
        assert lead.get("/admin/accounts/", {"q": words, "role": "x", "p": "x"}).status_code == 200


def test_the_list_takes_the_same_queries_for_many(lead, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    lead.get("/admin/accounts/")
    with CaptureQueriesContext(connection) as few:
        lead.get("/admin/accounts/")
    for person in UserFactory.create_batch(12, roles=[Role.CHAMPION]):
        Invitation.offer(person.email, Role.PARTNER)
    with django_assert_num_queries(len(few)):
        lead.get("/admin/accounts/")


def test_a_lead_invites(lead):
    response = lead.post("/admin/accounts/invite/", {"email": "new@example.org", "name": "New", "role": "editor"})
    invitation = Invitation.objects.get()
    assert response.url == reverse("accounts_person", args=[invitation.user_id])
    assert lead.get(response.url).status_code == 200


@pytest.mark.parametrize("role", ["lead", "safeguarding", "administrator", "king", ""])
def test_a_lead_cannot_give_more_than_a_lead_may(lead, role):
    response = lead.post("/admin/accounts/invite/", {"email": "new@example.org", "role": role, "is_superuser": "on"})
    assert response.status_code == 200
    assert 'value="new@example.org"' in response.content.decode()
    assert not Invitation.objects.exists()


def test_a_lead_cannot_touch_an_administrators_role_or_invitation(lead):
    boss = UserFactory(roles=[Role.ADMINISTRATOR])
    lead.post(f"/admin/accounts/{boss.pk}/end-role/", {"role": "administrator"})
    assert User.objects.get(pk=boss.pk).roles == {Role.ADMINISTRATOR}
    invitation, _ = Invitation.offer("new@example.org", Role.ADMINISTRATOR)
    lead.post(f"/admin/accounts/invitations/{invitation.pk}/", {"withdraw": "yes"})
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None
    assert lead.post(f"/admin/accounts/{boss.pk}/second-step/").status_code == 404


def test_ending_a_role_notes_by_whom(lead):
    editor = UserFactory(roles=[Role.EDITOR])
    lead.post(f"/admin/accounts/{editor.pk}/end-role/", {"role": "editor"})
    spell = editor.role_memberships.get()
    assert spell.ended_by_id == int(lead.session["_auth_user_id"])


def test_a_champions_role_comes_and_goes_with_the_record_since_matches_end_with_it(lead):
    champion = UserFactory(roles=[Role.CHAMPION])
    lead.post(f"/admin/accounts/{champion.pk}/end-role/", {"role": "champion"})
    assert User.objects.get(pk=champion.pk).roles == {Role.CHAMPION}
    lead.post("/admin/accounts/invite/", {"email": "new@example.org", "role": "champion"})
    assert not Invitation.objects.exists()


def test_nobody_invites_themselves_to_a_role(administrator):
    own = User.objects.get(pk=administrator.session["_auth_user_id"])
    response = administrator.post("/admin/accounts/invite/", {"email": own.email.upper(), "role": "lead"})
    assert "Nobody gives themselves a role" in response.text
    with pytest.raises(PermissionDenied):
        Invitation.offer(own.email, Role.LEAD, by=own)
    assert not Invitation.objects.exists()


def test_nobody_ends_a_role_of_their_own_here(administrator):
    own = administrator.session["_auth_user_id"]
    administrator.post(f"/admin/accounts/{own}/end-role/", {"role": "administrator"})
    assert User.objects.get(pk=own).roles == {Role.ADMINISTRATOR}


def test_an_invitation_is_sent_again_or_taken_back(lead):
    first, _ = Invitation.offer("new@example.org", Role.CHAMPION)
    lead.post(f"/admin/accounts/invitations/{first.pk}/")
    second = Invitation.objects.open().get()
    assert second != first
    lead.post(f"/admin/accounts/invitations/{second.pk}/", {"withdraw": "yes"})
    assert not Invitation.objects.open().exists()


def test_an_administrator_frees_somebody_whose_phone_is_lost(administrator):
    lead = UserFactory(roles=[Role.LEAD])
    elsewhere = signed_in(lead)
    administrator.post(f"/admin/accounts/{lead.pk}/second-step/")
    assert not lead.authenticator_set.exists()
    assert elsewhere.get("/admin/").url.startswith("/sign-in/?next")
    assert AccessRecord.objects.get().reference == str(lead.pk)


def test_changes_of_roles_ask_again_who_it_is():
    client, editor = signed_in(UserFactory(roles=[Role.LEAD])), UserFactory(roles=[Role.EDITOR])
    response = client.post(f"/admin/accounts/{editor.pk}/end-role/", {"role": "editor"})
    assert response.url.startswith("/sign-in/confirm/")
    assert editor.role_memberships.current().exists()
    client.post(response.url, {"password": "correct horse battery staple"})
    assert not editor.role_memberships.current().exists()
