"""Wagtail's mails about reviews, with our look and through the outbox: a mail server that is down stops nobody's work."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.mail import (
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from accounts.models import Message


class ByOutbox:
    """Whom to tell, Wagtail knows; the mail is ours."""

    template = ""
    subject: str | Promise = ""

    def send_notifications(self, template_set, context, recipients, **kwargs):
        page = context["object"]
        known = {
            "title": page.get_admin_display_title() if hasattr(page, "get_admin_display_title") else str(page),
            "edit_path": AdminURLFinder().get_edit_url(page) or "/admin/",
            "page_url": getattr(page, "full_url", ""),
            "comment": context.get("comment", ""),
        }
        for person in sorted(recipients, key=lambda person: person.pk):
            Message.queue(person.email, self.subject, self.template, known)
        return True


class Submitted(ByOutbox, GroupApprovalTaskStateSubmissionEmailNotifier):
    template = "review_wanted"
    subject = _("a guide waits for your eyes")


class Approved(ByOutbox, WorkflowStateApprovalEmailNotifier):
    template = "review_approved"
    subject = _("your changes are published")


class SentBack(ByOutbox, WorkflowStateRejectionEmailNotifier):
    template = "review_sent_back"
    subject = _("please look at your changes again")


# Signals hold their receivers weakly.
SUBMITTED, APPROVED, SENT_BACK = Submitted(), Approved(), SentBack()


def take_over() -> None:
    """Connect ours under the names of Wagtail's, which are then not connected: `guides` comes before `wagtail.admin`."""
    for signal, notifier, sender, name in (
        (task_submitted, SUBMITTED, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_approved, APPROVED, WorkflowState, "workflow_state_approved_email_notification"),
        (workflow_rejected, SENT_BACK, WorkflowState, "workflow_state_rejected_email_notification"),
    ):
        signal.connect(notifier, sender=sender, dispatch_uid=name)
