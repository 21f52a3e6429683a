"""Finding free wifi: what anybody may be told, which of it fits, and how far it is.

Everything begins at `findable()`, so at `Venue.objects.public()`: there is no other way to a venue in here.
"""

import re
from datetime import date, datetime, time
from math import cos, inf, radians, sin
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import django_filters
from django import forms
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, FloatField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from places.distance import miles_between
from places.models import Area, ClosedDay, OpeningHours, Venue, WifiCheck
from places.opening import A_DAY, has_come, weekday_of
from places.whereabouts import whereabouts

Point = tuple[float, float]
"""Latitude, longitude, in degrees."""

EACH_PAGE = 10
ASKED = {"place", "near", "map", "page", "kind", "open", "step_free", "computers", "sockets", "quiet", "no_sign_up"}
"""What an address may ask; anything else in it is not passed on."""
EVENING = time(18)
MORNING = time(6)
"""When a weekend begins: what closes in the night before it is no place for the weekend."""
LAST = time(23, 59)
NEVER_PUBLIC = {Venue.Kind.ASYLUM, Venue.Kind.HOMELESSNESS}
KINDS = [choice for choice in Venue.Kind.choices if choice[0] not in NEVER_PUBLIC]
REACH = 15
"""Miles. Free wifi that is farther away is only shown where there is none nearer."""
MILES_A_DEGREE = 69.1
NEAR = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]{1,15})?),(-?[0-9]{1,3}(?:\.[0-9]{1,15})?)")


def findable():
    """Public venues, but for those that are known to have no wifi."""
    return Venue.objects.public().exclude(wifi=Venue.Wifi.NONE)


# Open ---------------------------------------------------------------------------------------------


def open_during(day: date, start: time, end: time) -> Q:
    """Venues that are open at some time from `start` to `end` of `day`, both times included."""
    return _begun(day, Q(opens__lte=end) & (Q(closes__gt=start) | Q(closes__lte=F("opens")))) | _begun(
        day - A_DAY, Q(closes__gt=start, closes__lte=F("opens"))
    )


def _begun(day: date, spell: Q) -> Q:
    """Venues that have such a `spell` on `day`, and are not closed on it."""
    spells = OpeningHours.objects.filter(spell, venue=OuterRef("pk"), weekday=weekday_of(day))
    closed = ClosedDay.objects.filter(venue=OuterRef("pk"), first_day__lte=day, last_day__gte=day)
    return Q(Exists(spells)) & ~Q(Exists(closed))


def open_now(now: datetime) -> Q:
    day, time_ = has_come(now, _zone())
    return open_during(day, time_, time_)


def open_this_evening(now: datetime) -> Q:
    day, time_ = has_come(now, _zone())
    return open_during(day, max(time_, EVENING), LAST)


def open_at_the_weekend(now: datetime) -> Q:
    """This weekend, while it lasts; else the one that comes."""
    day, time_ = has_come(now, _zone())
    if day.weekday() == 6:
        return open_during(day, time_, LAST)
    saturday = day + (5 - day.weekday()) * A_DAY
    begin = time_ if saturday == day else time()
    return open_during(saturday, max(begin, MORNING), LAST) | open_during(saturday + A_DAY, time(), LAST)


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


OPEN = {
    "now": (_("Open now"), open_now),
    "evening": (_("Open this evening"), open_this_evening),
    "weekend": (_("Open at the weekend"), open_at_the_weekend),
}

# Near ---------------------------------------------------------------------------------------------


def near(venues, here: Point):
    """Those of `venues` in a square of twice REACH around `here`: an index finds them, however many there are."""
    latitude, longitude = here
    up = REACH / MILES_A_DEGREE
    along = up / max(cos(radians(latitude)), 0.01)
    square = {
        "latitude__range": (latitude - up, latitude + up),
        "longitude__range": (longitude - along, longitude + along),
    }
    return venues.filter(Q(**square) | Q(latitude=None, area__in=Area.objects.filter(**square)))


def by_distance(venues, here: Point):
    """`venues`, the nearest first, and those without a point of their own by that of their ward.

    Plain arithmetic, which every database does fast: the square of the distance on a map that is drawn to scale half-way
    between the two places. Within 50 miles it differs from a great circle by less than a thousandth.
    """
    latitude, longitude = here
    up = Coalesce("latitude", "area__latitude") - Value(latitude, FloatField())
    along = Coalesce("longitude", "area__longitude") - Value(longitude, FloatField())
    narrower = Value(cos(radians(latitude)), FloatField()) - up * Value(
        radians(sin(radians(latitude)) / 2), FloatField()
    )
    return venues.annotate(_far=up * up + along * narrower * along * narrower).order_by(
        F("_far").asc(nulls_last=True), "name", "pk"
    )


def rounded(near: str) -> Point | None:
    """A position such as "53.72,-1.86" to two decimals, about half a mile: nobody's door. None when it is no position."""
    found = NEAR.fullmatch(near)
    if not found:
        return None
    latitude, longitude = (round(float(degrees), 2) for degrees in found.groups())
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


# What fits ----------------------------------------------------------------------------------------


class Ticked(django_filters.BooleanFilter):
    """A box to tick; left empty, it asks for nothing."""

    def __init__(self, *args, wanted=True, **kwargs):
        super().__init__(*args, widget=forms.CheckboxInput, **kwargs)
        self.wanted = wanted

    def filter(self, queryset, value):
        return super().filter(queryset, self.wanted) if value else queryset


class VenueFilter(django_filters.FilterSet):
    """What people ask of a place. A value that is none of the choices asks for nothing."""

    kind = django_filters.ChoiceFilter(label=_("Kind of place"), choices=KINDS, empty_label=_("Any kind"))
    open = django_filters.ChoiceFilter(
        label=_("When"),
        choices=[(name, label) for name, (label, _rule) in OPEN.items()],
        empty_label=_("Any time"),
        method="is_open",
    )
    step_free = Ticked(field_name="is_step_free", label=_("Step-free"))
    computers = Ticked(field_name="computers", lookup_expr="gt", wanted=0, label=_("Computers to use"))
    sockets = Ticked(field_name="has_sockets", label=_("Sockets"))
    quiet = Ticked(field_name="is_quiet", label=_("Quiet"))
    no_sign_up = Ticked(method="has_no_sign_up", label=_("No sign-up"))

    class Meta:
        model = Venue
        fields: list[str] = []

    def __init__(self, data, queryset, now: datetime):
        super().__init__(data, queryset)
        self.now = now

    def is_open(self, queryset, _name, value):
        return queryset.filter(OPEN[value][1](self.now))

    def has_no_sign_up(self, queryset, _name, value):
        """Where nothing is known of the wifi, nothing is known of this either."""
        return queryset.filter(wifi_needs_sign_up=False).exclude(wifi=Venue.Wifi.UNKNOWN) if value else queryset

    @property
    def asked(self) -> dict[str, str]:
        """{name: in words} of what was asked for."""
        self.is_valid()
        fields, asked = self.form.fields, self.form.cleaned_data
        return {
            name: dict(fields[name].choices)[value] if hasattr(fields[name], "choices") else fields[name].label
            for name, value in asked.items()
            if value
        }


class Finder:
    """One search. `data` is the address's query: `place` (as typed) or `near` ("53.72,-1.86"), and those of VenueFilter."""

    def __init__(self, data, now: datetime):
        self.data, self.now = data, now
        self.typed = data.get("place", "").replace("\0", "").strip()
        self.position = None if self.typed else rounded(data.get("near", ""))
        self.place = whereabouts(self.typed)
        self.filter = VenueFilter(data, findable(), now)

    @property
    def here(self) -> Point | None:
        """Where distances are measured from: the place, else the one that it may have been meant for, else the position."""
        if not self.place:
            return self.position
        return self.place.point or (self.place.nearest.point if self.place.nearest else None)

    @property
    def here_name(self) -> str:
        """Of the place where distances are measured from; "" for a position."""
        if not self.place:
            return ""
        return self.place.label if self.place.is_known or not self.place.nearest else self.place.nearest.name

    @property
    def query(self) -> str:
        """Everything that was asked, for a link to another page of it."""
        return self._query(without=["page"])

    @property
    def query_with_map(self) -> str:
        """The same page of it, with a map."""
        return self._query(map="1")

    @property
    def query_without_map(self) -> str:
        return self._query(without=["map"])

    @property
    def query_of_place(self) -> str:
        """Only where."""
        return self._query(without=["page", *self.filter.filters])

    def _query(self, without=(), **more) -> str:
        kept = {name: value for name, value in self.data.items() if value and name in ASKED and name not in without}
        kept.pop("near", None)  # as it came, it may be exact
        return urlencode(kept | ({"near": "{},{}".format(*self.position)} if self.position else {}) | more)

    @cached_property
    def near_enough(self) -> int:
        """How many fit and are near; where nobody said where they are, how many fit."""
        return self._around(self.filter).count()

    def page(self, number) -> Page:
        """The venues of one page, the nearest first; by name where nobody said where they are.

        Where none that fits is near, one page of the nearest.
        """
        if not self.here:
            found = self.filter.qs.order_by("name", "pk")
        elif self.near_enough:
            found = by_distance(self._around(self.filter), self.here)
        else:
            found = by_distance(self.filter.qs, self.here)[:EACH_PAGE]
        paginator = Paginator(found.values_list("pk", flat=True), EACH_PAGE)
        if self.near_enough:
            paginator.count = self.near_enough  # without what the order needs
        page = paginator.get_page(number)
        page.object_list = with_facts(list(page.object_list), self.here)
        return page

    def _around(self, wishes: VenueFilter):
        return near(wishes.qs, self.here) if self.here else wishes.qs

    def loosened(self) -> list[tuple[str, str]]:
        """[(what was asked for, the query without it)], where leaving out that alone finds something near."""
        found = []
        for name, words in self.filter.asked.items():
            fewer = self.data.copy()
            del fewer[name]
            if self._around(VenueFilter(fewer, findable(), self.now)).exists():
                found.append((words, self._query(without=["page", name])))
        return found


def with_facts(pks: list[int], here: Point | None) -> list[Venue]:
    """The venues `pks`, the nearest first, with hours, last check and `miles` from `here` (None where unknown). Three queries."""
    checks = WifiCheck.objects.filter(venue=OuterRef("pk")).order_by("-checked_at")
    rows = findable().filter(pk__in=pks).select_related("area").prefetch_related("opening_hours", "closed_days")
    rows = rows.annotate(last_check_id=Subquery(checks.values("pk")[:1]))
    venues = {venue.pk: venue for venue in rows}
    last = WifiCheck.objects.in_bulk([venue.last_check_id for venue in venues.values() if venue.last_check_id])
    found = [venues[pk] for pk in pks if pk in venues]
    for venue in found:
        venue.newest_check = last.get(venue.last_check_id)
        venue.miles = miles_between(here, venue.point) if here and venue.point else None  # type: ignore[attr-defined]
    return sorted(found, key=lambda venue: inf if venue.miles is None else venue.miles) if here else found  # type: ignore[attr-defined]
