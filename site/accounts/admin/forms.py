from django import forms
from wagtail.admin.widgets import AdminDateInput


class Sections:
    """A form drawn in named parts: SECTIONS = [(title, [names of fields])]."""

    SECTIONS: list[tuple[str, list[str]]] = []

    @property
    def sections(self):
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.SECTIONS]


class Columns(forms.CheckboxSelectMultiple):
    """Many boxes, side by side where there is room."""

    template_name = "accounts/admin/columns.html"


def date_field(**kwargs) -> forms.DateField:
    return forms.DateField(widget=AdminDateInput(), **kwargs)
