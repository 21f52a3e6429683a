"""A bare application that returns what BENCH_SAME returned once: the ceiling for a ready copy, byte for byte."""

import os
import urllib.request

with urllib.request.urlopen(  # noqa: S310 - the bench's own server
    urllib.request.Request(os.environ["BENCH_SAME"], headers={"Host": "localhost", "Accept-Encoding": "br, gzip"})  # noqa: S310
) as answer:
    BODY = answer.read()
    HEADERS = [(name, value) for name, value in answer.getheaders() if name.lower() not in ("date", "server")]


def application(environ, start_response):
    start_response("200 OK", HEADERS[:])
    return [BODY]
