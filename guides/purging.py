"""A cache in front of the site, where there is one (WAGTAILFRONTENDCACHE): told what to forget, once it is committed.

Wagtail's own receivers are not used: they purge in the middle of the transaction, so that the cache may fetch the old page
again. These leave it to the worker, whose task is committed with the change.
"""

from django.conf import settings
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Page, Site
from wagtail.signals import page_slug_changed, page_unpublished, pre_page_move

from guides.models.generation import raised

OTHER_PATHS = ["/booklets/", "/words/"]
"""Public addresses that are marked (guides/ready.py) and are no pages of the tree."""


def addresses_of_everything() -> set[str]:
    batch = PurgeBatch()
    batch.add_pages(Page.objects.live().public().filter(depth__gt=1).specific())
    batch.add_urls(site.root_url + path for site in Site.objects.all() for path in OTHER_PATHS)
    return batch.urls


def purge_everything(**kwargs) -> None:
    """One page shows in others (the topic above, "what next" beside), and a setting in all: so all are forgotten."""
    from guides.tasks import purge

    if not settings.WAGTAILFRONTENDCACHE:
        return
    waiting = DBTaskResult.objects.filter(task_path=purge.module_path, status=TaskResultStatus.READY)
    if not waiting.filter(args_kwargs={"args": [[]], "kwargs": {}}).exists():
        purge.enqueue([])


def purge_old_addresses(pages) -> None:
    """Of pages that will not be found under them any more."""
    from guides.tasks import purge

    if settings.WAGTAILFRONTENDCACHE:
        batch = PurgeBatch()
        batch.add_pages(pages)
        if batch.urls:
            purge.enqueue(sorted(batch.urls))


def watch() -> None:
    raised.connect(purge_everything, dispatch_uid="guides.purging")
    page_unpublished.connect(unpublished, dispatch_uid="guides.purging")
    pre_page_move.connect(moving, dispatch_uid="guides.purging")
    page_slug_changed.connect(renamed, dispatch_uid="guides.purging")


def unpublished(instance, **kwargs):
    purge_old_addresses([instance])


def moving(instance, **kwargs):
    purge_old_addresses(instance.get_descendants(inclusive=True).live().specific())


def renamed(instance_before, **kwargs):
    purge_old_addresses([instance_before])
