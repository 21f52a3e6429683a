"""Opening hours of a day as people write them: 9-12:30, 13:30-17."""

import re
from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

SPELL = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d{2}))?")


def read_hours(text: str) -> list[tuple[time, time]]:
    """[(opens, closes)] of one day; raises ValueError when a part cannot be read. 24 closes at midnight."""
    spells = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        found = SPELL.fullmatch(part)
        if not found:
            raise ValueError(part)
        opens, opens_min, closes, closes_min = (int(number or 0) for number in found.groups())
        spells.append((time(opens, opens_min), time(closes % 24 if closes == 24 else closes, closes_min)))
    return spells


def write_hours(rows) -> str:
    """The opposite, from OpeningHours rows of one day."""
    return ", ".join(f"{row.opens:%H:%M}-{row.closes:%H:%M}" for row in rows)


class HoursField(forms.CharField):
    """Cleans to the list of `read_hours`; empty is closed."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=100, **kwargs)

    def clean(self, value):
        try:
            return read_hours(super().clean(value))
        except ValueError as error:
            raise forms.ValidationError(_("Write the hours like this: 9:00-12:30, 13:30-17:00")) from error
