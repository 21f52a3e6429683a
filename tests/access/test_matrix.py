"""Every route, every kind of person, reading and writing: held against the reviewed list in matrix.txt.

After a wanted change write the list anew with `WRITE_MATRIX=1 make test ARGS='-n 0 tests/access'`, and review the
difference line by line: it says who may now reach what.
"""

import os
from copy import copy
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from tests.access import world
from tests.access.routes import all_routes
from tests.signing_in import signed_in

MATRIX = Path(__file__).with_name("matrix.txt")
HEAD = "# each: answer to GET / answer to POST with nothing in it\n# " + "\t".join(["route", *world.KINDS]) + "\n"

pytestmark = pytest.mark.django_db


def reviewed() -> dict[str, list[str]]:
    rows = (line.rstrip("\n").split("\t") for line in MATRIX.open() if not line.startswith("#"))
    return {route: answers for route, *answers in rows}


def answers_to(person: world.Person) -> dict[str, str]:
    """'GET/POST' status of every route for `person`."""
    found = {}
    session = signed_in(person.user, proven=True).cookies if person.user else SimpleCookie()
    for route, path in all_routes():
        with transaction.atomic():  # what one route does is undone before the next
            client = Client(raise_request_exception=False)
            client.cookies = copy(session)
            found[route] = "/".join(answer(method(path)) for method in (client.get, client.post))
            transaction.set_rollback(True)
    return found


def answer(response) -> str:
    """The status; of a redirect also where it leads, since being sent to sign in is not being let in."""
    if response.status_code not in (301, 302):
        return str(response.status_code)
    return f"{response.status_code}>" + response["Location"].split("?")[0].strip("/").split("/")[0]


@pytest.mark.parametrize("kind", world.KINDS)
def test_each_route_answers_each_kind_of_person_as_reviewed(kind):
    found = answers_to(world.build()[kind])
    column = world.KINDS.index(kind)
    if os.environ.get("WRITE_MATRIX"):
        write_column(column, found)
    expected = {route: answers[column] for route, answers in reviewed().items()}
    differing = {
        route: (expected.get(route, "not reviewed"), answer)
        for route, answer in found.items()
        if expected.get(route) != answer
    }
    assert not differing, "\n".join(
        f"{route}: reviewed {old}, answers {new}" for route, (old, new) in differing.items()
    )
    assert not expected.keys() - found.keys(), "in the list, but no route any more"


def write_column(column: int, found: dict[str, str]) -> None:
    rows = reviewed() if MATRIX.exists() else {}
    empty = ["?"] * len(world.KINDS)
    rows = {route: rows.get(route, list(empty)) for route in found}
    for route, answer in found.items():
        rows[route][column] = answer
    MATRIX.write_text(HEAD + "".join("\t".join([route, *answers]) + "\n" for route, answers in sorted(rows.items())))


def test_nothing_answers_with_a_fault_of_the_server():
    faulty = {route for route, answers in reviewed().items() if any("500" in answer for answer in answers)}
    # Wagtail 7.4 falls over a POST to these without the fields of its own forms.
    assert faulty == {"admin/choose-external-link/", "admin/pages/<int:page_id>/copy/"}
