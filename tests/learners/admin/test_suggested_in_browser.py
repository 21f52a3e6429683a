"""The suggested matches in the real browser: what axe finds, and the whole way by the keys alone."""

import pytest
from django.urls import reverse

from learners.models import Match, MatchingRun, RuledOut, Suggestion
from learners.suggesting import ask_for_run, hold
from learners.suggesting.carrying_out import carry_out
from tests.conftest import DESKTOP, PHONE
from tests.factories import AreaFactory, ChampionFactory, LanguageFactory, LearnerFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPEN_ALL = "document.querySelectorAll('main details').forEach(part => { part.open = true })"


@pytest.fixture
def scheme(a_run, lead):
    """One of each: a suggestion, one held, one out of date, nobody for one, one who came since, a pair ruled out, a what-if."""
    park, pashto = AreaFactory(name="Park", kind="ward"), LanguageFactory(code="ps", name="Pashto")
    plain, held, changed = LearnerFactory.create_batch(3, is_vulnerable=True)
    LearnerFactory.create_batch(2, speaks=[pashto], area=park)
    ChampionFactory(room=3, user__name="Amina")
    a_run(by=lead)
    a_run(by=lead, supposing=[{"language": "Pashto", "areas": [park.pk], "count": 1}])
    hold(held.suggestion, by=lead)
    changed.slots = 1
    changed.save()
    RuledOut.objects.create(learner=LearnerFactory(), champion=ChampionFactory(), why="They are cousins.", by=lead)
    return plain


@pytest.fixture
def visit(open_page, lead_client, settings):
    def go(path, viewport=DESKTOP, **options):
        page = open_page("/sign-in/", viewport, reduced_motion="reduce", **options)
        session = lead_client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": page.url}])
        page.goto(path)
        return page

    return go


def addresses(learner) -> list[str]:
    what_if = MatchingRun.objects.exclude(supposing=[]).get()
    ticked = "&".join(f"suggestion={one.pk}" for one in Suggestion.objects.of_a_pair())
    find = reverse("scheme_learners:find", args=[learner.pk])
    return [
        reverse("scheme_suggested:index"),
        f"{reverse('scheme_suggested:offer_ticked')}?{ticked}",
        reverse("scheme_suggested:ruled_out"),
        reverse("scheme_suggested:settings"),
        reverse("scheme_suggested:what_if"),
        reverse("scheme_suggested:effect", args=[what_if.pk]),
        f"{find}?back=p%3D1",
        f"{reverse('scheme_learners:not_this_pair', args=[learner.pk])}?champion={learner.suggestion.champion_id}",
    ]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_axe_finds_nothing_and_all_fits(scheme, visit, axe, viewport, mode):
    page = visit(reverse("scheme_suggested:index"), viewport, color_scheme=mode)
    for path in addresses(scheme):
        page.goto(path)
        page.evaluate(OPEN_ALL)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"], path


def test_by_the_keys_alone_one_is_ticked_and_offered_and_the_focus_is_on_what_became_of_it(scheme, visit):
    page = visit(reverse("scheme_suggested:index"))
    box = page.get_by_role("checkbox", name=f"Tick {scheme.preferred_name} with Amina")
    box.focus()
    page.keyboard.press("Space")
    assert page.get_by_text("1 ticked").is_visible()
    page.keyboard.press("Enter")  # the list's own button: it asks first
    page.wait_for_url("**/offer/?**")
    assert not Match.objects.exists()
    page.get_by_role("button", name="Send 1 offer").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/offered/")
    assert page.evaluate("document.activeElement.textContent").strip() == "1 offer is on its way"
    assert Match.objects.get().learner == scheme


def test_after_a_tap_the_focus_is_on_the_message(scheme, visit):
    page = visit(reverse("scheme_suggested:index"))
    page.get_by_role("button", name=f"Hold the suggestion for {scheme.preferred_name}").press("Enter")
    page.wait_for_selector(".messages li")
    assert "Held: later runs keep" in page.evaluate("document.activeElement.textContent")


def test_all_on_the_page_are_ticked_at_once_but_for_those_held_or_out_of_date(scheme, visit):
    page = visit(reverse("scheme_suggested:index"))
    page.get_by_role("button", name="Tick all on this page").click()
    assert page.locator("input[form=ticked]:checked").count() == 1
    assert page.get_by_text("1 ticked").is_visible()


def test_the_screen_tells_by_itself_when_the_run_is_done(scheme, visit, lead):
    run = ask_for_run(lead)
    page = visit(reverse("scheme_suggested:index"))
    assert page.get_by_role("heading", name="Suggestions are being made").is_visible()
    carry_out(run.pk)
    page.get_by_role("button", name="Make suggestions again").wait_for()
    assert not page.locator("[data-progress]").count()
