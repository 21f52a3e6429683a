"""Telling visitors apart for an hour without writing down who they are: for limits only."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

AN_HOUR = 60 * 60


def visitor(request: HttpRequest, *more: str) -> str:
    """A keyed hash of the address on the net and `more`. It differs each day, so that nobody can be followed."""
    told = "\0".join([get_adapter().get_client_ip(request), *more])
    return salted_hmac(f"accounts.visitors {timezone.localdate()}", told, algorithm="sha256").hexdigest()


def times_this_hour(what: str) -> int:
    """How often `what` was counted within the hour that began with its first time, this time included."""
    key = f"times:{what}"
    cache.add(key, 0, AN_HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return 1
