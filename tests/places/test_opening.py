"""Opening hours: against a model that walks through every minute, and the cases that people ask about."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from places.bank_holidays import bank_holiday
from places.models import OpeningHours
from places.open_data import hours as open_data
from places.opening import HOLIDAY, Hours, has_come, moment

LONDON = ZoneInfo("Europe/London")
SPRING, AUTUMN, CHRISTMAS = date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 25)
A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)

times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 59]))
weeks = st.dictionaries(st.integers(0, HOLIDAY), st.lists(st.tuples(times, times), max_size=2), max_size=8)
days = st.sampled_from([SPRING, AUTUMN, CHRISTMAS, date(2026, 6, 10), date(2024, 2, 28)])
near = st.integers(-2, 2)
closures = st.lists(st.tuples(near, st.integers(0, 1)), max_size=1)


def hours_around(week, middle, closed):
    return Hours(week, [(middle + n * A_DAY, middle + (n + more) * A_DAY) for n, more in closed])


def walked(hours, first, count):
    """[(minute in UTC, whether it is open)] for `count` days: each door opens and closes when the clock first allows it."""
    start = datetime.combine(first - 2 * A_DAY, time(), UTC)
    minutes = [start + n * A_MINUTE for n in range((count + 4) * 1440)]
    walls = [minute.astimezone(LONDON).replace(tzinfo=None) for minute in minutes]

    def first_at(day, at):
        wanted = datetime.combine(day, at)
        return next(place for place, wall in enumerate(walls) if wall >= wanted)

    is_open = [False] * len(minutes)
    for day in (first + n * A_DAY for n in range(-1, count)):
        if any(begins <= day <= ends for begins, ends in hours.closed):
            continue
        for opens, closes in hours.week.get(HOLIDAY if bank_holiday(day) else day.weekday(), []):
            ends = first_at(day if closes > opens else day + A_DAY, closes)
            for place in range(first_at(day, opens), ends):
                is_open[place] = True
    begin = first_at(first, time())
    end = first_at(first + count * A_DAY, time())
    return list(zip(minutes[begin:end], is_open[begin:end], strict=True))


@settings(max_examples=60, deadline=None)
@given(weeks, days, closures)
@example({6: [(time(1, 15), time(1, 45))], 5: [(time(22), time(1, 30))]}, AUTUMN, [])
@example({6: [(time(1, 15), time(1, 45))], 5: [(time(22), time(1, 30))]}, SPRING, [])
@example({day: [(time(), time())] for day in range(8)}, CHRISTMAS, [])
def test_it_is_open_exactly_when_a_walk_through_every_minute_says_so(week, middle, closed):
    hours = hours_around(week, middle, closed)
    for minute, is_open in walked(hours, middle - A_DAY, 3):
        assert hours.is_open(minute) is is_open, minute


@settings(max_examples=60, deadline=None)
@given(weeks, days, closures, st.integers(0, 3 * 1440 - 1), st.integers(0, 59))
@example({day: [(time(), time())] for day in range(8)}, AUTUMN, [], 2000, 0)
def test_the_next_change_is_the_first_minute_that_differs(week, middle, closed, minute, second):
    hours = hours_around(week, middle, closed)
    walk = walked(hours, middle - A_DAY, 8)
    at = walk[minute][0] + timedelta(seconds=second)
    change = hours.next_change(at)
    differs = next((later for later, is_open in walk[minute:] if is_open is not walk[minute][1]), None)
    if differs:
        assert change == differs
    else:
        assert change is None or change > walk[-1][0]
    if change:
        assert change > at
        assert hours.is_open(change) is not hours.is_open(at)


@given(days, times, st.integers(-2000, 2000))
def test_a_time_has_come_from_its_first_moment_on(day, at, minutes):
    asked = datetime.combine(day, time(12), UTC) + minutes * A_MINUTE
    today, latest = has_come(asked, LONDON)
    assert (moment(today, at, LONDON) <= asked) is (at <= latest)


WEEKDAYS = {day: [(time(9), time(17))] for day in range(5)}


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def test_a_bar_that_closes_at_two_is_open_after_midnight_and_not_after_two():
    bar = Hours({4: [(time(18), time(2))]})
    assert bar.is_open(at("2026-06-12T23:59")) and bar.is_open(at("2026-06-13T01:59"))
    assert not bar.is_open(at("2026-06-13T02:00"))
    assert bar.next_change(at("2026-06-12T20:00")) == at("2026-06-13T02:00")


def test_on_a_bank_holiday_it_is_closed_unless_it_says_otherwise():
    good_friday = at("2026-04-03T11:00")
    assert not Hours(WEEKDAYS).is_open(good_friday)
    assert Hours(WEEKDAYS | {HOLIDAY: [(time(10), time(12))]}).is_open(good_friday)
    assert not Hours(WEEKDAYS | {HOLIDAY: [(time(10), time(12))]}).is_open(at("2026-04-03T12:00"))


def test_the_working_day_given_for_a_holiday_on_a_weekend_counts_too():
    assert bank_holiday(date(2026, 12, 28)) == "Boxing Day"
    assert not Hours(WEEKDAYS).is_open(at("2026-12-28T11:00"))


def test_the_evening_before_a_closed_day_still_ends_in_its_morning():
    bar = Hours({4: [(time(18), time(2))], 5: [(time(18), time(2))]}, [(date(2026, 6, 13), date(2026, 6, 13))])
    assert bar.is_open(at("2026-06-13T01:00"))
    assert not bar.is_open(at("2026-06-13T19:00")) and not bar.is_open(at("2026-06-14T01:00"))


def test_a_place_that_never_closes_has_no_next_change_in_either_clock_change():
    always = Hours({day: [(time(), time())] for day in range(8)})
    for day in (SPRING, AUTUMN, CHRISTMAS):
        assert always.next_change(datetime.combine(day, time(12), LONDON)) is None


def test_opening_at_nine_is_nine_by_the_clock_on_both_sides_of_a_clock_change():
    daily = Hours({day: [(time(9), time(17))] for day in range(8)})
    assert daily.next_change(at("2026-03-28T20:00")) == datetime(2026, 3, 29, 8, tzinfo=UTC)
    assert daily.next_change(at("2026-10-24T20:00")) == datetime(2026, 10, 25, 9, tzinfo=UTC)


def test_a_long_closure_is_looked_past():
    closed = Hours(WEEKDAYS, [(date(2026, 6, 1), date(2026, 8, 14))])
    assert closed.next_change(at("2026-06-03T12:00")) == at("2026-08-17T09:00")


def test_a_place_without_hours_has_no_next_change():
    assert Hours({}).next_change(at("2026-06-03T12:00")) is None


def test_what_openstreetmap_is_told_of_bank_holidays_is_read_back_as_it_was():
    def row(weekday):
        return OpeningHours(weekday=weekday, opens=time(9), closes=time(17))

    assert open_data.write([row(0), row(6)]) == "Mo,Su 09:00-17:00; PH off"
    assert open_data.write([row(6), row(HOLIDAY)]) == "Su 09:00-17:00; PH 09:00-17:00"
    assert open_data.write([]) == ""
    assert open_data.read("Su 9-17; PH 10-12") == [(6, time(9), time(17)), (HOLIDAY, time(10), time(12))]
    assert open_data.read("Mo 9-17; PH off; SH 10-12") == [(0, time(9), time(17))]
