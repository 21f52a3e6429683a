"""Boxes to tick, one for each record."""

from django import forms

LONGEST_ID = 18  # figures: one more, and SQLite may raise OverflowError instead of finding nothing


class RecordBoxes(forms.CheckboxSelectMultiple):
    """An id that no record can have, however long, is a choice that is not offered, and never a failing query."""

    def value_from_datadict(self, data, files, name):
        return [value[:LONGEST_ID] for value in super().value_from_datadict(data, files, name) or ()]
