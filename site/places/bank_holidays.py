"""The bank holidays of England, from the `holidays` library: it knows the odd ones too, such as a coronation."""

from datetime import date
from functools import lru_cache

from holidays import country_holidays


@lru_cache(maxsize=16)
def _of(year: int) -> dict[date, str]:
    return dict(country_holidays("GB", subdiv="ENG", years=year, language="en_GB"))


def bank_holiday(day: date) -> str:
    """Its name, such as "Good Friday"; "" on any other day.

    Where a holiday falls on a weekend, that day counts as well as the working day that is given instead.
    """
    return _of(day.year).get(day, "").removesuffix(" (observed)")
