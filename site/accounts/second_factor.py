"""The second factor: who needs one, who has one, who has used one in this session.

allauth keeps a record in the session of each way that its person has proved who they are; a passkey that signs in by
itself counts as both factors, because it asks for a PIN, a finger or a face.
"""

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes alone are none


def has_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def used_factor(request: HttpRequest) -> bool:
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def missing_step(request) -> str | None:
    """The address of what a signed-in person must do first: set a factor up, or use the one they have. None: nothing."""
    if not request.user.needs_second_factor:
        return None
    if not has_factor(request.user):
        return reverse("mfa_index")
    if used_factor(request):
        return None
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    return next(method["url"] for method in methods if method["id"].startswith("mfa_"))


def end_other_sessions(request) -> None:
    """After a changed factor: every other session of this person ends, this one goes on under a new key."""
    request.user.end_sessions()
    update_session_auth_hash(request, request.user)
