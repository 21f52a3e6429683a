"""What decides whether two people can meet: the same columns on champions, learners, referrals and applications."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from champions.availability import ALL_SLOTS, slot_names


class Gender(models.TextChoices):
    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", _("Another way")


class MeetingWays(models.Model):
    in_person = models.BooleanField(_("in person"), default=False)
    by_phone = models.BooleanField(_("by phone"), default=False)
    by_video = models.BooleanField(_("by video"), default=False)

    class Meta:
        abstract = True

    @property
    def ways(self) -> list[str]:
        """Any of 'in_person', 'by_phone', 'by_video'."""
        return [way for way in ("in_person", "by_phone", "by_video") if getattr(self, way)]

    @property
    def way_names(self) -> list[str]:
        return [str(self._meta.get_field(way).verbose_name) for way in self.ways]  # type: ignore[union-attr]


class Devices(models.Model):
    android = models.BooleanField(_("Android phone"), default=False)
    iphone = models.BooleanField(_("iPhone"), default=False)
    tablet = models.BooleanField(_("tablet"), default=False)
    computer = models.BooleanField(_("computer"), default=False)

    class Meta:
        abstract = True

    @property
    def devices(self) -> list[str]:
        return [name for name in ("android", "iphone", "tablet", "computer") if getattr(self, name)]

    @property
    def device_names(self) -> list[str]:
        return [str(self._meta.get_field(name).verbose_name) for name in self.devices]  # type: ignore[union-attr]


class Availability(models.Model):
    slots = models.PositiveIntegerField(
        _("free half-days"),
        default=0,
        validators=[MaxValueValidator(ALL_SLOTS)],
        help_text=_("Bits: see champions.availability."),
    )

    class Meta:
        abstract = True

    @property
    def slot_names(self) -> list[str]:
        return slot_names(self.slots)


PRACTICAL = ("in_person", "by_phone", "by_video", "android", "iphone", "tablet", "computer", "slots")
"""The columns above, as they are copied from an application to a champion, or a referral to a learner."""
