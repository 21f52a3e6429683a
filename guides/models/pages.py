"""The public pages: home, topics, the guides in them, and plain pages such as "about"."""

import datetime

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from accounts.models.role import GROUP_NAMES, Role
from guides.models.blocks import SYMBOLS, GuideBody
from guides.models.device import Device
from guides.models.skills import Skill

REVIEW_AFTER = datetime.timedelta(days=182)
"""A guide is looked at again half a year after it was checked."""

TOPIC_SYMBOLS = [
    ("start", _("Power: first steps")),
    ("building", _("Public building")),
    ("heart", _("Heart: health")),
    *SYMBOLS,
]


def review_due():
    return timezone.localdate() + REVIEW_AFTER


def editors():
    """Who may be put in charge of a guide: nobody else's name is shown in the list."""
    return {"groups__name": GROUP_NAMES[Role.EDITOR]}


class HomePage(Page):
    introduction = models.TextField(max_length=400, help_text=_("Two short sentences: what this is, and for whom."))

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["guides.TopicPage", "guides.StandardPage"]
    max_count = 1
    template = "guides/home_page.html"
    page_description = _("The first page: topics, search, free wifi, help.")
    content_panels = [*Page.content_panels, "introduction"]

    @property
    def topics(self):
        return TopicPage.objects.child_of(self).live().public()

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"topics": self.topics}


class TopicPage(Page):
    summary = models.CharField(max_length=200, help_text=_("One sentence: what the reader can learn here."))
    symbol = models.CharField(max_length=20, choices=TOPIC_SYMBOLS, default="start")

    parent_page_types = ["guides.HomePage"]
    subpage_types = ["guides.GuidePage"]
    template = "guides/topic_page.html"
    page_description = _("A group of guides.")
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    content_panels = [*Page.content_panels, "summary", "symbol"]

    @property
    def guides(self):
        return GuidePage.objects.child_of(self).live().public().defer_streamfields()

    def get_context(self, request, *args, **kwargs):
        home = self.get_parent()
        return super().get_context(request, *args, **kwargs) | {
            "guides": self.guides,
            "crumbs": [(_("Home"), home.get_url(request))],
        }


class GuidePage(Page):
    class Level(models.TextChoices):
        FIRST = "first", _("First steps")
        NEXT = "next", _("Next steps")

    what_you_will_do = models.TextField(max_length=300, help_text=_("One or two short sentences."))
    minutes = models.PositiveSmallIntegerField(
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("How long it takes the first time."),
    )
    what_you_need = models.TextField(blank=True, help_text=_("One thing on each line."))
    level = models.CharField(max_length=5, choices=Level, default=Level.FIRST)
    body = StreamField(
        GuideBody(),
        help_text=_("Sentences of 15 words or so, words that a nine-year-old knows, one action in each step."),
    )
    skills = ParentalManyToManyField(Skill, blank=True, related_name="guides", verbose_name=_("skills taught"))
    looked_after_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who checks that it is still right."),
    )
    checked_on = models.DateField(
        _("checked on"), default=timezone.localdate, help_text=_("When somebody last followed every step.")
    )
    review_due_on = models.DateField(_("to be checked again by"), default=review_due)

    parent_page_types = ["guides.TopicPage"]
    subpage_types: list[str] = []
    template = "guides/guide_page.html"
    page_description = _("How to do one thing, step by step.")
    search_fields = [
        *Page.search_fields,
        index.SearchField("what_you_will_do"),
        index.SearchField("body"),
        index.AutocompleteField("what_you_will_do"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    HelpPanel(
                        _(
                            "Write for somebody in a hurry, on a small phone, who reads English slowly. "
                            "Follow each step yourself before you publish."
                        ),
                        heading=_("How to write a guide"),
                    ),
                    *Page.content_panels,
                    "what_you_will_do",
                    MultiFieldPanel(["minutes", "what_you_need", "level"], heading=_("Before you start")),
                    FieldPanel("body", heading=_("The guide")),
                ],
                heading=_("Guide"),
            ),
            ObjectList(
                [
                    "checked_on",
                    "review_due_on",
                    "looked_after_by",
                    FieldPanel("skills", widget=forms.CheckboxSelectMultiple),
                ],
                heading=_("Checks and skills"),
            ),
            ObjectList(Page.promote_panels, heading=_("Address and search")),
            ObjectList(Page.settings_panels, heading=_("Publishing")),
        ]
    )

    @property
    def needs(self) -> list[str]:
        return [line.strip() for line in self.what_you_need.splitlines() if line.strip()]

    @property
    def devices(self) -> list[Device]:
        """Those that have steps of their own, in the order of `Device`. Empty when all share the same steps."""
        used = {block.value["device"] for block in self.body if block.block_type == "steps"}
        return [device for device in Device if device in used]

    def steps_for(self, device: str) -> list:
        """The blocks that somebody with `device` reads, each group of steps told the number of its first step."""
        blocks, first = [], 1
        for block in self.body:
            if block.block_type == "steps":
                if block.value["device"] not in ("", None, device):
                    continue
                block.value.first = first
                first += len(block.value["steps"])
            blocks.append(block)
        return blocks

    def next_guides(self) -> list["GuidePage"]:
        """The other guides of the topic: first those that come after this one, then those before."""
        others = GuidePage.objects.sibling_of(self, inclusive=False).live().public().defer_streamfields()
        return sorted(others, key=lambda guide: guide.path < self.path)

    def get_context(self, request, *args, **kwargs):
        devices = self.devices
        wanted = request.GET.get("device")
        device = wanted if wanted in devices else (devices[0] if devices else "")
        topic = self.get_parent()
        home = topic.get_parent()
        return super().get_context(request, *args, **kwargs) | {
            "devices": devices,
            "device": device,
            "blocks": self.steps_for(device),
            "skills": list(self.skills.all()),
            "topic": topic,
            "others": self.next_guides()[:4],
            "crumbs": [(_("Home"), home.get_url(request)), (topic.title, topic.get_url(request))],
        }


class StandardPage(Page):
    body = RichTextField(features=["h2", "h3", "bold", "ol", "ul", "link", "hr"])

    parent_page_types = ["guides.HomePage"]
    subpage_types: list[str] = []
    template = "guides/standard_page.html"
    page_description = _("Plain text: about us, privacy, accessibility.")
    search_fields = [*Page.search_fields, index.SearchField("body")]
    content_panels = [*Page.content_panels, "body"]

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": [(_("Home"), self.get_parent().get_url(request))]
        }
