"""When a place is open: over midnight, on bank holidays, on closed days, and in the nights in which clocks change.

Knows no database. Two rules decide what the times leave open:

- A spell belongs to the day on which it begins. What opens on the evening before a closed day still closes in the morning.
- A time of day has come as soon as the clock on the wall has shown it, or one that is later. So in the night in spring a time
  that the clock leaves out has come when the clock jumps, and in the night in autumn a time counts when it comes first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from places.bank_holidays import bank_holiday

HOLIDAY = 7
"""In the place of a weekday (Monday is 0): the hours on bank holidays."""
A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)
LOOK_AHEAD = 400
"""Days in which the next opening is looked for."""

Spell = tuple[time, time]
"""Opens, closes. One that closes at the time at which it opens, or before, closes on the next day."""
Stretch = tuple[datetime, datetime]
"""From, to: with a time zone, in UTC."""


def weekday_of(day: date, holiday: Callable[[date], str] = bank_holiday) -> int:
    """Whose hours count on `day`: 0 for Monday to 6, or HOLIDAY."""
    return HOLIDAY if holiday(day) else day.weekday()


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first moment, in UTC, at which the time `at` (whole minutes) has come on `day`."""
    wall = datetime.combine(day, at, zone)
    while (found := wall.astimezone(UTC)).astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None):
        wall += A_MINUTE  # the clock jumps over this minute
    return found


def has_come(at: datetime, zone: ZoneInfo) -> tuple[date, time]:
    """The day at the moment `at`, and the latest time of day that has come: the wall's, but where it goes back, the last before.

    With `a` and `b` on one day, `moment(day, a) <= at` says the same as `a <= has_come(at)[1]`.
    """
    wall = at.astimezone(zone)
    if not wall.fold:
        return wall.date(), wall.time()
    again = at
    while again.astimezone(zone).fold:
        again += A_MINUTE
    end = again.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    return wall.date(), (end - timedelta(microseconds=1)).time()


@dataclass(frozen=True)
class Hours:
    """`week`: spells by weekday, HOLIDAY among them. `closed`: (first day, last day), both included."""

    week: dict[int, list[Spell]]
    closed: list[tuple[date, date]] = field(default_factory=list)
    zone: ZoneInfo = ZoneInfo("Europe/London")
    holiday: Callable[[date], str] = bank_holiday

    def is_closed(self, day: date) -> bool:
        """Whether `day` is one of the closed days, whatever the week says."""
        return any(first <= day <= last for first, last in self.closed)

    def spells(self, day: date) -> list[Spell]:
        """Those that begin on `day`."""
        return [] if self.is_closed(day) else self.week.get(weekday_of(day, self.holiday), [])

    def stretches(self, first: date, days: int) -> list[Stretch]:
        """What begins on `first` and the days after, in order; what meets or overlaps is one stretch."""
        found: list[Stretch] = []
        for begins, ends in sorted(self._each(first, days)):
            if found and begins <= found[-1][1]:
                found[-1] = found[-1][0], max(found[-1][1], ends)
            else:
                found.append((begins, ends))
        return found

    def _each(self, first: date, days: int) -> Iterator[Stretch]:
        for day in (first + n * A_DAY for n in range(days)):
            for opens, closes in self.spells(day):
                ends = moment(day if closes > opens else day + A_DAY, closes, self.zone)
                if (begins := moment(day, opens, self.zone)) < ends:  # the clock may jump over a whole spell
                    yield begins, ends

    def is_open(self, at: datetime) -> bool:
        day, time_ = has_come(at, self.zone)
        return any(opens <= time_ and (time_ < closes or closes <= opens) for opens, closes in self.spells(day)) or any(
            closes <= opens and time_ < closes for opens, closes in self.spells(day - A_DAY)
        )

    def next_change(self, at: datetime) -> datetime | None:
        """When it closes, if it is open at `at`; else when it opens. In UTC, after `at`; None if not within LOOK_AHEAD days."""
        today = at.astimezone(self.zone).date()
        for days in (9, LOOK_AHEAD):  # nearly always within a week
            end = moment(today + (days - 1) * A_DAY, time(), self.zone)
            changes = (each for stretch in self.stretches(today - A_DAY, days + 1) for each in stretch)
            if (change := next((each for each in changes if each > at), None)) and change < end:
                return change
        return None
