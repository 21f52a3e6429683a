from django.db.models import F
from wagtail.admin.panels import Panel

from guides.models.feedback import Feedback

SHOWN = 20


class FeedbackPanel(Panel):
    """In the editor of a guide: what its readers said since it was checked, and what nobody has dealt with yet."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "guides/admin/feedback_panel.html"

        def get_context_data(self, parent_context=None):
            said = Feedback.objects.shown_to(self.request.user).filter(guide=self.instance.pk)
            waiting = said.open()
            return super().get_context_data(parent_context) | {
                "guide": self.instance,
                "counts": said.counts_since(F("guide__checked_on")).get(self.instance.pk),
                "waiting": waiting[:SHOWN],
                "others": max(waiting.count() - SHOWN, 0),
            }
