"""How to do one thing, step by step: a guide, its variants for each device, and what stands around its steps."""

import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.contrib.routable_page.models import path, re_path
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from accounts.models.role import GROUP_NAMES, Role
from guides.models.blocks import GuideBody
from guides.models.device import Device, chosen, remember
from guides.models.guide_panels import GUIDE_EDITOR
from guides.models.paper import Printable, Sheet
from guides.models.public import PublicPage
from guides.models.skills import Skill

REVIEW_AFTER = datetime.timedelta(days=182)
"""A guide is looked at again half a year after it was checked."""


def review_due():
    return timezone.localdate() + REVIEW_AFTER


def editors():
    """Who may be put in charge of a guide: nobody else's name is shown in the list."""
    return {"groups__name": GROUP_NAMES[Role.EDITOR]}


class GuidePage(PublicPage, Printable, Page):
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
    paper_template = "guides/paper/guide.html"
    page_description = _("How to do one thing, step by step.")
    search_fields = [
        *Page.search_fields,
        index.SearchField("what_you_will_do"),
        index.SearchField("body"),
        index.AutocompleteField("what_you_will_do"),
    ]
    edit_handler = GUIDE_EDITOR
    views_are_counted = True

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

    def sheets(self, device: str) -> list[Sheet]:
        """For paper: the steps for `device`, else for the first that has steps of its own."""
        device = next((own for own in self.devices if own == device), next(iter(self.devices), ""))
        return [Sheet(self, device, self.steps_for(device))]

    def next_guides(self) -> list["GuidePage"]:
        """The other guides of the topic: first those that come after this one, then those before."""
        others = GuidePage.objects.sibling_of(self, inclusive=False).live().defer_streamfields()
        return sorted(self.without_private(others), key=lambda guide: guide.path < self.path)

    @path("")
    def as_chosen(self, request):
        """With the steps for the device that the reader chose before; else for the first that has steps."""
        return self.render(request)

    @re_path(rf"^({'|'.join(Device.values)})/$")
    def for_device(self, request, device):
        """With the steps for `device`, which is remembered. 404 where this guide has none of its own for it."""
        if device not in self.devices:
            raise Http404
        response = self.render(request, context_overrides=self.steps_context(Device(device)))
        return remember(request, response, device)

    def get_cached_paths(self):
        """Every address of this guide below its own, for a cache in front of the site."""
        return ["/", *(f"/{device}/" for device in self.devices), *self.paper_paths()]

    def steps_context(self, device: str) -> dict:
        return {"device": device, "blocks": self.steps_for(device)}

    def get_context(self, request, *args, **kwargs):
        devices = self.devices
        topic = self.get_parent()
        home = topic.get_parent()
        return (
            super().get_context(request, *args, **kwargs)
            | self.steps_context(chosen(request, devices))
            | {
                "devices": devices,
                "skills": list(self.skills.all()),
                "topic": topic,
                "others": self.next_guides()[:4],
                "crumbs": [(_("Home"), home.get_url(request)), (topic.title, topic.get_url(request))],
            }
        )
