"""What open data says of a venue, under the names that `import_venues` reads back."""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.open_data import hours
from places.open_data.listing import Entry

COLUMNS = {
    "id": _("A number of its own (UUID) that stays the same"),
    "code": _("Its code in our web addresses"),
    "name": _("Name"),
    "kind": _("library, community, cafe, faith, shop, nhs or other"),
    "address": _("Address"),
    "postcode": _("Postcode"),
    "latitude": _("In degrees (WGS 84)"),
    "longitude": _("In degrees (WGS 84)"),
    "ward": _("Ward"),
    "ward_code": _("The ward's official code"),
    "organisation": _("Who runs it"),
    "opening_hours": _("As OpenStreetMap writes them: Mo-Fr 09:00-17:00"),
    "opening_note": _("What the times cannot say"),
    "closed_days": _("First and last day of each closure: 2026-12-24/2027-01-01"),
    "wifi": _("throughout, communal (in shared rooms), none or unknown"),
    "wifi_is_free": _("Whether it costs nothing"),
    "wifi_network": _("The name of the network"),
    "wifi_needs_sign_up": _("Whether people have to sign up first"),
    "wifi_steps": _("How to connect, a step on each line"),
    "wifi_minutes": _("The time limit in minutes; empty: none that we know of"),
    "wifi_checked_on": _("When one of our people last tried it"),
    "wifi_worked": _("Whether it worked that day"),
    "wifi_confirmed_on": _("When those who run the place last said that this is right"),
    "is_step_free": _("Whether there is a way in without a step"),
    "has_accessible_toilet": _("Whether there is an accessible toilet"),
    "has_hearing_loop": _("Whether there is a hearing loop"),
    "access_note": _("More about getting in"),
    "computers": _("How many computers there are to use"),
    "has_sockets": _("Whether there are sockets"),
    "is_quiet": _("Whether there is a quiet place to sit"),
    "page": _("Its page on our site"),
    "updated_at": _("When we last changed it"),
}
"""{column: what it means}, in the order of the CSV file."""

AS_THEY_ARE = {
    "code", "name", "kind", "address", "postcode", "latitude", "longitude", "opening_note", "wifi", "wifi_is_free", "wifi_network",
    "wifi_needs_sign_up", "wifi_steps", "wifi_minutes", "is_step_free", "has_accessible_toilet", "has_hearing_loop", "access_note",
    "computers", "has_sockets", "is_quiet",
}  # fmt: skip
"""Columns that are fields of the venue by the same name."""


def facts_of(entry: Entry) -> dict:
    """{column: text, number, truth, or None where nothing is known}."""
    venue = entry.venue
    found = {name: getattr(venue, name) for name in AS_THEY_ARE} | {
        "id": str(venue.public_id),
        "ward": venue.area.name,
        "ward_code": venue.area.code,
        "organisation": venue.organisation.name if venue.organisation else "",
        "opening_hours": hours.write(entry.hours),
        "closed_days": "; ".join(f"{closed.first_day}/{closed.last_day}" for closed in entry.closures),
        "wifi_checked_on": day_of(venue.checked_at),
        "wifi_worked": venue.worked,
        "wifi_confirmed_on": day_of(venue.wifi_confirmed_at),
        "page": page_of(venue),
        "updated_at": venue.updated_at.isoformat(timespec="seconds"),
    }
    return {name: None if found[name] == "" else found[name] for name in COLUMNS}


def day_of(moment: datetime | None) -> str | None:
    return None if moment is None else str(timezone.localdate(moment))


def page_of(venue) -> str:
    return settings.BASE_URL + reverse("venue", args=[venue.code])


def is_closed_on(day: date, entry: Entry) -> bool:
    return any(closed.first_day <= day <= closed.last_day for closed in entry.closures)
