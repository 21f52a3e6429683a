"""The year of checks that a place shows: as a drawing, in a sentence, and one by one."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from places.history import History
from tests.factories import (
    ChampionFactory,
    OrganisationFactory,
    PartnerFactory,
    UserFactory,
    VenueFactory,
    WifiCheckFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def check(venue, days_ago=1, **fields):
    return WifiCheckFactory(venue=venue, checked_at=timezone.now() - timedelta(days=days_ago), **fields)


def test_the_sentence_says_how_often_it_worked_and_how_fast_it_was():
    venue = VenueFactory()
    for days, speed in ((300, 2), (200, 8.5), (100, 40)):
        check(venue, days, down_mbit_s=speed)
    check(venue, 2, works=False)
    assert History.of(venue).sentence == (
        "4 checks in the last 12 months: it worked 3 times, it did not 1 time. "
        "Half of the measured downloads were 8.5 Mbit/s or faster."
    )


def test_what_is_older_than_a_year_is_left_out():
    venue = VenueFactory()
    check(venue, 366)
    assert History.of(venue).sentence == "Nobody has checked in the last 12 months."


def test_each_check_is_one_mark_in_the_drawing_and_one_line_below_it():
    organisation = OrganisationFactory()
    venue = VenueFactory(organisation=organisation)
    for days in (10, 100):
        check(venue, days)
    check(venue, 50, works=False, note="Only in the hall")
    page = signed_in(PartnerFactory(organisation=organisation)).get(reverse("partner_venue", args=[venue.pk])).text
    drawing = re.search(r"<svg class=\"history\".*?</svg>", page, re.DOTALL)[0]
    assert drawing.count("<circle") == 2
    assert drawing.count("translate(") == 1
    assert "3 checks in the last 12 months" in drawing
    assert page.count("Does not work</strong>") == 1
    assert "Only in the hall" in page


@pytest.mark.parametrize("month", range(1, 13))
def test_the_marks_and_the_names_of_months_stay_inside_the_drawing(month):
    now = datetime(2028, month, 1, 0, 30, tzinfo=UTC)
    history = History(
        [WifiCheckFactory.build(venue=None, checked_at=now - timedelta(days=day)) for day in (0, 180, 364)], now
    )
    assert all(52 <= mark.x <= 272 for mark in history.marks)
    assert 3 <= len(history.months) <= 4
    assert all(52 <= x <= 272 for x, _name in history.months)


def test_a_champion_sees_the_drawing_but_not_what_others_wrote():
    venue = VenueFactory()
    check(venue, note="Ask for Ahmed")
    page = signed_in(ChampionFactory().user).get(reverse("log_wifi_check", args=[venue.pk])).text
    assert "<circle" in page
    assert "Ahmed" not in page


def test_a_lead_sees_the_drawing_and_the_notes():
    venue = VenueFactory()
    check(venue, note="Ask for Ahmed")
    page = signed_in(UserFactory(roles=[Role.LEAD])).get(reverse("scheme_venues:inspect", args=[venue.pk])).text
    assert "<circle" in page
    assert "Ahmed" in page
