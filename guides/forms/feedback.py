from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.open_forms import OpenForm
from guides.models.feedback import LONGEST_SENTENCE


class WordsForm(OpenForm):
    counted_as = "feedback"

    sentence = forms.CharField(
        label=_("Would you like to say more?"),
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence is enough. Do not write your name or phone number here."),
        error_messages={
            "required": _("Write a sentence, or go back to the guide. We have your answer already."),
            "max_length": _("This is too long: %(show_value)s letters. Please use %(limit_value)s or fewer."),
        },
    )


class WifiWordsForm(WordsForm):
    counted_as = "wifi-reports"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sentence"].label = _("What happened?")
        self.fields["sentence"].error_messages["required"] = _(
            "Write a sentence, or go back. We have your tap already."
        )
