"""Whoever types a postcode that the scheme knows need not choose the ward, nor look up the point."""

from datetime import date

import pytest
from django.db import connection

from accounts.models import Role
from champions.admin.forms import ChampionForm
from learners.admin.forms.learner import LearnerForm
from places.admin.forms import VenueForm
from places.models import Area, AreaOutline, Postcode, Venue
from places.wards import ward_of
from tests.factories import AreaFactory, ChampionFactory, LearnerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def wards():
    """Two wards, with one postcode each: HX1 1UN and HX2 2ZZ."""
    found = AreaFactory(name="Halifax Town"), AreaFactory(name="Warley")
    for ward, code, latitude in zip(found, ("HX1 1UN", "HX2 2ZZ"), (53.7225, 53.7331), strict=True):
        Postcode.objects.create(code=code, area=ward, latitude=latitude, longitude=-1.8631)
    return found


def sent(form, **changes) -> dict:
    """What a browser sends back of `form`, with `changes`; None takes a field out."""
    values = {field.html_name: field.value() for field in form} | changes
    values = {
        name: [str(getattr(each, "pk", each)) for each in value] if isinstance(value, list) else value
        for name, value in values.items()
    }
    return {name: value for name, value in values.items() if value is not None and value is not False}


def edit(form_class, record=None, extra=None, **changes):
    extra = extra or {}
    given = {"instance": record} | extra
    form = form_class(sent(form_class(**given), **changes), **given)
    assert form.is_valid(), form.errors
    return form.save()


NEW = {"name": "Library", "kind": "library", "visibility": "public"}


def test_a_new_venue_gets_ward_and_point_from_its_postcode(wards):
    venue = edit(VenueForm, **NEW, postcode="hx11un")
    assert (venue.area, venue.point, venue.postcode) == (wards[0], (53.7225, -1.8631), "HX1 1UN")


def test_a_confidential_venue_gets_them_too_and_nothing_of_its_place_is_in_clear(wards):
    venue = edit(VenueForm, name="House 1", kind="asylum", visibility="confidential", postcode="HX2 2ZZ")
    assert venue.area == wards[1]
    assert venue.place == {"address": "", "postcode": "HX2 2ZZ", "point": (53.7331, -1.8631)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM places_venue WHERE id = %s", [venue.pk])
        stored = str(cursor.fetchone())
    assert "HX2" not in stored and "53.7331" not in stored


@pytest.mark.parametrize("visibility", ["public", "confidential"])
def test_a_venue_that_moves_takes_the_ward_and_point_of_its_new_postcode(wards, visibility):
    venue = edit(VenueForm, **{**NEW, "kind": "other", "visibility": visibility}, postcode="HX1 1UN")
    moved = edit(VenueForm, Venue.objects.get(pk=venue.pk), postcode="hx2 2zz")
    assert (moved.area, moved.place["point"]) == (wards[1], (53.7331, -1.8631))


def test_a_ward_and_a_point_that_are_given_stay(wards):
    venue = edit(VenueForm, **NEW, postcode="HX1 1UN", area=wards[1].pk, latitude="53.7", longitude="-1.9")
    assert (venue.area, venue.point) == (wards[1], (53.7, -1.9))
    again = edit(VenueForm, Venue.objects.get(pk=venue.pk), name="The library")
    assert (again.area, again.point) == (wards[1], (53.7, -1.9))


def test_a_venue_whose_postcode_tells_no_ward_is_asked_for_one(wards):
    data = sent(VenueForm(), **NEW, postcode="HX9 9ZZ")
    form = VenueForm(data)
    assert not form.is_valid()
    assert form.errors["area"] == ["Choose the ward: the postcode does not tell it."]
    assert form.data["postcode"] == "HX9 9ZZ"


def test_a_point_inside_an_outline_tells_the_ward(wards):
    ring = [[-2.0, 53.6], [-1.9, 53.6], [-1.9, 53.7], [-2.0, 53.7], [-2.0, 53.6]]
    AreaOutline.objects.create(area=wards[1], polygons=[[ring]])
    assert edit(VenueForm, **NEW, latitude="53.65", longitude="-1.95").area == wards[1]
    assert ward_of(point=(53.65, -1.85)) is None


@pytest.mark.parametrize("typed", ["HX1 1UN", "hx11un", "Flat 2, 1 High Street, Halifax HX1 1UN"])
def test_a_learner_gets_the_ward_of_the_postcode(wards, typed):
    learner = LearnerFactory(area=None)
    edit(LearnerForm, learner, {"user": UserFactory(roles=[Role.LEAD])}, postcode=typed)
    learner.refresh_from_db()
    assert (learner.area, learner.postcode) == (wards[0], typed)


def test_a_champion_gets_the_ward_of_the_postcode(wards):
    champion = ChampionFactory(area=None)
    edit(ChampionForm, champion, postcode="HX2 2ZZ")
    champion.refresh_from_db()
    assert champion.area == wards[1]


def test_a_postcode_in_a_ward_that_ended_tells_no_ward(wards):
    Area.objects.filter(pk=wards[0].pk).update(valid_to=date(2026, 5, 6))
    assert ward_of("HX1 1UN") is None
