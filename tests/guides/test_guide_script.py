"""static/js/guide.js in the real browser: reading aloud with a voice that is made up here, copying, sending."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from guides.models import GuidePage
from tests.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PAGE = "/get-connected/join-free-wifi/iphone/"

VOICE = """
window.spoken = []; window.cut = 0;
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", { value: {
  speak(piece) { spoken.push(piece); this.now = piece; },
  cancel() { cut++; const piece = this.now; this.now = null; if (piece && piece.onerror) piece.onerror({ error: "canceled" }); },
  finish() { const piece = this.now; this.now = null; piece.onend(); },
  fail() { const piece = this.now; this.now = null; piece.onerror({ error: "synthesis-failed" }); },
} });
"""
NO_VOICE = 'delete window.speechSynthesis; Object.defineProperty(window, "speechSynthesis", { value: undefined });'


@pytest.fixture
def site(transactional_db):
    call_command("load_guides", verbosity=0)


@pytest.fixture
def read(open_page, site):
    """read(script) -> the guide, open in a browser in which `script` ran first."""

    def visit(script, path=PAGE, **options):
        page = open_page("about:blank", PHONE, **options)
        page.add_init_script(script)
        page.goto(path)
        return page

    return visit


def spoken(page) -> list[str]:
    return page.evaluate("spoken.map((piece) => piece.text)")


def read_to_the_end(page) -> list[str]:
    page.evaluate("while (speechSynthesis.now) speechSynthesis.finish()")
    return spoken(page)


def names(page) -> list[str]:
    return page.locator(".tools button:visible").all_inner_texts()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_it_reads_title_what_you_will_do_and_each_step_in_the_page_s_language(read):
    page = read(VOICE)
    assert names(page) == ["Listen"] and spoken(page) == []
    press(page, "Listen")
    heard = read_to_the_end(page)
    guide = GuidePage.objects.get(slug="join-free-wifi")
    assert heard[0] == guide.title
    assert " ".join(heard).startswith(f"{guide.title} {guide.what_you_will_do}")
    steps = [
        step["do"]
        for block in guide.steps_for("iphone")
        if block.block_type == "steps"
        for step in block.value["steps"]
    ]
    told = " ".join(heard)
    for number, step in enumerate(steps, 1):
        assert f"{number}. {step}" in told
    assert page.evaluate("spoken.every((piece) => piece.lang === document.documentElement.lang)")
    assert names(page) == ["Listen"]  # at its end it is as it was


def test_it_reads_no_symbols_no_navigation_and_no_buttons(read):
    page = read(VOICE)
    press(page, "Listen")
    told = "\n".join(read_to_the_end(page))
    for words in (
        "Look for this",
        "Android phone",
        "Share",
        "Listen",
        "Was this helpful",
        "What next",
        "Free wifi\n",
        "About 10",
    ):
        assert words not in told, words


def test_it_reads_in_pieces_that_no_phone_cuts_off(read):
    page = read(VOICE)
    page.evaluate("document.querySelector('.lead').textContent = 'xylophone '.repeat(200)")
    press(page, "Listen")
    heard = read_to_the_end(page)
    assert max(len(piece) for piece in heard) <= 181
    assert " ".join(heard).count("xylophone") == 200


def test_pause_and_go_on_begin_again_with_the_same_sentence(read):
    page = read(VOICE)
    press(page, "Listen")
    page.evaluate("speechSynthesis.finish()")
    assert len(spoken(page)) == 2 and names(page) == ["Pause", "Stop"]
    press(page, "Pause")
    assert names(page) == ["Go on", "Stop"] and page.evaluate("speechSynthesis.now") is None
    press(page, "Go on")
    heard = spoken(page)
    assert len(heard) == 3 and heard[2] == heard[1] and names(page) == ["Pause", "Stop"]


def test_stop_begins_from_the_start_and_keeps_the_keyboard_where_it_was(read):
    page = read(VOICE)
    press(page, "Listen")
    page.evaluate("speechSynthesis.finish()")
    page.focus(".tools button >> text=Stop")
    page.keyboard.press("Enter")
    assert names(page) == ["Listen"]
    assert page.evaluate("document.activeElement.textContent") == "Listen"
    page.keyboard.press("Enter")
    heard = spoken(page)
    assert heard[-1] == heard[0]


def test_it_falls_silent_when_the_page_is_left(read):
    page = read(VOICE)
    press(page, "Listen")
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("speechSynthesis.now") is None and names(page) == ["Listen"]


def test_a_voice_that_fails_leaves_the_page_as_it_was(read):
    page = read(VOICE)
    before = page.inner_text("main")
    press(page, "Listen")
    page.evaluate("speechSynthesis.fail()")
    assert page.inner_text("main") == before and len(spoken(page)) == 1


def test_there_is_no_button_where_there_is_no_voice_or_no_javascript(read, open_page):
    assert names(read(NO_VOICE)) == []
    assert names(open_page(PAGE, PHONE, java_script_enabled=False)) == []


def test_without_javascript_a_tap_a_sentence_and_sharing_work(open_page, site):
    page = open_page(PAGE, PHONE, java_script_enabled=False)
    assert page.locator("[name=website]").is_hidden()  # only a robot fills it in
    page.click("text=Something is wrong")
    page.fill("textarea", "The button has gone.")
    page.click("main button:has-text('Send')")
    page.get_by_text("Thank you for telling us.").wait_for()
    page.click("text=Back to the guide")
    page.click(".tools >> text=Share")
    assert "/g/" in page.input_value("#address")
    feedback = GuidePage.objects.get(slug="join-free-wifi").feedback.get()
    assert (feedback.kind, feedback.sentence, feedback.device) == ("wrong", "The button has gone.", "iphone")


def test_the_address_is_copied_or_else_marked(read):
    guide = GuidePage.objects.get(slug="join-free-wifi")
    works = 'window.kept = []; Object.defineProperty(navigator, "clipboard", {value: {writeText: async (text) => { kept.push(text); }}});'
    page = read(works, f"/g/{guide.pk}/share/")
    press(page, "Copy")
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("kept") == [page.input_value("#address")]
    fails = 'Object.defineProperty(navigator, "clipboard", {value: {writeText: () => Promise.reject()}});'
    page = read(fails, f"/g/{guide.pk}/share/")
    page.get_by_role("button", name="Copy").click()
    page.wait_for_function("document.querySelector('#address').selectionEnd > 0")


def test_the_phone_s_own_way_of_sharing_is_offered_where_it_has_one(read):
    guide = GuidePage.objects.get(slug="join-free-wifi")
    has = "window.sent = []; navigator.share = async (what) => { sent.push(what); };"
    page = read(has, f"/g/{guide.pk}/share/")
    page.get_by_role("button", name="Another app").click()
    assert page.evaluate("sent") == [{"title": guide.title, "url": page.input_value("#address")}]
    page = read("navigator.share = undefined;", f"/g/{guide.pk}/share/")
    assert page.get_by_role("button", name="Another app").count() == 0


def test_the_script_is_small():
    script = (Path(settings.ROOT) / "static/js/guide.js").read_bytes()
    assert len(script) <= 3000
