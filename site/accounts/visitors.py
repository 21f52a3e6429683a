"""Telling visitors apart for an hour without writing down who they are: for limits only."""

import time

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
    """How often `what` was counted in this hour of the clock, this time included."""
    key = f"times:{what}:{int(time.time()) // AN_HOUR}"
    cache.add(key, 0, AN_HOUR)
    try:
        times = cache.incr(key)
    except ValueError:  # it was thrown out between the two calls
        return 1
    cache.touch(key, AN_HOUR)  # in the database's cache `incr` has just set the time to five minutes
    return times
