from guides.models.language import Language
from guides.models.skills import Skill, SkillArea, SkillFramework

__all__ = ["Language", "Skill", "SkillArea", "SkillFramework"]
