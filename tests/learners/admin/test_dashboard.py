"""The dashboard: every figure moves by one where it should, and counts what its link lists."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from learners.admin.dashboard import SchemePanel
from learners.models import Session, SkillOutcome
from tests.factories import (
    ApplicationFactory,
    ChampionFactory,
    ConcernFactory,
    LearnerFactory,
    MatchFactory,
    ReferralFactory,
    SessionFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now


def figures(user) -> dict[str, int]:
    """{address of the list: number} of the dashboard that `user` sees."""
    groups = SchemePanel(user).get_context_data({})["groups"]
    return {(figure["url"], str(figure["label"])): figure["number"] for _title, found in groups for figure in found}


def moved(user, do) -> dict[str, int]:
    """By how much each figure moved when `do` was done, by its label; those that stayed are left out."""
    before = figures(user)
    do()
    after = figures(user)
    return {key[1]: after[key] - before[key] for key in after if after[key] != before[key]}


@pytest.fixture
def head(db):
    return UserFactory(roles=[Role.SAFEGUARDING])


def test_a_referral_moves_new_referrals(head):
    assert moved(head, ReferralFactory) == {"new referrals": 1}


def test_taking_it_on_moves_it_to_those_waiting(head):
    referral = ReferralFactory()
    assert moved(head, lambda: referral.accept(by=head)) == {"new referrals": -1, "learners waiting": 1}


def test_an_offer_moves_a_learner_from_waiting_to_offered(head):
    learner, champion = LearnerFactory(), ChampionFactory()
    from learners.offering import offer

    assert moved(head, lambda: offer(learner, champion, by=head)) == {"learners waiting": -1, "offers not answered": 1}


def test_a_yes_moves_it_to_active_matches(head):
    match = MatchFactory(offered=True)
    assert moved(head, lambda: match.accept(by=match.champion.user)) == {
        "offers not answered": -1,
        "active matches": 1,
        "learners to get in touch with: somebody said yes": 1,
    }


def test_a_session_with_a_new_skill_moves_both_figures(head):
    match, skill = MatchFactory(), SkillFactory()

    def log(level):
        session = Session(match=match, status="held", starts_at=NOW())
        session.record({skill.pk: level})

    assert moved(head, lambda: log(SkillOutcome.Level.WITH_HELP)) == {"sessions held this month": 1}
    assert moved(head, lambda: log(SkillOutcome.Level.ON_MY_OWN)) == {
        "sessions held this month": 1,
        "skills gained this month, on their own": 1,
    }
    assert moved(head, lambda: log(SkillOutcome.Level.ON_MY_OWN)) == {"sessions held this month": 1}


def test_a_planned_session_that_nobody_wrote_up_is_to_do(head):
    match = MatchFactory()
    late = lambda: SessionFactory(match=match, status="planned", starts_at=NOW() - timedelta(hours=3))  # noqa: E731
    assert moved(head, late) == {"sessions to write down": 1}


def test_an_application_moves_new_applications(head):
    assert moved(head, ApplicationFactory) == {"new applications": 1}


def test_a_concern_moves_open_concerns_and_plain_leads_see_no_such_figure(head, lead):
    assert moved(head, lambda: ConcernFactory(learner=None)) == {"open concerns": 1}
    assert not any("concern" in label for _url, label in figures(lead))


def test_a_concern_about_oneself_is_not_counted(head):
    concern = ConcernFactory(learner=None)
    assert moved(head, lambda: concern.names.add(head)) == {"open concerns": -1}


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (-1, ["champions with a check run out"]),
        (5, [f"with a check that runs out within {days} days" for days in (7, 30, 60)]),
        (45, ["with a check that runs out within 60 days"]),
        (90, []),
    ],
)
def test_a_check_near_its_end_is_told(days, labels, head):
    champion = ChampionFactory()
    day = timezone.localdate() + timedelta(days=days)
    assert moved(head, lambda: champion.steps.filter(kind="dbs").update(renew_by=day)) == dict.fromkeys(labels, 1)


def test_a_champion_without_activity_is_told_until_there_is_some(head):
    champion = ChampionFactory()
    long_ago = NOW() - timedelta(days=40)

    def age():
        champion.status_since = long_ago
        champion.save()

    assert moved(head, age) == {"champions without activity for 30 days": 1}
    match = MatchFactory(champion=champion, decided_at=long_ago)
    met = moved(head, lambda: SessionFactory(match=match, starts_at=NOW() - timedelta(days=3)))
    assert met["champions without activity for 30 days"] == -1


def test_every_figure_counts_what_its_link_lists(client_as, head):
    from tests.signing_in import signed_in

    ReferralFactory()
    ReferralFactory(status="declined")
    LearnerFactory()
    offered, match = MatchFactory(offered=True), MatchFactory()
    ApplicationFactory()
    ConcernFactory()
    SessionFactory(match=match)
    SessionFactory(match=match, status="planned", starts_at=NOW() - timedelta(days=2))
    SessionFactory(match=match, starts_at=NOW() - timedelta(days=70))
    offered.champion.steps.filter(kind="dbs").update(renew_by=timezone.localdate() - timedelta(days=1))
    ChampionFactory(status_since=NOW() - timedelta(days=40))
    client = signed_in(head)
    for (url, label), number in figures(head).items():
        if not label.startswith("skills gained"):  # counts skills; the link leads to the sessions
            assert client.get(url).context["paginator"].count == number, label


def test_it_takes_the_same_few_queries_at_any_size(head):
    figures(head)
    counts = []
    for number in (2, 12):
        for _ in range(number):
            SessionFactory()
            MatchFactory(offered=True)
        with CaptureQueriesContext(connection) as queries:
            figures(head)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 17


def test_editors_see_no_figures_of_the_scheme(client_as):
    page = client_as(Role.EDITOR).get(reverse("wagtailadmin_home")).content.decode()
    assert "learners waiting" not in page


def test_leads_see_them_on_the_first_page(lead_client):
    assert "learners waiting" in lead_client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize(
    ("role", "way_in"), [(Role.EDITOR, "Open the guides"), (Role.ADMINISTRATOR, "Choose from the menu")]
)
def test_the_first_page_of_other_staff_says_where_to_go(role, way_in, client_as):
    page = client_as(role).get(reverse("wagtailadmin_home")).content.decode()
    assert way_in in page
    assert "new referrals" not in page
