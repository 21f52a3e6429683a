from guides.models.booklet import BookletEntry, BookletPage
from guides.models.device import Device
from guides.models.feedback import Feedback
from guides.models.generation import Generation
from guides.models.glossary import GlossaryTerm
from guides.models.guide import GuidePage
from guides.models.language import Language
from guides.models.loaded import LoadedPage, LoadedTerm
from guides.models.pages import HomePage, StandardPage, TopicPage
from guides.models.picture import Picture, PictureRendition
from guides.models.reminder import Reminder
from guides.models.skills import Skill, SkillArea, SkillFramework
from guides.models.views_count import GuideViews

__all__ = [
    "BookletEntry",
    "BookletPage",
    "Device",
    "Feedback",
    "Generation",
    "GlossaryTerm",
    "GuidePage",
    "GuideViews",
    "HomePage",
    "Language",
    "LoadedPage",
    "LoadedTerm",
    "Picture",
    "PictureRendition",
    "Reminder",
    "Skill",
    "SkillArea",
    "SkillFramework",
    "StandardPage",
    "TopicPage",
]
