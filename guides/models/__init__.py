from guides.models.device import Device
from guides.models.language import Language
from guides.models.loaded import LoadedPage
from guides.models.pages import GuidePage, HomePage, StandardPage, TopicPage
from guides.models.skills import Skill, SkillArea, SkillFramework

__all__ = [
    "Device",
    "GuidePage",
    "HomePage",
    "Language",
    "LoadedPage",
    "Skill",
    "SkillArea",
    "SkillFramework",
    "StandardPage",
    "TopicPage",
]
