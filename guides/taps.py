"""What stands between a tap on a guide or a venue and its record: whether it came from our page, how often, and whether it came twice.

Visitors are told apart in the cache only (`accounts.visitors`), and no longer than needed. None of it reaches a record.
"""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from accounts.visitors import times_this_hour, visitor
from guides.models import Feedback, GuidePage
from places.models import Venue, WifiReport

PER_VISITOR = 120
"""Taps in an hour from one address: a whole house of people behind one wifi taps less, a robot more."""
PER_GUIDE = 600
"""Taps in an hour on one guide or venue, from wherever."""
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


def too_many(request: HttpRequest, what: str) -> bool:
    """Counts this tap. True where it is one too many from this visitor's address, or on `what`: one guide, one venue."""
    return times_this_hour(f"taps:{visitor(request)}") > PER_VISITOR or times_this_hour(f"taps:{what}") > PER_GUIDE


def key_of_tap(request: HttpRequest, what: str) -> str:
    return f"tap:{visitor(request, request.headers.get('User-Agent', ''))}:{what}"


def record_tap(request: HttpRequest, guide: GuidePage, kind: Feedback.Kind) -> Feedback:
    """The one record of this tap; the second tap of two gives the same.

    One that has its sentence is complete: the next tap from behind the same wifi is another person's.
    """
    key = key_of_tap(request, f"{guide.pk}:{kind}")
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


@transaction.atomic
def record_wifi_tap(request: HttpRequest, venue: Venue) -> WifiReport:
    """As `record_tap`: that the wifi of `venue` did not work."""
    key = key_of_tap(request, f"venue:{venue.pk}")
    told = {"venue": venue, "looks_like_spam": bool(request.POST.get("website"))}
    report, made = WifiReport.objects.get_or_create(key=cache.get_or_set(key, uuid.uuid4, TWICE_WITHIN), defaults=told)
    if report.sentence:
        report, made = WifiReport.objects.create(**told), True
        cache.set(key, report.key, TWICE_WITHIN)
    if made:
        report.tell_leads()
    return report
