"""Draft, review, published: an editor may ask a second pair of eyes, and may publish alone where there is no second."""

from django.apps import apps as installed_apps

from accounts.models.role import Role
from accounts.permissions import group_for

NAME = "a second pair of eyes"
"""Wagtail says "Submit to" in front of it."""
WAGTAILS_OWN = "Moderators approval"
"""It asks a group that nobody is in."""


def set_up_review(apps=installed_apps) -> None:
    """Every page is reviewed by the editors, unless the site has chosen a workflow already. May be called again.

    `apps` lets a migration call this.
    """
    Workflow, WorkflowPage = (apps.get_model("wagtailcore", name) for name in ("Workflow", "WorkflowPage"))
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    chosen = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if chosen and chosen.workflow.name != WAGTAILS_OWN:
        return
    workflow = Workflow.objects.filter(name=NAME).first() or Workflow.objects.create(name=NAME)
    task = _task(apps)
    apps.get_model("wagtailcore", "WorkflowTask").objects.get_or_create(
        workflow=workflow, task=task, defaults={"sort_order": 0}
    )
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    _switch_wagtails_own(apps, active=False)


def remove_review(apps=installed_apps) -> None:
    """As Wagtail has it: the reverse of `set_up_review`."""
    Workflow, WorkflowPage = (apps.get_model("wagtailcore", name) for name in ("Workflow", "WorkflowPage"))
    _switch_wagtails_own(apps, active=True)
    if own := Workflow.objects.filter(name=WAGTAILS_OWN).first():
        WorkflowPage.objects.filter(workflow__name=NAME).update(workflow=own)
    Workflow.objects.filter(name=NAME).delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=NAME).delete()


def _task(apps):
    Task = apps.get_model("wagtailcore", "GroupApprovalTask")
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task = Task.objects.filter(name=NAME).first() or Task.objects.create(name=NAME, content_type=kind)
    task.groups.add(group_for(Role.EDITOR, apps))
    return task


def _switch_wagtails_own(apps, *, active: bool) -> None:
    for name in ("Workflow", "Task"):
        apps.get_model("wagtailcore", name).objects.filter(name=WAGTAILS_OWN).update(active=active)
