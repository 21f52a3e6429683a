"""Sees every change that public pages show, and lets the generation rise, so that copies of before are handed out no more."""

from functools import cache

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail import signals
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.snippets.models import get_snippet_models

from guides.models import Generation, Skill, SkillArea

SHOWN = (Page, AbstractImage, AbstractSetting, Locale, PageViewRestriction, Site, Skill, SkillArea)
"""Public pages show these, with all that inherit from them, and every registered snippet."""

OF_DRAFTS = {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"} | {
    "locked", "locked_at", "locked_by", "owner",
}  # fmt: skip
"""What Wagtail writes to a published page while somebody works on its next draft."""


@cache
def is_shown(model: type[Model]) -> bool:
    return issubclass(model, SHOWN) or model in get_snippet_models()


def saved(sender, instance, update_fields=None, **kwargs):
    if not is_shown(sender) or not getattr(instance, "live", True):
        return
    if update_fields is None or not set(update_fields) <= OF_DRAFTS:
        Generation.objects.rise()


def deleted(sender, instance, **kwargs):
    # A rendition goes when its picture has changed. That one is made is no change: a page that needs it makes it.
    if issubclass(sender, AbstractRendition) or is_shown(sender):
        Generation.objects.rise()


def changed(sender, **kwargs):
    Generation.objects.rise()


def watch() -> None:
    post_save.connect(saved, dispatch_uid="guides.changes")
    post_delete.connect(deleted, dispatch_uid="guides.changes")
    for signal in (signals.published, signals.unpublished, signals.page_unpublished, signals.post_page_move):
        signal.connect(changed, dispatch_uid="guides.changes")
