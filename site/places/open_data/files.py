"""The files, each as an iterator of pieces of text."""

import csv
import json
from collections.abc import Iterable, Iterator

from django.conf import settings

from imports.report import inert
from places.models import Venue
from places.open_data import hours
from places.open_data.facts import COLUMNS, day_of, facts_of, page_of
from places.open_data.listing import Entry

NOTE = "Demonstration data: opening hours and wifi were not checked with these places."


class Line:
    """A file for `csv.writer` that hands each line back."""

    def write(self, text: str) -> str:
        return text


def as_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """With a byte order mark, so that spreadsheets read it as UTF-8, and every cell inert."""
    write = csv.writer(Line()).writerow
    yield "\ufeff" + write(COLUMNS)
    for entry in entries:
        yield write([_cell(value) for value in facts_of(entry).values()])


def _cell(value):
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    return inert(value)


def as_geojson(entries: Iterable[Entry]) -> Iterator[str]:
    return _collection(entries, facts_of)


def as_openstreetmap(entries: Iterable[Entry]) -> Iterator[str]:
    return _collection(entries, osm_tags)


def _collection(entries: Iterable[Entry], properties_of) -> Iterator[str]:
    """RFC 7946. A venue without a point has no geometry."""
    head = {
        "type": "FeatureCollection",
        "licence": settings.SCHEME_DATA_LICENCE,
        "licence_url": settings.SCHEME_DATA_LICENCE_URL,
    }
    if settings.SCHEME_DEMO:
        head["note"] = NOTE
    yield from in_list(head, "features", (_feature(entry, properties_of(entry)) for entry in entries))


def _feature(entry: Entry, properties: dict) -> dict:
    latitude, longitude = entry.venue.latitude, entry.venue.longitude
    known = latitude is not None and longitude is not None
    return {
        "type": "Feature",
        "id": str(entry.venue.public_id),
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if known else None,
        "properties": {name: value for name, value in properties.items() if name not in ("latitude", "longitude")},
    }


def in_list(head: dict, name: str, records: Iterable[dict]) -> Iterator[str]:
    """The JSON object `head` with one more member, the list of `records`, a record in each piece."""
    yield json.dumps(head)[:-1] + f', "{name}": ['
    before = ""
    for record in records:
        yield before + json.dumps(record, ensure_ascii=False)
        before = ",\n"
    yield "]}\n"


OSM_KINDS = {
    Venue.Kind.LIBRARY: {"amenity": "library"},
    Venue.Kind.COMMUNITY: {"amenity": "community_centre"},
    Venue.Kind.CAFE: {"amenity": "cafe"},
    Venue.Kind.FAITH: {"amenity": "place_of_worship"},
    Venue.Kind.SHOP: {"shop": "yes"},
    Venue.Kind.NHS: {"healthcare": "yes"},
}
YES_NO = {True: "yes", False: "no"}
OSM_WIFI = {Venue.Wifi.THROUGHOUT: "wlan", Venue.Wifi.COMMUNAL: "wlan", Venue.Wifi.NONE: "no"}


def osm_tags(entry: Entry) -> dict[str, str]:
    """https://wiki.openstreetmap.org/wiki/Key:internet_access; what is not known has no tag."""
    venue = entry.venue
    has_wifi = OSM_WIFI.get(venue.wifi) == "wlan"
    tags = {
        "name": venue.name,
        **OSM_KINDS.get(venue.kind, {}),
        "addr:postcode": venue.postcode,
        "operator": venue.organisation.name if venue.organisation else "",
        "internet_access": OSM_WIFI.get(venue.wifi),
        "internet_access:fee": YES_NO[not venue.wifi_is_free] if has_wifi else "",
        "internet_access:ssid": venue.wifi_network if has_wifi else "",
        "check_date:internet_access": day_of(
            max(filter(None, (venue.checked_at, venue.wifi_confirmed_at)), default=None)
        ),
        "opening_hours": hours.write(entry.hours),
        "wheelchair": YES_NO.get(venue.is_step_free),
        "toilets:wheelchair": YES_NO.get(venue.has_accessible_toilet),
        "hearing_loop": YES_NO.get(venue.has_hearing_loop),
        "source": page_of(venue),
        "note": NOTE if settings.SCHEME_DEMO else "",
    }
    return {key: value for key, value in tags.items() if value}
