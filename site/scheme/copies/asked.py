"""What a request asks for, as far as a copy is concerned. Answers are remembered, since few texts come often."""

import contextlib
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from django.conf import settings
from django.http import parse_cookie
from django.utils import translation
from django.utils.http import parse_header_parameters

from guides.models.device import COOKIE as DEVICE_COOKIE
from guides.models.device import Device
from guides.ready import personal_cookies

T = TypeVar("T")

LONGEST = 1_000  # letters
MOST_TEXTS = 1_000


def remembered(answer: Callable[..., T]) -> Callable[..., T]:
    """As `lru_cache` does, but no long texts: a server takes 400 kB of cookies, and a thousand of those fill its memory."""
    kept = lru_cache(maxsize=MOST_TEXTS)(answer)

    @wraps(answer)
    def ask(*texts: str) -> T:
        return kept(*texts) if len("".join(texts)) <= LONGEST else answer(*texts)

    return ask


@remembered
def wishes(cookies: str, languages: str, encodings: str) -> tuple[str, str, str] | None:
    """(device, language, encoding), from these three headers; None for somebody whom we may know."""
    told = told_by_cookies(cookies)
    if told is None:
        return None
    device, chosen = told
    return device, language(chosen, languages), encoding(encodings)


@remembered
def told_by_cookies(text: str) -> tuple[str, str] | None:
    """(device, language) that the visitor chose, "" for what was not. None for somebody whom we may know."""
    cookies = parse_cookie(text.encode("latin-1").decode(errors="replace"))
    if any(name in cookies for name in personal_cookies()):
        return None
    device = cookies.get(DEVICE_COOKIE, "")
    return device if device in Device.values else "", cookies.get(settings.LANGUAGE_COOKIE_NAME, "")


class _Languages:
    """As much of a request as Django looks at to choose a language."""

    def __init__(self, cookie: str, header: str):
        self.COOKIES = {settings.LANGUAGE_COOKIE_NAME: cookie} if cookie else {}
        self.META = {"HTTP_ACCEPT_LANGUAGE": header}


@remembered
def language(cookie: str, header: str) -> str:
    """The language that Django's LocaleMiddleware chooses."""
    return translation.get_language_from_request(_Languages(cookie, header))  # type: ignore[arg-type]


@remembered
def encoding(header: str) -> str:
    """ "br", "gzip" or "": the best one that is accepted."""
    weights = {}
    for part in header.lower().split(","):
        with contextlib.suppress(ValueError):  # what cannot be read was not asked for
            name, options = parse_header_parameters(part.strip())
            weights[name] = float(options.get("q", "1"))
    best, most = "", 0.0
    for name in ("br", "gzip"):
        weight = weights.get(name, weights.get("*", 0.0))
        if weight > most:
            best, most = name, weight
    return best if most >= weights.get("identity", 0.0) else ""


@remembered
def tags(header: str) -> frozenset[str]:
    """The entity tags of an If-None-Match, without the mark of weak ones: for a page to be read again that is the same."""
    return frozenset(tag.strip().removeprefix("W/") for tag in header.split(","))
