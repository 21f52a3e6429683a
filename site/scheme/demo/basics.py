"""Languages and skills, as the guides app loads them."""

from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command

from guides.models import Language, Skill


@dataclass(frozen=True)
class Basics:
    languages: dict[str, int]
    """{code: key}"""
    language_names: dict[int, str]
    foundation: list[int]
    """Keys of the skills that a beginner starts with, in order."""
    life: list[int]
    life_areas: list[list[int]]
    """The same, one list for each area."""
    skill_areas: list[int]


def load_basics() -> Basics:
    """Put the guides, skills and languages there, as a new site would, and return what the demonstration needs of them."""
    call_command("load_guides", stdout=StringIO())
    languages = list(Language.objects.order_by("code"))
    skills = list(Skill.objects.current().select_related("area").order_by("area__order", "order", "pk"))
    foundation = [skill.pk for skill in skills if skill.area.stage == "foundation"]
    life = [skill for skill in skills if skill.area.stage == "life"]
    by_area: dict[int, list[int]] = {}
    for skill in life:
        by_area.setdefault(skill.area_id, []).append(skill.pk)
    return Basics(
        languages={language.code: language.pk for language in languages},
        language_names={language.pk: language.name for language in languages},
        foundation=foundation,
        life=[skill.pk for skill in life],
        life_areas=list(by_area.values()),
        skill_areas=list(dict.fromkeys(skill.area_id for skill in skills if skill.area.stage != "work")),
    )
