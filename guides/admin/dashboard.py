from django.utils import timezone
from wagtail.admin.ui.components import Component

from guides.models import Feedback, GuidePage, HomePage
from guides.reviewing import overdue


class GuidesPanel(Component):
    """The way in for those who write the guides; Wagtail's own panels are empty until they have begun."""

    name = "guides"
    template_name = "guides/admin/guides_panel.html"
    order = 40

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        return {
            "reports": Feedback.objects.shown_to(self.user).open().count(),
            "home": HomePage.objects.first(),
            "due": overdue(GuidePage.objects.live(), timezone.localdate()).count(),
        }
