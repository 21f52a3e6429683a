from django.utils import timezone
from wagtail.admin.ui.tables import Column


class WhenColumn(Column):
    """A moment in local time: 21/11/2026 14:30."""

    def get_value(self, instance):
        moment = super().get_value(instance)
        return moment and f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"


class BadgeColumn(Column):
    """A status as a coloured badge; `tone` takes the row's record and returns '', 'good', 'wait' or 'bad'."""

    cell_template_name = "accounts/admin/badge_cell.html"

    def __init__(self, name, *, tone, **kwargs):
        super().__init__(name, **kwargs)
        self.tone = tone

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {"tone": self.tone(instance)}
