"""Opening hours in words."""

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

register = template.Library()


def clock(time) -> str:
    """9am, 5:30pm, midnight, noon."""
    if (time.hour, time.minute) in ((0, 0), (12, 0)):
        return _("midnight") if time.hour == 0 else _("noon")
    hour = time.hour % 12 or 12
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{hour}{minutes}{'am' if time.hour < 12 else 'pm'}"


@register.filter
def in_words(opening_hours) -> list[tuple[str, str]]:
    """[("Monday to Friday", "9am to 5pm"), ("Saturday", "10am to noon")]: days in a row with equal hours are one line."""
    spells: dict[int, list[str]] = {}
    for row in opening_hours:
        spells.setdefault(row.weekday, []).append(
            _("%(opens)s to %(closes)s") % {"opens": clock(row.opens), "closes": clock(row.closes)}
        )
    lines: list[list] = []
    for day in range(7):
        hours = _(" and ").join(spells.get(day, [])) or _("closed")
        if lines and lines[-1][2] == hours:
            lines[-1][1] = day
        else:
            lines.append([day, day, hours])
    return [
        (
            str(WEEKDAYS[first])
            if first == last
            else _("%(first)s to %(last)s") % {"first": WEEKDAYS[first], "last": WEEKDAYS[last]},
            hours,
        )
        for first, last, hours in lines
    ]
