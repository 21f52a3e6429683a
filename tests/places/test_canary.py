"""Nobody outside learns that a confidential venue exists: every public answer is the same byte for byte with it and without.

The addresses come from the URLconf, from the links and forms of the pages themselves, and from guesses. So a new public route
is in by itself; one that cannot be reached fails `test_every_public_route_is_looked_at`.
"""

import json
import re
from uuid import UUID

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction

from accounts.models import Role
from places.models import AccommodationRecord, Area, ClosedDay, Postcode, ProviderRequest, Venue, WifiMatter
from reports.models import WifiEdition
from scheme.copies import Copies
from tests.access.routes import all_routes
from tests.access.test_matrix import reviewed
from tests.copies.conftest import Inside
from tests.factories import (
    AreaFactory,
    ChampionFactory,
    LearnerFactory,
    MatchFactory,
    OpeningHoursFactory,
    OrganisationFactory,
    UserFactory,
    VenueFactory,
    WifiCheckFactory,
)
from tests.guides.conftest import loaded_guides
from tests.places.walking import CLOSED, Walker, route_of

__all__ = ["loaded_guides"]

pytestmark = pytest.mark.django_db
NAME, ADDRESS, POSTCODE, POINT = "Quokka Lodge", "9 Wombat Street", "HX9 7QK", (53.7651, -1.9317)
CODE, NUMBER, KEY = "qkwmbt29", UUID("0c0ffee0-0000-4000-8000-000000000029"), 900_029
NOBODY = {"code": "zzzzzzz9", "number": "0c0ffee0-0000-4000-8000-000000000028", "key": "900028"}
"""The same, of nothing that ever was."""

TEXTS = [NAME, "quokka", ADDRESS, POSTCODE, "hx97qk", "HX9", "Canary Ward", CODE, f"{POINT[0]},{POINT[1]}", "asylum"]
BOX = f"{POINT[1] - 0.001},{POINT[0] - 0.001},{POINT[1] + 0.001},{POINT[0] + 0.001}"
GUESSES = [
    dict.fromkeys(("q", "query", "search", "name"), NAME),
    dict.fromkeys(("postcode", "near", "where", "place", "from"), POSTCODE),
    {"postcode": POSTCODE, "proximity": "300"},
    {
        "lat": str(POINT[0]),
        "lon": str(POINT[1]),
        "lng": str(POINT[1]),
        "latitude": str(POINT[0]),
        "longitude": str(POINT[1]),
    },
    {"bbox": BOX},
    {"map": "1"},
    dict.fromkeys(("ward", "area"), "E05099999"),
    {"kind": "asylum"},
    {"page": "2", "per_page": "10"},
    {"per_page": "500", "full": "true"},
]

UNREACHABLE = {
    "feedback/<str:token>/": "a signed token, given out with a feedback",
    "invitation/<str:token>/": "a signed token, sent by mail",
    "still-so/<str:token>/": "a signed token, sent by mail, and none is made for a venue that is not public",
    "sign-in/password/^reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "a signed token, sent by mail",
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": "Wagtail's, of restricted pages",
    "g/<int:pk>/feedback/": "takes a POST only",
    "wifi/told/<str:token>/": "a signed token, given out with a report",
    "wifi/<slug:code>/did-not-work/": "takes a POST only",
    "sign-in/sign-up/": "shut: nobody signs up",
    "media/images/<str:name>": "the shipped guides have no pictures",
}
"""Public routes without an address that a stranger is shown, and why."""


def hidden(**options) -> Venue:
    """The canary, with everything around it that a venue can have."""
    venue = VenueFactory(
        pk=KEY, code=CODE, public_id=NUMBER, name=NAME, area=Area.objects.get(code="E05099999"),
        organisation=OrganisationFactory(name="Canary Housing", website="https://canary.example"), wifi_network="QuokkaNet",
        computers=99, **({"confidential": True} | options),
    )  # fmt: skip
    if venue.is_confidential:
        venue.set_place(ADDRESS, POSTCODE, POINT)
        venue.save()
    OpeningHoursFactory(venue=venue, weekday=6)
    ClosedDay.objects.create(venue=venue, first_day="2020-01-01", last_day="2099-12-31", reason="Quokka holidays")
    WifiCheckFactory(venue=venue, note="quokka")
    AccommodationRecord.objects.create(venue=venue, residents="1-10", devices_note="quokka")
    ProviderRequest.objects.create(venue=venue, asked="quokka")
    WifiMatter.tell(venue, WifiMatter.Reason.CHANGED, "quokka")
    learner = LearnerFactory(accommodation=venue, area=venue.area, status="matched")
    MatchFactory(learner=learner, champion=ChampionFactory(area=venue.area))
    return venue


def known(**options) -> Venue:
    """The same place while it is public."""
    place = {"address": ADDRESS, "postcode": POSTCODE, "latitude": POINT[0], "longitude": POINT[1]}
    return hidden(confidential=False, kind=Venue.Kind.COMMUNITY, **place, **options)


def hide(venue: Venue) -> None:
    place = venue.place
    venue.visibility = Venue.Visibility.CONFIDENTIAL
    venue.set_place(**place)
    venue.save()


@pytest.fixture(scope="module")
def world(loaded_guides, django_db_blocker):
    """A town with places enough for several pages; the canary's ward has none, and its postcode is in the postcode file."""
    with django_db_blocker.unblock(), transaction.atomic():
        town = AreaFactory(name="Canarydale", kind=Area.Kind.AUTHORITY)
        wards = [AreaFactory(name=name, parent=town) for name in ("East", "West")]
        ward = AreaFactory(name="Canary Ward", code="E05099999", parent=town, latitude=POINT[0], longitude=POINT[1])
        Postcode.objects.create(code=POSTCODE, area=ward, latitude=POINT[0], longitude=POINT[1])
        Postcode.objects.create(code="HX1 1UN", area=wards[0], latitude=53.721, longitude=-1.861)
        kinds = [kind for kind in Venue.Kind.values if kind not in ("asylum", "homelessness")]
        for number in range(60):
            venue = VenueFactory(
                name=f"Place {number}", area=wards[number % 2], kind=kinds[number % len(kinds)], latitude=53.7 + number / 1000,
                wifi_network="Free", is_step_free=number % 3 == 0, computers=number % 5,
            )  # fmt: skip
            if number % 2:
                OpeningHoursFactory(venue=venue, weekday=number % 8)
            if number % 10 == 0:
                WifiCheckFactory(venue=venue)
        WifiEdition.publish(by=UserFactory(roles=[Role.LEAD]))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def stranger(world, db):
    """New copies each time: what one look left behind is not what the next is given."""

    def begin() -> Walker:
        copies = Copies(WSGIHandler(), watch=Inside())
        copies.views.count = lambda guide: None
        return Walker(copies, texts=TEXTS, guesses=GUESSES)

    return begin


@pytest.fixture(scope="module")
def kept():
    return {}


@pytest.fixture
def before(stranger, kept):
    """{address: what it shows} without the canary. Walked once: all tests of this file begin from the same world."""
    if not kept:
        first = stranger().walk()
        walker = stranger()
        second = {address: walker.look(address) for address in first}
        differing = [address for address in first if first[address].answer != second[address].answer]
        assert not differing, f"differ from one look to the next, so nothing can be compared: {differing[:5]}"
        kept.update(second)
    return kept


def compare(before, after, *, with_queries: bool = True) -> None:
    assert after.keys() == before.keys(), "other addresses are linked"
    for address, was in before.items():
        now = after[address]
        assert now.answer.status == was.answer.status, address
        assert now.answer.headers == was.answer.headers, address
        assert now.answer.body == was.answer.body, f"{address}: {first_difference(was.answer.body, now.answer.body)}"
        if with_queries:
            assert now.queries == was.queries, f"{address}: other questions to the database, or other numbers of rows"


def first_difference(was: bytes, now: bytes) -> str:
    at = next(
        (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), min(len(was), len(now))
    )
    return f"{was[max(0, at - 60) : at + 60]!r} became {now[max(0, at - 60) : at + 60]!r}"


# What is looked at -----------------------------------------------------------------------------------


def test_every_public_route_is_looked_at(before):
    reached = {route_of(address) for address, seen in before.items() if seen.answer.status == 200}
    public = {route for route, answers in reviewed().items() if is_open(route, answers[0])}
    unknown = public - reached - UNREACHABLE.keys()
    assert not unknown, "public, but no link, form or guess leads there: link to them, or say why in UNREACHABLE"
    assert not reached & UNREACHABLE.keys(), "reached after all"


def is_open(route: str, answer: str) -> bool:
    """Whether a stranger can read there: 200, or 404 where the answer hangs on which one is asked for."""
    path = dict(all_routes())[route]
    status = answer.split("/")[0]
    return (
        not path.startswith(CLOSED)
        and not route.startswith("^((")
        and (status in ("200", "405") or status == "404" and "<" in route)
    )


def test_a_place_that_is_public_is_seen_everywhere_so_that_a_hidden_one_would_be(before, stranger):
    known()
    walker = stranger()
    shown = ["/wifi/", "/data/", "/data/venues.csv", "/data/venues.geojson", "/data/openstreetmap.geojson"]
    for address in [*shown, "/data/open-referral.json", "/open-referral/services"]:
        assert walker.look(address).answer != before[address].answer, address
    assert walker.look(f"/wifi/{CODE}/").answer.status == 200
    assert NAME in walker.look("/data/venues.csv").answer.text


# The comparison --------------------------------------------------------------------------------------


def test_a_confidential_venue_changes_no_public_answer_and_is_named_in_none(before, stranger):
    hidden()
    after = stranger().walk()
    compare(before, after)
    for address, seen in after.items():
        if "?" not in address:  # a question may be repeated in its answer
            for word in (NAME, ADDRESS, POSTCODE, CODE, str(NUMBER), "QuokkaNet", "canary.example", "53.765"):
                assert word.encode() not in seen.answer.body, f"{word} in {address}"


def test_a_public_venue_made_confidential_leaves_nothing_behind(before, stranger):
    """Neither in the ready copies of when it was public."""
    venue = known()
    walker = stranger()
    for address in before:
        if "?" not in address:
            walker.look(address)
    hide(venue)
    compare(before, {address: walker.look(address) for address in before}, with_queries=False)


def test_a_venue_for_its_residents_only_changes_no_public_answer(before, stranger):
    place = {"address": ADDRESS, "postcode": POSTCODE, "latitude": POINT[0], "longitude": POINT[1]}
    hidden(confidential=False, kind=Venue.Kind.HOMELESSNESS, visibility=Venue.Visibility.RESIDENTS, **place)
    walker = stranger()
    compare(before, {address: walker.look(address) for address in before})


# Its own addresses -----------------------------------------------------------------------------------


def its_own_addresses(code: str, number: str, key: str) -> list[str]:
    """Every route with a parameter, tried with each name that a venue goes by."""
    found = []
    for route, path in all_routes():
        if ("<" in route or "(?P" in route) and not path.startswith(CLOSED):
            for name in (code, number, key):
                found.append("/" + re.sub(r"<[^>]+>|\(\?P<\w+>[^)]*\)", name, route).strip("^$").replace("^", ""))
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_its_own_addresses_answer_like_those_of_nothing(stranger, method):
    hidden()
    walker = stranger()
    its_names = {"code": CODE, "number": str(NUMBER), "key": str(KEY)}
    of_it, of_nobody = its_own_addresses(**its_names), its_own_addresses(**NOBODY)
    assert f"/wifi/{CODE}/" in of_it and f"/open-referral/services/{NUMBER}" in of_it
    for its, nobodys in zip(of_it, of_nobody, strict=True):
        for address in (its, nobodys):
            walker.look(address, method)  # what lasts until something changes is asked for once
        found, other = walker.look(its, method), walker.look(nobodys, method)
        renamed = json.dumps([found.answer.status, found.answer.headers, found.answer.body.decode("latin-1")])
        for name, value in its_names.items():
            renamed = renamed.replace(value, NOBODY[name])
        assert json.loads(renamed) == [
            other.answer.status,
            other.answer.headers,
            other.answer.body.decode("latin-1"),
        ], its
        assert found.queries == other.queries, its
