"""A WSGI server's side of the conversation."""

import gzip
from io import BytesIO
from typing import NamedTuple

import brotli
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test.client import FakePayload


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes

    @property
    def text(self) -> str:
        encoding = self.headers.get("content-encoding", "")
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
        return unpack(self.body).decode()


def ask(application, path="/", method="GET", scheme="http", host="localhost", query="", **headers) -> Answer:
    """`headers` as WSGI spells them, without HTTP_: COOKIE, ACCEPT_ENCODING."""
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "SCRIPT_NAME": "", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": host,
        "wsgi.url_scheme": scheme, "wsgi.input": FakePayload(b""), "wsgi.errors": BytesIO(),
    }  # fmt: skip
    environ |= {f"HTTP_{name}": value for name, value in headers.items()}
    begun = []
    for signal in (request_started, request_finished):  # as Django's test client does: the test's connection stays
        signal.disconnect(close_old_connections)
    try:
        body = application(environ, lambda *words: begun.append(words))
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    ((status, fields, *_),) = begun
    return Answer(int(status.split()[0]), {name.lower(): value for name, value in fields}, content)


class Counting:
    """An application that knows how often it was asked."""

    def __init__(self, application):
        self.application, self.asked = application, 0

    def __call__(self, environ, start_response):
        self.asked += 1
        return self.application(environ, start_response)
