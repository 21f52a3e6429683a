"""The WSGI wrapper around Django."""

import os
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from django.conf import settings

from accounts.lasting import GENERATION
from guides.ready import READY, VIEWED
from scheme.copies.asked import tags, wishes
from scheme.copies.store import Copy, Store, Variant
from scheme.copies.unpack import unpacked
from scheme.copies.views import ViewCounter
from scheme.copies.watch import Watch, watch

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class Copies:
    """Answers with a copy where there is a good one; lets Django build the page where there is none, and keeps it.

    A copy is made of an answer that a view has marked (`guides.ready.keep`), and of no other.
    """

    def __init__(self, application: Application, watch: Watch = watch, store: Store | None = None):
        self.application = application
        self.watch = watch
        self.store = store or Store()
        self.views = ViewCounter()
        self.proxy_header, self.proxy_value = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        os.register_at_fork(after_in_child=self.watch.forget)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        asked, generation = self.asked(environ), self.watch.current()
        environ[GENERATION] = generation
        if asked is None or generation is None:
            return self.counted(environ, self.application(environ, start_response))
        key, encoding = asked
        copy = self.store.get(key, generation)
        if copy is not None:
            return self.answer(copy.variants[encoding], copy.viewed, environ, start_response)
        return self.build(key, encoding, generation, environ, start_response)

    def asked(self, environ: Environ) -> tuple[Hashable, str] | None:
        """(what a copy is kept under, the encoding to send it in); None where Django must answer."""
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD") or environ.get("QUERY_STRING") or "HTTP_AUTHORIZATION" in environ:
            return None
        told = environ.get
        host = told("HTTP_HOST")
        wanted = wishes(told("HTTP_COOKIE", ""), told("HTTP_ACCEPT_LANGUAGE", ""), told("HTTP_ACCEPT_ENCODING", ""))
        if not host or wanted is None:
            return None
        scheme = environ["wsgi.url_scheme"]
        if self.proxy_header and self.proxy_header in environ:
            said = environ[self.proxy_header].split(",", 1)[0].strip()
            scheme = "https" if said == self.proxy_value else "http"
        device, spoken, encoding = wanted
        return (scheme, host, told("SCRIPT_NAME", ""), environ["PATH_INFO"], spoken, device), encoding

    def answer(
        self, variant: Variant, viewed: int | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        is_get = environ["REQUEST_METHOD"] == "GET"
        if is_get and viewed is not None:
            self.views.count(viewed)
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and (asked.strip() == "*" or variant.etag in tags(asked)):
            start_response("304 Not Modified", variant.not_changed[:])
            return []
        start_response("200 OK", variant.headers[:])
        return [variant.body] if is_get else []

    def build(
        self, key: Hashable, encoding: str, generation: Hashable, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Have Django answer, and keep that if it is a public page. The generation was read before: it may be older
        than the page, and then the copy is never used, but it is never newer.
        """
        begun: list[Any] = []

        def note(*words: Any) -> None:
            begun[:] = words

        body = self.application(environ, note)
        status, headers = begun[0], begun[1]
        sets_cookie = any(name.lower() == "set-cookie" for name, _ in headers)
        is_kept = READY in environ and environ["REQUEST_METHOD"] == "GET" and status.startswith("200 ")
        if not is_kept or sets_cookie:
            start_response(*begun)
            return self.counted(environ, body)
        copy = Copy(headers, unpacked(headers, body), environ.get(VIEWED))
        self.store.put(key, generation, copy)
        return self.answer(copy.variants[encoding], copy.viewed, environ, start_response)

    def counted(self, environ: Environ, body: Iterable[bytes]) -> Iterable[bytes]:
        if VIEWED in environ:
            self.views.count(environ[VIEWED])
        return body
