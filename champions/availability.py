"""The 21 half-day slots of a week as bits of one whole number.

Bit 3*weekday + part is set when the slot is free: weekday 0 is Monday, part 0 the morning, 1 the afternoon, 2 the evening.
Two people share a slot when `a & b` is not zero.
"""

from django.utils.translation import gettext_lazy as _

DAYS = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]
PARTS = [_("morning"), _("afternoon"), _("evening")]
SLOT_COUNT = 21
ALL_SLOTS = (1 << SLOT_COUNT) - 1


def slot_bit(weekday: int, part: int) -> int:
    """The bit of one slot; raises ValueError outside 0-6 and 0-2."""
    if not (0 <= weekday < 7 and 0 <= part < 3):
        raise ValueError(f"There is no slot ({weekday}, {part}).")
    return 1 << (3 * weekday + part)


def slot_numbers(slots: int) -> list[int]:
    """The numbers (0-20) of the slots that are set, in the order of the week."""
    return [number for number in range(SLOT_COUNT) if slots >> number & 1]


def slots_from_numbers(numbers) -> int:
    """The opposite of `slot_numbers`."""
    slots = 0
    for number in numbers:
        slots |= slot_bit(*divmod(int(number), 3))
    return slots


def slot_name(number: int) -> str:
    """'Tuesday afternoon' for 4."""
    weekday, part = divmod(number, 3)
    return f"{DAYS[weekday]} {PARTS[part]}"


def slot_names(slots: int) -> list[str]:
    return [slot_name(number) for number in slot_numbers(slots)]
