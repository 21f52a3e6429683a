"""Which venues fit, and which of them comes first."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places.distance import miles_between
from places.finding import EACH_PAGE, Finder, by_distance, findable, rounded
from places.models import ClosedDay, OpeningHours, Venue
from places.opening import HOLIDAY
from tests.factories import AreaFactory, OpeningHoursFactory, VenueFactory, WifiCheckFactory

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def found(query="", now="2026-06-10T11:00"):
    finder = Finder(QueryDict(query), at(now))
    return [venue.name for venue in finder.page(1)]


def venue_open(name, week):
    """`week`: {weekday: "9-17"}"""
    venue = VenueFactory(name=name)
    for day, hours in week.items():
        opens, closes = (datetime.time(int(hour) % 24) for hour in hours.split("-"))
        OpeningHoursFactory(venue=venue, weekday=day, opens=opens, closes=closes)
    return venue


@pytest.mark.parametrize(
    ("query", "fits", "does_not"),
    [
        ("kind=cafe", {"kind": "cafe"}, {"kind": "library"}),
        ("step_free=on", {"is_step_free": True}, {"is_step_free": None}),
        ("sockets=on", {"has_sockets": True}, {"has_sockets": False}),
        ("quiet=on", {"is_quiet": True}, {"is_quiet": None}),
        ("computers=on", {"computers": 2}, {"computers": 0}),
        ("no_sign_up=on", {"wifi_needs_sign_up": False}, {"wifi_needs_sign_up": True}),
        ("no_sign_up=on", {"wifi": "communal"}, {"wifi": "unknown"}),
    ],
)
def test_what_somebody_needs_keeps_the_rest_out(query, fits, does_not):
    VenueFactory(name="Fits", **fits)
    VenueFactory(name="Does not", **does_not)
    assert found(query) == ["Fits"]
    assert found() == ["Does not", "Fits"]


@pytest.mark.parametrize("query", ["kind=castle", "open=yesterday", "kind=asylum", "open=%00", "step_free=", "page=x"])
def test_a_value_that_is_no_choice_asks_for_nothing(query):
    VenueFactory(name="Library")
    assert found(query) == ["Library"]


WEDNESDAY = "2026-06-10T"


@pytest.mark.parametrize(
    ("query", "now", "names"),
    [
        ("open=now", WEDNESDAY + "11:00", ["Always", "Day"]),
        ("open=now", WEDNESDAY + "17:00", ["Always"]),
        ("open=now", "2026-06-12T23:00", ["Always", "Night"]),
        ("open=now", "2026-06-13T01:59", ["Always", "Night"]),
        ("open=now", "2026-06-13T02:00", ["Always"]),
        ("open=evening", "2026-06-12T09:00", ["Always", "Night"]),
        ("open=evening", WEDNESDAY + "09:00", ["Always"]),
        ("open=weekend", WEDNESDAY + "09:00", ["Always", "Saturday"]),
        ("open=weekend", "2026-06-13T12:00", ["Always"]),
        ("open=now", "2026-12-25T11:00", ["Always", "Holiday"]),
    ],
)
def test_open_now_this_evening_and_at_the_weekend(query, now, names):
    venue_open("Day", dict.fromkeys(range(5), "9-17"))
    venue_open("Night", {4: "18-2"})
    venue_open("Saturday", {5: "9-12"})
    venue_open("Always", dict.fromkeys(range(8), "0-0"))
    venue_open("Holiday", {HOLIDAY: "9-12"})
    assert found(query, now) == names


def test_a_closed_day_is_not_open_in_any_list():
    library = venue_open("Library", dict.fromkeys(range(7), "9-20"))
    day = datetime.date(2026, 6, 10)
    ClosedDay.objects.create(venue=library, first_day=day, last_day=day)
    assert found("open=now") == found("open=evening") == []
    assert found("open=now", "2026-06-11T11:00") == ["Library"]


times = st.builds(datetime.time, st.integers(0, 23), st.sampled_from([0, 30]))
moments = st.builds(
    lambda day, minutes: (
        datetime.datetime.combine(day, datetime.time(), LONDON).astimezone(datetime.UTC)
        + datetime.timedelta(minutes=minutes)
    ),
    st.sampled_from([datetime.date(2026, 3, 28), datetime.date(2026, 10, 24), datetime.date(2026, 12, 24)]),
    st.integers(0, 3000),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, HOLIDAY), times, times), max_size=6), moments)
def test_the_list_of_open_places_says_what_the_hours_of_each_place_say(db, spells, now):
    Venue.objects.all().delete()
    venue = VenueFactory()
    OpeningHours.objects.bulk_create(
        OpeningHours(venue=venue, weekday=day, opens=opens, closes=closes) for day, opens, closes in spells
    )
    in_list = Finder(QueryDict("open=now"), now).page(1).paginator.count == 1
    assert in_list is Venue.objects.get().hours.is_open(now)


points = st.tuples(st.floats(53.2, 54.2), st.floats(-2.6, -1.0))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(points, min_size=2, max_size=8), points)
def test_the_database_puts_places_in_the_order_of_their_true_distance(db, places, here):
    Venue.objects.all().delete()
    area = AreaFactory()
    for latitude, longitude in places:
        VenueFactory(area=area, latitude=latitude, longitude=longitude)
    miles = [miles_between(here, venue.point) for venue in by_distance(findable(), here)]
    assert all(near <= far * 1.001 + 0.001 for near, far in zip(miles, miles[1:], strict=False))


def test_the_nearest_comes_first_and_says_how_far_it_is():
    VenueFactory(name="Near", latitude=53.70, longitude=-1.80)
    VenueFactory(name="Nearer", latitude=53.701, longitude=-1.80)
    AreaFactory(name="Elland", latitude=53.71, longitude=-1.80)
    page = Finder(QueryDict("place=elland"), at("2026-06-10T11:00")).page(1)
    assert [(venue.name, round(venue.miles, 1)) for venue in page] == [("Nearer", 0.6), ("Near", 0.7)]


def test_a_place_whose_point_is_not_known_counts_as_its_ward():
    elland = AreaFactory(name="Elland", latitude=53.685, longitude=-1.825)
    VenueFactory(name="Far", latitude=53.75, longitude=-1.825)
    VenueFactory(name="In Elland", area=elland, latitude=None, longitude=None)
    assert found("place=elland") == ["In Elland", "Far"]


def test_what_is_far_away_is_shown_only_where_nothing_is_near():
    AreaFactory(name="Elland", latitude=53.685, longitude=-1.825)
    VenueFactory(name="Cornwall", latitude=50.26, longitude=-5.05)
    assert found("place=elland") == ["Cornwall"]
    VenueFactory(name="Near", latitude=53.70, longitude=-1.80)
    assert found("place=elland") == ["Near"]


def test_places_come_in_pages_and_each_is_on_one_of_them():
    VenueFactory.create_batch(EACH_PAGE + 3)
    finder = Finder(QueryDict("near=53.72,-1.86"), at("2026-06-10T11:00"))
    first, second = ({venue.pk for venue in finder.page(number)} for number in (1, 2))
    assert (len(first), len(second), len(first | second)) == (EACH_PAGE, 3, EACH_PAGE + 3)


def test_the_newest_check_goes_with_a_place():
    venue = VenueFactory()
    WifiCheckFactory(venue=venue, checked_at=at("2026-01-01T10:00"), works=True)
    newest = WifiCheckFactory(venue=venue, checked_at=at("2026-02-01T10:00"), works=False)
    assert Finder(QueryDict(""), at("2026-06-10T11:00")).page(1)[0].newest_check == newest


def test_it_says_which_wish_alone_stands_in_the_way():
    VenueFactory(kind="library", is_step_free=True, is_quiet=False)
    finder = Finder(QueryDict("kind=library&step_free=on&quiet=on"), at("2026-06-10T11:00"))
    assert [(str(words), query) for words, query in finder.loosened()] == [("Quiet", "kind=library&step_free=on")]


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("53.72345678,-1.86123", (53.72, -1.86)),
        ("0,0", (0.0, 0.0)),
        ("91,0", None),
        ("53.7", None),
        ("nan,nan", None),
        ("1e3,1", None),
        ("٥٣,١", None),
        ("", None),
    ],
)
def test_a_position_is_rounded_to_half_a_mile_whatever_is_sent(typed, point):
    assert rounded(typed) == point


def test_an_exact_position_is_in_no_link():
    finder = Finder(QueryDict("near=53.7234567,-1.8612345&open=now&nonsense=1"), at("2026-06-10T11:00"))
    assert finder.query == "open=now&near=53.72%2C-1.86"


def test_what_the_public_may_not_know_is_never_found():
    area = AreaFactory(name="Elland")
    VenueFactory(confidential=True, area=area)
    VenueFactory(kind="homelessness", visibility="residents", area=area)
    VenueFactory(closed_on=datetime.date(2026, 1, 1), area=area)
    VenueFactory(wifi="none", area=area)
    for query in ("", "place=elland", "near=53.72,-1.86", "open=now", "kind=asylum", "kind=homelessness"):
        assert found(query) == []
