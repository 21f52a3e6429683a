"""What leads fill in: nothing typed is lost, nothing slips in that the form does not have."""

import pytest
from django.urls import reverse

from accounts.models import AccessRecord, Message, Role
from champions.models import Champion, ChampionLanguage, OnboardingStep
from learners.admin.forms.learner import LearnerForm
from learners.models import Learner, Referral
from places.models import Venue
from tests.factories import (
    ApplicationFactory,
    AreaFactory,
    ChampionFactory,
    LanguageFactory,
    LearnerFactory,
    MatchFactory,
    OrganisationFactory,
    VenueFactory,
)

pytestmark = pytest.mark.django_db


def filled_in(page, **changes) -> dict:
    """What a browser would send back of the form on `page`, with `changes`."""
    sent = {}
    for field in page.context["form"]:
        value = field.value()
        if value is True:
            value = "on"
        if value is not None and value is not False:
            sent[field.html_name] = [getattr(each, "pk", each) for each in value] if isinstance(value, list) else value
    sent |= changes
    return {name: value for name, value in sent.items() if value is not None}


def edit(client, name, record, **changes):
    url = reverse(f"scheme_{name}:edit", args=[record.pk])
    return client.post(url, filled_in(client.get(url), **changes))


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("learners", LearnerFactory),
        ("champions", ChampionFactory),
        ("venues", VenueFactory),
        ("organisations", OrganisationFactory),
    ],
)
def test_saved_without_a_change_a_record_stays_as_it_is(name, factory, lead_client):
    record = factory()
    before = dict(type(record).objects.values().get(pk=record.pk), updated_at=None)
    assert edit(lead_client, name, record).status_code == 302
    assert dict(type(record).objects.values().get(pk=record.pk), updated_at=None) == before


def test_the_week_is_ticked_box_by_box(lead_client):
    learner = LearnerFactory(slots=1)
    edit(lead_client, "learners", learner, slots=["4", "5"])
    learner.refresh_from_db()
    assert learner.slot_names == ["Tuesday afternoon", "Tuesday evening"]


def test_what_was_typed_is_kept_beside_the_sentence_that_says_what_is_wrong(lead_client):
    learner = LearnerFactory()
    page = edit(lead_client, "learners", learner, preferred_name="", goal_text="Call my sister", in_person=None)
    text = page.content.decode()
    assert "Call my sister" in text
    assert "Choose at least one way to meet." in text


def test_a_change_is_written_down(lead_client):
    learner = LearnerFactory()
    edit(lead_client, "learners", learner, goal_text="Maps")
    assert [row.action for row in AccessRecord.objects.order_by("pk")] == ["viewed", "changed"]


def test_extra_fields_in_the_post_change_nothing(lead_client):
    learner = LearnerFactory()
    edit(lead_client, "learners", learner, status="closed", id="99", on_legal_hold="on", champion="1")
    learner.refresh_from_db()
    assert learner.status == Learner.Status.WAITING
    assert not learner.on_legal_hold
    champion = ChampionFactory(status="onboarding")
    edit(lead_client, "champions", champion, status="active", user="1")
    assert Champion.objects.get(pk=champion.pk).status == "onboarding"


def test_a_referral_is_taken_by_phone_only_with_a_yes(lead_client, lead):
    url = reverse("scheme_referrals:add")
    sent = {"source": "friend", "preferred_name": "Senait", "referred_on": "20/11/2026", "connection": "unknown"}
    sent |= {"in_person": "on", "slots": ["0"], "area": AreaFactory().pk}
    assert "Ask the person first" in lead_client.post(url, sent).content.decode()
    assert not Referral.objects.exists()
    assert lead_client.post(url, sent | {"consent": "on"}).status_code == 302
    referral = Referral.objects.get()
    assert referral.made_by == lead
    assert str(referral.referred_on) == "2026-11-20"


def test_the_place_of_a_confidential_venue_is_stored_sealed(lead_client):
    url = reverse("scheme_venues:add")
    sent = filled_in(lead_client.get(url)) | {
        **{"name": "House 9", "kind": "asylum", "visibility": "confidential", "area": AreaFactory().pk},
        **{"address": "9 Hidden Street", "postcode": "hx11un", "latitude": "53.7", "longitude": "-1.8"},
        "hours_0": "9-12:30, 13:30-17",
    }
    assert lead_client.post(url, sent).status_code == 302
    venue = Venue.objects.get()
    assert (venue.address, venue.postcode, venue.latitude) == ("", "", None)
    assert venue.place == {"address": "9 Hidden Street", "postcode": "HX1 1UN", "point": (53.7, -1.8)}
    assert [str(hours) for hours in venue.opening_hours.all()] == ["Monday 09:00-12:30", "Monday 13:30-17:00"]


def test_a_venue_made_confidential_leaves_no_clear_address_behind(lead_client):
    venue = VenueFactory(kind="other")
    edit(lead_client, "venues", venue, visibility="confidential")
    venue.refresh_from_db()
    assert venue.address == ""
    assert venue.place["address"] == "1 High Street"


def test_asylum_accommodation_cannot_be_made_public(lead_client):
    house = VenueFactory(confidential=True)
    page = edit(lead_client, "venues", house, visibility="public")
    assert "Asylum accommodation is always confidential." in page.content.decode()
    house.refresh_from_db()
    assert house.visibility == "confidential"


@pytest.mark.parametrize("wrong", ["nine to five", "9-25", "9:70-10", "-", "9"])
def test_hours_that_cannot_be_read_are_asked_for_again(wrong, lead_client):
    page = edit(lead_client, "venues", VenueFactory(), hours_0=wrong)
    assert "Write the hours like this" in page.content.decode()


def test_a_champions_languages_keep_the_level_they_have(lead_client):
    english, urdu, arabic = (
        LanguageFactory(code=code, name=name) for code, name in [("en", "English"), ("ur", "Urdu"), ("ar", "Arabic")]
    )
    champion = ChampionFactory(speaks=[english])
    champion.spoken.update(level=ChampionLanguage.Level.GOOD)
    edit(lead_client, "champions", champion, languages=[english.pk, urdu.pk], some_languages=[arabic.pk])
    assert dict(champion.spoken.values_list("language__name", "level")) == {"English": 2, "Urdu": 3, "Arabic": 1}


def step(client, champion, kind, **sent):
    url = reverse("scheme_champions:step", args=[champion.pk, kind])
    return client.post(url, {f"{kind}-{name}": value for name, value in sent.items()}, follow=True)


def test_a_dbs_decision_is_recorded_with_level_date_renewal_and_who(lead_client, lead):
    champion = Champion.objects.create(name="Nora New")
    champion.begin_onboarding()
    page = step(lead_client, champion, "dbs", state="passed", level="0")
    assert "Say at which level" in page.content.decode()
    step(lead_client, champion, "dbs", state="passed", level="3", done_on="20/11/2026", renew_by="20/11/2029")
    done = champion.steps.get(kind="dbs")
    assert (done.level, str(done.done_on), str(done.renew_by), done.done_by) == (3, "2026-11-20", "2029-11-20", lead)


def test_a_step_that_is_not_there_is_a_404(lead_client):
    champion = Champion.objects.create(name="Nora New")
    assert step(lead_client, champion, "dbs", state="passed").status_code == 404


def test_nobody_is_made_active_before_the_steps_are_done(lead_client):
    champion = Champion.objects.create(name="Nora New")
    champion.begin_onboarding()
    url = reverse("scheme_champions:activate", args=[champion.pk])
    assert "still to do: Conversation" in lead_client.post(url).content.decode()
    for kind in OnboardingStep.Kind.required():
        step(lead_client, champion, kind, state="passed", level="1")
    lead_client.post(url)
    champion.refresh_from_db()
    assert champion.status == Champion.Status.ACTIVE


def test_an_accepted_application_becomes_a_champion_who_is_invited(lead_client):
    application = ApplicationFactory(email="nora@example.org")
    url = reverse("scheme_applications:accept", args=[application.pk])
    lead_client.post(url)
    page = lead_client.post(url, follow=True)
    champion = Champion.objects.get()
    assert champion.status == Champion.Status.ONBOARDING
    assert Message.objects.get().to == "nora@example.org"
    assert "/invitation/" in Message.objects.get().text
    assert "decided already" in page.content.decode()


def test_an_imported_champion_is_invited_to_sign_in(lead_client):
    champion = ChampionFactory(user=None, name="Ida Imported", email="ida@example.org")
    lead_client.post(reverse("scheme_champions:invite", args=[champion.pk]))
    champion.refresh_from_db()
    assert champion.user.email == "ida@example.org"
    assert Message.objects.get().to == "ida@example.org"


def test_nobody_is_invited_with_another_champions_address(lead_client):
    first = ChampionFactory()
    second = ChampionFactory(user=None, name="Ida Imported", email=first.email)
    page = lead_client.post(reverse("scheme_champions:invite", args=[second.pk]))
    assert "Another champion signs in with this address." in page.content.decode()
    assert not Message.objects.exists()


def test_a_champion_is_stood_down_from_the_page(lead_client):
    match = MatchFactory()
    url = reverse("scheme_champions:stand_down", args=[match.champion_id])
    assert "Choose one." in lead_client.post(url, {}).content.decode()
    lead_client.post(url, {"why": "left"})
    match.refresh_from_db()
    assert match.status == "ended"
    assert Champion.objects.get().status == "left"


def test_a_partner_is_invited_into_an_organisation(lead_client):
    organisation = OrganisationFactory()
    url = reverse("scheme_organisations:invite", args=[organisation.pk])
    sent = {"name": "Pat Partner", "email": "pat@example.org"}
    for _ in range(2):
        lead_client.post(url, sent)
    assert organisation.members.get().user.email == "pat@example.org"
    assert (
        "Pat Partner"
        in lead_client.get(reverse("scheme_organisations:inspect", args=[organisation.pk])).content.decode()
    )


def test_an_edit_leaves_a_status_alone_that_changes_meanwhile(lead_client, monkeypatch):
    match = MatchFactory(offered=True)
    url = reverse("scheme_learners:edit", args=[match.learner_id])
    sent = filled_in(lead_client.get(url), goal_text="Maps")
    is_valid = LearnerForm.is_valid

    def accepted_in_between(form):
        match.accept(by=None)
        return is_valid(form)

    monkeypatch.setattr(LearnerForm, "is_valid", accepted_in_between)
    lead_client.post(url, sent)
    match.learner.refresh_from_db()
    assert (match.learner.goal_text, match.learner.status) == ("Maps", Learner.Status.MATCHED)


@pytest.mark.parametrize("field", ["speaks", "needs", "area"])
def test_an_id_that_no_record_can_have_is_a_choice_that_is_not_offered(lead_client, field):
    page = edit(lead_client, "learners", LearnerFactory(), **{field: ["9" * 30]})
    assert page.context["form"].errors[field]


def test_the_checks_of_a_champion_have_their_date_chooser(lead_client):
    champion = ChampionFactory()
    page = lead_client.get(reverse("scheme_champions:inspect", args=[champion.pk])).content.decode()
    assert "wagtailadmin/js/date-time-chooser" in page


def test_a_form_says_whom_it_is_about(lead_client):
    champion = ChampionFactory(name="Imogen Sykes")
    page = lead_client.get(reverse("scheme_champions:stand_down", args=[champion.pk])).content.decode()
    assert "Imogen Sykes" in page


def test_an_active_champion_whose_sign_in_was_ended_is_pointed_out_and_can_be_invited_again(lead, lead_client):
    champion = ChampionFactory()
    url = reverse("scheme_champions:inspect", args=[champion.pk])
    assert "cannot sign in" not in lead_client.get(url).content.decode()
    champion.user.end_role(Role.CHAMPION, by=lead)
    page = lead_client.get(url).content.decode()
    assert "cannot sign in" in page
    assert reverse("scheme_champions:invite", args=[champion.pk]) in page
