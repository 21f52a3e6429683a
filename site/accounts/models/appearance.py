"""What a scheme looks like: its name, how to reach it, its colours, its logo. Edited in the admin under Settings."""

import re
from copy import copy

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from accounts import colours
from accounts.lasting import lasting
from accounts.models.appearance_panels import APPEARANCE_EDITOR
from accounts.palette import Palette, fault_in_accent, fault_in_main


@register_setting(icon="view", order=10)
class Appearance(BaseGenericSetting):
    """One for the whole installation, as mails have no site. An empty field falls back to the environment, or to ours."""

    name = models.CharField(_("name of the scheme"), max_length=60, blank=True)
    phone = models.CharField(_("phone number"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    main = models.CharField(_("main colour"), max_length=7, blank=True)
    accent = models.CharField(_("second colour"), max_length=7, blank=True)
    logo = models.TextField(blank=True, editable=False, help_text="A data: URI, see accounts.logo.")
    logo_width = models.PositiveSmallIntegerField(default=0, editable=False, help_text="CSS pixels")
    logo_height = models.PositiveSmallIntegerField(default=0, editable=False, help_text="CSS pixels")
    single = models.BooleanField(default=True, unique=True, editable=False)

    edit_handler = APPEARANCE_EDITOR

    class Meta:
        default_permissions = ("change",)
        verbose_name = _("name, colours and logo")

    @classmethod
    def _get_or_create(cls):
        """Wagtail's own makes two when two open the form at once."""
        return cls.base_queryset().get_or_create(single=True)[0]

    @classmethod
    def current(cls, request=None) -> "Appearance":
        """The one that counts now: one query, and none again within the same `request`. Writes nothing."""
        kept = cls.get_cache_attr_name()  # where Wagtail's {{ settings }} looks too
        if request is not None and hasattr(request, kept):
            return getattr(request, kept)
        appearance = copy(
            lasting(request, "appearance", lambda: cls.objects.first() or cls())
        )  # a form may change this one
        if request is not None:
            setattr(request, kept, appearance)
        return appearance

    @property
    def scheme_name(self) -> str:
        return self.name or settings.SCHEME_NAME

    @property
    def scheme_phone(self) -> str:
        return self.phone or settings.SCHEME_PHONE

    @property
    def scheme_email(self) -> str:
        return self.email or settings.SCHEME_EMAIL

    @property
    def palette(self) -> Palette:
        return Palette(self.main, self.accent)

    def clean(self):
        """Raises ValidationError with a sentence for each field that does not do, colours that nobody could read included."""
        self.name = " ".join(self.name.split())  # it stands in the subject of mails: one line
        self.phone = " ".join(self.phone.split())
        faults = {}
        if self.phone and not re.fullmatch(r"\+?[\d ()-]{3,}", self.phone):
            faults["phone"] = _("Write the number in figures, such as 01632 960123.")
        for field in ("main", "accent"):
            try:
                setattr(self, field, colours.normal(getattr(self, field)) if getattr(self, field) else "")
            except ValueError:
                faults[field] = _("Write the colour as # and six signs from 0 to 9 and a to f, such as #0b5351.")
        if not faults.keys() & {"main", "accent"}:
            faults |= self._unreadable()
        if faults:
            raise ValidationError(faults)

    def _unreadable(self) -> dict[str, str]:
        if fault := fault_in_main(self.palette.main):
            return {"main": fault}
        fault = fault_in_accent(self.palette.accent, self.palette.main)
        return {"accent": fault} if fault else {}
