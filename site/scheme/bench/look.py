"""Reads addresses from standard input and answers each with 'queries milliseconds', signed in as the demonstration's lead."""

import re
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from scheme.demo.sign_ins import PASSWORD  # noqa: E402


def lead() -> Client:
    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/", {"login": "lead@demo.example", "password": PASSWORD})
    shown = re.search(r"\b\d{6}\b", client.get("/sign-in/second-step/").text)
    if shown is None:
        raise SystemExit("The second step shows no code.")
    client.post("/sign-in/second-step/", {"code": shown[0]})
    return client


def look(client: Client, path: str) -> tuple[int, float]:
    queries = 0

    def count(execute, sql, params, many, context):
        nonlocal queries
        queries += 1
        return execute(sql, params, many, context)

    began = time.perf_counter()
    with connection.execute_wrapper(count):
        response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return queries, (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    client = lead()
    for line in sys.stdin:
        print(*look(client, line.strip()), flush=True)
