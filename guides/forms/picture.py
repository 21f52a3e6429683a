"""The form with which editors put a picture into the library."""

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if description := self.fields.get("description"):
            description.help_text = _(
                "What the picture shows, for people who cannot see it: the wifi switch, turned on. "
                "It is offered as the alternative text wherever the picture is used."
            )
