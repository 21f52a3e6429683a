"""Opening hours and distances in words."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from places.bank_holidays import bank_holiday
from places.opening import HOLIDAY

register = template.Library()

MINUTES_A_MILE = 26
"""Three miles an hour, and streets are about a third longer than the crow flies."""
LONGEST_WALK = 90


def clock(time) -> str:
    """9am, 5:30pm, midnight, noon."""
    if (time.hour, time.minute) in ((0, 0), (12, 0)):
        return _("midnight") if time.hour == 0 else _("noon")
    hour = time.hour % 12 or 12
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{hour}{minutes}{'am' if time.hour < 12 else 'pm'}"


@register.filter
def in_words(opening_hours) -> list[tuple[str, str]]:
    """[("Monday to Friday", "9am to 5pm"), ("Saturday", "10am to noon")]: days in a row with equal hours are one line.

    Bank holidays come last, in a line of their own.
    """
    spells: dict[int, list[str]] = {}
    for row in opening_hours:
        spells.setdefault(row.weekday, []).append(_spell(row))
    lines: list[list] = []
    for day in range(7):
        hours = _(" and ").join(spells.get(day, [])) or _("closed")
        if lines and lines[-1][2] == hours:
            lines[-1][1] = day
        else:
            lines.append([day, day, hours])
    named = [
        (
            str(WEEKDAYS[first])
            if first == last
            else _("%(first)s to %(last)s") % {"first": WEEKDAYS[first], "last": WEEKDAYS[last]},
            hours,
        )
        for first, last, hours in lines
    ]
    return [*named, (_("Bank holidays"), _(" and ").join(spells.get(HOLIDAY, [])) or _("closed"))]


def _spell(row) -> str:
    if row.opens == row.closes:
        if row.opens.hour == row.opens.minute == 0:
            return _("all day and night")
        return _("%(opens)s to %(closes)s the next day") % {"opens": clock(row.opens), "closes": clock(row.closes)}
    return _("%(opens)s to %(closes)s") % {"opens": clock(row.opens), "closes": clock(row.closes)}


@register.simple_tag
def today_in_words(venue, now: datetime) -> dict[str, str]:
    """{"kind": "good" when it is open, else "", "text": "Open until 5pm today"}."""
    hours = venue.hours
    if not hours.week:
        return {"kind": "", "text": _("Opening hours not known")}
    change = hours.next_change(now)
    if hours.is_open(now):
        text = _("Open until %(time)s") % {"time": _when(change, now)} if change else _("Open all day and night")
        return {"kind": "good", "text": text}
    reason = _why_closed(venue, timezone.localdate(now))
    closed = _("Closed today (%(reason)s)") % {"reason": reason} if reason else _("Closed now")
    if not change:
        return {"kind": "", "text": closed}
    return {"kind": "", "text": f"{closed}. " + _("Opens at %(time)s") % {"time": _when(change, now)}}


def _when(change: datetime, now: datetime) -> str:
    """5pm today, 2am tonight, 9am tomorrow, 9am on Monday, 9am on 4 January."""
    there, here = timezone.localtime(change), timezone.localtime(now)
    days = (there.date() - here.date()).days
    time = clock(there)
    if days == 0:
        return _("%(time)s today") % {"time": time}
    if days == 1:
        if there.hour < 5 <= here.hour and change - now < timedelta(hours=20):
            return _("%(time)s tonight") % {"time": time}
        return _("%(time)s tomorrow") % {"time": time}
    day = WEEKDAYS[there.weekday()] if days < 7 else date_format(there.date(), "j F")
    return _("%(time)s on %(day)s") % {"time": time, "day": day}


def _why_closed(venue, today) -> str:
    """What keeps it shut the whole day: the reason of a closed day, or the bank holiday; "" when its week does."""
    for closed in venue.closed_days.all():
        if closed.first_day <= today <= closed.last_day:
            return closed.reason or _("closed for the day")
    return _(bank_holiday(today)) if bank_holiday(today) and not venue.hours.spells(today) else ""


@register.filter
def distance(miles: float) -> str:
    """0.4 miles, about 10 minutes on foot"""
    minutes = max(1, round(miles * MINUTES_A_MILE))
    minutes = minutes if minutes < 10 else round(minutes / 5) * 5
    if miles < 0.05:
        return _("Very near")
    length = _("%(miles)s miles") % {"miles": f"{miles:.1f}" if miles < 10 else round(miles)}
    if minutes > LONGEST_WALK:
        return length
    walk = ngettext("about %(count)d minute on foot", "about %(count)d minutes on foot", minutes) % {"count": minutes}
    return f"{length}, {walk}"
