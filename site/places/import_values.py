"""What the cells of a list of venues stand for."""

from datetime import date

from django.db import models

from imports.reading import RowReading
from imports.text import words
from imports.values import NotUnderstood, read_yes_no
from places.models import Venue
from places.open_data import hours

Kind, Wifi, Visibility = Venue.Kind, Venue.Wifi, Venue.Visibility


def _wordings(pairs: dict[str, str]) -> dict[str, str]:
    """{words: value} of {value: wordings with commas between}; a value stands for itself."""
    return {words(one): value for value, listed in pairs.items() for one in (value, *listed.split(","))}


KINDS = _wordings(
    {
        Kind.LIBRARY: "public library,libraries,community library",
        Kind.COMMUNITY: "community centre,community center,village hall,community hub,hub,town hall,youth centre",
        Kind.CAFE: "café,coffee shop,community cafe",
        Kind.FAITH: "place of worship,church,mosque,temple,synagogue,gurdwara,chapel",
        Kind.SHOP: "shops,supermarket,market",
        Kind.NHS: "health centre,gp,gp surgery,surgery,hospital,doctor",
        Kind.ASYLUM: "asylum accommodation,asylum hotel,contingency hotel,initial accommodation,dispersed accommodation,hotel",
        Kind.HOMELESSNESS: "homelessness accommodation,hostel,night shelter,temporary accommodation,supported housing",
        Kind.OTHER: "others,misc",
    }
)
ACCOMMODATION = {Kind.ASYLUM, Kind.HOMELESSNESS}
HINTS = {"refuge", "refuges", "asylum", "hotel", "hostel", "accommodation", "shelter", "housing"}
"""Words of a kind, or of a feed's category, that say that people live there."""
NAME_HINTS = {"refuge", "asylum", "hostel"}
VISIBILITIES = _wordings(
    {
        Visibility.PUBLIC: "everybody,anyone,all,yes",
        Visibility.RESIDENTS: "residents only",
        Visibility.CONFIDENTIAL: "secret,private,hidden,not public,no",
    }
)
WIFI = _wordings(
    {
        Wifi.THROUGHOUT: "in all rooms,everywhere,all rooms,whole building",
        Wifi.COMMUNAL: "in shared rooms,shared rooms,communal areas,some rooms,public areas",
        Wifi.NONE: "no,n,false,no wifi",
        Wifi.UNKNOWN: "not known",
    }
)

LINES = ("wifi_steps",)
TEXTS = ("opening_note", "wifi_network", "wifi_steps", "access_note")
TRUTHS = (
    "wifi_is_free",
    "wifi_needs_sign_up",
    "is_step_free",
    "has_accessible_toilet",
    "has_hearing_loop",
    "has_sockets",
    "is_quiet",
)
NUMBERS = ("wifi_minutes", "computers")


def values_of(reading: RowReading, wifi_wordings: dict[str, str] = WIFI) -> dict:
    """{field: value} of what the row says and we understand; the rest becomes remarks."""
    found: dict = {}
    for name in TEXTS:
        text = plain(reading.long_text(name) if name in LINES else reading.text(name))
        longest = Venue._meta.get_field(name).max_length  # type: ignore[union-attr]
        if longest and len(text) > longest:
            reading.remark(name, f"it is longer than {longest} letters, so it was left out")
        elif text:
            found[name] = text
    for name in TRUTHS:
        found[name] = reading.value(name, read_yes_no)
    for name in NUMBERS:
        found[name] = reading.value(name, read_number)
    found["wifi"] = wifi_of(reading, wifi_wordings)
    return {name: value for name, value in found.items() if value is not None}


def plain(text: str) -> str:
    """Without the apostrophe that our own files put before what a spreadsheet would run."""
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@")) else text


def read_number(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text[:6]) > 32_767 or len(text) > 5:
        raise NotUnderstood(f"“{text[:50]}” is not a whole number")
    return int(text)


def wifi_of(reading: RowReading, wordings: dict[str, str]) -> str | None:
    """A plain yes says least: that there is wifi in rooms that people share."""
    text = reading.text("wifi")
    if not text:
        return None
    if words(text) in wordings:
        return wordings[words(text)]
    try:
        if read_yes_no(text):
            return Wifi.COMMUNAL
    except NotUnderstood:
        pass
    reading.remark("wifi", f"“{text[:100]}” does not say where the wifi reaches")
    return None


def hours_of(reading: RowReading) -> list[hours.Spell]:
    return reading.value("opening_hours", hours.read) or []


def closures_of(reading: RowReading) -> list[tuple[date, date]]:
    """From '2026-12-24/2027-01-01; 2027-04-02'."""
    found = []
    for part in filter(None, (part.strip() for part in reading.text("closed_days").split(";"))):
        first, _slash, last = part.partition("/")
        try:
            days = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            days = None
        if days is None or days[1] < days[0]:
            reading.remark("closed_days", f"“{part[:50]}” is not a first and a last day")
        else:
            found.append(days)
    return found


def quoted(venue: Venue, name: str, *other) -> str:
    """The field's value, or another value that it could have, as the admin shows it."""
    value = other[0] if other else getattr(venue, name)
    field = Venue._meta.get_field(name)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    elif isinstance(field, models.CharField) and field.choices:
        value = dict(field.flatchoices).get(value, value)
    return f"“{'' if value is None else value}”"
