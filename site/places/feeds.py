"""A feed of Open Referral UK (JSON) as a table of venues: each service is a row, under the headings of `VenueImport`."""

import json
import re

from imports.tables import MAX_CELL, MAX_ROWS, Row, Table, TableRefused
from imports.text import clean
from places.importing import VenueImport
from places.open_data.open_referral import OURS

MAX_FEED_BYTES = 100_000_000
HEADINGS = [field.name for field in VenueImport.fields]


def is_feed(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read_feed(content: bytes) -> Table:
    """From a page of services, a list of them, or one service. Raises TableRefused."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise TableRefused("The file is not JSON that we can read: ask for the feed again.") from error
    if isinstance(found, dict):
        found = found.get("contents", [found])
    if not isinstance(found, list) or not all(isinstance(service, dict) for service in found):
        raise TableRefused("The file is no list of services of Open Referral.")
    if len(found) > MAX_ROWS:
        raise TableRefused(f"The feed has more than {MAX_ROWS:,} services: split it and import the parts.")
    rows = []
    for number, service in enumerate(found, start=1):
        facts = service[OURS] if isinstance(service.get(OURS), dict) else facts_of(service)
        rows.append(Row(number, [cell(facts.get(name)) for name in HEADINGS]))
    return Table(HEADINGS, rows)


def cell(value) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return clean(str(value))[:MAX_CELL]


def facts_of(service: dict) -> dict:
    """What the standard says of a place. Of wifi it says nothing."""
    location = next((each for each in locations(service) if each.get("addresses")), None) or next(
        locations(service), {}
    )
    address = first(location.get("addresses"))
    lines = (address.get(name) for name in ("address_1", "city"))
    terms = [part(part(each, "taxonomy_term"), "name") for each in records(service.get("attributes"))]
    accessibility = [each.get("description") for each in records(location.get("accessibility"))]
    name = location.get("name") or re.sub(r"^(free )?wifi at ", "", str(service.get("name") or ""), flags=re.IGNORECASE)
    return {
        "id": location.get("id") or service.get("id"),
        "name": name,
        "kind": "; ".join(str(term) for term in terms if term),
        "address": "\n".join(str(line) for line in lines if line),
        "postcode": address.get("postal_code"),
        "latitude": location.get("latitude"),
        "longitude": location.get("longitude"),
        "organisation": part(part(service, "organization"), "name"),
        "opening_hours": hours_text(records(service.get("schedules"))),
        "access_note": "; ".join(str(text) for text in accessibility if text),
    }


def locations(service: dict):
    for each in records(service.get("service_at_locations")):
        if isinstance(each.get("location"), dict):
            yield each["location"]


def records(value) -> list[dict]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def first(value) -> dict:
    return next(iter(records(value)), {})


def part(record, name: str):
    return record.get(name) if isinstance(record, dict) else None


def hours_text(schedules: list[dict]) -> str:
    """Weekly ones without an end, as opening hours of OpenStreetMap; '' when there is any other."""
    days: dict[str, list[str]] = {}
    for schedule in schedules:
        opens, closes = (str(schedule.get(name) or "")[:5] for name in ("opens_at", "closes_at"))
        byday = str(schedule.get("byday") or "")
        if schedule.get("freq") != "WEEKLY" or schedule.get("valid_to") or schedule.get("interval") not in (None, 1):
            return ""
        if not re.fullmatch(r"[A-Z]{2}(,[A-Z]{2})*", byday) or not opens or not closes:
            return ""
        for day in byday.split(","):
            days.setdefault(day.title(), []).append(f"{opens}-{closes}")
    return "; ".join(f"{day} {','.join(spells)}" for day, spells in days.items())
