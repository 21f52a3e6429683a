"""What editors find in the admin besides the pages themselves."""

from wagtail import hooks

from accounts.models import Role
from guides.admin.dashboard import GuidesPanel
from guides.admin.feedback import FeedbackViewSet


@hooks.register("register_admin_viewset")
def feedback():
    return FeedbackViewSet()


@hooks.register("construct_homepage_panels", order=10)  # after the panels of Wagtail were sorted out in `learners`
def guides_panel(request, panels):
    if request.user.has_role(Role.EDITOR):
        panels.append(GuidesPanel(request.user))
