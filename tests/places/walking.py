"""A stranger who walks the whole public site: every route, every link, every form that asks a question, every guess."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

from django.conf import settings
from django.db import connection
from django.urls import Resolver404, resolve

from tests.access.routes import all_routes
from tests.copies.asking import Answer, ask

CLOSED = ("/admin/", "/django-admin/", "/_util/", "/static/")
PAGES_OF_A_KIND = 2
"""Guides are many and alike: of the addresses that one route serves with the same questions, so many are kept."""

RANDOM = [
    re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+'),
    re.compile(rb'(name="submission_id" value=")[^"]+'),
    re.compile(rb'(name="client_id" value=")[^"]+'),
]
"""What is drawn anew for each answer: nothing else may differ between two of them."""


class Seen(NamedTuple):
    """An answer, and the questions to the database that it took: (SQL without values, number of rows)."""

    answer: Answer
    queries: tuple[tuple[str, int], ...]


class Walker:
    """`guesses` is {name: value} for questions that no form offers; `texts` goes into every field that takes text."""

    def __init__(self, application, *, texts: list[str], guesses: list[dict[str, str]]):
        self.application, self.texts, self.guesses = application, texts, guesses

    def look(self, address: str, method: str = "GET") -> Seen:
        parts = urlsplit(address)
        path = unquote(parts.path).encode().decode("latin-1")
        asked: list[tuple[str, int]] = []
        with connection.execute_wrapper(Noting(asked)):
            answer = ask(self.application, path, method=method, query=parts.query)
        body = answer.body
        for pattern in RANDOM:
            body = pattern.sub(rb"\1drawn", body)
        headers = {name: value for name, value in answer.headers.items() if name not in ("set-cookie", "expires")}
        return Seen(Answer(answer.status, headers, body), tuple(asked))

    def walk(self) -> dict[str, Seen]:
        """{address: what it shows} of all that can be reached, the links in answers to questions included."""
        waiting = [path for _route, path in all_routes() if not path.startswith(CLOSED)]
        waiting += ["/sitemap.xml", "/robots.txt", "/favicon.ico"]
        seen: dict[str, Seen] = {}
        kinds: dict[tuple, int] = {}
        while waiting:
            address = waiting.pop(0)
            if address in seen or urlsplit(address).path.startswith(CLOSED) or self.is_one_of_many(address, kinds):
                continue
            seen[address] = found = self.look(address)
            asks = "?" in address
            if found.answer.status == 200 and not asks and self.may_heed_questions(address):
                waiting += [f"{address}?{urlencode(guess)}" for guess in self.guesses]
            if found.answer.status in (200, 301, 302):
                waiting += [
                    link
                    for link in self.leads_to(address, found.answer)
                    if not asks or "page=" in link or "?" not in link
                ]
        return seen

    @staticmethod
    def may_heed_questions(address: str) -> bool:
        """Not the pages of the tree, home aside, nor signing in: these have no questions."""
        return address == "/" or not route_of(address).startswith(("^", "sign-in/"))

    def is_one_of_many(self, address: str, kinds: dict[tuple, int]) -> bool:
        """Of a page type or a route with a parameter. A question counts by its names and values."""
        kind = (kind_of(address), tuple(parse_qsl(urlsplit(address).query)))
        kinds[kind] = kinds.get(kind, 0) + 1
        return kinds[kind] > PAGES_OF_A_KIND

    def leads_to(self, address: str, answer: Answer) -> Iterator[str]:
        for link in self.links(urlsplit(address).path, answer):
            parts = urlsplit(urljoin(settings.BASE_URL + address, link.strip()))
            if parts.netloc in (urlsplit(settings.BASE_URL).netloc, "localhost", "testserver"):
                yield parts.path + (f"?{parts.query}" if parts.query else "")

    def links(self, path: str, answer: Answer) -> Iterator[str]:
        if "location" in answer.headers:
            yield answer.headers["location"]
        kind = answer.headers.get("content-type", "")
        if kind == "application/json" and answer.status == 200:  # each record of a list has an address below the list's
            yield from (f"{path}/{record['id']}" for record in json.loads(answer.text).get("contents", []))
        if kind.startswith("text/html"):
            page = Page()
            page.feed(answer.text)
            yield from page.links
            for action, fields in page.forms:
                for name, values in fields:
                    for value in values or self.texts:
                        yield f"{action}?{urlencode({name: value})}"
        elif not kind.startswith("image/"):
            yield from re.findall(r"https?://[^\s\"<>',;]+", answer.text)


class Noting:
    """Writes down each SELECT, and counts its rows with a query of its own."""

    def __init__(self, asked: list):
        self.asked = asked

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith("SELECT"):
            with closing(connection.create_cursor()) as cursor:
                cursor.execute(f"SELECT COUNT(*) FROM ({sql}) counted", params)  # noqa: S608
                self.asked.append((sql, cursor.fetchone()[0]))
        return result


class Page(HTMLParser):
    """The links of a page, and its forms that ask: (action, [(field, its choices)])."""

    ATTRIBUTES = ("href", "src", "srcset", "content", "data-src", "data-url", "data-href", "action", "formaction")

    def __init__(self):
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, list[tuple[str, list[str]]]]] = []
        self.form: list | None = None
        self.select: list | None = None

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.form = [] if found.get("method", "get").lower() == "get" else None
            if self.form is not None:
                self.forms.append((found.get("action") or "", self.form))
        for name in self.ATTRIBUTES:
            if found.get(name) and (name != "content" or found[name].startswith(("/", "http"))):
                self.links += (
                    [part.split()[0] for part in found[name].split(",")] if name == "srcset" else [found[name]]
                )
        if self.form is not None and found.get("name"):
            if tag == "select":
                self.select = []
                self.form.append((found["name"], self.select))
            elif tag in ("input", "button", "textarea"):
                chosen = found.get("type", "text") in ("checkbox", "radio", "submit", "hidden") or tag == "button"
                self.form.append((found["name"], [found.get("value") or "on"] if chosen else []))
        if tag == "option" and self.select is not None:
            self.select.append(found.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = None


def route_of(address: str) -> str:
    """The route that serves the address; '' when there is none."""
    try:
        return resolve(unquote(urlsplit(address).path)).route
    except Resolver404:
        return ""


def kind_of(address: str) -> tuple:
    """Route, and for pages of the tree the number of parts: home, topics, guides, sheets of guides."""
    route = route_of(address)
    path = urlsplit(address).path
    if "<" not in route and not route.startswith("^"):
        return (path,)
    return (route, path.count("/"), path.rpartition(".")[2] if "." in path else "")
