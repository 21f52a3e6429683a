"""After the wards changed, one command moves what belonged to the old ones."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import AccessRecord
from places.models import AreaOutline, Postcode
from tests.factories import AreaFactory, ChampionFactory, LearnerFactory, VenueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return AreaFactory(name="Skircoat", valid_to=date(2026, 5, 6))


@pytest.fixture
def new():
    """Around HX1 1UN, and with an outline."""
    ward = AreaFactory(name="Wainhouse", valid_from=date(2026, 5, 7))
    Postcode.objects.create(code="HX1 1UN", area=ward, latitude=53.713, longitude=-1.884)
    ring = [[-1.89, 53.71], [-1.88, 53.71], [-1.88, 53.72], [-1.89, 53.72], [-1.89, 53.71]]
    AreaOutline.objects.create(area=ward, polygons=[[ring]])
    return ward


def move(*options) -> str:
    out = StringIO()
    call_command("move_to_new_wards", *options, stdout=out)
    return out.getvalue()


def ward_of(record):
    record.refresh_from_db()
    return record.area


def test_people_move_by_their_postcode_and_it_is_written_down(old, new):
    learner = LearnerFactory(area=old, postcode="hx1 1un")
    champion = ChampionFactory(area=old, postcode="HX11UN")
    told = move()
    assert "1 learners moved" in told and "1 champions moved" in told
    assert ward_of(learner) == ward_of(champion) == new
    assert set(AccessRecord.objects.values_list("kind", "rows")) == {("learner", 1), ("champion", 1)}


def test_a_venue_moves_by_its_postcode_or_its_point(old, new):
    by_postcode = VenueFactory(area=old, postcode="HX1 1UN", latitude=None, longitude=None)
    by_point = VenueFactory(area=old, postcode="", latitude=53.715, longitude=-1.885)
    move()
    assert ward_of(by_postcode) == ward_of(by_point) == new


def test_a_confidential_venue_is_left_to_a_lead(old, new):
    house = VenueFactory(confidential=True, name="House 7", area=old)
    house.set_place("9 Canary Street", "HX1 1UN", (53.715, -1.885))
    house.save()
    told = move()
    assert ward_of(house) == old
    assert "1 venues to move by hand: House 7" in told and "Canary" not in told


def test_who_cannot_be_placed_stays_and_is_named_by_reference_only(old, new):
    learner = LearnerFactory(area=old, postcode="", preferred_name="Zeynep")
    told = move()
    assert ward_of(learner) == old
    assert f"1 learners to move by hand: {learner.reference}" in told and "Zeynep" not in told


def test_what_belongs_to_a_ward_of_today_stays_where_it_is(new):
    warley = AreaFactory(name="Warley")
    learner = LearnerFactory(area=warley, postcode="HX1 1UN")
    move()
    assert ward_of(learner) == warley


def test_a_dry_run_moves_nothing(old, new):
    learner = LearnerFactory(area=old, postcode="HX1 1UN")
    assert "1 learners moved" in move("--dry-run")
    assert ward_of(learner) == old
    assert not AccessRecord.objects.exists()
