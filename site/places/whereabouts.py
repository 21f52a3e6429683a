"""What somebody typed to say where they are, as a place that the scheme knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile

from django.db import models
from django.utils.translation import gettext_lazy as _

from imports.text import one_line, words
from places.models.area import Area, Postcode

LONGEST = 100
"""Letters that are read. No place has a longer name, and whoever sends more gets an answer as fast."""
LABEL = 40

IN_TEXT = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})(?![A-Z0-9])")
SLIPPED = re.compile(r"([A-Z]{1,2})([\dOIL][A-Z\d]?)([\dOIL])([A-Z]{2})")
WORD = re.compile(r"(?<![A-Z0-9])[A-Z]{1,2}\d[A-Z\d]?(?![A-Z0-9])")
START = re.compile(r"([A-Z]{1,2})(\d[A-Z\d]?)")
DIGITS = str.maketrans("OIL", "011")
BEFORE = re.compile(r"^(?:i am |i live )?(?:near|in|at|around|by) (?:the )?")
AFTER = re.compile(r" (?:ward|uk|england|yorkshire|west yorkshire)$")
ALIKE, SOMEWHAT_ALIKE = 0.8, 0.55


class Kind(models.TextChoices):
    POSTCODE = "postcode", _("Postcode")
    OUTCODE = "outcode", _("First half of a postcode")
    TOWN = "town", _("Town")
    WARD = "ward", _("Ward")
    AUTHORITY = "authority", _("Local authority")
    UNKNOWN = "unknown", _("Not known here")


@dataclass(frozen=True)
class Whereabouts:
    """`label` is the place as the scheme writes it; of an unknown place the first letters of what was typed.

    `point` is (latitude, longitude) in degrees, or None. `area` is the place itself, or the ward of a postcode, where one is known.
    `is_inside`: the scheme serves it. `is_exact` is False when the place is only the nearest reading: the outcode of a postcode that
    is not known, or a name spelled otherwise. `nearest` goes with an unknown place: the one that it may have been meant for.
    """

    label: str
    kind: Kind
    point: tuple[float, float] | None = None
    area: Area | None = None
    is_inside: bool = True
    is_exact: bool = True
    nearest: Area | None = None

    @property
    def is_known(self) -> bool:
        return self.kind != Kind.UNKNOWN


def whereabouts(text: str) -> Whereabouts | None:
    """The place that `text` names; one of kind UNKNOWN when the scheme knows none; None for an empty text. At most three queries."""
    text = one_line((text or "")[: 2 * LONGEST])[:LONGEST].strip()
    if not text:
        return None
    place = _by_code(text) if any(sign in "0123456789" for sign in text) else _by_name(text)
    return place or Whereabouts(text[:LABEL], Kind.UNKNOWN, is_inside=False)


def postcode_in(text: str) -> tuple[str, str]:
    """The halves of the full postcode that `text` is or holds, with O and I typed for 0 and 1 put right; two empty texts without."""
    upper = text.upper()
    joined = re.sub(r"[^A-Z0-9]", "", upper)
    found = re.fullmatch(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})", joined) or IN_TEXT.search(
        re.sub(r"[^A-Z0-9]+", " ", upper)
    )
    if found:
        return found[1], found[2]
    if (slip := SLIPPED.fullmatch(joined)) and any(sign.isdigit() for sign in joined):
        number = slip[2][0].translate(DIGITS) + slip[2][1:]
        return slip[1] + number, slip[3].translate(DIGITS) + slip[4]
    return "", ""


# By postcode -------------------------------------------------------------------------------------------


def _by_code(text: str) -> Whereabouts | None:
    outcode, incode = postcode_in(text)
    if incode:
        known = Postcode.objects.filter(pk=f"{outcode} {incode}").select_related("area").first()
        if known:
            ward = known.area if known.area and known.area.is_current() else None
            return Whereabouts(known.code, Kind.POSTCODE, (known.latitude, known.longitude), ward)
        return _by_outcode(f"{outcode} {incode}", [outcode])
    signs = re.sub(r"[^A-Z0-9]+", " ", text.upper()).strip()
    if start := START.match(signs.replace(" ", "")):
        return _by_outcode(text, [signs.split()[0], start[0], start[1] + start[2][0]])
    place = _by_name(text)
    if not place.is_known and (word := WORD.search(signs)):
        return _by_outcode(text, [word[0]])
    return place


def _by_outcode(typed: str, tries: list[str]) -> Whereabouts:
    """The first of `tries` that is known; else the known one with the same letters whose number is nearest."""
    letters, number = _cut(tries[0])
    alike = Area.objects.current().filter(kind=Area.Kind.OUTCODE, code__startswith=letters)
    known = {area.code: area for area in alike if _cut(area.code)[0] == letters}
    for code in tries:
        if area := known.get(code):
            return Whereabouts(area.code, Kind.OUTCODE, area.point, area, is_exact=typed.upper() == code)
    nearest = min(known.values(), key=lambda area: (abs(_cut(area.code)[1] - number), area.code), default=None)
    return Whereabouts(typed[:LABEL], Kind.UNKNOWN, is_inside=False, nearest=nearest)


def _cut(code: str) -> tuple[str, int]:
    """'HX1' -> ('HX', 1); a number that is missing is 0."""
    letters = "".join(takewhile(str.isalpha, code))
    digits = "".join(takewhile(str.isdigit, code[len(letters) :]))
    return letters, int(digits[:3] or 0)


# By name -----------------------------------------------------------------------------------------------


def _by_name(text: str) -> Whereabouts:
    kinds = [Area.Kind.TOWN, Area.Kind.WARD, Area.Kind.AUTHORITY]
    areas = sorted(Area.objects.current().filter(kind__in=kinds), key=lambda area: (kinds.index(area.kind), area.name))
    read = [(area, *_names(area.name)) for area in areas]
    tries = list(dict.fromkeys(filter(None, map(_plain, [text, *text.split(",")]))))
    for sought in tries:
        area = _same(sought, read) or _same(AFTER.sub("", sought), read)
        if area:
            return _found(area)
    close = [_closest(sought, read) for sought in tries]
    likeness, area = max(close, key=lambda pair: pair[0], default=(0.0, None))
    if area is None or likeness < ALIKE:
        return Whereabouts(text[:LABEL], Kind.UNKNOWN, is_inside=False, nearest=area)
    return _found(area, is_exact=False)


def _found(area: Area, *, is_exact: bool = True) -> Whereabouts:
    return Whereabouts(area.name, Kind(area.kind), area.point, area, is_exact=is_exact)


def _plain(text: str) -> str:
    return BEFORE.sub("", words(text)[:LONGEST])  # one sign may stand for eighteen letters


def _names(name: str) -> tuple[str, list[str]]:
    """'Hebden Bridge & Todmorden East' -> its words, and ['hebden bridge', 'todmorden east']."""
    return words(name), [part for part in map(words, re.split(r"[,&/]| and ", name)) if part]


def _same(sought: str, read: list[tuple[Area, str, list[str]]]) -> Area | None:
    """The whole name first, then a part of it, then its first words: Halifax for Halifax Town."""
    if not sought:
        return None
    rules = (
        lambda name, parts: name == sought,
        lambda name, parts: sought in parts,
        lambda name, parts: len(sought) > 2 and any(part.startswith(f"{sought} ") for part in (name, *parts)),
    )
    for rule in rules:
        for area, name, parts in read:
            if rule(name, parts):
                return area
    return None


def _closest(sought: str, read: list[tuple[Area, str, list[str]]]) -> tuple[float, Area | None]:
    """How alike (0 to 1) the most alike name is, and its area; (0, None) when none is somewhat alike."""
    by_spelling: dict[str, Area] = {}
    for area, name, parts in read:
        for spelling in _spellings(name, parts, len(sought.split())):
            by_spelling.setdefault(spelling, area)
    for spelling in get_close_matches(sought, by_spelling, 1, SOMEWHAT_ALIKE):
        return SequenceMatcher(None, spelling, sought).ratio(), by_spelling[spelling]
    return 0.0, None


def _spellings(name: str, parts: list[str], count: int) -> Iterator[str]:
    """What of a name somebody may have typed in `count` words."""
    yield name
    for part in parts:
        yield part
        yield " ".join(part.split()[:count])
