"""The week of somebody's free half-days, to look at."""

from django import template

from champions.availability import DAYS, PARTS, slot_bit

register = template.Library()


@register.inclusion_tag("champions/admin/week.html")
def week(slots: int) -> dict:
    """A table of seven days by three parts, with a mark where the slot is free."""
    return {
        "slots": slots,
        "parts": PARTS,
        "days": [(day, [bool(slots & slot_bit(number, part)) for part in range(3)]) for number, day in enumerate(DAYS)],
    }
