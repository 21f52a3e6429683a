"""The week as a grid of 21 boxes to tick: the same field in public forms and in the admin."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from champions.availability import ALL_SLOTS, SLOT_COUNT, slot_name, slot_numbers, slots_from_numbers


class SlotGrid(forms.CheckboxSelectMultiple):
    """21 boxes in the order of the week. The site's `components/field.html` draws a widget of this name as a table."""


class AdminSlotGrid(SlotGrid):
    """The same as a table inside Wagtail's forms, which draw each widget by itself."""

    template_name = "champions/admin/slot_grid.html"

    def render(self, name, value, attrs=None, renderer=None):
        return super().render(name, value, attrs, TemplatesSetting())

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        boxes = [group[1][0] for group in context["widget"]["optgroups"]]
        context["days"] = [
            {"name": capfirst(slot_name(number).split(" ")[0]), "boxes": boxes[number : number + 3]}
            for number in range(0, SLOT_COUNT, 3)
        ]
        return context


class SlotsField(forms.TypedMultipleChoiceField):
    """Half-days as the whole number that `champions.availability` describes; none ticked is 0.

    Refuses with a sentence anything that is not one of the 21 numbers.
    """

    widget = SlotGrid

    def __init__(self, **kwargs):
        kwargs.pop("min_value", None)  # what a model's PositiveIntegerField adds
        kwargs.pop("max_value", None)
        kwargs.setdefault("label", _("Free half-days"))
        kwargs.setdefault("required", False)
        choices = [(str(number), _SlotName(number)) for number in range(SLOT_COUNT)]
        super().__init__(coerce=int, choices=choices, empty_value=[], **kwargs)
        self.error_messages["invalid_choice"] = _("Choose only from the half-days shown.")

    def prepare_value(self, value):
        if isinstance(value, int):
            return [str(number) for number in slot_numbers(value & ALL_SLOTS)]
        return value

    def clean(self, value):
        return slots_from_numbers(super().clean(value))

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class _SlotName:
    """The name of a slot in the language of whoever looks."""

    def __init__(self, number: int):
        self.number = number

    def __str__(self):
        return slot_name(self.number)
