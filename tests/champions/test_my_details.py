import pytest
from django.urls import reverse

from champions.models import Champion
from tests.factories import ChampionFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

TYPED = {"slots": ["1"], "ways": ["by_phone"], "travel_miles": "2.5", "room": "1", "devices": [], "phone": ""}


def test_whole_miles_are_shown_without_a_point():
    champion = ChampionFactory(travel_miles="10.0")
    assert 'value="10"' in signed_in(champion.user).get(reverse("my_details")).content.decode()


def test_a_champion_changes_times_ways_and_room():
    champion = ChampionFactory()
    answer = signed_in(champion.user).post(reverse("my_details"), TYPED)
    assert answer.status_code == 302
    champion.refresh_from_db()
    assert champion.slot_names == ["Monday afternoon"]
    assert champion.ways == ["by_phone"]
    assert (champion.room, float(champion.travel_miles), champion.devices) == (1, 2.5, [])


def test_extra_fields_change_nothing():
    champion = ChampionFactory(status=Champion.Status.ONBOARDING)
    signed_in(champion.user).post(
        reverse("my_details"), TYPED | {"status": "active", "name": "Other", "user": "1", "notes": "x", "gender": "man"}
    )
    champion.refresh_from_db()
    assert champion.status == Champion.Status.ONBOARDING
    assert (champion.name, champion.notes, champion.gender) == (champion.user.name, "", "")


def test_a_mistake_keeps_what_was_typed():
    page = signed_in(ChampionFactory().user).post(reverse("my_details"), TYPED | {"phone": "12", "travel_miles": "-1"})
    assert "Write a full phone number" in page.content.decode()
    assert 'value="-1"' in page.content.decode()


def test_others_are_answered_as_if_the_page_did_not_exist(client):
    assert signed_in(UserFactory()).get(reverse("my_details")).status_code == 404
    assert client.get(reverse("my_details")).url.startswith(reverse("account_login"))
