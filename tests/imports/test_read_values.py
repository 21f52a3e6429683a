"""Cells in all the wordings seen, and the ones that are reported instead of guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.times import read_times
from imports.values import (
    Check,
    Consent,
    NotUnderstood,
    index_names,
    look_up_each,
    read_check,
    read_consent,
    read_date,
    read_email,
    read_miles,
    read_phone,
    read_yes_no,
)

TODAY = date(2026, 11, 22)
WEEK = {(day, part) for day in range(7) for part in range(3)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2020-10-02", date(2020, 10, 2)),
        ("2020-10-02 00:00:00", date(2020, 10, 2)),
        ("14/07/2020", date(2020, 7, 14)),
        ("02/10/2020", date(2020, 10, 2)),
        ("2.10.20", date(2020, 10, 2)),
        ("11 Nov 2020", date(2020, 11, 11)),
        ("1st of September 2021", date(2021, 9, 1)),
        ("3-Feb-21", date(2021, 2, 3)),
        ("Sept 3, 2021", date(2021, 9, 3)),
        ("Fri 3 May 2024", date(2024, 5, 3)),
        ("44026", date(2020, 7, 14)),
        ("", None),
        ("N/A", None),
        ("-", None),
    ],
)
def test_a_date_is_read_day_first(text, found):
    assert read_date(text, today=TODAY) == found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/02/2020", "is not a date"),
        ("07/14/2020", "is not a date"),
        ("last summer", "is not a date"),
        ("1e5", "is not a date"),
        ("23/11/2026", "in the future"),
        ("01/01/0202", "too long ago"),
    ],
)
def test_an_impossible_date_is_reported(text, says):
    with pytest.raises(NotUnderstood, match=says):
        read_date(text, today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "7700900074",
        "07700900074",
        "07700 900074",
        "+44 7700 900074",
        "00447700900074",
        "447700900074",
        "(07700) 900-074",
    ],
)
def test_a_number_has_one_form_however_it_is_written(text):
    assert read_phone(text) == "07700 900074"


def test_a_number_of_another_country_keeps_its_country():
    assert read_phone("0048 221234567") == "+48 22 123 45 67"


@pytest.mark.parametrize(
    "text", ["via staff", "12345", "7.7009E+09", "07700 900074 / 01422 496000", "ask Jo 07700 900074"]
)
def test_what_is_no_number_is_reported(text):
    with pytest.raises(NotUnderstood, match="is not a telephone number"):
        read_phone(text)


def test_an_address_is_put_in_lower_case_and_nothing_given_is_nothing():
    assert read_email(" WENDY@Example.org ") == "wendy@example.org"
    assert read_email("NOT GIVEN") == read_email("") == ""
    with pytest.raises(NotUnderstood):
        read_email("wendy at example.org")


@pytest.mark.parametrize("text", ["Y", "yes", "TRUE", "1", "Yes ", "✓"])
def test_yes_has_many_wordings(text):
    assert read_yes_no(text) is True
    assert read_consent(text) == Consent.YES


@pytest.mark.parametrize(
    ("text", "found"), [("N", Consent.NO), ("no", Consent.NO), ("verbal", Consent.BY_WORD), ("", None)]
)
def test_consent_may_be_refused_given_by_word_or_not_said(text, found):
    assert read_consent(text) == found


@pytest.mark.parametrize("text", ["maybe", "x", "yes but not photos", "?!a"])
def test_an_unclear_consent_is_not_taken_for_one(text):
    with pytest.raises(NotUnderstood):
        read_consent(text)


@pytest.mark.parametrize(
    ("text", "miles"),
    [("5", "5"), ("3 miles", "3"), ("up to 2.5", "2.5"), ("10mi", "10"), ("8 km", "5"), ("anywhere", "50"), ("", None)],
)
def test_miles(text, miles):
    assert read_miles(text) == (None if miles is None else Decimal(miles))


@pytest.mark.parametrize("text", ["5-10", "-3", "far", "NaN", "1e3"])
def test_an_unclear_distance_is_reported(text):
    with pytest.raises(NotUnderstood):
        read_miles(text)


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("enhanced", Check.ENHANCED),
        ("Basic DBS", Check.BASIC),
        ("Standard", Check.STANDARD),
        ("none", Check.NONE),
        ("Y", Check.UNKNOWN),
        ("", None),
    ],
)
def test_a_check_without_its_level_is_of_unknown_level(text, check):
    assert read_check(text) == check


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Mon pm; Wed eve", {(0, 1), (2, 2)}),
        ("Mon pm / Mon eve / Tue am", {(0, 1), (0, 2), (1, 0)}),
        ("Tuesday Mornings and Sat afternoon", {(1, 0), (5, 1)}),
        ("weekday mornings", {(day, 0) for day in range(5)}),
        ("Mon-Wed eve", {(0, 2), (1, 2), (2, 2)}),
        ("weekends", {(day, part) for day in (5, 6) for part in range(3)}),
        ("Tuesdays", {(1, 0), (1, 1), (1, 2)}),
        ("Sat all day", {(5, 0), (5, 1), (5, 2)}),
        ("any", WEEK),
        ("", set()),
    ],
)
def test_times_are_read_as_half_days(text, times):
    assert read_times(text) == (times, [])


@pytest.mark.parametrize(
    ("text", "times", "unknown"),
    [
        ("flexible", set(), ["flexible"]),
        ("Mon, Tue pm", {(1, 1)}, ["Mon"]),
        ("Mon am; after school", {(0, 0)}, ["after school"]),
        ("any but Friday", set(), ["any but Friday"]),
        ("Mon am, not Tue", set(), ["Mon am, not Tue"]),
        ("mornings", set(), ["mornings"]),
        ("Fri-Mon am", set(), ["Fri-Mon am"]),
    ],
)
def test_times_that_leave_something_open_are_reported(text, times, unknown):
    assert read_times(text) == (times, unknown)


LANGUAGES = index_names(
    [
        ("English", "en"),
        ("Persian", "fa"),
        ("Farsi", "fa"),
        ("Dari", "fa"),
        ("Dari/Farsi", "fa"),
        ("Kurdish (Sorani)", "ckb"),
    ]
    + [("Kurdish", "ckb"), ("Kurdish", "kmr"), ("Salt, Pepper & Park", "ward")]
)


@pytest.mark.parametrize(
    ("text", "found", "unknown"),
    [
        ("English; Dari/Farsi", ["en", "fa"], []),
        ("english/dari/FARSI ", ["en", "fa"], []),
        ("English and Kurdish (Sorani)", ["en", "ckb"], []),
        ("Salt, Pepper and Park", ["ward"], []),
        ("Klingon, English", ["en"], ["Klingon"]),
        ("", [], []),
    ],
)
def test_names_are_looked_up_with_every_separator(text, found, unknown):
    assert look_up_each(text, LANGUAGES) == (found, unknown)


def test_a_name_of_two_things_is_not_known():
    assert look_up_each("Kurdish", LANGUAGES) == ([], ["Kurdish"])


@given(st.text(max_size=60))
def test_any_text_is_a_value_or_not_understood(text):
    for read in (read_phone, read_email, read_yes_no, read_consent, read_miles, read_check):
        try:
            read(text)
        except NotUnderstood as problem:
            assert str(problem)
    try:
        found = read_date(text, today=TODAY)
        assert found is None or found <= TODAY
    except NotUnderstood:
        pass
    times, unknown = read_times(text)
    assert times <= WEEK
    assert look_up_each(text, LANGUAGES)
