"""Whether the wifi works in the rooms where people live, and since when it does not. The report stands on this."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.models import AccommodationRecord, Venue, WifiCheck


class RoomsWifi(models.TextChoices):
    WORKS = "works", gettext_lazy("Works in rooms")
    FAILS = "fails", gettext_lazy("Does not work in rooms")
    COMMUNAL = "communal", gettext_lazy("In shared rooms only")
    NONE = "none", gettext_lazy("None")
    UNKNOWN = "unknown", gettext_lazy("Not known, or never checked in a room")

    @classmethod
    def without(cls):
        """No working wifi in rooms."""
        return (cls.FAILS, cls.COMMUNAL, cls.NONE)


@dataclass(frozen=True)
class Rooms:
    state: RoomsWifi
    since: date | None
    """The first day from which it is known that there is no working wifi in rooms; None where there is, or nobody knows."""
    checked_at: datetime | None
    """Of the last check in a room."""

    @property
    def is_without(self) -> bool:
        return self.state in RoomsWifi.without()

    @property
    def said(self) -> str:
        if self.since is None:
            return str(self.state.label)
        day = date_format(self.since, "j M Y")
        return _("%(state)s, since %(day)s at the latest") % {"state": self.state.label, "day": day}


def wifi_in_rooms(venue: Venue, record: AccommodationRecord | None, checks: Iterable[WifiCheck] | None = None) -> Rooms:
    """What the last check in a room found; where nobody has checked in a room, what we were told, but for the good.

    That there is wifi in all rooms is only believed when it was seen; that there is none is believed at once. `checks`,
    the newest first, saves a query where they are at hand.
    """
    if checks is None:
        checks = venue.wifi_checks.filter(where=WifiCheck.Where.ROOM)
    checks = [check for check in checks if check.where == WifiCheck.Where.ROOM]
    last = checks[0] if checks else None
    if last and last.works:
        return Rooms(RoomsWifi.WORKS, None, last.checked_at)
    told = {Venue.Wifi.COMMUNAL: RoomsWifi.COMMUNAL, Venue.Wifi.NONE: RoomsWifi.NONE}
    state = told.get(Venue.Wifi(venue.wifi), RoomsWifi.FAILS if last else RoomsWifi.UNKNOWN)
    if state == RoomsWifi.UNKNOWN:
        return Rooms(state, None, None)
    return Rooms(state, without_since(checks, record), last.checked_at if last else None)


def without_since(checks: list[WifiCheck], record: AccommodationRecord | None) -> date | None:
    """The earlier of: the first check in a row that found nothing; what a lead wrote down, if later than the last that worked."""
    failed, worked = None, None
    for check in checks:
        day = timezone.localdate(check.checked_at)
        if check.works:
            worked = day
            break
        failed = day
    noted = record.without_since if record else None
    if noted and worked and noted < worked:
        noted = None
    return min((day for day in (failed, noted) if day), default=None)
