"""The form in which a scheme's name, colours and logo are changed."""

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList

from accounts.logo import MOST_UPLOADED, UnfitLogo, small_logo
from accounts.palette import ACCENT, MAIN


class ColourInput(forms.TextInput):
    """A code to type or paste, since a scheme's brand book has one, and beside it the browser's own colour picker."""

    template_name = "accounts/admin/colour.html"

    def __init__(self, ours: str):
        super().__init__({"placeholder": ours, "maxlength": 7, "autocomplete": "off", "spellcheck": "false"})
        self.ours = ours

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"ours": self.ours}


class LogoInput(forms.FileInput):
    """A file to choose, and above it the logo that is there now, on the colour it stands on."""

    template_name = "accounts/admin/logo.html"
    appearance = None

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"appearance": self.appearance}


class AppearanceForm(WagtailAdminModelForm):
    new_logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_(
            "A picture that ends in .png, .jpg or .webp. It is shown small, beside the name: a symbol works better than "
            "small letters."
        ),
        widget=LogoInput({"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )
    without_logo = forms.BooleanField(label=_("Take the logo out"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_logo"].widget.appearance = self.instance
        if not self.instance.logo:
            del self.fields["without_logo"]

    def clean_new_logo(self):
        upload = self.cleaned_data["new_logo"]
        if not upload:
            return None
        if upload.size > MOST_UPLOADED:
            raise forms.ValidationError(
                _("This file is too large. Choose one of at most %(most)s."),
                params={"most": filesizeformat(MOST_UPLOADED)},
            )
        try:
            return small_logo(upload)
        except UnfitLogo as fault:
            raise forms.ValidationError(str(fault)) from fault

    def full_clean(self):
        super().full_clean()
        if self.errors and getattr(self, "cleaned_data", {}).get("new_logo"):
            self.add_error("new_logo", _("Choose the logo once more: a browser forgets files when a form comes back."))

    def save(self, commit=True):
        logo = self.cleaned_data["new_logo"]
        if logo:
            self.instance.logo, self.instance.logo_width, self.instance.logo_height = logo.uri, logo.width, logo.height
        elif self.cleaned_data.get("without_logo"):
            self.instance.logo, self.instance.logo_width, self.instance.logo_height = "", 0, 0
        return super().save(commit)


def _when_empty(setting: str):
    """The help of a field that may stay empty, with what is used then."""

    def text():
        value = getattr(settings, setting)
        return _("Leave it empty for “%(value)s”.") % {"value": value} if value else _("Pages say nothing when empty.")

    return lazy(text, str)()


APPEARANCE_EDITOR = ObjectList(
    [
        HelpPanel(
            _("What you save here shows at once on every page and in the next mails."),
            heading=_("How this works"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("name", help_text=_when_empty("SCHEME_NAME")),
                FieldPanel("phone", help_text=_when_empty("SCHEME_PHONE")),
                FieldPanel("email", help_text=_when_empty("SCHEME_EMAIL")),
            ],
            heading=_("Name, and how people reach you"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "main",
                    widget=ColourInput(MAIN),
                    help_text=_(
                        "The band at the top of each page, with white letters, and the buttons. A dark colour. "
                        "Leave it empty for ours. Colours for dark screens are worked out from it."
                    ),
                ),
                FieldPanel(
                    "accent",
                    widget=ColourInput(ACCENT),
                    help_text=_(
                        "The line below the band, and what stands out. A light colour. Leave it empty for ours."
                    ),
                ),
            ],
            heading=_("Colours"),
        ),
        MultiFieldPanel([FieldPanel("new_logo"), FieldPanel("without_logo")], heading=_("Logo")),
    ],
    base_form_class=AppearanceForm,
)
