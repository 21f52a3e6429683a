"""Clients that are signed in as the site would have done it."""

import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def add_app(user) -> Authenticator:
    """Give `user` an authenticator app with the secret SECRET."""
    return totp.TOTP.activate(user, SECRET).instance


def app_code(steps: int = 0) -> str:
    """The code that the app shows now; `steps` half minutes later."""
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30 + steps))


def signed_in(user, *, second_factor: bool | None = None, proven: bool = False) -> Client:
    """A client signed in as `user`: with a second factor used when the roles need one, unless told otherwise.

    `proven` is true of somebody who has just shown again who they are, as before a change of roles.
    """
    client = Client()
    client.force_login(user)
    records = [{"method": "code", "at": time.time()}]
    if user.needs_second_factor if second_factor is None else second_factor:
        factor = Authenticator.objects.filter(user=user, type="totp").first() or add_app(user)
        records.append({"method": "mfa", "type": "totp", "id": factor.pk, "at": time.time(), "reauthenticated": proven})
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    return client
