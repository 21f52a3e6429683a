"""What the public reads about wifi where people are housed: no single place shows in it, nor between two editions."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from reports.models import EVERY, WifiEdition
from reports.small_numbers import SMALLEST, publishable
from tests.factories import AreaFactory, UserFactory, VenueFactory, WifiCheckFactory
from tests.signing_in import signed_in

EVERY_COUNT = [dict(zip(("works", "without", "unknown"), three, strict=True)) for three in product(range(14), repeat=3)]

# Small numbers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "told"), [(0, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
def test_a_count_below_five_is_not_told_and_others_are_rounded(count, told):
    assert publishable({"works": count})["works"] == told


def test_the_total_stands_only_where_nothing_is_hidden():
    assert publishable({"works": 8, "without": 12, "unknown": 5})["total"] == 25
    assert publishable({"works": 8, "without": 12, "unknown": 4})["total"] is None


def test_whatever_the_counts_every_hidden_one_could_be_any_number_below_five():
    """Everything that is told stays the same when a hidden count is another: nothing can be worked out by subtraction."""
    for counts in EVERY_COUNT:
        told = publishable(counts)
        for name in [name for name in counts if told[name] is None]:
            assert all(publishable(counts | {name: other}) == told for other in range(SMALLEST))


def test_every_number_that_is_told_stands_for_several_counts():
    for count in range(SMALLEST, 70):
        told = publishable({"works": count})
        assert sum(publishable({"works": other}) == told for other in range(80)) >= 3


# The edition ---------------------------------------------------------------------------------------------


@pytest.fixture
def authority(db):
    return AreaFactory(kind="authority", name="Calderdale")


@pytest.fixture
def ward(authority):
    return AreaFactory(parent=authority)


@pytest.fixture
def lead(db):
    return UserFactory(roles=[Role.LEAD])


@pytest.fixture
def houses(ward):
    """Seven where it works, twelve without, six nobody has checked."""
    for works, number in ((True, 7), (False, 12)):
        for venue in VenueFactory.create_batch(number, confidential=True, area=ward):
            WifiCheckFactory(venue=venue, where="room", works=works)
    return VenueFactory.create_batch(6, confidential=True, area=ward, wifi="unknown")


def page() -> bytes:
    answer = Client().get(reverse("housing_wifi"))
    assert not answer.cookies
    return answer.content


def test_before_the_first_edition_the_page_says_so_and_counts_nothing(houses):
    assert b"Nothing has been published yet." in page()


def test_a_lead_sees_what_would_be_public_and_publishes_it(houses, lead):
    client = signed_in(lead)
    assert "Calderdale" in client.get(reverse("reports_publish_edition")).text
    assert not WifiEdition.objects.exists()
    client.post(reverse("reports_publish_edition"))
    assert WifiEdition.objects.get().figures == [
        {"name": "Calderdale", "works": 5, "without": 10, "unknown": 5, "total": 20}
    ]
    assert b"Calderdale" in page()


def test_no_change_of_the_register_changes_a_byte_until_the_next_edition(houses, lead, ward):
    WifiEdition.publish(by=lead)
    before = page()
    new = VenueFactory.create_batch(5, confidential=True, area=ward, name="Canary")
    WifiCheckFactory(venue=new[0], where="room", works=False)
    houses[0].delete()
    AreaFactory(kind="authority", name="Canary District")
    assert page() == before


def test_one_place_more_does_not_even_show_in_the_next_edition_where_it_is_rounded_away(houses, lead, ward):
    WifiEdition.publish(by=lead)
    before = WifiEdition.objects.first().figures
    VenueFactory(confidential=True, area=ward, wifi="unknown")
    WifiEdition.publish(by=lead, now=timezone.now() + EVERY)
    assert WifiEdition.objects.first().figures == before


def test_an_authority_without_any_place_is_told_like_one_with_four(authority, lead):
    other = AreaFactory(kind="authority", name="Kirklees")
    VenueFactory.create_batch(4, confidential=True, area=AreaFactory(parent=other))
    calderdale, kirklees = WifiEdition.publish(by=lead).figures
    assert calderdale | {"name": ""} == kirklees | {"name": ""}


def test_editions_are_a_month_apart(authority, lead):
    now = timezone.now()
    WifiEdition.publish(by=lead, now=now)
    with pytest.raises(ValidationError):
        WifiEdition.publish(by=lead, now=now + EVERY - timedelta(hours=1))
    assert "less than 28 days old" in signed_in(lead).post(reverse("reports_publish_edition"), follow=True).text
    WifiEdition.publish(by=lead, now=now + EVERY)
    assert WifiEdition.objects.count() == 2


def test_the_stored_figures_hide_what_the_page_hides(authority, ward, lead):
    VenueFactory.create_batch(3, confidential=True, area=ward, wifi="unknown")
    edition = WifiEdition.publish(by=lead)
    assert edition.figures == [{"name": "Calderdale", "works": None, "without": None, "unknown": None, "total": None}]
    assert page().count(b"Fewer than 5") == 3


def test_a_lead_hears_of_places_in_no_authority(authority, lead):
    VenueFactory(confidential=True)
    assert "1 place is left out" in signed_in(lead).get(reverse("reports_publish_edition")).text
