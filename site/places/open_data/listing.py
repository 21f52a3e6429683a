"""Public venues with what belongs to them: all in a stream, or one page of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from places.models import ClosedDay, OpeningHours, Venue, WifiCheck

AT_ONCE = 500  # rows that a stream holds of each table


class Entry(NamedTuple):
    """`venue` carries `checked_at` and `worked` of its last wifi check; both are None when there was none."""

    venue: Any
    hours: list[OpeningHours]
    closures: list[ClosedDay]


def public_venues() -> QuerySet[Venue]:
    checks = WifiCheck.objects.filter(venue=OuterRef("pk")).order_by("-checked_at")
    return (
        Venue.objects.public()
        .select_related("area__parent", "organisation")
        .annotate(checked_at=Subquery(checks.values("checked_at")[:1]), worked=Subquery(checks.values("works")[:1]))
    )


def stream(venues: QuerySet[Venue]) -> Iterator[Entry]:
    """All of `venues` by their key: three queries and a bounded number of rows in memory, however many there are."""
    hours = Beside(OpeningHours.objects.order_by("venue_id", "weekday", "opens"))
    closures = Beside(ClosedDay.objects.order_by("venue_id", "first_day"))
    for venue in venues.order_by("pk").iterator(AT_ONCE):
        yield Entry(venue, hours.of(venue.pk), closures.of(venue.pk))


class Beside:
    """The rows of another table that belong to each public venue, read along with the venues."""

    def __init__(self, rows: QuerySet):
        public = rows.filter(venue__in=Venue.objects.public().order_by())
        self.groups = groupby(public.iterator(AT_ONCE), key=lambda row: row.venue_id)
        self.key: int | None = 0
        self.rows: list = []

    def of(self, key: int) -> list:
        """Ask in rising order of the key."""
        while self.key is not None and self.key < key:
            found, rows = next(self.groups, (None, ()))
            self.key, self.rows = found, list(rows)
        return self.rows if self.key == key else []


def entries(venues: Iterable[Venue]) -> list[Entry]:
    """One page of venues, in their order; two queries."""
    venues = list(venues)
    hours, closures = defaultdict(list), defaultdict(list)
    for row in OpeningHours.objects.filter(venue__in=venues):
        hours[row.venue_id].append(row)
    for closed in ClosedDay.objects.filter(venue__in=venues):
        closures[closed.venue_id].append(closed)
    return [Entry(venue, hours[venue.pk], closures[venue.pk]) for venue in venues]
