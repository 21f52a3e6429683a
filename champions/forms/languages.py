"""Choosing languages: the commonest first, the others one tap away."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.boxes import RecordBoxes
from guides.models import Language

FIRST = ("en", "pa", "ur", "pl", "cs", "sk", "ar", "ro", "ckb", "fa", "ps", "uk", "ti", "so")
"""Census 2021 for Calderdale, then the countries that most people who ask for asylum come from."""


class LanguageBoxes(RecordBoxes):
    """Boxes whose accessible name says what is ticked: 'Reads: Polish'. `says` is that first word."""

    def __init__(self, *args, says="", **kwargs):
        super().__init__(*args, **kwargs)
        self.says = says

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        if self.says:
            option["attrs"]["aria-label"] = f"{self.says}: {label}"
        return option


class LanguagesField(forms.ModelMultipleChoiceField):
    """Any of the languages, FIRST ones first."""

    default_error_messages = {
        "invalid_choice": _("Choose only from the languages shown."),
        "invalid_pk_value": _("Choose only from the languages shown."),
    }

    def __init__(self, *, says="", **kwargs):
        kwargs.setdefault("widget", LanguageBoxes(says=says))
        super().__init__(Language.objects.all(), **kwargs)

    def put_in_order(self) -> int:
        """Returns how many are among FIRST."""
        languages = sorted(Language.objects.all(), key=lambda language: (_rank(language.code), language.name))
        self.choices = [(language.pk, language_label(language)) for language in languages]
        return sum(language.code in FIRST for language in languages)


class LanguageForm(forms.Form):
    """For forms with LanguagesFields: puts each in order, once for each form."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, LanguagesField):
                self.first_count = field.put_in_order()

    def language_rows(self, *names) -> dict:
        """{"first": rows, "others": rows, "open": bool}: a row is (label, [box of each named field])."""
        rows = [(boxes[0].choice_label, boxes) for boxes in zip(*(self[name] for name in names), strict=True)]
        count = self.first_count or len(rows)
        ticked = any(box.data["selected"] for _label, boxes in rows[count:] for box in boxes)
        return {"first": rows[:count], "others": rows[count:], "open": ticked}


def language_label(language: Language) -> str:
    """'Polish (Polski)': people look for their own word for it."""
    if language.own_name in ("", language.name):
        return language.name
    return f"{language.name} ({language.own_name})"


def _rank(code: str) -> int:
    return FIRST.index(code) if code in FIRST else len(FIRST)
