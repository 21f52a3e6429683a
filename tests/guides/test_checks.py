"""What an editor is told about a guide: pure, so a draft goes in as plain values."""

import datetime
from dataclasses import replace

import pytest

from guides.checks import Draft, Fact, Group, Problem, Step, findings
from guides.checks.actions import actions
from guides.checks.reading import reading_of, sentences, syllables

TODAY = datetime.date(2026, 11, 22)

GOOD = Draft(
    what_you_will_do="You will join free wifi.",
    needs=("Your phone",),
    groups=(Group("", "", (Step("Open Settings.", "A list."), Step("Tap “Wi-Fi”."))),),
    problems=(Problem("No page opens.", "Wait a moment."),),
    signs=("Somebody asks for your password.",),
    facts=(Fact("Free wifi is free.", "The library", TODAY, is_confirmed=True),),
    has_owner=True,
    checked_on=TODAY,
    review_due_on=TODAY + datetime.timedelta(days=182),
)


def with_step(do: str, **values) -> Draft:
    steps = (Step("Open Settings."), Step("Tap “Wi-Fi”."), Step("Wait."), Step(do, block="b4", **values))
    return replace(GOOD, groups=(Group("android", "Android phone", steps), Group("iphone", "iPhone", steps[:1])))


def kinds(draft: Draft) -> list[str]:
    return [finding.kind for finding in findings(draft, TODAY)]


def test_a_good_guide_is_left_in_peace():
    assert findings(GOOD, TODAY) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Tap Settings and then choose Wifi.", 2),
        ("Tap Settings, then Wifi.", 2),
        ("Open Settings; tap “Wi-Fi”.", 2),
        ("Tap “A”. Then tap “B”.", 2),
        ("To pay, tap “Council tax” and then “Pay”.", 2),
        ("A text: open it, tap the three dots, and look for “Block”.", 2),
        ("Tap “A”, tap “B” and press “C”.", 3),
        ("Tap “A” or “B”.", 1),
        ("Tap “Block”. It may be called “Block and report”.", 1),
        ("Tap the box. Write your message.", 1),
        ("Go home: slide up from the bottom edge. Or tap the house.", 1),
        ("Wrong page? Tap the back arrow and try the next one.", 0),
        ("Click “Windows Update”. On a Mac click “General”, then “Software Update”.", 1),
        ("Tap the picture. Touch it with the soft part of your finger.", 1),
        ("Put two fingers on the picture and move them apart.", 0),
        ("", 0),
    ],
)
def test_things_that_the_hand_does_are_counted(text, count):
    assert len(actions(text)) == count


def test_a_step_with_two_actions_is_named_by_its_number_and_device():
    (finding,) = findings(with_step("Tap Settings and then choose Wifi."), TODAY)
    assert finding.text == (
        "Step 4 of “Android phone” has 2 actions: “Tap Settings and then choose Wifi”. Make a step of each."
    )
    assert finding.block == "b4"


def test_a_sentence_of_more_than_twenty_words_is_too_long():
    fine = " ".join(["tap"] * 20) + "."
    assert kinds(with_step(fine)) == []
    (finding,) = findings(with_step(fine.replace(".", " now.")), TODAY)
    assert "Step 4 of “Android phone” has a sentence of 21 words" in finding.text


def test_hard_words_raise_the_reading_age_and_are_named():
    hard = "Authentication necessitates a multiplicity of administrative considerations."
    (finding,) = findings(replace(GOOD, problems=(Problem(hard, hard), Problem(hard, hard))), TODAY)
    assert finding.kind == "reading-age" and "administrative" in finding.text


@pytest.mark.parametrize(
    ("word", "count"),
    [("phone", 1), ("tapped", 1), ("wanted", 2), ("boxes", 2), ("table", 2), ("library", 3), ("video", 3)]
    + [("people", 2), ("section", 2), ("application", 4), ("email", 2), ("the", 1), ("you’re", 1)],
)
def test_syllables_are_estimated(word, count):
    assert syllables(word) == count


def test_the_reading_age_is_that_of_the_formula():
    # 6 words in 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59
    assert reading_of("The cat sat on the mat.").grade == pytest.approx(-1.45)
    assert reading_of("").age == 5
    assert sentences("One. “Two!” Three\nFour") == ["One.", "“Two!", "Three", "Four"]


@pytest.mark.parametrize(
    ("changed", "kind", "is_serious"),
    [
        ({"groups": ()}, "no-steps", True),
        ({"groups": (Group("", "", ()),)}, "no-steps", True),
        ({"signs": ()}, "no-stop", True),
        ({"problems": ()}, "no-problems", False),
        ({"has_owner": False}, "no-owner", False),
        ({"checked_on": None}, "not-checked", True),
        ({"checked_on": TODAY + datetime.timedelta(days=1)}, "checked-later", True),
        ({"review_due_on": None}, "no-review", False),
        ({"review_due_on": TODAY - datetime.timedelta(days=1)}, "review-due", True),
        ({"facts": (Fact("A price."),)}, "old-fact", False),
        ({"facts": (Fact("A price.", checked_on=TODAY - datetime.timedelta(days=366)),)}, "old-fact", False),
        ({"facts": (Fact("A price.", checked_on=TODAY, is_confirmed=True),)}, "no-source", False),
        ({"problems": (Problem("A text.", "Send it to 7726."),)}, "loose-contact", False),
        ({"groups": (Group("android", "Android phone", (Step("Wait."),)),)}, "one-phone", False),
    ],
)
def test_what_a_guide_lacks_is_said(changed, kind, is_serious):
    (finding,) = findings(replace(GOOD, **changed), TODAY)
    assert (finding.kind, finding.is_serious) == (kind, is_serious)


def test_a_number_that_stands_among_the_facts_may_stand_in_a_step():
    draft = with_step("Call 0808 801 0503.")
    assert kinds(draft) == ["loose-contact"]
    assert kinds(replace(draft, facts=(Fact("Migrant Help: 0808 801 0503.", checked_on=TODAY),))) == []


def test_a_picture_that_nobody_described_comes_first():
    draft = replace(with_step("Wait.", lacks_alternative=True), has_owner=False)
    assert kinds(draft) == ["no-alternative", "no-owner"]


def test_an_empty_draft_is_looked_at_without_a_fault():
    empty = Draft("", (), (), (), (), (Fact(""),), False, None, None)
    assert {"no-steps", "no-stop", "not-checked"} <= set(kinds(empty))
