"""When somebody is free, as people write it, in half-days."""

import re

from imports.text import one_line, words
from imports.values import or_nothing

HalfDay = tuple[int, int]
"""(weekday from Monday = 0, part: 0 morning, 1 afternoon, 2 evening)"""

DAYS = {
    name: number
    for number, names in enumerate(
        (
            "mon monday",
            "tue tues tuesday",
            "wed weds wednesday",
            "thu thur thurs thursday",
            "fri friday",
            "sat saturday",
        )
        + ("sun sunday",)
    )
    for name in names.split()
}
GROUPS = {
    **dict.fromkeys(("weekday", "weekdays"), range(5)),
    **dict.fromkeys(("weekend", "weekends"), range(5, 7)),
    **dict.fromkeys(("daily", "everyday", "every day", "any day", "all week"), range(7)),
}
PARTS = {
    **dict.fromkeys(("am", "morning", "mornings"), {0}),
    **dict.fromkeys(("pm", "afternoon", "afternoons"), {1}),
    **dict.fromkeys(("eve", "eves", "evening", "evenings"), {2}),
    **dict.fromkeys(("all day", "any time", "anytime", "all times"), {0, 1, 2}),
}
ALWAYS = frozenset({"any", "anytime", "any time", "all", "always"})
NEGATIONS = frozenset({"not", "no", "except", "but", "never", "avoid", "without", "apart", "unless", "only"})
ALL_PARTS = {0, 1, 2}


def read_times(text: str) -> tuple[set[HalfDay], list[str]]:
    """The half-days of a cell such as 'Mon pm; Wed eve' or 'weekday mornings', and the pieces that are not understood.

    'weekends' and 'Tuesdays' are whole days, unless another piece of the cell names a part of a day: 'Mon, Tue pm' leaves
    open which part of Monday is meant. A cell that takes something out ('any but Friday') is not read at all.
    'Flexible' is a wish to please, not a time: it is reported, for somebody to ask.
    """
    text = one_line(text.replace("\n", ";"))
    if not or_nothing(text):
        return set(), []
    if words(text) in ALWAYS:
        return {(day, part) for day in range(7) for part in range(3)}, []
    if NEGATIONS & set(words(text).split()):
        return set(), [text]
    pieces = [piece.strip() for piece in re.split(r"[;,/|+]|\band\b|&", text, flags=re.IGNORECASE) if words(piece)]
    read = [(piece, _read_piece(piece)) for piece in pieces]
    names_parts = any(found and found[1] for _, found in read)
    times: set[HalfDay] = set()
    unknown = []
    for piece, found in read:
        if found is None or (names_parts and not found[1]):
            unknown.append(piece)
        else:
            days, parts = found
            times |= {(day, part) for day in days for part in parts or ALL_PARTS}
    return times, unknown


def _read_piece(piece: str) -> tuple[set[int], set[int]] | None:
    """(weekdays, parts of the day, empty when none is named), or None when a word of it is not known."""
    text = re.sub(r"\s*(?:-|–|\bto\b)\s*", "-", piece.lower())
    key = " ".join(re.sub(r"[^\w\s-]", " ", text).split())
    parts: set[int] = set()
    for name in sorted(PARTS, key=len, reverse=True):
        if key == name or key.endswith(" " + name):
            parts, key = PARTS[name], key[: -len(name)].strip()
            break
    days = _read_days(key)
    return (days, parts) if days else None


def _read_days(key: str) -> set[int]:
    if key in GROUPS:
        return set(GROUPS[key])
    first, dash, last = key.partition("-")
    if dash:
        begin, end = _read_day(first), _read_day(last)
        return set(range(begin, end + 1)) if begin is not None and end is not None and begin < end else set()
    day = _read_day(key)
    return set() if day is None else {day}


def _read_day(name: str) -> int | None:
    return DAYS.get(name, DAYS.get(name.removesuffix("s")))
