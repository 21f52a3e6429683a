"""The register of places where people are housed, read for leads, providers, the Home Office or the council."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from statistics import median

from django.db.models import Prefetch
from django.utils import timezone

from places.models import AccommodationRecord, Area, ProviderRequest, Venue, WifiCheck
from places.rooms import Rooms, RoomsWifi, wifi_in_rooms

SPEEDS_OF = timedelta(days=365)


@dataclass(frozen=True)
class Site:
    """One place, with everything that the report says of it. Never its address."""

    venue: Venue
    record: AccommodationRecord
    rooms: Rooms
    requests: list[ProviderRequest]
    """The newest first."""
    now: datetime

    @property
    def days_without(self) -> int | None:
        return (timezone.localdate(self.now) - self.rooms.since).days if self.rooms.since else None

    @cached_property
    def speed(self) -> float | None:
        """The middle one of the downloads measured in the last year, Mbit/s."""
        since = self.now - SPEEDS_OF
        measured = [
            float(check.down_mbit_s)
            for check in self.venue.wifi_checks.all()
            if check.down_mbit_s is not None and check.checked_at > since
        ]
        return median(measured) if measured else None

    @property
    def last_request(self) -> ProviderRequest | None:
        return self.requests[0] if self.requests else None

    @property
    def last_answer(self) -> ProviderRequest | None:
        answered = [(each.answered_on, each.pk, each) for each in self.requests if each.answered_on]
        return max(answered)[-1] if answered else None

    @property
    def review_is_due(self) -> bool:
        day = self.record.next_review_on
        return bool(day and day <= timezone.localdate(self.now))


def sites(user, *, organisation=None, now: datetime | None = None) -> list[Site]:
    """The sites that `user` may see, those longest without working wifi in rooms first; four queries for any number."""
    now = now or timezone.now()
    venues = Venue.objects.shown_to(user).housing().filter(closed_on=None).select_related("area", "organisation")
    if organisation:
        venues = venues.filter(organisation=organisation)
    venues = venues.select_related("accommodation_record").prefetch_related(
        Prefetch("wifi_checks", WifiCheck.objects.order_by("-checked_at")),
        Prefetch("provider_requests", ProviderRequest.objects.order_by("-asked_on", "-pk")),
    )
    found = [site_of(venue, now) for venue in venues]
    return sorted(found, key=lambda site: (not site.rooms.is_without, site.rooms.since or date.max, site.venue.name))


def site_of(venue: Venue, now: datetime) -> Site:
    record = getattr(venue, "accommodation_record", None) or AccommodationRecord(venue=venue)
    rooms = wifi_in_rooms(venue, record, venue.wifi_checks.all())
    return Site(venue, record, rooms, list(venue.provider_requests.all()), now)


def counts_by_authority(found: list[Site]) -> tuple[dict[Area, dict[str, int]], int]:
    """({authority: {"works", "without", "unknown"}}, how many sites lie in no authority that we know).

    Every authority that the scheme knows is there, also one without any site: that it is missing would tell as much.
    Never anything smaller than an authority, and never by kind of place.
    """
    authorities = {area.pk: area for area in Area.objects.current().filter(kind=Area.Kind.AUTHORITY)}
    counted: dict[int, Counter] = {pk: Counter(works=0, without=0, unknown=0) for pk in authorities}
    elsewhere = 0
    for site in found:
        count = counted.get(site.venue.area.parent_id or 0)
        if count is None:
            elsewhere += 1
        else:
            count[heading(site.rooms)] += 1
    return {authorities[pk]: dict(count) for pk, count in counted.items()}, elsewhere


def heading(rooms: Rooms) -> str:
    if rooms.state == RoomsWifi.WORKS:
        return "works"
    return "without" if rooms.is_without else "unknown"
