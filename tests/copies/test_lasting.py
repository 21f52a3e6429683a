"""What lasts from one change to the next is asked for once, not for each page."""

import pytest

from accounts.lasting import GENERATION, lasting
from accounts.models import Appearance
from guides.models import GlossaryTerm
from tests.copies.asking import ask

pytestmark = pytest.mark.django_db
GUIDE = "/get-connected/join-free-wifi/"


def test_a_page_built_anew_does_not_ask_again_for_what_is_on_every_page(ready, django_assert_max_num_queries):
    ask(ready, GUIDE, query="first")
    with django_assert_max_num_queries(6):  # one more reads the generation, in the tests' own watch
        ask(ready, GUIDE, query="second")


def test_what_is_on_every_page_is_right_at_the_next_request(ready):
    ask(ready, GUIDE, query="first")
    Appearance(name="Halifax Online").save()
    GlossaryTerm.objects.create(word="tap", meaning="To touch for a moment.")
    page = ask(ready, GUIDE, query="second").text
    assert "Halifax Online" in page and "To touch for a moment." in page


def test_a_form_that_is_refused_changes_nothing_for_others(rf):
    Appearance(name="Halifax Online").save()
    one, other = (rf.get("/", **{GENERATION: "a state of this test"}) for _ in range(2))
    Appearance.current(one).name = "Refused"
    assert Appearance.current(other).name == "Halifax Online"


def test_a_value_is_made_once_for_a_state_and_each_time_when_nobody_knows_the_state(rf):
    made = []
    for request in [rf.get("/", **{GENERATION: state}) for state in ("one", "one", "two")] + [rf.get("/"), None]:
        lasting(request, "a value of this test", lambda: made.append(1))
    assert len(made) == 4
