"""What stands between a tap on a guide and its record: whether it came from our page, how often, and whether it came twice.

Visitors are told apart in the cache only (`accounts.visitors`), and no longer than needed. None of it reaches a record.
"""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from accounts.visitors import times_this_hour, visitor
from guides.models import Feedback, GuidePage

PER_VISITOR = 120
"""Taps in an hour from one address: a whole house of people behind one wifi taps less, a robot more."""
PER_GUIDE = 600
"""Taps in an hour on one guide, from wherever."""
TWICE_WITHIN = 5 * 60
"""Seconds in which the same answer again is the same tap."""


def came_from_us(request: HttpRequest) -> bool:
    """Whether the browser says so, in the surest of the headers that it sends. Old ones send none, and are believed."""
    if where := request.headers.get("Sec-Fetch-Site"):
        return where == "same-origin"
    told = request.headers.get("Origin") or request.headers.get("Referer")
    ours = {request.get_host(), *(host_of(origin) for origin in settings.CSRF_TRUSTED_ORIGINS)}
    return not told or host_of(told) in ours


def host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # such as "http://[": no address at all
        return ""


def too_many(request: HttpRequest, guide: GuidePage) -> bool:
    """Counts this tap. True where it is one too many from this visitor's address, or on this guide."""
    return times_this_hour(f"taps:{visitor(request)}") > PER_VISITOR or times_this_hour(f"taps:{guide.pk}") > PER_GUIDE


def record_tap(request: HttpRequest, guide: GuidePage, kind: Feedback.Kind) -> Feedback:
    """The one record of this tap; the second tap of two gives the same.

    One that has its sentence is complete: the next tap from behind the same wifi is another person's.
    """
    key = f"tap:{visitor(request, request.headers.get('User-Agent', ''))}:{guide.pk}:{kind}"
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
