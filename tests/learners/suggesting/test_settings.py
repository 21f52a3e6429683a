"""A lead changes how pairs are found."""

import pytest
from django.urls import reverse

from accounts.models import Role
from learners.matching.load import weights
from learners.models import MatchingSettings
from learners.offering import offer
from tests.factories import ChampionFactory, LearnerFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return signed_in(UserFactory(roles=[Role.LEAD]))


def post(lead, **fields):
    empty = dict.fromkeys(MatchingSettings.defaults(), "")
    return lead.post(reverse("scheme_suggested:settings"), empty | fields)


def test_what_is_left_empty_is_ours_and_stands_below_each_field(lead):
    page = lead.get(reverse("scheme_suggested:settings")).text
    assert "Left empty: 350." in page
    assert not MatchingSettings.objects.exists()
    assert post(lead).status_code == 302
    assert (weights().nearness, weights().waiting_days) == (350, 28)


def test_what_a_lead_sets_counts_and_the_environment_for_the_rest(lead, settings):
    settings.SCHEME_MATCHING = {"waiting_days": "14", "vulnerable": "5"}
    assert (
        post(lead, waiting_days="7", nearness="300", teaching="300", offer_days="3", reminder_days="1").status_code
        == 302
    )
    now = weights()
    assert (now.waiting_days, now.vulnerable, now.nearness, now.teaching, now.times) == (7, 5, 300, 300, 200)
    match = offer(LearnerFactory(by_phone=True), ChampionFactory(), by=None)
    assert (match.expires_at - match.offered_at).days == 3
    post(lead, waiting_days="9", nearness="300", teaching="300")
    assert MatchingSettings.objects.count() == 1
    assert weights().waiting_days == 9


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"nearness": "400"}, "must come to 1000 together"),
        ({"waiting_days": "0"}, "greater than or equal to 1"),
        ({"vulnerable": "101"}, "less than or equal to 100"),
        ({"stickiness": "1001"}, "less than or equal to 1000"),
        ({"learners_per_slot": "0"}, "greater than or equal to 1"),
        ({"offer_days": "2"}, "The reminder must come before the offer ends"),
        ({"times": "many"}, "Enter a whole number"),
    ],
)
def test_what_would_upset_the_order_of_the_aims_is_refused_at_its_field_and_kept_on_the_page(lead, fields, says):
    answer = post(lead, **fields)
    assert answer.status_code == 200
    ((name, value),) = fields.items()
    assert says in str(answer.context["form"].errors[name])
    assert f'value="{value}"' in answer.text
    assert not MatchingSettings.objects.exists()


def test_settings_that_no_longer_go_with_the_environment_wait_until_they_do(settings):
    MatchingSettings.objects.create(nearness=300, teaching=300, offer_days=3)
    settings.SCHEME_MATCHING = {"times": "100", "language": "250"}
    assert weights().nearness == 300
    settings.SCHEME_MATCHING = {"times": "100", "nearness": "450"}
    assert (weights().nearness, weights().teaching, weights().times) == (450, 250, 100)
    assert MatchingSettings.in_force().offer_days == 3


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.PARTNER, Role.EDITOR])
def test_it_is_for_leads(role):
    assert signed_in(UserFactory(roles=[role])).get(reverse("scheme_suggested:settings")).status_code == 404
