import uuid
import zlib

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from accounts.models import Role
from learners.models import Match
from places.models import WifiCheck
from tests.conftest import PHONE
from tests.factories import (
    ChampionFactory,
    MatchFactory,
    OrganisationFactory,
    PartnerFactory,
    UserFactory,
    VenueFactory,
    WifiCheckFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def check(**changes) -> dict:
    return {"client_id": str(uuid.uuid4()), "works": "yes", "where": "communal", "down_mbit_s": "23.5"} | changes


def test_a_champion_logs_a_check_of_a_public_place():
    venue, champion = VenueFactory(), ChampionFactory()
    signed_in(champion.user).post(reverse("log_wifi_check", args=[venue.pk]), check(note="Slow at noon"))
    logged = WifiCheck.objects.get()
    assert (logged.venue, logged.works, logged.checked_as) == (venue, True, Role.CHAMPION)
    assert (float(logged.down_mbit_s), logged.up_mbit_s, logged.note) == (23.5, None, "Slow at noon")


def test_a_partner_logs_a_check_of_their_own_house():
    organisation = OrganisationFactory()
    house = VenueFactory(confidential=True, organisation=organisation)
    user = PartnerFactory(organisation=organisation)
    client = signed_in(user)
    client.post(reverse("log_wifi_check", args=[house.pk]), check(works="no", where="room"))
    logged = WifiCheck.objects.get()
    assert (logged.works, logged.where, logged.checked_as, logged.checked_by) == (False, "room", Role.PARTNER, user)
    assert "Does not work" in client.get(reverse("partner_venue", args=[house.pk])).content.decode()


def test_two_taps_make_one_check():
    venue, client, typed = VenueFactory(), signed_in(ChampionFactory().user), check()
    for _tap in range(2):
        assert client.post(reverse("log_wifi_check", args=[venue.pk]), typed).status_code == 302
    assert WifiCheck.objects.count() == 1


def test_the_key_comes_with_the_form_and_is_another_each_time():
    address, client = reverse("log_wifi_check", args=[VenueFactory().pk]), signed_in(ChampionFactory().user)
    keys = {client.get(address).context["form"]["client_id"].value() for _time in range(2)}
    assert len(keys) == 2


@pytest.mark.parametrize("key", ["", "nonsense", "\0"])
def test_a_key_that_is_none_loses_no_check_or_says_so(key):
    venue, client = VenueFactory(), signed_in(ChampionFactory().user)
    answer = client.post(reverse("log_wifi_check", args=[venue.pk]), check(client_id=key))
    assert WifiCheck.objects.count() == (answer.status_code == 302)


def test_a_check_is_two_taps_on_its_page():
    """The room is chosen already, and the key is not needed."""
    signed_in(ChampionFactory().user).post(
        reverse("log_wifi_check", args=[VenueFactory().pk]), {"works": "yes", "where": "communal"}
    )
    assert WifiCheck.objects.get().works


def test_a_lead_logs_a_check_of_any_place_and_comes_back_to_it():
    house, lead = VenueFactory(confidential=True), UserFactory(roles=[Role.LEAD])
    answer = signed_in(lead).post(reverse("log_wifi_check", args=[house.pk]), check())
    assert answer["Location"] == reverse("scheme_venues:inspect", args=[house.pk])
    assert WifiCheck.objects.get().checked_as == Role.LEAD


def test_one_id_for_two_places_stores_nothing_for_the_second():
    client, typed = signed_in(ChampionFactory().user), check()
    client.post(reverse("log_wifi_check", args=[VenueFactory().pk]), typed)
    assert client.post(reverse("log_wifi_check", args=[VenueFactory().pk]), typed).status_code == 404
    assert WifiCheck.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"works": ""}, "Choose yes or no."),
        ({"down_mbit_s": "fast"}, "Write a number, such as 24.5."),
        ({"down_mbit_s": "-3"}, "greater than or equal to 0"),
    ],
)
def test_a_mistake_is_named_and_everything_typed_is_kept(typed, sentence):
    client = signed_in(ChampionFactory().user)
    page = client.post(reverse("log_wifi_check", args=[VenueFactory().pk]), check(note="Keep this", **typed))
    assert sentence in page.content.decode()
    assert "Keep this" in page.content.decode()


def test_a_champion_sees_a_confidential_house_only_while_a_learner_of_theirs_lives_there():
    house = VenueFactory(confidential=True, name="House 3")
    match = MatchFactory(learner__accommodation=house)
    client, stranger = signed_in(match.champion.user), signed_in(ChampionFactory().user)
    address = reverse("log_wifi_check", args=[house.pk])
    assert client.get(address).status_code == 200
    assert "House 3" in client.get(reverse("my_venues")).content.decode()
    assert stranger.get(address).status_code == 404
    assert "House 3" not in stranger.get(reverse("my_venues")).content.decode()
    match.end(Match.EndReason.MOVED, by=None)
    assert client.get(address).status_code == 404
    assert client.post(address, check()).status_code == 404
    assert "House 3" not in client.get(reverse("my_venues")).content.decode()


def test_extra_fields_change_nothing():
    venue, champion, other = VenueFactory(), ChampionFactory(), VenueFactory()
    signed_in(champion.user).post(
        reverse("log_wifi_check", args=[venue.pk]), check(venue=other.pk, checked_as="lead", checked_by="1")
    )
    logged = WifiCheck.objects.get()
    assert (logged.venue, logged.checked_as, logged.checked_by) == (venue, Role.CHAMPION, champion.user)


def test_a_place_that_closed_for_good_takes_no_checks():
    venue = VenueFactory(closed_on="2026-01-01")
    assert signed_in(ChampionFactory().user).get(reverse("log_wifi_check", args=[venue.pk])).status_code == 404


def test_the_check_is_for_champions_and_partners_only(client):
    address = reverse("log_wifi_check", args=[VenueFactory().pk])
    assert signed_in(UserFactory()).post(address, check()).status_code == 404
    assert client.post(address, check()).status_code == 302
    assert not WifiCheck.objects.exists()


def test_the_note_of_a_check_is_not_stored_in_clear():
    from django.db import connection

    WifiCheckFactory(note="Ask for Ahmed at the desk")
    with connection.cursor() as cursor:
        cursor.execute("select note from places_wificheck")
        assert "Ahmed" not in cursor.fetchone()[0]


# The speed test --------------------------------------------------------------------------------------


@pytest.fixture
def no_limit_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.usefixtures("no_limit_yet")
def test_the_sample_is_small_new_each_time_and_kept_nowhere():
    client = signed_in(ChampionFactory().user)
    first, second = (client.get(reverse("wifi_speed_sample")) for _time in range(2))
    assert 250_000 <= len(first.content) <= 500_000
    assert first.content != second.content
    assert len(zlib.compress(first.content)) > 0.99 * len(first.content)
    assert "no-store" in first["Cache-Control"]


@pytest.mark.usefixtures("no_limit_yet")
def test_nobody_measures_all_day():
    client, other = signed_in(ChampionFactory().user), signed_in(ChampionFactory().user)
    answers = [client.get(reverse("wifi_speed_sample")).status_code for _time in range(21)]
    assert answers == [200] * 20 + [429]
    assert other.get(reverse("wifi_speed_sample")).status_code == 200


def test_the_sample_is_not_for_visitors(client):
    assert client.get(reverse("wifi_speed_sample")).status_code == 302
    assert signed_in(UserFactory()).get(reverse("wifi_speed_sample")).status_code == 404


def test_the_button_says_what_it_costs_and_is_not_there_for_those_who_save_data():
    address, client = reverse("log_wifi_check", args=[VenueFactory().pk]), signed_in(ChampionFactory().user)
    assert "uses 0.4 MB of data" in client.get(address).text
    saving = client.get(address, headers={"save-data": "on"}).text
    assert "data-speed" not in saving
    assert "you can type" in saving.lower()


@pytest.mark.usefixtures("no_limit_yet")
def test_a_tap_measures_and_fills_the_field_in(open_page, live_server):
    venue, client = VenueFactory(), signed_in(ChampionFactory().user)
    page = open_page("/", PHONE)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(reverse("log_wifi_check", args=[venue.pk]))
    page.get_by_text("Add the speed or a note").click()
    assert not [url for url in asked if "wifi-speed" in url]
    page.get_by_role("button", name="Measure it now").click()
    page.get_by_text("Measured, and filled in above.").wait_for()
    assert float(page.locator("#id_down_mbit_s").input_value()) > 0
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your wifi check is saved.").wait_for()
    assert WifiCheck.objects.get().down_mbit_s > 0
