"""What if more champions were recruited: asked, worked out, shown, and nothing is changed."""

import pytest
from django.urls import reverse

from learners.models import MatchingRun, Suggestion
from learners.suggesting.carrying_out import carry_out
from tests.factories import AreaFactory, ChampionFactory, LanguageFactory, LearnerFactory

pytestmark = pytest.mark.django_db
FORM = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"}


@pytest.fixture
def pashto():
    return LanguageFactory(code="ps", name="Pashto")


@pytest.fixture
def park():
    return AreaFactory(name="Park", kind="ward")


def ask(client, language, areas, count=2, **more):
    asked = {"form-0-language": language, "form-0-areas": areas, "form-0-count": count, "form-1-count": "5"}
    return client.post(reverse("scheme_suggested:what_if"), FORM | asked | more)


def test_the_effect_is_told_beside_what_is_now_and_nothing_is_changed(a_run, lead_client, pashto, park):
    LearnerFactory.create_batch(2, speaks=[pashto], area=park)
    LearnerFactory()
    ChampionFactory()
    a_run()
    before = list(Suggestion.objects.values())
    asked = ask(lead_client, pashto.pk, [park.pk])
    run = MatchingRun.objects.exclude(supposing=[]).get()
    assert asked["Location"] == reverse("scheme_suggested:effect", args=[run.pk])
    assert "Working it out" in lead_client.get(asked["Location"]).content.decode()
    carry_out(run.pk)
    page = lead_client.get(asked["Location"])
    content = " ".join(page.content.decode().split())
    assert "2 champions who speak Pashto in Park" in content
    assert "Nothing has been changed" in content
    assert [(now, then) for _what, now, then in page.context["compared"]] == [(1, 3), (2, 0)]
    assert list(Suggestion.objects.values()) == before
    assert (
        reverse("scheme_suggested:effect", args=[run.pk])
        in lead_client.get(reverse("scheme_suggested:what_if")).content.decode()
    )


def test_what_would_help_leads_to_the_question_filled_in(a_run, lead_client, pashto, park):
    LearnerFactory.create_batch(2, speaks=[pashto], area=park)
    ChampionFactory()
    a_run()
    [link] = [link for _says, link in lead_client.get(reverse("scheme_suggested:index")).context["helps"] if link]
    form = lead_client.get(link).context["forms"][0]
    assert (form["language"].value(), form["areas"].value()) == (pashto.pk, [park.pk])


@pytest.mark.parametrize("value", ["x", "\x00", "9" * 40, "٣"])
def test_an_odd_link_shows_the_form(value, lead_client, pashto, park):
    for asked in ({"language": value}, {"language": "Pashto", "area": value}):
        assert lead_client.get(reverse("scheme_suggested:what_if"), asked).status_code == 200


def test_two_taps_ask_once(lead_client, pashto, park):
    assert ask(lead_client, pashto.pk, [park.pk])["Location"] == ask(lead_client, pashto.pk, [park.pk])["Location"]
    assert MatchingRun.objects.count() == 1


def test_up_to_three_kinds_of_champions_are_asked_about_at_once(lead_client, pashto, park):
    second = {"form-1-language": LanguageFactory().pk, "form-1-areas": [park.pk], "form-1-count": 1}
    ask(lead_client, pashto.pk, [park.pk], **second)
    assert [each["language"] for each in MatchingRun.objects.get().supposing] == ["Pashto", "English"]


def test_a_mistake_is_told_beside_the_field_and_what_was_chosen_stays(lead_client, pashto, park):
    page = ask(lead_client, pashto.pk, [])
    assert "Tick one ward or more." in page.content.decode()
    assert page.context["forms"][0]["language"].value() == str(pashto.pk)
    for count in ("0", "-1", "1000", "x", ""):
        assert ask(lead_client, pashto.pk, [park.pk], count).status_code == 200
    assert not MatchingRun.objects.exists()


def test_asking_about_nobody_says_what_to_choose(lead_client):
    page = lead_client.post(reverse("scheme_suggested:what_if"), FORM)
    assert "Choose a language and tick a ward first." in page.content.decode()
    assert lead_client.post(reverse("scheme_suggested:what_if")).status_code == 200
    assert not MatchingRun.objects.exists()


def test_a_failed_one_says_why(lead_client, pashto, park):
    where = ask(lead_client, pashto.pk, [park.pk])["Location"]
    MatchingRun.objects.get().fail("Something went wrong, and nothing was changed.")
    assert "Something went wrong, and nothing was changed." in lead_client.get(where).content.decode()


def test_only_a_what_if_has_such_a_page(a_run, lead_client):
    run = a_run()
    assert lead_client.get(reverse("scheme_suggested:effect", args=[run.pk])).status_code == 404
    assert lead_client.get(reverse("scheme_suggested:effect", args=[run.pk + 99])).status_code == 404
