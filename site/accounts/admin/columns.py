from wagtail.admin.ui.tables import Column


class BadgeColumn(Column):
    """A status as a coloured badge; `tone` takes the row's record and returns '', 'good', 'wait' or 'bad'."""

    cell_template_name = "accounts/admin/badge_cell.html"

    def __init__(self, name, *, tone, **kwargs):
        super().__init__(name, **kwargs)
        self.tone = tone

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {"tone": self.tone(instance)}
