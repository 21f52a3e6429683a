"""What is made confidential is gone from every process at once: search, finder, its own pages, open data."""

import pytest

from places.models import Venue
from tests.copies.test_other_processes import loaded, process
from tests.factories import VenueFactory

__all__ = ["loaded"]

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
NAME = "Quokka Lodge"
LISTS = [
    "/wifi/",
    "/data/venues.csv",
    "/data/venues.geojson",
    "/data/openstreetmap.geojson",
    "/data/open-referral.json",
]


def test_it_is_gone_from_every_process_at_the_next_request(loaded):
    venue = VenueFactory(name=NAME, kind=Venue.Kind.COMMUNITY)
    its_own = [f"/wifi/{venue.code}/", f"/open-referral/services/{venue.public_id}"]
    with process() as one, process() as two:
        for each in (one, two):
            for path in [*LISTS, *its_own, "/", "/data/"]:
                each.ask(path)
                assert NAME in each.ask(path)["text"] or path in ("/", "/data/"), path
        venue.visibility = Venue.Visibility.CONFIDENTIAL
        venue.set_place(**venue.place)
        venue.save()
        for each in (one, two):
            for path in [*LISTS, "/", "/data/"]:
                assert NAME not in each.ask(path)["text"], path
            for path in its_own:
                assert each.ask(path)["status"] == 404, path
