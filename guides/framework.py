"""The skills framework and the languages that the project ships, from guides/data/*.json."""

import json
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read(name: str):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def load_framework(apps) -> int:
    """Add what is missing and return how many rows that was. Rows that are there stay as a lead has left them.

    `apps` is the app registry: Django's own, or a migration's.
    """
    framework_model, area_model, skill_model, language_model = (
        apps.get_model("guides", name) for name in ("SkillFramework", "SkillArea", "Skill", "Language")
    )
    added = 0
    shipped = read("skills.json")
    framework, is_new = framework_model.objects.get_or_create(
        name=shipped["name"], version=shipped["version"], defaults={"source": shipped["source"]}
    )
    added += is_new
    for order, shipped_area in enumerate(shipped["areas"]):
        area, is_new = area_model.objects.get_or_create(
            framework=framework,
            code=shipped_area["code"],
            defaults={"name": shipped_area["name"], "stage": shipped_area["stage"], "order": order},
        )
        added += is_new
        for place, (code, name) in enumerate(shipped_area["skills"]):
            added += skill_model.objects.get_or_create(
                code=code, defaults={"area": area, "name": name, "order": place}
            )[1]
    for language in read("languages.json"):
        added += language_model.objects.get_or_create(code=language["code"], defaults=language)[1]
    return added


def unload_framework(apps) -> None:
    """Take the shipped rows out again, for a migration that is reversed."""
    shipped = read("skills.json")
    apps.get_model("guides", "SkillFramework").objects.filter(name=shipped["name"], version=shipped["version"]).delete()
    codes = [language["code"] for language in read("languages.json")]
    apps.get_model("guides", "Language").objects.filter(code__in=codes).delete()
