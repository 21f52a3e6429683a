"""All published guides, by title and place only, and what each teaches: the same on every page until something changes."""

from typing import NamedTuple

from accounts.lasting import lasting
from guides.models.skills import Skill


class Shelf(NamedTuple):
    guides: list
    """Instances of the page model with `title`, `url_path`, `path` and `depth`. Pages share them: hand out copies."""
    taught: dict[int, list[Skill]]
    """{key of a guide, published or not: its skills in order}"""

    @classmethod
    def known(cls, model, request=None) -> "Shelf":
        """Two queries for each state of the site."""
        return lasting(request, "shelf", lambda: cls.look(model))

    @classmethod
    def look(cls, model) -> "Shelf":
        taught: dict[int, list[Skill]] = {}
        rows = model.skills.through.objects.select_related("skill").order_by("skill__area__order", "skill__order")
        for row in rows:
            taught.setdefault(row.guidepage_id, []).append(row.skill)
        return cls(list(model.objects.live().order_by().only("title", "url_path", "path", "depth")), taught)

    def teaching(self, skills: list[Skill]) -> set[int]:
        """Keys of the guides that teach one of `skills`."""
        wanted = {skill.pk for skill in skills}
        return {guide for guide, own in self.taught.items() if any(skill.pk in wanted for skill in own)}
