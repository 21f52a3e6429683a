import uuid

import pytest
from django.urls import reverse

from accounts.models import Message, Role
from learners.models import Concern
from tests.factories import ChampionFactory, MatchFactory, PartnerFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

TEXT = "Somebody takes his bank card every week."


def concern(**changes) -> dict:
    return {"submission_id": str(uuid.uuid4()), "text": TEXT} | changes


@pytest.mark.parametrize("who", ["champion", "partner", "lead"])
def test_anybody_in_the_scheme_may_raise_one_and_cannot_read_it_again(who):
    users = {
        "champion": lambda: MatchFactory().champion.user,
        "partner": PartnerFactory,
        "lead": lambda: UserFactory(roles=[Role.LEAD]),
    }
    user = users[who]()
    client = signed_in(user)
    page = client.post(reverse("raise_concern"), concern(), follow=True)
    assert page.status_code == 200
    assert TEXT not in page.content.decode()
    raised = Concern.objects.get()
    assert (raised.text, raised.raised_by) == (TEXT, user)
    assert not Concern.objects.shown_to(user).exists()
    for route in ("raise_concern", "concern_raised"):
        assert TEXT not in client.get(reverse(route)).content.decode()


def test_from_a_learners_page_that_learner_is_chosen_already_and_nobody_elses_ever_is():
    match, strangers = MatchFactory(), MatchFactory()
    client, address = signed_in(match.champion.user), reverse("raise_concern")
    assert (
        f"{address}?learner={match.learner_id}"
        in client.get(reverse("my_learner", args=[match.learner_id])).content.decode()
    )
    assert f'value="{match.learner_id}" selected' in client.get(address, {"learner": match.learner_id}).content.decode()
    for other in (strangers.learner_id, "x", ""):
        page = client.get(address, {"learner": other}).content.decode()
        assert f'value="{match.learner_id}" selected' not in page and f'value="{strangers.learner_id}"' not in page


def test_safeguarding_leads_are_told_that_there_is_one_and_nothing_of_what_it_says():
    safeguarding = UserFactory(roles=[Role.SAFEGUARDING])
    UserFactory(roles=[Role.LEAD])
    match = MatchFactory(learner__preferred_name="Sahar")
    typed = concern(learner=str(match.learner_id), is_urgent="on")
    for _tap in range(2):
        signed_in(match.champion.user).post(reverse("raise_concern"), typed)
    message = Message.objects.get()
    assert message.to == safeguarding.email
    assert message.subject == "Urgent: a safeguarding concern"
    for secret in ("card", "Sahar", match.champion.name):
        assert secret not in message.subject + message.text + message.html
    assert Concern.objects.get().learner == match.learner


def test_without_a_safeguarding_lead_it_still_reaches_somebody():
    lead = UserFactory(roles=[Role.LEAD])
    signed_in(ChampionFactory().user).post(reverse("raise_concern"), concern())
    assert Message.objects.get().to == lead.email


def test_a_concern_cannot_be_about_anothers_learner():
    other = MatchFactory(learner__preferred_name="Ahmed")
    client = signed_in(MatchFactory().champion.user)
    page = client.post(reverse("raise_concern"), concern(learner=str(other.learner_id))).content.decode()
    assert "Ahmed" not in page
    assert TEXT in page
    assert not Concern.objects.exists()


def test_extra_fields_change_nothing():
    other = UserFactory()
    signed_in(ChampionFactory().user).post(
        reverse("raise_concern"), concern(status="closed", champion="1", raised_by=other.pk)
    )
    raised = Concern.objects.get()
    assert raised.status == Concern.Status.NEW
    assert raised.champion is None
    assert raised.raised_by != other
    assert not raised.names.exists()


def test_an_empty_concern_is_asked_for_again():
    page = signed_in(ChampionFactory().user).post(reverse("raise_concern"), concern(text=" "))
    assert "Write what happened. A few words are enough." in page.content.decode()


def test_others_are_answered_as_if_the_page_did_not_exist(client):
    assert signed_in(UserFactory()).post(reverse("raise_concern"), concern()).status_code == 404
    assert client.post(reverse("raise_concern"), concern()).status_code == 302
    assert not Concern.objects.exists()


def test_somebody_who_was_a_safeguarding_lead_is_told_nothing_and_stands_in_nobodys_way():
    gone = UserFactory(roles=[Role.SAFEGUARDING, Role.CHAMPION])
    gone.end_role(Role.SAFEGUARDING)
    lead = UserFactory(roles=[Role.LEAD])
    signed_in(ChampionFactory().user).post(reverse("raise_concern"), concern())
    assert Message.objects.get().to == lead.email


def test_a_safeguarding_lead_with_more_roles_is_told_once():
    UserFactory(roles=[Role.SAFEGUARDING, Role.CHAMPION, Role.EDITOR])
    signed_in(ChampionFactory().user).post(reverse("raise_concern"), concern())
    assert Message.objects.count() == 1


def test_a_safeguarding_lead_whom_it_is_about_is_not_told_and_does_not_see_it():
    about, other = UserFactory(roles=[Role.SAFEGUARDING]), UserFactory(roles=[Role.SAFEGUARDING])
    signed_in(ChampionFactory().user).post(reverse("raise_concern"), concern(names=[about.pk]))
    assert [message.to for message in Message.objects.all()] == [other.email]
    assert not Concern.objects.shown_to(about).exists()
    assert Concern.objects.shown_to(other).count() == 1


def test_nobody_but_those_who_read_concerns_can_be_named():
    bystander = UserFactory(roles=[Role.LEAD])
    UserFactory(roles=[Role.SAFEGUARDING])
    response = signed_in(ChampionFactory().user).post(reverse("raise_concern"), concern(names=[bystander.pk]))
    assert response.status_code == 200
    assert not Concern.objects.exists()
