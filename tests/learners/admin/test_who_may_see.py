"""Both sides of every permission of the leads' screens."""

import re

import pytest
from django.urls import reverse

from accounts.models import AccessRecord, Role
from learners.models import Concern
from tests.factories import (
    ApplicationFactory,
    ChampionFactory,
    ConcernFactory,
    LearnerFactory,
    MatchFactory,
    OrganisationFactory,
    ReferralFactory,
    SessionFactory,
    VenueFactory,
)
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

RECORDS = {
    "referrals": ReferralFactory,
    "learners": LearnerFactory,
    "champions": ChampionFactory,
    "applications": ApplicationFactory,
    "matches": MatchFactory,
    "sessions": SessionFactory,
    "venues": VenueFactory,
    "organisations": OrganisationFactory,
}
KINDS = {
    "referrals": "referral",
    "learners": "learner",
    "champions": "champion",
    "applications": "application",
    "matches": "match",
    "sessions": "session",
}


@pytest.mark.parametrize("name", RECORDS)
def test_a_lead_sees_the_list_and_the_case_file(name, lead_client):
    record = RECORDS[name]()
    page = lead_client.get(reverse(f"scheme_{name}:index"))
    assert page.status_code == 200
    assert str(record) in page.content.decode()
    assert lead_client.get(reverse(f"scheme_{name}:inspect", args=[record.pk])).status_code == 200


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", [*RECORDS, "concerns"])
def test_for_other_staff_none_of_it_exists(name, role, client_as):
    record = (RECORDS | {"concerns": ConcernFactory})[name]()
    client = client_as(role)
    nowhere = client.get("/admin/scheme/nothing/")
    for url in (
        reverse(f"scheme_{name}:index"),
        reverse(f"scheme_{name}:index_results"),
        reverse(f"scheme_{name}:index") + "?export=csv",
        reverse(f"scheme_{name}:inspect", args=[record.pk]),
    ):
        page = client.get(url)
        assert page.status_code == 404
        assert without_nonce(page) == without_nonce(nowhere)
    assert not AccessRecord.objects.filter(kind__in=[*KINDS.values(), "concern"]).exists()


def without_nonce(page) -> str:
    return re.sub(r'(csrf\w*|nonce)["\']?[:=]\s*["\'][^"\']+["\']', "", page.content.decode())


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.PARTNER])
def test_champions_and_partners_find_no_admin(role, client_as):
    learner = LearnerFactory()
    client = client_as(role)
    assert client.get(reverse("scheme_learners:index")).status_code == 404
    assert client.get(reverse("scheme_learners:inspect", args=[learner.pk])).status_code == 404


def test_a_visitor_is_sent_to_sign_in(client):
    page = client.get(reverse("scheme_learners:index"))
    assert page.status_code == 302
    assert page["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("action", ["accept", "decline"])
def test_who_may_not_see_may_not_do(action, client_as):
    referral = ReferralFactory()
    client = client_as(Role.EDITOR)
    url = reverse(f"scheme_referrals:{action}", args=[referral.pk])
    assert client.post(url, {"note": "x"}).status_code == 404
    referral.refresh_from_db()
    assert referral.status == "new"


def test_a_concern_is_for_safeguarding_leads_only(lead_client, client_as):
    concern = ConcernFactory()
    for url in (reverse("scheme_concerns:index"), reverse("scheme_concerns:inspect", args=[concern.pk])):
        assert lead_client.get(url).status_code == 404
        assert client_as(Role.SAFEGUARDING).get(url).status_code == 200


def test_a_concern_about_a_safeguarding_lead_is_as_if_it_were_not_there(client_as):
    from tests.factories import UserFactory

    lead = UserFactory(roles=[Role.SAFEGUARDING])
    concern: Concern = ConcernFactory()
    concern.names.add(lead)
    client = signed_in(lead)
    missing = client.get(reverse("scheme_concerns:inspect", args=[99999]))
    hidden = client.get(reverse("scheme_concerns:inspect", args=[concern.pk]))
    assert hidden.status_code == missing.status_code == 404
    assert without_nonce(hidden) == without_nonce(missing)
    assert str(concern) not in client.get(reverse("scheme_concerns:index")).content.decode()
    note = reverse("scheme_concerns:note", args=[concern.pk])
    assert client.post(note, {"text": "nothing in it", "status": "closed"}).status_code == 404


def test_concerns_show_on_a_learners_page_only_to_safeguarding_leads(lead_client, client_as):
    concern = ConcernFactory()
    url = reverse("scheme_learners:inspect", args=[concern.learner_id])
    assert str(concern) not in lead_client.get(url).content.decode()
    assert str(concern) in client_as(Role.SAFEGUARDING).get(url).content.decode()


@pytest.mark.parametrize("name", KINDS)
def test_each_look_at_a_case_file_is_written_down_once(name, lead_client, lead):
    record = RECORDS[name]()
    lead_client.get(reverse(f"scheme_{name}:inspect", args=[record.pk]))
    written = AccessRecord.objects.get()
    assert (written.user, written.action, written.kind) == (lead, "viewed", KINDS[name])
    assert written.reference == str(record)
    assert written.screen == f"scheme_{name}:inspect"


def test_a_look_at_a_concern_is_written_down(client_as):
    client_as(Role.SAFEGUARDING).get(reverse("scheme_concerns:inspect", args=[ConcernFactory().pk]))
    assert AccessRecord.objects.get().kind == "concern"


def test_a_look_at_a_confidential_venue_is_written_down_and_at_a_library_not(lead_client):
    lead_client.get(reverse("scheme_venues:inspect", args=[VenueFactory().pk]))
    assert not AccessRecord.objects.exists()
    house = VenueFactory(confidential=True)
    assert "1 Hidden Street" in lead_client.get(reverse("scheme_venues:inspect", args=[house.pk])).content.decode()
    assert AccessRecord.objects.get().reference == house.name


def test_the_edit_form_and_the_search_for_a_champion_are_looks_too(lead_client):
    learner = LearnerFactory()
    lead_client.get(reverse("scheme_learners:edit", args=[learner.pk]))
    lead_client.get(reverse("scheme_learners:find", args=[learner.pk]))
    assert [row.reference for row in AccessRecord.objects.all()] == [learner.reference] * 2


def test_a_list_is_no_look_at_a_record(lead_client):
    LearnerFactory()
    lead_client.get(reverse("scheme_learners:index"))
    assert not AccessRecord.objects.exists()


@pytest.mark.parametrize(
    ("roles", "shown", "hidden"),
    [
        ([Role.LEAD], ["/admin/scheme/learners/"], ["/admin/scheme/concerns/"]),
        ([Role.SAFEGUARDING], ["/admin/scheme/learners/", "/admin/scheme/concerns/"], []),
        ([Role.EDITOR], [], ["/admin/scheme/"]),
        ([Role.ADMINISTRATOR], [], ["/admin/scheme/"]),
    ],
)
def test_the_menu_shows_what_the_role_opens(roles, shown, hidden, client_as):
    page = client_as(*roles).get(reverse("wagtailadmin_home")).content.decode()
    for address in shown:
        assert address in page
    for address in hidden:
        assert address not in page


def test_there_is_no_history_usage_copy_or_delete():
    from django.urls import get_resolver

    routes = str(list(get_resolver().reverse_dict.keys())) + str(
        [key for key in get_resolver().namespace_dict if key.startswith("scheme_")]
    )
    assert "scheme_learners" in routes
    for name in ("history", "usage", "copy", "delete"):
        for viewset in RECORDS:
            with pytest.raises(Exception, match="not found|not a registered|Reverse"):
                reverse(f"scheme_{viewset}:{name}", args=[1])


def test_a_note_on_a_closed_concern_leaves_it_closed_unless_somebody_says_otherwise(client_as):
    concern = ConcernFactory(status=Concern.Status.CLOSED)
    page = client_as(Role.SAFEGUARDING).get(reverse("scheme_concerns:inspect", args=[concern.pk]))
    assert page.context["note_form"]["status"].value() == Concern.Status.CLOSED
