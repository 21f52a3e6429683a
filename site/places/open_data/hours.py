"""Opening hours in the notation of OpenStreetMap: Mo-Fr 09:00-17:00; Sa 10:00-13:00; PH off.

PH are bank holidays: a venue without hours for them is closed on them.

https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import time

from imports.values import NotUnderstood
from places.admin.hours import read_hours as read_spells
from places.opening import HOLIDAY

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
NUMBERS = {day.lower(): number for number, day in enumerate(DAYS)}
MIDNIGHT = time(0)
RULE = re.compile(r"(?P<days>[A-Za-z][A-Za-z ,\-–]*?)?:?\s*(?P<times>\d.*|off|closed)", re.IGNORECASE)

Spell = tuple[int, time, time]
"""(weekday from Monday = 0, or HOLIDAY, opens, closes). It closes on the next day when that is not after it opens."""


def by_days(hours: Iterable) -> list[tuple[list[int], list[tuple[time, time]]]]:
    """OpeningHours rows as (weekdays, their spells), so that days with the same spells stand together; without bank holidays."""
    spells: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for row in hours:
        if row.weekday == HOLIDAY:
            continue
        spells[row.weekday].append((row.opens, row.closes))
    days: dict[tuple, list[int]] = defaultdict(list)
    for weekday in sorted(spells):
        days[tuple(sorted(spells[weekday]))].append(weekday)
    return [(weekdays, list(times)) for times, weekdays in days.items()]


def on_holidays(hours: Iterable) -> str:
    """The spells on bank holidays, as 10:00-12:00,13:00-16:00; '' when closed."""
    return _times((row.opens, row.closes) for row in hours if row.weekday == HOLIDAY)


def write(hours: Iterable) -> str:
    """'' when there are none, since nothing is known then."""
    hours = list(hours)
    if not hours:
        return ""
    rules = [f"{_runs(weekdays)} {_times(spells)}" for weekdays, spells in by_days(hours)]
    return "; ".join([*rules, f"PH {on_holidays(hours) or 'off'}"])


def _times(spells: Iterable[tuple[time, time]]) -> str:
    """Up to midnight is up to 24:00."""
    return ",".join(
        f"{opens:%H:%M}-{'24:00' if closes == MIDNIGHT else f'{closes:%H:%M}'}" for opens, closes in sorted(spells)
    )


def _runs(weekdays: list[int]) -> str:
    """[0, 1, 2, 5] -> 'Mo-We,Sa'"""
    runs: list[list[int]] = []
    for day in weekdays:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)


def read(text: str) -> list[Spell]:
    """Also 'Monday to Friday 9-17:30'. A later rule for a day takes the place of an earlier one.

    Raises NotUnderstood for anything more than weekdays and times, such as seasons. School holidays (SH) are passed over.
    """
    found: dict[int, list[Spell]] = {}
    if text.strip() == "24/7":
        return [(day, MIDNIGHT, MIDNIGHT) for day in (*range(7), HOLIDAY)]
    for rule in filter(None, (rule.strip() for rule in re.split(r"[;\n]", text))):
        if re.match(r"SH\b", rule):
            continue
        match = RULE.fullmatch(re.sub(r"\bto\b", "-", rule))
        if not match:
            raise NotUnderstood(f"“{rule}” does not say which hours")
        spells = _spells(match["times"], rule)
        named = match["days"] or "Mo-Su"
        for day in [HOLIDAY] if named.strip() == "PH" else read_days(named):
            found[day] = [(day, opens, closes) for opens, closes in spells]
    return [spell for day in sorted(found) for spell in sorted(found[day])]


def _spells(times: str, rule: str) -> list[tuple[time, time]]:
    if times.lower() in ("off", "closed"):
        return []
    try:
        return read_spells(times)
    except ValueError as problem:
        raise NotUnderstood(f"“{rule}” does not say which hours") from problem


def read_days(text: str) -> list[int]:
    """Weekdays from Monday = 0, from 'Mo-Fr,Su'. Raises NotUnderstood."""
    days: list[int] = []
    for part in re.split(r"[,\s]+(?!-)", re.sub(r"\s*[-–]\s*", "-", text.strip())):
        named = [end[:2].lower() for end in part.split("-")]
        if not part or len(named) > 2 or not all(name in NUMBERS for name in named):
            raise NotUnderstood(f"“{text}” does not say which days")
        ends = [NUMBERS[name] for name in named]
        first, last = ends[0], ends[-1]
        days += [day % 7 for day in range(first, last + 1 + (7 if last < first else 0))]  # Sa-Mo goes round
    return days
