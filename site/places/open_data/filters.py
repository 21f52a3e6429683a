"""What whoever fetches open data may ask for: a page of it, and of services those that fit."""

import re
from datetime import time
from math import inf
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime, parse_time
from django.utils.timezone import is_naive, make_aware

from imports.text import one_line
from imports.values import NotUnderstood
from places.distance import miles_between
from places.models import OpeningHours, Postcode, Venue
from places.models.area import normalise_postcode
from places.open_data import hours
from places.open_data.open_referral import TAXONOMY, term_id

PAGE_SIZE, LARGEST_PAGE = 50, 500
LAST_PAGE = 1_000_000
LONGEST_SEARCH = 100
METRES = 1609.344  # in a mile


class Refused(Exception):
    """The question cannot be answered; the message is a sentence."""


class Page(NamedTuple):
    number: int
    size: int

    @property
    def rows(self) -> slice:
        return slice((self.number - 1) * self.size, self.number * self.size)


def asked_page(asked) -> Page:
    """From `page` (1) and `per_page` (50, at most 500). Raises Refused."""
    return Page(_number(asked, "page", 1, LAST_PAGE), _number(asked, "per_page", PAGE_SIZE, LARGEST_PAGE))


def _number(asked, name: str, otherwise: int, most: int) -> int:
    text = asked.get(name, "")
    if not text:
        return otherwise
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or not 1 <= int(text) <= most:
        raise Refused(f"{name} is a whole number from 1 to {most}.")
    return int(text)


def services(venues: QuerySet[Venue], asked) -> QuerySet[Venue]:
    """Those that fit the filters of the standard, `minimum_age` and `maximum_age` aside: wifi has no age. Raises Refused."""
    venues = venues.exclude(wifi=Venue.Wifi.NONE)
    for word in one_line(asked.get("search", ""))[:LONGEST_SEARCH].split():
        venues = venues.filter(
            Q(name__icontains=word)
            | Q(address__icontains=word)
            | Q(postcode__icontains=word)
            | Q(area__name__icontains=word)
        )
    if term := asked.get("taxonomy_term_id"):
        venues = venues.filter(kind__in=[kind for kind in Venue.Kind.values if term_id(kind) == term])
    if asked.get("taxonomy_id", str(TAXONOMY)) != str(TAXONOMY):
        venues = venues.none()
    if organisation := asked.get("organization_id"):
        venues = venues.filter(organisation__public_id=_uuid(organisation))
    if moment := asked.get("modified_after"):
        venues = venues.filter(updated_at__gte=_moment(moment))
    return open_when(venues, asked)


def open_when(venues: QuerySet[Venue], asked) -> QuerySet[Venue]:
    spells = OpeningHours.objects.all()
    if day := asked.get("day"):
        try:
            spells = spells.filter(weekday__in=hours.read_days(one_line(day)))
        except NotUnderstood as problem:
            raise Refused("day is a weekday, such as MO or Monday.") from problem
    if start := _time(asked, "start_time"):
        spells = spells.filter(opens__gte=start)
    if end := _time(asked, "end_time"):
        spells = spells.filter(closes__lte=end)
    return venues.filter(pk__in=spells.values("venue")) if spells.query.where else venues


def by_distance(venues: QuerySet[Venue], asked) -> list[int] | None:
    """Keys, the nearest to `postcode` first, within `proximity` metres; None when no postcode is given. Raises Refused."""
    text = one_line(asked.get("postcode", ""))[:LONGEST_SEARCH]
    if not text:
        if asked.get("proximity"):
            raise Refused("proximity goes with a postcode.")
        return None
    here = Postcode.objects.filter(pk=normalise_postcode(text)).first()
    if here is None:
        raise Refused("We do not know this postcode.")
    most = _number(asked, "proximity", 0, 1_000_000) / METRES or inf
    point = (here.latitude, here.longitude)
    places = venues.exclude(latitude=None).exclude(longitude=None).values_list("pk", "latitude", "longitude")
    miles = {
        key: miles_between(point, (latitude, longitude))
        for key, latitude, longitude in places.order_by("pk")
        if latitude is not None and longitude is not None
    }
    return sorted((key for key in miles if miles[key] <= most), key=lambda key: (miles[key], key))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise Refused("organization_id is a UUID.") from problem


def _moment(text: str):
    try:
        moment = parse_datetime(text.replace(" ", "+"))  # a plus sign in an address is a space
    except ValueError:
        moment = None
    if moment is None:
        raise Refused("modified_after is a date and time, such as 2026-01-31T12:00:00Z.")
    return make_aware(moment) if is_naive(moment) else moment


def _time(asked, name: str) -> time | None:
    text = asked.get(name, "")
    if not text:
        return None
    try:
        found = parse_time(text)
    except ValueError:
        found = None
    if found is None:
        raise Refused(f"{name} is a time, such as 09:30.")
    return found.replace(tzinfo=None)
