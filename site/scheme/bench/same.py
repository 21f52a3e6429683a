"""A bare application that returns what BENCH_SAME returned once: the ceiling for a ready copy, byte for byte."""

import os
import urllib.request

with urllib.request.urlopen(  # noqa: S310 - the bench's own server
    urllib.request.Request(os.environ["BENCH_SAME"], headers={"Host": "localhost", "Accept-Encoding": "br, gzip"})  # noqa: S310
) as answer:
    BODY = answer.read()
    # Not the server's own: "Connection: close" was for the one who asked here, and would cost each client its connection.
    OF_THE_SERVER = {"connection", "date", "server"}
    HEADERS = [(name, value) for name, value in answer.getheaders() if name.lower() not in OF_THE_SERVER]


def application(environ, start_response):
    start_response("200 OK", HEADERS[:])
    return [BODY]
