"""One thread through the whole site, clicked in the real browser: from a request for help to a skill gained."""

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from accounts.models import Message, Role
from guides.models import Language
from tests.conftest import PHONE
from tests.factories import AreaFactory, ChampionFactory, MatchFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def ward():
    return AreaFactory(name="Park")


@pytest.fixture
def champion(ward):
    user = UserFactory(name="Nadia Hussain", email="nadia@example.org", roles=[Role.CHAMPION])
    return ChampionFactory(user=user, area=ward, speaks=[Language.objects.get(code="ur")])


@pytest.fixture
def arrive(open_page, live_server):
    """arrive(user, "/my/", ...) -> a page there of somebody signed in, with the second factor that their roles ask for."""

    def visit(user, path, *args, **options):
        page = open_page("/help/ask/", *args, **options)
        cookie = signed_in(user).cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page.goto(path)
        return page

    return visit


@pytest.fixture
def lead_page(arrive):
    return arrive(UserFactory(name="Ruth Lead", roles=[Role.LEAD]), "/admin/")


def dashboard(page) -> dict[str, int]:
    """{label: number} of the figures on the lead's first page."""
    page.goto("/admin/")
    page.locator(".figures").first.wait_for()
    return dict(
        page.locator(".figures li a").evaluate_all(
            "links => links.map(a => [a.querySelector('span').innerText, Number(a.querySelector('strong').innerText)])"
        )
    )


def moved(before: dict, after: dict) -> dict[str, int]:
    return {label: after[label] - before[label] for label in before if after[label] != before[label]}


def ask_for_help(page):
    page.get_by_label("I do", exact=True).check()
    page.get_by_label("What should we call the person").fill("Sahar")
    page.get_by_label("Phone number or e-mail address of the person who wants help").fill("sahar@example.org")
    page.get_by_label("Part of town").select_option(label="Park")
    page.get_by_label("Speaks: Urdu").check()
    page.get_by_label("Reads: Urdu").check()
    page.get_by_label("Joining wifi").check()
    page.get_by_label("Android phone").check()
    page.get_by_label("Meeting in person").check()
    page.get_by_label("Tuesday afternoon").check()
    page.get_by_label("I agree, or the person").check()
    page.get_by_role("button", name="Send").click()


def sign_in_by_code(page, email):
    page.get_by_label("E-mail address").first.fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("heading", name="Type your code").wait_for()
    code = re.search(r"\d{4}-\d{4}", Message.objects.filter(subject="Your sign-in code").latest("pk").text).group()
    page.get_by_label("code").fill(code)
    page.get_by_role("button", name="Sign in").click()


def practised(page, skill, level):
    page.get_by_role("group", name=skill).get_by_label(level).check()


def test_from_a_request_for_help_to_a_skill_gained(open_page, lead_page, champion):
    start = dashboard(lead_page)

    visitor = open_page("/help/ask/", PHONE, java_script_enabled=True)
    ask_for_help(visitor)
    visitor.get_by_role("heading", name="Thank you. We have your request.").wait_for()
    asked = dashboard(lead_page)
    assert moved(start, asked) == {"new referrals": 1}

    lead_page.goto("/admin/scheme/referrals/")
    lead_page.get_by_role("link", name="R-").first.click()
    lead_page.get_by_role("button", name="Take on as a learner").click()
    lead_page.get_by_role("link", name="Find a champion").wait_for()
    learner_case = lead_page.url
    taken_on = dashboard(lead_page)
    assert moved(asked, taken_on) == {"new referrals": -1, "learners waiting": 1}

    lead_page.goto(learner_case)
    lead_page.get_by_role("link", name="Find a champion").click()
    lead_page.get_by_text("Urdu").first.wait_for()
    lead_page.get_by_role("button", name="Offer to Nadia Hussain").click()
    offered = dashboard(lead_page)
    assert moved(taken_on, offered) == {"learners waiting": -1, "offers not answered": 1}

    mail = Message.objects.get(subject="Could you help somebody?")
    assert mail.to == champion.user.email
    assert "Sahar" not in mail.text
    helper = open_page(re.search(r"(/my/\S*)", mail.text).group(1), PHONE)
    sign_in_by_code(helper, champion.user.email)
    helper.get_by_role("heading", name="Somebody would like your help").wait_for()
    assert "Sahar" not in helper.content()
    helper.get_by_role("button", name="Yes, I will help").click()
    helper.get_by_role("heading", name="Sahar").wait_for()
    accepted = dashboard(lead_page)
    assert moved(offered, accepted) == {
        "offers not answered": -1,
        "active matches": 1,
        "learners to get in touch with: somebody said yes": 1,
    }
    lead_page.goto(learner_case)
    lead_page.get_by_role("button", name="Done").click()
    accepted = dashboard(lead_page)

    helper.get_by_role("link", name="Log a session").click()
    now = timezone.localtime()
    helper.get_by_label("Day", exact=True).fill(now.strftime("%Y-%m-%d"))
    helper.get_by_label("Time it begins").fill(now.strftime("%H:%M"))
    practised(helper, "Join wifi", "On my own")
    practised(helper, "Use a web browser", "With help")
    helper.get_by_label("Note").fill("Next time: passwords")
    helper.get_by_role("button", name="Save").click()
    helper.get_by_text("Saved. Thank you.").wait_for()
    assert helper.get_by_role("listitem").filter(has_text="Join wifi").get_by_text("On my own").is_visible()
    assert helper.get_by_role("listitem").filter(has_text="Use a web browser").get_by_text("With help").is_visible()
    logged = dashboard(lead_page)
    assert moved(accepted, logged) == {"sessions held this month": 1, "skills gained this month, on their own": 1}

    lead_page.goto(learner_case)
    lead_page.get_by_role("heading", name="Helped by Nadia Hussain").wait_for()
    assert lead_page.get_by_text("Join wifi").locator("visible=true").count()
    assert lead_page.get_by_text("On my own").first.is_visible()


def test_asking_and_logging_work_without_javascript(open_page, arrive, champion):
    visitor = open_page("/help/ask/", PHONE, java_script_enabled=False)
    ask_for_help(visitor)
    visitor.get_by_role("heading", name="Thank you. We have your request.").wait_for()

    match = MatchFactory(champion=champion, learner__preferred_name="Ahmed")
    helper = arrive(champion.user, "/my/", PHONE, java_script_enabled=False)
    helper.get_by_role("link", name="Log a session").click()
    helper.get_by_text("Something else").click()
    practised(helper, "Make a video call", "With help")
    helper.get_by_role("button", name="Save").click()
    helper.get_by_text("Saved. Thank you.").wait_for()
    assert match.sessions.get().outcomes.get().skill.code == "COM5"
