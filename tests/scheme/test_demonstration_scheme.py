"""What is in the demonstration scheme: every state, in believable order, with no rule of a real one broken."""

from datetime import date, timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, F, Q
from django.test import override_settings

from accounts.models import SECOND_FACTOR_ROLES, Role, RoleMembership, User
from champions.models import Application, Champion, OnboardingStep
from guides.models import Feedback, GuidePage, GuideViews
from guides.models.guide_panels import editors
from learners.matching.judging import judge
from learners.matching.load import champion_facts, learner_facts
from learners.models import (
    Assessment,
    Concern,
    Learner,
    Match,
    MatchingRun,
    Progress,
    Referral,
    RuledOut,
    Session,
    SkillOutcome,
    Suggestion,
)
from learners.suggesting import stale
from places.models import Area, Venue
from scheme.demo import load, texts
from scheme.demo.sign_ins import PASSWORD, SIGN_INS, TOTP_SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def demonstration(django_db_setup, django_db_blocker):
    """Sixty learners, seen from today; loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock(), override_settings(SCHEME_DEMO=True), transaction.atomic():
        load(learners=60)
        yield
        transaction.set_rollback(True)


def test_every_state_is_there_to_be_seen():
    for model, column, choices in [
        (Champion, "status", Champion.Status),
        (OnboardingStep, "state", OnboardingStep.State),
        (Application, "status", Application.Status),
        (Learner, "status", Learner.Status),
        (Match, "status", Match.Status),
        (Match, "end_reason", Match.EndReason),
        (Session, "status", Session.Status),
        (SkillOutcome, "level", SkillOutcome.Level),
        (Referral, "status", Referral.Status),
        (Referral, "source", Referral.Source),
        (Concern, "status", Concern.Status),
        (Assessment, "kind", Assessment.Kind),
        (Venue, "visibility", Venue.Visibility),
        (RoleMembership, "role", Role),
    ]:
        found = set(model._default_manager.values_list(column, flat=True))
        assert found >= set(choices.values), f"{model.__name__} lacks {set(choices.values) - found}"
    assert Session.objects.overdue().exists()
    assert Concern.objects.filter(is_urgent=True, status=Concern.Status.NEW).exists()
    assert Match.objects.filter(status="offered", expires_at__date=date.today() + timedelta(days=1)).exists()
    assert Area.objects.wards().count() == 18
    assert Area.objects.filter(is_under_served=True).count() == 3
    assert Venue.objects.public().count() == 24


def test_checks_run_out_within_a_week_a_month_and_two_months():
    steps = OnboardingStep.objects.filter(champion__in=Champion.objects.active())
    week, month, two_months = (steps.expiring(days).count() for days in (7, 30, 60))
    assert 0 < week < month < two_months
    assert steps.overdue().count() == 2


def test_no_champion_has_more_learners_than_room():
    full = Champion.objects.annotate(taken=Count("matches", filter=Q(matches__status__in=Match.Status.taking_room())))
    assert not full.filter(taken__gt=F("room")).exists()


def test_a_learner_has_a_champion_if_and_only_if_the_status_says_so():
    active = Match.objects.active()
    assert set(active.values_list("learner", flat=True)) == set(
        Learner.objects.filter(status=Learner.Status.MATCHED).values_list("pk", flat=True)
    )
    assert not Learner.objects.waiting().filter(matches__status__in=Match.Status.taking_room()).exists()


def test_only_the_champion_whose_check_has_just_run_out_has_a_learner_without_being_cleared():
    uncleared = Match.objects.taking_room().exclude(champion__in=Champion.objects.cleared())
    assert [match.status for match in uncleared] == [Match.Status.ACTIVE]
    assert uncleared.get().champion.steps.overdue().get().renew_by > date.today() - timedelta(days=7)


def test_no_pair_breaks_a_hard_rule_of_matching():
    for match in Match.objects.taking_room().select_related("learner"):
        champions = champion_facts(Champion.objects.filter(pk=match.champion_id))
        broken = {finding.rule for finding in judge(learner_facts(match.learner), champions[0]).failures}
        assert broken <= {"room", "cleared"}  # its own match may fill the champion; the other has a test of its own


def test_a_run_has_suggested_champions_some_held_one_stale_and_one_pair_ruled_out():
    run = MatchingRun.objects.get()
    suggested = list(Suggestion.objects.of_a_pair())
    assert run.status == MatchingRun.Status.DONE
    assert len(suggested) == run.figures["suggested"] > 3
    assert Suggestion.objects.held().count() == 2
    assert list(stale(suggested).values()) == [["The learner's times have changed since"]]
    assert RuledOut.objects.count() == 1
    assert run.helps


def test_every_pair_that_ever_was_spoke_a_language_in_common():
    for match in Match.objects.select_related("champion", "learner"):
        assert set(match.champion.languages.all()) & set(match.learner.speaks.all())


def test_things_happen_in_order():
    assert not Match.objects.filter(offered_at__lt=F("learner__created_at")).exists()
    assert not Match.objects.filter(decided_at__lt=F("offered_at")).exists()
    assert not Session.objects.filter(starts_at__lt=F("match__decided_at")).exists()
    assert not Session.objects.filter(starts_at__gt=F("match__ended_at")).exists()
    assert not Session.objects.exclude(status="planned").filter(starts_at__date__gte=date.today()).exists()
    assert not Referral.objects.filter(decided_at__lt=F("created_at")).exists()


def test_learners_get_further_over_their_sessions():
    levels = [Progress.of(learner).latest for learner in Learner.objects.filter(status=Learner.Status.FINISHED)]
    reached = [level for latest in levels for level, _day in latest.values()]
    assert sum(reached) / len(reached) > 1.2


def test_confidential_places_are_sealed_and_people_cannot_be_rung():
    for house in Venue.objects.confidential():
        assert house.place["point"]
        assert "Invented" in house.place["address"]
    for contact in Learner.objects.exclude(status="anonymised").values_list("contact", flat=True):
        assert contact.startswith("07700 900") or contact.endswith("@example.org")
    assert not Champion.objects.exclude(Q(email__endswith="@example.org") | Q(email__endswith="@demo.example")).exists()


@pytest.mark.parametrize("sign_in", SIGN_INS, ids=lambda sign_in: sign_in.email)
def test_each_role_can_sign_in_with_the_second_factor_it_needs(rf, sign_in):
    user = authenticate(rf.post("/"), email=sign_in.email, password=PASSWORD)
    assert user.roles == {sign_in.role}
    assert EmailAddress.objects.get(user=user).verified
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    assert (factor is not None) == (sign_in.role in SECOND_FACTOR_ROLES)
    if factor:
        assert factor.wrap().validate_code(_code_now(TOTP_SECRET))


def _code_now(secret):

    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[0]))


def test_the_champion_who_signs_in_has_a_learner_an_offer_and_a_session_tomorrow():
    user = User.objects.get(email="champion@demo.example")
    learner = Learner.objects.shown_to(user).get()
    assert Session.objects.held().filter(match__learner=learner).count() > 3
    assert Match.objects.shown_to(user).offered().count() == 1
    planned = Session.objects.shown_to(user).planned().get()
    assert planned.starts_at.date() == date.today() + timedelta(days=1)


def test_the_partner_who_signs_in_has_referrals_and_a_house():
    user = User.objects.get(email="partner@demo.example")
    assert Referral.objects.shown_to(user).new().exists()
    assert Venue.objects.looked_after_by(user).confidential().exists()


def test_demo_accounts_names_every_sign_in_and_the_password():
    said = StringIO()
    call_command("demo_accounts", stdout=said)
    for word in [PASSWORD, *(sign_in.email for sign_in in SIGN_INS)]:
        assert word in said.getvalue()


def test_readers_have_said_something_about_the_guides_and_editors_have_something_to_check():
    guides = GuidePage.objects.live()
    assert guides.filter(review_due_on__lt=date.today()).count() == 3
    assert guides.filter(looked_after_by=None).exists() and guides.filter(looked_after_by__isnull=False).exists()
    assert not guides.exclude(looked_after_by=None).exclude(looked_after_by__in=editors()).exists()
    assert set(Feedback.objects.values_list("kind", flat=True)) == set(Feedback.Kind.values)
    assert Feedback.objects.open().exists() and Feedback.objects.exclude(handled_on=None).exists()
    assert Feedback.objects.filter(device="").exists() and not Feedback.objects.filter(looks_like_spam=True).exists()
    assert not Feedback.objects.filter(day__gt=date.today()).exists()
    assert GuideViews.objects.values("page").distinct().count() == guides.count()


def test_the_editor_opens_a_guide_with_the_dates_and_the_owner_that_readers_see():
    for guide in GuidePage.objects.live():
        draft = guide.get_latest_revision_as_object()
        shown = [(each.looked_after_by_id, each.checked_on, each.review_due_on) for each in (guide, draft)]
        assert shown[0] == shown[1]


def test_what_readers_said_is_about_guides_that_are_there():
    assert {slug for slug, _kind, _sentence in texts.FEEDBACK} <= set(GuidePage.objects.values_list("slug", flat=True))
