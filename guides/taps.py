"""What stands between a tap on a guide and its record: whether it came from our page, how often, and whether it came twice.

Visitors are told apart for minutes, in the cache, by a keyed hash that differs each day. None of it reaches a record.
"""

import uuid
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from guides.models import Feedback, GuidePage

PER_VISITOR = 120
"""Taps in an hour from one address: a whole house of people behind one wifi taps less, a robot more."""
PER_GUIDE = 600
"""Taps in an hour on one guide, from wherever."""
AN_HOUR = 60 * 60
TWICE_WITHIN = 5 * 60
"""Seconds in which the same answer again is the same tap."""


def came_from_us(request: HttpRequest) -> bool:
    """Whether every header says so with which browsers tell where a form stood. Old ones send none, and are believed."""
    ours = {request.get_host(), *(urlsplit(origin).netloc for origin in settings.CSRF_TRUSTED_ORIGINS)}
    told = [request.headers[name] for name in ("Origin", "Referer") if request.headers.get(name)]
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin" and all(
        host_of(address) in ours for address in told
    )


def host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # such as "http://[": no address at all
        return ""


def too_many(request: HttpRequest, guide: GuidePage) -> bool:
    """Counts this tap. True where it is one too many from this visitor's address, or on this guide."""
    visitor = f"taps:{hashed(address_of(request))}"
    return counted(visitor) > PER_VISITOR or counted(f"taps:{guide.pk}") > PER_GUIDE


def record_tap(request: HttpRequest, guide: GuidePage, kind: Feedback.Kind) -> Feedback:
    """The one record of this tap; the second tap of two gives the same.

    One that has its sentence is complete: the next tap from behind the same wifi is another person's.
    """
    visitor = hashed(address_of(request), request.headers.get("User-Agent", ""))
    key = f"tap:{visitor}:{guide.pk}:{kind}"
    device = request.POST.get("device", "")
    told = {
        "guide": guide,
        "kind": kind,
        "device": device if device in guide.devices else "",
        "looks_like_spam": bool(request.POST.get("website")),
    }
    submission_id = cache.get_or_set(key, uuid.uuid4, TWICE_WITHIN)
    feedback, made = Feedback.objects.get_or_create(submission_id=submission_id, defaults=told)
    if feedback.sentence:
        feedback = Feedback.objects.create(**told)
        cache.set(key, feedback.submission_id, TWICE_WITHIN)
    return feedback


def address_of(request: HttpRequest) -> str:
    return get_adapter().get_client_ip(request)


def hashed(*told: str) -> str:
    """Differs from day to day, so that nobody can be followed; without SECRET_KEY nobody can try addresses out."""
    return salted_hmac(f"guides.taps {timezone.localdate()}", "\0".join(told), algorithm="sha256").hexdigest()


def counted(key: str) -> int:
    cache.add(key, 0, AN_HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return 1
