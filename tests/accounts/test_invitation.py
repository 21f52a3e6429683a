"""A role comes by invitation only: from somebody who may give it, once, in time."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import Invitation, Message, Role, User
from accounts.models.invitation import InvitationRefused
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

LEAD_GIVES = {Role.CHAMPION, Role.PARTNER, Role.EDITOR}
EXPECTED = {
    Role.CHAMPION: set(),
    Role.PARTNER: set(),
    Role.EDITOR: set(),
    Role.LEAD: LEAD_GIVES,
    Role.SAFEGUARDING: LEAD_GIVES,
    Role.ADMINISTRATOR: set(Role),
}


@pytest.mark.parametrize("giver", Role)
@pytest.mark.parametrize("given", Role)
def test_who_may_give_which_role(giver, given):
    by = UserFactory(roles=[giver])
    if given in EXPECTED[giver]:
        assert Invitation.offer("new@example.org", given, by=by)
    else:
        with pytest.raises(PermissionDenied):
            Invitation.offer("new@example.org", given, by=by)
        assert not User.objects.filter(email="new@example.org").exists()


def test_looking_at_the_link_changes_nothing(client):
    invitation, token = Invitation.offer("new@example.org", Role.CHAMPION)
    for method in (client.get, client.head):
        assert method(f"/invitation/{token}/").status_code == 200
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not invitation.user.is_active


def test_accepting_signs_a_new_person_in_with_the_role(client):
    _, token = Invitation.offer("New@Example.org", Role.CHAMPION, name="Ada")
    client.post(f"/invitation/{token}/", {"role": "administrator", "is_superuser": "on"})
    user = User.objects.get(email="new@example.org")
    assert user.is_active and user.roles == {Role.CHAMPION} and not user.is_superuser
    assert client.session["_auth_user_id"] == str(user.pk)
    address = EmailAddress.objects.get(user=user)
    assert address.verified and address.primary


def test_new_staff_set_up_a_second_factor_first(client):
    _, token = Invitation.offer("new@example.org", Role.LEAD)
    client.post(f"/invitation/{token}/")
    assert client.get("/admin/").url.startswith("/sign-in/second-step/set-up/")


def test_somebody_with_an_account_signs_in_as_always(client):
    lead = UserFactory(roles=[Role.LEAD])
    _, token = Invitation.offer(lead.email, Role.ADMINISTRATOR)
    assert client.post(f"/invitation/{token}/").url == "/sign-in/"
    assert "_auth_user_id" not in client.session
    assert User.objects.get(pk=lead.pk).roles == {Role.LEAD, Role.ADMINISTRATOR}


def test_accepting_on_a_shared_device_signs_the_other_person_out():
    client = signed_in(UserFactory(roles=[Role.CHAMPION]))
    _, token = Invitation.offer("new@example.org", Role.CHAMPION)
    client.post(f"/invitation/{token}/")
    assert client.session["_auth_user_id"] == str(User.objects.get(email="new@example.org").pk)


def unusable_links():
    used, used_token = Invitation.offer("used@example.org", Role.CHAMPION)
    used.accept()
    late, late_token = Invitation.offer("late@example.org", Role.CHAMPION)
    Invitation.objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    back, back_token = Invitation.offer("back@example.org", Role.CHAMPION)
    back.withdraw()
    return {"used": used_token, "late": late_token, "taken back": back_token, "unknown": "x" * 43}


def test_every_unusable_link_gets_the_same_page():
    pages = set()
    for token in unusable_links().values():
        for method in ("get", "post"):
            response = getattr(Client(), method)(f"/invitation/{token}/")
            pages.add((response.status_code, response.content.decode().replace(token, "")))
    assert len(pages) == 1
    assert pages.pop()[0] == 404


def test_an_invitation_is_accepted_once():
    invitation, _ = Invitation.offer("new@example.org", Role.CHAMPION)
    invitation.accept()
    with pytest.raises(InvitationRefused):
        invitation.accept()


def test_inviting_again_makes_the_first_link_useless():
    first, _ = Invitation.offer("new@example.org", Role.CHAMPION)
    Invitation.offer("new@example.org", Role.CHAMPION)
    with pytest.raises(InvitationRefused):
        first.accept()


def test_the_link_is_in_the_mail_and_nowhere_else():
    invitation, token = Invitation.offer("new@example.org", Role.CHAMPION)
    message = Message.objects.get()
    assert f"/invitation/{token}/" in message.text
    assert token not in invitation.token_hash


def test_nobody_gets_in_before_the_link_is_used(client):
    Invitation.offer("new@example.org", Role.LEAD)
    client.post("/sign-in/password/reset/", {"email": "new@example.org"})
    client.post("/sign-in/code/", {"email": "new@example.org"})
    assert {message.subject for message in Message.objects.all()} == {"You are invited", "Signing in"}


def test_the_command_prints_the_link_and_queues_the_mail():
    out = StringIO()
    call_command("invite", "first@example.org", "--role", "administrator", "--name", "First", stdout=out)
    assert "/invitation/" in out.getvalue()
    assert Message.objects.get().to == "first@example.org"
    with pytest.raises(CommandError):
        call_command("invite", "not an address", "--role", "lead", stdout=out)


def test_a_role_that_has_ended_comes_back_by_no_earlier_link():
    invitation, _ = Invitation.offer("ada@example.org", Role.PARTNER)
    invitation.user.end_role(Role.PARTNER)
    with pytest.raises(InvitationRefused):
        invitation.accept()


def test_an_address_that_the_database_cannot_hold_is_refused_with_a_sentence():
    address = "a" * 30 + "@" + ".".join(["b" * 60] * 4)
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("invite", address, role="lead")
