"""One cell as a value. An empty cell is None or empty; a wording that is not known raises NotUnderstood and is never guessed."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

import phonenumbers

from imports.text import one_line, words

T = TypeVar("T")
EARLIEST = date(1950, 1, 1)
EXCEL_DAY_NOUGHT = date(1899, 12, 30)
ANYWHERE_MILES = Decimal(50)
"""What “anywhere” is stored as: farther than any two places of one scheme lie apart."""
NOTHING_GIVEN = frozenset({"n a", "na", "not given", "none given", "not known", "unknown", "not provided", "tbc"})


class NotUnderstood(ValueError):
    """The message is a sentence that quotes the cell."""


class Consent(StrEnum):
    YES = "yes"
    BY_WORD = "by word"
    NO = "no"


class Check(StrEnum):
    """What a list says of somebody's DBS check. UNKNOWN: there is one, and its level is not said."""

    NONE = "none"
    BASIC = "basic"
    STANDARD = "standard"
    ENHANCED = "enhanced"
    UNKNOWN = "unknown"


YES = frozenset({"yes", "y", "true", "1", "yep", "ok", "agreed", "given", "consented"})
NO = frozenset({"no", "n", "false", "0", "none", "not given", "refused", "declined", "withdrawn"})
BY_WORD = frozenset(
    {"verbal", "verbally", "verbal consent", "yes verbal", "verbal yes", "yes verbally", "oral", "by word of mouth"}
    | {"by phone", "over phone", "over the phone", "in conversation"}
)
ANYWHERE = frozenset({"anywhere", "any", "any distance", "no limit", "unlimited"})
CHECKS = {
    **dict.fromkeys(("none", "no", "n", "false", "0", "no dbs", "not done", "no check"), Check.NONE),
    **dict.fromkeys(("basic", "basic dbs", "dbs basic"), Check.BASIC),
    **dict.fromkeys(("standard", "standard dbs", "dbs standard"), Check.STANDARD),
    **dict.fromkeys(
        ("enhanced", "enhanced dbs", "dbs enhanced", "enhanced with barred list", "enhanced with barred lists"),
        Check.ENHANCED,
    ),
    **dict.fromkeys(("yes", "y", "true", "1", "dbs", "has dbs", "done", "checked"), Check.UNKNOWN),
}


def or_nothing(text: str) -> str:
    """`text`, or '' when it only says that there is nothing: 'N/A', 'not given', '-'."""
    key = words(text)
    return "" if not key or key in NOTHING_GIVEN else text


def read_date(text: str, *, today: date) -> date | None:
    """Day before month, as in Britain; ISO dates; '11 Nov 2020'; the day numbers of a spreadsheet.

    Dates that do not exist, lie after `today` or before 1950 are not understood.
    """
    text = one_line(text)
    if not or_nothing(text):
        return None
    try:
        found = _date(text)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise NotUnderstood(f"“{text}” is not a date")
    if found > today:
        raise NotUnderstood(f"“{text}” is a date in the future")
    if found < EARLIEST:
        raise NotUnderstood(f"“{text}” is a date too long ago")
    return found


def _date(text: str) -> date | None:
    text = re.sub(r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?(Z| ?[ap]m)?$", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+", "", text, flags=re.IGNORECASE)
    if iso := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text, re.ASCII):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if british := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d\d)", text, re.ASCII):
        return date(_year(british[3]), int(british[2]), int(british[1]))
    if named := re.fullmatch(
        r"(\d{1,2})(?:st|nd|rd|th)?[- ,]*(?:of )?([a-z]+)\.?[- ,]*(\d{4}|\d\d)", text, re.I | re.ASCII
    ):
        return date(_year(named[3]), _month(named[2]), int(named[1]))
    if named := re.fullmatch(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", text, re.I | re.ASCII):
        return date(int(named[3]), _month(named[1]), int(named[2]))
    if re.fullmatch(r"[2-6]\d{4}(\.\d+)?", text, re.ASCII):
        return EXCEL_DAY_NOUGHT + timedelta(days=int(float(text)))
    return None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(name: str) -> int:
    """Raises ValueError unless it is a month's name or the usual short form of one."""
    name = name.lower()
    months = ("january", "february", "march", "april", "may", "june", "july", "august", "september") + (
        "october",
        "november",
        "december",
    )
    for number, month in enumerate(months, start=1):
        if name in (month, month[:3]) or (name == "sept" and number == 9):
            return number
    raise ValueError(name)


def read_phone(text: str, region: str = "GB") -> str:
    """'7700900074', whose nought a spreadsheet ate, as '07700 900074'; numbers of other countries as '+48 22 123 45 67'."""
    text = one_line(text)
    if not or_nothing(text):
        return ""
    digits = re.sub(r"\.0$", "", text)
    if not re.fullmatch(r"(tel:?|t:)?\s*\+?[\d\s().\-]{7,25}((ext|x)\.?\s*\d{1,6})?", digits, re.I | re.ASCII):
        raise NotUnderstood(f"“{text}” is not a telephone number")
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException as error:
        raise NotUnderstood(f"“{text}” is not a telephone number") from error
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise NotUnderstood(f"“{text}” is not a telephone number")
    home = number.country_code == phonenumbers.country_code_for_region(region)
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.NATIONAL if home else form.INTERNATIONAL)


def read_email(text: str) -> str:
    """In lower case. Only the shape is checked: something@domain.tld."""
    text = one_line(text).lower().removeprefix("mailto:")
    if not or_nothing(text):
        return ""
    if len(text) > 254 or not re.fullmatch(r"[^\s@<>,;\"]+@[^\s@<>,;\".]+(\.[^\s@<>,;\".]+)+", text):
        raise NotUnderstood(f"“{text}” is not an e-mail address")
    return text


def read_yes_no(text: str) -> bool | None:
    key = _ticked(text)
    if not key:
        return None
    if key in YES or key in NO:
        return key in YES
    raise NotUnderstood(f"“{one_line(text)}” is neither yes nor no")


def read_consent(text: str) -> Consent | None:
    """None when nothing is said, which is no consent either."""
    key = _ticked(text)
    if key in BY_WORD:
        return Consent.BY_WORD
    answer = read_yes_no(text)
    return None if answer is None else (Consent.YES if answer else Consent.NO)


def _ticked(text: str) -> str:
    return "yes" if one_line(text) in ("✓", "✔", "☑", "✅") else words(text)


def read_miles(text: str) -> Decimal | None:
    """'3 miles', 'up to 5', '10mi', '8 km'; 'anywhere' is ANYWHERE_MILES."""
    text = one_line(text)
    if not or_nothing(text):
        return None
    if words(text) in ANYWHERE:
        return ANYWHERE_MILES
    found = re.fullmatch(
        r"(?:up to |within |max )?(\d{1,3}(?:\.\d+)?)\s*(miles?|mi|m|kms?|kilometres?)?", text, re.I | re.ASCII
    )
    try:
        number = Decimal(found[1]) if found else None
    except InvalidOperation:
        number = None
    if number is None or found is None:
        raise NotUnderstood(f"“{text}” is not a distance in miles")
    if (found[2] or "").lower().startswith("k"):
        number *= Decimal("0.621371")
    return number.quantize(Decimal("0.1"))


def read_check(text: str) -> Check | None:
    key = words(text)
    if not key:
        return None
    if key not in CHECKS:
        raise NotUnderstood(f"“{one_line(text)}” is not a level of DBS check")
    return CHECKS[key]


def index_names(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """{words of a name: what it names}, without the names that two different things go by."""
    found: dict[str, T] = {}
    doubtful = set()
    for name, value in pairs:
        key = words(name)
        if key and found.setdefault(key, value) != value:
            doubtful.add(key)
    return {key: value for key, value in found.items() if key not in doubtful}


def look_up_each(text: str, names: Mapping[str, T]) -> tuple[list[T], list[str]]:
    """What the names in a cell such as 'English; Dari/Farsi and Kurdish (Sorani)' stand for, and those that are not known.

    The longest pieces are tried first, so that a name may hold a separator itself. `names` is keyed by `words`.
    """
    found: list[T] = []
    unknown: list[str] = []
    _look_up(
        one_line(text.replace("\n", ";")),
        names,
        found,
        unknown,
        [r"\s*[;,|]\s*", r"\s*(?:\+|&|\band\b)\s*", r"\s*/\s*"],
    )
    return list(dict.fromkeys(found)), list(dict.fromkeys(unknown))


def _look_up(piece: str, names: Mapping[str, T], found: list[T], unknown: list[str], separators: list[str]) -> None:
    key = words(piece)
    if key in names:
        found.append(names[key])
    elif key and separators:
        pieces = re.split(separators[0], piece, flags=re.IGNORECASE)
        for each in pieces:
            _look_up(each, names, found, unknown, separators[1:])
    elif key:
        unknown.append(piece.strip())
