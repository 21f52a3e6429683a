"""Where somebody is, from what they typed."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from places.models import Area, Postcode
from places.models.area import normalise_postcode
from places.whereabouts import Kind, whereabouts
from tests.factories import AreaFactory

pytestmark = pytest.mark.django_db

WARDS = ["Brighouse", "Elland", "Halifax Town", "Hebden Bridge & Todmorden East", "Park", "Ryburn", "Todmorden West"]
WARDS += ["Salterhebble, Southowram & Skircoat Green", "Sowerby Bridge", "Wainhouse"]


@pytest.fixture
def calderdale(db):
    authority = AreaFactory(code="E08000033", name="Calderdale", kind=Area.Kind.AUTHORITY)
    for name in WARDS:
        AreaFactory(name=name, parent=authority)
    for number, code in enumerate(["HX1", "HX2", "HX7", "HD6", "OL14"]):
        AreaFactory(code=code, name=code, kind=Area.Kind.OUTCODE, latitude=53.7 + number / 100)
    Postcode.objects.create(
        code="HX1 1UN", area=Area.objects.get(name="Halifax Town"), latitude=53.7225, longitude=-1.8631
    )
    return authority


@pytest.mark.parametrize(
    "typed", ["HX1 1UN", "hx11un", " hx1  1Un ", "H X 1 1 U N", "HX1-1UN", "HXI 1UN", "Halifax HX1 1UN"]
)
def test_a_postcode_is_known_however_it_is_typed(calderdale, typed):
    place = whereabouts(typed)
    assert (place.label, place.kind, place.point) == ("HX1 1UN", Kind.POSTCODE, (53.7225, -1.8631))
    assert place.area.name == "Halifax Town"
    assert place.is_inside and place.is_exact


def test_a_postcode_that_is_not_in_the_table_is_known_by_its_first_half(calderdale):
    place = whereabouts("ol146ab")
    assert (place.label, place.kind, place.is_inside, place.is_exact) == ("OL14", Kind.OUTCODE, True, False)
    assert place.point == (53.74, -1.86)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("hx1", "HX1"),
        ("HX1 1", "HX1"),
        ("hx1 1u", "HX1"),
        ("ol 14", "OL14"),
        ("OL140", "OL14"),
        ("Halifax, HX7", "Halifax Town"),
        ("my house HX7", "HX7"),
    ],
)
def test_the_first_half_of_a_postcode_is_enough(calderdale, typed, label):
    assert whereabouts(typed).label == label


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("ELLAND", "Elland"),
        ("calderdale", "Calderdale"),
        ("near Elland", "Elland"),
        ("Elland, West Yorkshire", "Elland"),
        ("Elland ward", "Elland"),
        ("Halifax", "Halifax Town"),
        ("hebden bridge", "Hebden Bridge & Todmorden East"),
        ("skircoat green", "Salterhebble, Southowram & Skircoat Green"),
        ("Hebden Bridge and Todmorden East", "Hebden Bridge & Todmorden East"),
    ],
)
def test_a_name_is_known_whole_or_in_part(calderdale, typed, label):
    place = whereabouts(typed)
    assert (place.label, place.is_exact, place.is_inside) == (label, True, True)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("brighuose", "Brighouse"),
        ("Eland", "Elland"),
        ("Halifx", "Halifax Town"),
        ("sowerby brige", "Sowerby Bridge"),
        ("hebdan bridge", "Hebden Bridge & Todmorden East"),
    ],
)
def test_a_name_with_a_small_mistake_is_known_and_said_to_be_a_guess(calderdale, typed, label):
    place = whereabouts(typed)
    assert (place.label, place.is_exact) == (label, False)


def test_a_town_comes_before_a_ward_that_begins_like_it(calderdale):
    town = AreaFactory(code="town-halifax", name="Halifax", kind=Area.Kind.TOWN)
    assert whereabouts("halifax").area == town


def test_a_ward_that_is_no_more_is_not_found(calderdale):
    yesterday = date.today() - timedelta(days=1)
    AreaFactory(name="Skircoat", valid_to=yesterday)
    assert whereabouts("Skircoat").label == "Salterhebble, Southowram & Skircoat Green"
    Area.objects.filter(name="Ryburn").update(valid_to=yesterday)
    assert not whereabouts("Ryburn").is_known


@pytest.mark.parametrize("typed", ["SW1A 1AA", "Bradford", "BD1", "BT1 5GS", "ナポリ", "12345", "?"])
def test_a_place_elsewhere_is_said_to_be_unknown(calderdale, typed):
    place = whereabouts(typed)
    assert (place.kind, place.is_known, place.is_inside, place.point) == (Kind.UNKNOWN, False, False, None)
    assert place.label == typed


def test_an_unknown_place_names_the_nearest_one_that_is_known(calderdale):
    assert whereabouts("HX9 1AA").nearest.name == "HX7"
    assert whereabouts("Brigg house mills").nearest.name == "Brighouse"
    assert whereabouts("SW1A 1AA").nearest is None


def test_nothing_typed_is_no_place(calderdale):
    assert whereabouts("") is whereabouts("  \n\u200b ") is whereabouts(None) is None


def test_without_any_area_every_place_is_unknown():
    assert [whereabouts(typed).kind for typed in ("HX1 1UN", "HX1", "Halifax")] == [Kind.UNKNOWN] * 3


@pytest.mark.parametrize(
    ("typed", "queries"), [("HX1 1UN", 1), ("HX1 9ZZ", 2), ("HX1", 1), ("halifax", 1), ("no 7 nowhere", 1)]
)
def test_few_queries_are_made(calderdale, django_assert_num_queries, typed, queries):
    with django_assert_num_queries(queries):
        whereabouts(typed)


def test_a_very_long_text_is_answered_quickly(calderdale):
    for sign in ("a", "1", "HX1 ", "ﷺ", ",", "a,", "\0", "\u202e", "& "):
        began = time.perf_counter()
        whereabouts(sign * 10_000)
        assert time.perf_counter() - began < 0.2


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=120) | st.from_regex(r"[A-Za-z]{1,2}[0-9OIl][A-Za-z0-9]? ?[0-9O][A-Za-z]{2}"))
@example("#HX1")
@example("HX")
@example("1")
def test_any_text_gets_an_answer(calderdale, typed):
    place = whereabouts(typed)
    assert place is None or (len(place.label) <= 100 and place.is_known == place.is_inside)


@given(
    st.from_regex(r"\A[A-Z]{1,2}[0-9][A-Z0-9]?\Z"),
    st.from_regex(r"\A[0-9][A-Z]{2}\Z"),
    st.text(alphabet=" \t\u00a0", max_size=3),
    st.booleans(),
)
def test_a_postcode_has_one_form_with_one_space(outcode, incode, space, small):
    typed = outcode + space + incode
    assert normalise_postcode(typed.lower() if small else typed) == f"{outcode} {incode}"


@given(st.text())
def test_what_is_normalised_stays_as_it_is(typed):
    once = normalise_postcode(typed)
    assert normalise_postcode(once) == once and (once == "" or len(once) <= 8)
