"""The editor of a guide in the real browser: the checks follow the writer."""

import pytest
from django.conf import settings
from django.core.management import call_command

from accounts.models import Role
from guides.models import GuidePage
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_a_second_action_is_found_while_it_is_written_and_its_step_is_a_tap_away(open_page, live_server):
    call_command("load_guides", verbosity=0)
    guide = GuidePage.objects.get(slug="join-free-wifi")
    page = open_page("about:blank")
    session = signed_in(UserFactory(roles=[Role.EDITOR])).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": session.key, "value": session.value, "url": live_server.url}])
    page.goto(f"/admin/pages/{guide.pk}/edit/")
    page.click("[data-side-panel-toggle=checks]")
    checks = page.locator("#guide-checks")
    assert "2 actions" not in checks.inner_text()
    step = page.locator("input[name$='-do']").nth(1)
    step.clear()
    step.press_sequentially("Tap Settings and then choose Wifi.", delay=80)  # as fast as people type, in milliseconds
    finding = checks.locator("li", has_text="Step 2 of “Android phone” has 2 actions")
    finding.wait_for()
    finding.get_by_role("link").click()
    page.wait_for_function("document.querySelector(\"input[name$='-do']\").getBoundingClientRect().top < 200")
    assert step.is_visible()
