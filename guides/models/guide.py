"""How to do one thing, step by step: a guide, its variants for each device, and what stands around its steps."""

import datetime
from copy import copy

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.contrib.routable_page.models import path, re_path
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from guides.checks import Finding, draft_of, findings
from guides.models.blocks import MOST_NEXT, GuideBody, NextGuides, lines_of
from guides.models.device import Device, chosen, remember
from guides.models.guide_panels import GUIDE_EDITOR
from guides.models.hard_words import HardWords
from guides.models.paper import Printable, Sheet
from guides.models.public import PublicPage
from guides.models.shelf import Shelf
from guides.models.skills import Skill

JOIN_WIFI = "join-free-wifi"
"""The slug of the guide that goes with the list of places with free wifi."""
REVIEW_AFTER = datetime.timedelta(days=182)
"""A guide is looked at again half a year after it was checked."""

PHONE_FIRST = {"name": "phone", "icon": "mobile-alt", "device_width": 360, "label": _("Preview on a phone")}
SIZES = [PHONE_FIRST, *Page.DEFAULT_PREVIEW_SIZES[1:]]


def review_due():
    return timezone.localdate() + REVIEW_AFTER


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
    what_next = StreamField(
        NextGuides(),
        blank=True,
        verbose_name=_("what next"),
        help_text=_("Up to four, in your order. Leave it empty, and the site fills it with guides that fit."),
    )
    other_words = models.TextField(
        _("words people use for this"),
        blank=True,
        max_length=2000,
        help_text=_(
            "One on each line, as people say it, such as money card. Spelling mistakes are understood without. "
            "Nobody sees them, but the search finds this guide by them."
        ),
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

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    parent_page_types = ["guides.TopicPage"]
    subpage_types: list[str] = []
    template = "guides/guide_page.html"
    paper_template = "guides/paper/guide.html"
    page_description = _("How to do one thing, step by step.")
    search_fields = [
        *Page.search_fields,
        index.SearchField("other_words", boost=2),  # the title has the same
        index.SearchField("what_you_will_do"),
        index.SearchField("body"),
        index.AutocompleteField("what_you_will_do"),
    ]
    edit_handler = GUIDE_EDITOR
    views_are_counted = True

    @property
    def needs(self) -> list[str]:
        return lines_of(self.what_you_need)

    @property
    def needs_wifi_near(self) -> bool:
        """Whether its readers want to know where there is free wifi."""
        return self.slug == JOIN_WIFI

    @property
    def devices(self) -> list[Device]:
        """Those that have steps of their own, in the order of `Device`. Empty when all share the same steps."""
        used = {block.value["device"] for block in self.body if block.block_type == "steps"}
        return [device for device in Device if device in used]

    def findings(self) -> list[Finding]:
        """What an editor should look at before this version goes out."""
        return findings(draft_of(self), timezone.localdate())

    def why_not_to_confirm(self) -> str | Promise:
        """Why "I have checked this guide today" has to wait, as a sentence; "" when it need not."""
        if not self.live:
            return _("This guide is not published. Publish it instead: the date is among its fields.")
        if self.current_workflow_state:
            return _("A new version waits for a second pair of eyes. Approve it, or end that review, first.")
        if self.scheduled_revision:
            return _("A new version is set to be published later. Publish it, or take the time away, first.")
        if self.locked:
            return _("This guide is locked. Unlock it first.")
        return ""

    @transaction.atomic
    def confirm(self, *, by, today: datetime.date) -> None:
        """Somebody followed every step today, and the guide is right: say so in public, and in a draft that waits.

        The draft stays the newest version, unpublished and its author's. Raises ValidationError with the sentence of
        `why_not_to_confirm`. Doing it twice on one day changes nothing.
        """
        guide = GuidePage.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if reason := guide.why_not_to_confirm():
            raise ValidationError(reason)
        dates = {"checked_on": today, "review_due_on": today + REVIEW_AFTER}
        if all(getattr(guide, name) == day for name, day in dates.items()):
            return
        draft = guide.latest_revision if guide.has_unpublished_changes else None
        _with(guide, dates).save_revision(user=by, log_action=True, clean=False).publish(user=by)
        if draft:
            _with(draft.as_object(), dates).save_revision(user=draft.user, clean=False)

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

    def next_guides(self, shelf: Shelf, skills: list[Skill]) -> list["GuidePage"]:
        """What to read after this one, at most four that everybody may read.

        First those that an editor picked, in that order; then the next of the topic; then those that teach the same
        `skills`, the topic's own first; then the rest of the topic.
        """
        picked = [block["value"] for block in self.what_next.raw_data]
        topic, same = self.path[: -self.steplen], shelf.teaching(skills)
        beside = (guide for guide in shelf.guides if guide.path.startswith(topic) and guide.depth == self.depth)
        others = {guide.pk: guide for guide in beside} | {
            guide.pk: guide for guide in shelf.guides if guide.pk in same or guide.pk in picked
        }
        others.pop(self.pk, None)
        guides = self.without_private(others.values())
        after = [guide.path for guide in guides if guide.path.startswith(topic) and guide.path > self.path]
        the_next = min(after, default="")

        def how_far(guide):
            return (
                picked.index(guide.pk) if guide.pk in picked else len(picked),
                guide.path != the_next,
                guide.pk not in same,
                not guide.path.startswith(topic),
                guide.path < self.path,
                guide.path,
            )

        return [copy(guide) for guide in sorted(guides, key=how_far)[:MOST_NEXT]]

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

    @property
    def preview_modes(self):
        return [(device.value, device.label) for device in self.devices] or super().preview_modes

    @property
    def preview_sizes(self):
        return SIZES

    def serve_preview(self, request, mode_name):
        """As somebody with the device `mode_name` reads it; when no steps are for one device alone, as everybody does."""
        steps = self.steps_context(Device(mode_name)) if mode_name in self.devices else {}
        return self.render(request, context_overrides=steps)

    def steps_context(self, device: str) -> dict:
        return {"device": device, "blocks": self.steps_for(device)}

    def get_context(self, request, *args, **kwargs):
        devices = self.devices
        shelf = Shelf.known(GuidePage, request)
        is_draft = getattr(request, "is_preview", False)
        skills = list(self.skills.all()) if is_draft else shelf.taught.get(self.pk, [])
        topic = self.get_parent()
        home = topic.get_parent()
        return (
            super().get_context(request, *args, **kwargs)
            | self.steps_context(chosen(request, devices))
            | {
                "devices": devices,
                "skills": skills,
                "hard_words": HardWords.of_the_glossary(request),
                "topic": topic,
                "others": self.next_guides(shelf, skills),
                "crumbs": [(_("Home"), home.get_url(request)), (topic.title, topic.get_url(request))],
            }
        )


def _with(guide: GuidePage, values: dict) -> GuidePage:
    for name, value in values.items():
        setattr(guide, name, value)
    return guide
