"""The skills and languages that every scheme begins with."""

import pytest
from django.apps import apps

from guides.framework import load_framework
from guides.models import Language, Skill, SkillArea

pytestmark = pytest.mark.django_db

WORDINGS = [
    "English", "Tigrinya", "Romanian", "Czech", "Pashto", "Farsi", "farsi", "Arabic", "BSL", "Ukrainian", "URDU", "Polish",
    "Polski", "Kurdish Sorani", "Kurdish (Sorani)", "Kurdish", "Sorani", "Punjabi", "punjabi", "Panjabi", "Dari", "Dari/Farsi",
    "Persian", "Gujarati", "Bengali", "Slovak", "Somali", "Portuguese", "Spanish",
]  # fmt: skip


def test_there_are_eight_foundation_tasks_in_order():
    assert [skill.code for skill in Skill.objects.foundation()] == [f"F{number}" for number in range(1, 9)]


def test_there_are_26_life_tasks_in_five_areas():
    areas = SkillArea.objects.filter(stage=SkillArea.Stage.LIFE)
    assert {area.name: area.skills.count() for area in areas} == {
        "Communicating": 6,
        "Handling information": 5,
        "Transacting": 5,
        "Problem solving": 3,
        "Being safe and legal online": 7,
    }


def test_the_framework_says_its_version_and_source():
    framework = SkillArea.objects.first().framework
    assert framework.version and "HL 219" in framework.source


def test_loading_again_adds_nothing_and_keeps_what_a_lead_changed():
    Skill.objects.filter(code="F5").update(name="Get on the wifi")
    assert load_framework(apps) == 0
    assert Skill.objects.get(code="F5").name == "Get on the wifi"


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_language_is_known_by_the_names_that_people_write(wording):
    assert len([language for language in Language.objects.all() if wording.lower() in language.names]) == 1


def test_no_two_languages_share_a_name():
    names = [name for language in Language.objects.all() for name in language.names]
    assert len(names) == len(set(names))


def test_british_sign_language_has_no_script():
    assert Language.objects.get(name="British Sign Language").script == Language.Script.NONE
