"""The licences of open data want their sources named, where the data is shown and only once there is any."""

import pytest
from django.urls import reverse
from django.utils import timezone

from places.models import LoadedData

pytestmark = pytest.mark.django_db


def test_the_finder_names_no_source_before_any_is_loaded(client):
    assert "Crown copyright" not in client.get(reverse("wifi")).content.decode()


def test_the_finder_names_the_sources_of_what_was_loaded_each_once(client):
    LoadedData.note("postcodes", "nspl", "NSPL_AUG_2026.zip", 10)
    LoadedData.note("areas", "ons-areas", "wards.geojson", 18)
    LoadedData.note("areas", "own", "towns.csv", 8)
    page = client.get(reverse("wifi")).content.decode()
    year = timezone.localdate().year
    assert page.count(f"Contains OS data © Crown copyright and database right {year}.") == 1
    assert page.count("Contains Royal Mail data") == page.count("Source: Office for National Statistics") == 1


def test_an_own_list_needs_no_thanks(client):
    LoadedData.note("areas", "own", "wards.csv", 18)
    assert LoadedData.credits() == []
