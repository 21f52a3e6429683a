"""Public venues as services of Open Referral UK 3.0: free wifi, at a location, by an organisation.

https://openreferraluk.org and https://github.com/openreferral/uk-profile; the schemas are in tests/data/open_referral/.
"""

import re
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from places.models import Area, Venue
from places.open_data import hours
from places.open_data.facts import facts_of, is_closed_on, page_of
from places.open_data.files import NOTE
from places.open_data.listing import Entry

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/latest/"
OPENAPI = "https://openreferraluk.org/specifications/3.0/openapi.json"

OURS = "digital_champions"
"""The one member that is not the standard's: the facts of `facts_of`, which `import_venues` reads back in full."""
KINDS = "Kind of place"
TAXONOMY = uuid5(NAMESPACE_URL, "https://digital-champions.example/taxonomies/kind-of-place")


def about() -> dict:
    return {"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI}


def term_id(kind: str) -> str:
    return str(uuid5(TAXONOMY, kind))


def service(entry: Entry, *, full: bool, scheme_name: str) -> dict:
    """A service of an organisation, else of the scheme; `full` adds the records that belong to it. What is not known is left out."""
    venue = entry.venue
    found = {
        "id": str(venue.public_id),
        "organization_id": str(organisation_id(venue)),
        "name": service_name(venue),
        "description": description(venue),
        "url": page_of(venue),
        "status": "temporarily closed" if is_closed_on(timezone.localdate(), entry) else "active",
        "fees": _("Free of charge") if venue.wifi_is_free else _("The wifi is not free of charge"),
        "alert": alert(entry),
        "last_modified": venue.updated_at.isoformat(),
        "organization": organisation(venue, scheme_name),
    }
    if full:
        found |= {
            "schedules": schedules(entry),
            "service_at_locations": [service_at_location(venue)],
            "cost_options": cost_options(venue),
            "attributes": [attribute(venue)],
            OURS: facts_of(entry),
        }
    return {name: value for name, value in found.items() if value not in ("", None)}


def service_name(venue) -> str:
    wording = _("Free wifi at %(name)s") if venue.wifi_is_free else _("Wifi at %(name)s")
    return wording % {"name": venue.name}


def description(venue) -> str:
    said = [
        {
            Venue.Wifi.THROUGHOUT: _("There is wifi in all rooms."),
            Venue.Wifi.COMMUNAL: _("There is wifi in the shared rooms."),
        }.get(venue.wifi, _("We do not know yet whether there is wifi here."))
    ]
    if venue.wifi_network:
        said.append(_("The network is called “%(name)s”.") % {"name": venue.wifi_network})
    if venue.wifi_needs_sign_up:
        said.append(_("You have to sign up first."))
    if venue.wifi_minutes:
        said.append(_("You can stay connected for %(minutes)s minutes at a time.") % {"minutes": venue.wifi_minutes})
    if venue.computers:
        said.append(_("There are computers to use."))
    if settings.SCHEME_DEMO:
        said.append(NOTE)
    return " ".join([*said, venue.wifi_steps]).strip()


def alert(entry: Entry) -> str:
    today = timezone.localdate()
    return " ".join(
        _("Closed from %(first)s to %(last)s.")
        % {"first": date_format(closed.first_day), "last": date_format(closed.last_day)}
        for closed in entry.closures
        if closed.last_day >= today
    )


def organisation_id(venue) -> UUID:
    """The scheme stands in where nobody said who runs the place."""
    return venue.organisation.public_id if venue.organisation else uuid5(NAMESPACE_URL, settings.BASE_URL)


def organisation(venue, scheme_name: str) -> dict:
    known = venue.organisation
    found = {
        "id": str(organisation_id(venue)),
        "name": known.name if known else scheme_name,
        "description": str(known.get_kind_display())
        if known
        else _("The digital champions scheme that keeps this list"),
        "website": known.website if known else settings.BASE_URL,
    }
    return {name: value for name, value in found.items() if value}


def schedules(entry: Entry) -> list[dict]:
    """One for each spell that some weekdays share. No offset from UTC: these are local times, in summer and in winter."""
    venue, found = entry.venue, []
    holidays = hours.on_holidays(entry.hours)
    on_holidays = _("Bank holidays: %(times)s.") % {"times": holidays} if holidays else _("Closed on bank holidays.")
    for weekdays, spells in hours.by_days(entry.hours):
        byday = ",".join(hours.DAYS[day].upper() for day in weekdays)
        for opens, closes in spells:
            times = f"{opens:%H:%M}-{closes:%H:%M}"
            past_midnight = _("It closes on the next day.") if closes <= opens else ""
            found.append(
                {
                    "id": str(uuid5(venue.public_id, f"schedule {byday} {times}")),
                    "service_id": str(venue.public_id),
                    "freq": "WEEKLY",
                    "interval": 1,
                    "byday": byday,
                    "opens_at": f"{opens:%H:%M}",
                    "closes_at": f"{closes:%H:%M}",
                    "description": " ".join(
                        filter(None, [_("Local time."), past_midnight, on_holidays, venue.opening_note])
                    ),
                }
            )
    return found


def service_at_location(venue) -> dict:
    location_id = str(uuid5(venue.public_id, "location"))
    location = {
        "id": location_id,
        "location_type": "physical",
        "name": venue.name,
        "latitude": venue.latitude,
        "longitude": venue.longitude,
        "addresses": addresses(venue, location_id),
        "accessibility": accessibility(venue, location_id),
    }
    return {
        "id": str(uuid5(venue.public_id, "service at location")),
        "service_id": str(venue.public_id),
        "location_id": location_id,
        "location": {name: value for name, value in location.items() if value is not None},
    }


def addresses(venue, location_id: str) -> list[dict]:
    """The standard asks for a city and a county, which we do not keep apart: the last part of the address, and the authority."""
    parts = [part.strip() for part in re.split(r"[\n,]", venue.address) if part.strip()]
    if not parts and not venue.postcode:
        return []
    authority = venue.area.parent
    city = parts.pop() if len(parts) > 1 else venue.area.name
    return [
        {
            "id": str(uuid5(venue.public_id, "address")),
            "location_id": location_id,
            "address_1": ", ".join(parts) or venue.name,
            "city": city,
            "state_province": authority.name if authority and authority.kind == Area.Kind.AUTHORITY else city,
            "postal_code": venue.postcode,
            "country": "GB",
            "address_type": "physical",
        }
    ]


def accessibility(venue, location_id: str) -> list[dict]:
    facts = {
        "step-free": (venue.is_step_free, _("Step-free"), _("Not step-free")),
        "toilet": (venue.has_accessible_toilet, _("Accessible toilet"), _("No accessible toilet")),
        "loop": (venue.has_hearing_loop, _("Hearing loop"), _("No hearing loop")),
        "quiet": (venue.is_quiet, _("Quiet place to sit"), _("No quiet place to sit")),
    }
    found = [
        {"id": str(uuid5(venue.public_id, name)), "location_id": location_id, "description": yes if answer else no}
        for name, (answer, yes, no) in facts.items()
        if answer is not None
    ]
    if venue.access_note:
        found.append(
            {"id": str(uuid5(venue.public_id, "note")), "location_id": location_id, "description": venue.access_note}
        )
    return found


def cost_options(venue) -> list[dict]:
    if not venue.wifi_is_free:
        return []
    return [
        {
            "id": str(uuid5(venue.public_id, "cost")),
            "service_id": str(venue.public_id),
            "option": _("Free of charge"),
            "amount": 0,
        }
    ]


def attribute(venue) -> dict:
    """What kind of place it is, as a term of a taxonomy of our own."""
    label = str(venue.get_kind_display())
    return {
        "id": str(uuid5(venue.public_id, "kind")),
        "link_id": str(venue.public_id),
        "link_type": "service",
        "taxonomy_term_id": term_id(venue.kind),
        "taxonomy_term": {
            "id": term_id(venue.kind),
            "name": label,
            "description": label,
            "taxonomy": KINDS,
            "taxonomy_id": str(TAXONOMY),
        },
    }
