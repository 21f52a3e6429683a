"""The guides that the project ships keep the rules that an editor is asked to keep."""

import datetime
import json
import re

import pytest

from guides import loading
from guides.checks import draft_of, findings
from guides.models import Device, GuidePage

pytestmark = pytest.mark.django_db

FILES = sorted((loading.DATA / "guides").glob("*.json"))
LONGEST = 20


def texts(value):
    """Every text in a guide's file, however deep."""
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str):
        yield value
    elif not isinstance(value, (bool, int)):
        for part in value:
            yield from texts(part)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_sentence_is_longer_than_twenty_words(path):
    for text in texts(json.loads(path.read_text())):
        for sentence in re.split(r"(?<=[.?!])\W*\s", text):
            assert len(sentence.split()) <= LONGEST, sentence


def test_each_guide_has_what_a_guide_needs(site):
    for guide in GuidePage.objects.all():
        kinds = [block.block_type for block in guide.body]
        assert "steps" in kinds and {"problems", "stop", "facts"} <= set(kinds), guide.slug
        assert guide.skills.exists() and guide.review_due_on > guide.checked_on, guide.slug


def test_the_checks_beside_the_page_find_nothing_but_that_nobody_looks_after_it(site):
    today = datetime.date.fromisoformat(json.loads(FILES[0].read_text())["checked_on"])
    guides = list(GuidePage.objects.all())
    assert len(guides) == len(FILES) == 40
    for guide in guides:
        found = findings(draft_of(guide), today)
        assert [finding.kind for finding in found] == ["no-owner"], [finding.text for finding in found]


def test_an_editor_could_save_each_guide_as_it_is(site):
    for guide in GuidePage.objects.all():
        guide.full_clean()
        guide.body.stream_block.clean(guide.body)


def test_each_skill_that_a_guide_names_is_there(site):
    for path in FILES:
        taught = GuidePage.objects.get(slug=path.stem).skills.values_list("code", flat=True)
        assert sorted(taught) == sorted(json.loads(path.read_text())["skills"])


def test_whoever_has_one_kind_of_phone_is_served_like_whoever_has_the_other(site):
    phones = {Device.ANDROID, Device.IPHONE}
    for guide in GuidePage.objects.all():
        assert phones & set(guide.devices) in (set(), phones), guide.slug
        for device in guide.devices or [""]:
            steps = [block for block in guide.steps_for(device) if block.block_type == "steps"]
            assert sum(len(block.value["steps"]) for block in steps) >= 5, (guide.slug, device)


def test_a_fact_is_dated_and_a_confirmed_one_says_where_it_comes_from(site):
    for guide in GuidePage.objects.all():
        for fact in next(block for block in guide.body if block.block_type == "facts").value["facts"]:
            assert isinstance(fact["checked_on"], datetime.date), guide.slug
            assert fact["source"] or not fact["is_confirmed"], (guide.slug, fact["text"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_phone_number_in_a_step_stands_among_the_dated_facts_too(path):
    guide = json.loads(path.read_text())
    facts = " ".join(fact["text"] for fact in guide["facts"])
    for text in texts([guide["steps"], guide["problems"], guide["stop"]]):
        for number in re.findall(r"\b0\d{3} \d{3} \d{4}\b|\b7726\b|\S+@\S+\.\w+", text):
            assert number in facts, number
