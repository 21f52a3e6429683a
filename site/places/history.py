"""A venue's wifi checks of the last twelve months: a small chart, a sentence, and the rows that both are drawn from."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from statistics import median

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from places.models.venue import Venue
from places.models.wifi_check import WifiCheck

SPAN = timedelta(days=365)
MOST = 200
"""Checks drawn; at more than one every other day the marks lie on each other anyway."""
LEFT, RIGHT = 52, 272
"""Pixels of the drawing between which the year lies; beside it stand the names of the two lines."""
SHORTEST_TICK = 46
"""Pixels that the name of a month needs."""


@dataclass(frozen=True)
class Mark:
    x: float
    works: bool


@dataclass(frozen=True)
class History:
    checks: list[WifiCheck]
    """The newest first."""
    now: datetime

    @classmethod
    def of(cls, venue: Venue, now: datetime | None = None) -> "History":
        """Ask for it only for somebody to whom this venue is shown."""
        now = now or timezone.now()
        return cls(list(venue.wifi_checks.filter(checked_at__gt=now - SPAN, checked_at__lte=now)[:MOST]), now)

    def across(self, moment: datetime) -> float:
        part = 1 - (self.now - moment) / SPAN
        return round(LEFT + (RIGHT - LEFT) * min(1, max(0, part)), 1)

    @property
    def marks(self) -> list[Mark]:
        return [Mark(self.across(check.checked_at), check.works) for check in self.checks]

    @property
    def months(self) -> list[tuple[float, str]]:
        """(x, name) of every third month's first day."""
        first = timezone.localtime(self.now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        ticks = []
        for back in range(12):
            years, month = divmod(first.month - 1 - back, 12)
            day = first.replace(year=first.year + years, month=month + 1)
            x = self.across(day)
            if back % 3 == 0 and x + SHORTEST_TICK / 2 <= RIGHT + 8:
                ticks.append((x, date_format(day, "M")))
        return ticks

    @cached_property
    def worked(self) -> int:
        return sum(check.works for check in self.checks)

    @cached_property
    def speed(self) -> float | None:
        """The middle one of the measured downloads, Mbit/s."""
        measured = [float(check.down_mbit_s) for check in self.checks if check.down_mbit_s is not None]
        return median(measured) if measured else None

    @property
    def sentence(self) -> str:
        number = len(self.checks)
        if not number:
            return _("Nobody has checked in the last 12 months.")
        said = ngettext(
            "%(number)s check in the last 12 months: it worked %(worked)s, it did not %(not)s.",
            "%(number)s checks in the last 12 months: it worked %(worked)s, it did not %(not)s.",
            number,
        ) % {"number": number, "worked": times(self.worked), "not": times(number - self.worked)}
        if self.speed is not None:
            said += " " + _("Half of the measured downloads were %(speed)s Mbit/s or faster.") % {
                "speed": f"{self.speed:.3g}"
            }
        return said


def times(number: int) -> str:
    return ngettext("%(number)s time", "%(number)s times", number) % {"number": number}
