"""Every route of the site, from the URLconf itself, with an address to try for each."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

NUMBER = 900_007  # far above what a sequence has come to: PostgreSQL gives no number back
UNIQUE = "00000000-0000-4000-8000-000000000007"
"""Every record of `world.build` has this number, so that one address reaches a record of whatever kind."""

FIRST_PAGE = 2
"""The page that Wagtail's own migrations make below the root."""

WORDS = {
    "app_label": "wagtailcore",
    "model_name": "page",
    "content_type_app_name": "guides",
    "content_type_model_name": "guidepage",
    "app_name": "guides",
    "action": "delete",
    "action_name": "approve",
    "filter_spec": "width-100",
    "object_id": "900007",
    "token": "no-such-token",
    "uidb64": "Nw",
    "key": "no-such-key",
    "code": "hidden07",
    "uidb36": "7",
}
SETTING = {"app_name": "accounts", "model_name": "appearance"}
"""What the words of the same name stand for in the routes of Wagtail's settings."""


def all_routes() -> Iterator[tuple[str, str]]:
    """(route, path to try) of each route, each route once."""
    seen = set()
    for parts in _walk(get_resolver().url_patterns, ()):
        route = "".join(str(part) for part in parts)
        if route not in seen:
            seen.add(route)
            words = WORDS | SETTING if "settings/" in route else WORDS
            yield route, "/" + "".join(_fill(part, words) for part in parts)


def _walk(patterns, before):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield (*before, pattern.pattern)
        else:
            yield from _walk(pattern.url_patterns, (*before, pattern.pattern))


def _fill(pattern, words: dict[str, str]) -> str:
    text = str(pattern)
    if isinstance(pattern, RoutePattern):
        return re.sub(r"<(?:(\w+):)?(\w+)>", lambda found: _value(found[1] or "str", found[2], words), text)
    if isinstance(pattern, RegexPattern):
        text = re.sub(r"\(\?P<(\w+)>.*?\)(?=[/$-])", lambda found: _value("str", found[1], words), text)
        text = re.sub(r"\(\?:(\w+)[^)]*\)", r"\1", text)  # the first of several words
        text = text.replace(r"(\d+)", str(NUMBER)).replace(
            r"(live|earliest|\d+)\.\.\.(live|latest|\d+)", "live...latest"
        )
        return text.replace(".*", "nothing").replace(r"((?:[\w\-]+/)*)", "no-such-page/").strip("^$")
    return text


def _value(kind: str, name: str, words: dict[str, str]) -> str:
    if kind == "int":
        return str(FIRST_PAGE if "page" in name else NUMBER)
    if kind == "uuid":
        return UNIQUE
    return words.get(name, str(NUMBER))
