"""What is the same for everybody until an editor changes something, kept in the memory of the process meanwhile.

Whoever knows which state of the site is the current one (scheme.copies does) says so in the request. Without that word nothing
is kept. The word was there before the value was made: a value may be newer than it says, then it is made again, but never older.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.http import HttpRequest

T = TypeVar("T")

GENERATION = "scheme.generation"
"""In the WSGI environment of a request."""
MOST = 100

_kept: dict[Hashable, tuple[Hashable, Any]] = {}


def lasting(request: HttpRequest | None, name: Hashable, make: Callable[[], T]) -> T:
    """What `make` returns, or returned before in this state of the site. It is shared by threads: nobody may change it."""
    generation = request.META.get(GENERATION) if request is not None else None
    if generation is None:
        return make()
    since, value = _kept.get(name, (None, None))
    if since != generation:
        value = make()
        if len(_kept) >= MOST:  # somebody asks for one host after the other
            _kept.clear()
        _kept[name] = generation, value
    return value
