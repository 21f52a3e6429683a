"""Words for what the rules find: short, plain, the same on screen, in the stored reasons and in mail."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from champions.availability import slot_names

WAYS = {
    "in_person": gettext_lazy("in person"),
    "by_phone": gettext_lazy("by phone"),
    "by_video": gettext_lazy("by video"),
}


def listed(words: Iterable[str], limit: int = 3) -> str:
    """'email, maps and 2 more': names in the order given, the rest as a number."""
    words = [str(word) for word in words]
    if len(words) > limit:
        return _("%(words)s and %(number)s more") % {"words": ", ".join(words[:limit]), "number": len(words) - limit}
    if len(words) < 2:
        return "".join(words)
    return _("%(words)s and %(last)s") % {"words": ", ".join(words[:-1]), "last": words[-1]}


def ways_in_words(ways: Iterable[str]) -> str:
    """'in person and by phone', always in the same order."""
    ways = set(ways)
    return listed(str(name) for way, name in WAYS.items() if way in ways)


def slots_in_words(slots: int) -> str:
    """'Monday morning, Tuesday afternoon and 4 more'."""
    return listed(slot_names(slots), limit=2)


def miles_in_words(miles: float) -> str:
    if miles < 0.5:
        return _("less than half a mile")
    return _("%(miles).1f miles") % {"miles": miles}
