"""What a scheme decides about matching and offers. Edited by leads; what is empty falls back to the environment, then to ours."""

import logging
from dataclasses import dataclass, fields

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from learners.matching.objective import FULL_MARKS, Weights

log = logging.getLogger(__name__)
PARTS = ("nearness", "teaching", "times", "language", "script")
"""The weights that come to FULL_MARKS together."""


@dataclass(frozen=True, slots=True)
class InForce:
    """What counts now."""

    weights: Weights
    offer_days: int
    """An offer lapses after so many days."""
    reminder_days: int
    """A champion is reminded so many days before; 0: never."""


def _number(label, help_text, least=0, most=1000):
    validators = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=validators, help_text=help_text)


class MatchingSettings(models.Model):
    """One row, or none. The first ten fields are called as in `Weights`."""

    waiting_days = _number(_("days of waiting that raise a level"), _("Fewer: waiting counts for more."), 1, 365)
    vulnerable = _number(
        _("levels more for somebody especially vulnerable"), _("As if they had waited so many periods longer."), 0, 100
    )
    under_served = _number(
        _("levels more for somebody from an under-served area"),
        _("As if they had waited so many periods longer."),
        0,
        100,
    )
    nearness = _number(
        _("points for living near"), _("All of them next door, none at the end of the champion's reach.")
    )
    teaching = _number(_("points for teaching what is wanted"), _("Skills and devices; in part for a part of them."))
    times = _number(
        _("points for being free at the same times"),
        _("All of them for six half-days or more: a meeting that falls through finds another time."),
    )
    language = _number(_("points for the shared language"), _("All for fluent, two thirds for well, one for some."))
    script = _number(_("points for reading the learner's script"), _("So that what is written down can be read."))
    stickiness = _number(
        _("points for leaving a suggestion as it is"),
        _("More: fewer suggestions change from run to run, at the price of some that would fit better."),
    )
    learners_per_slot = _number(
        _("learners that a champion can see in one half-day"),
        _("2 or more: for those who meet several together."),
        1,
        20,
    )
    offer_days = _number(_("days that a champion has to answer an offer"), _("After that it lapses."), 1, 60)
    reminder_days = _number(_("days before the end that we remind them"), _("0: no reminder."), 0, 59)
    single = models.BooleanField(default=True, unique=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = verbose_name_plural = _("matching settings")

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> "MatchingSettings":
        """The row, or an empty one that is not stored."""
        return cls.objects.first() or cls()

    @classmethod
    def in_force(cls) -> InForce:
        """What counts now; one query. Where the environment has changed so that the row does not go with it, the row waits."""
        current = cls.current()
        try:
            return current.filled()
        except ValueError as fault:
            log.error(
                "The settings of matching do not go with SCHEME_MATCHING, which counts alone until they do: %s", fault
            )
            return cls(offer_days=current.offer_days, reminder_days=current.reminder_days).filled()

    def filled(self) -> InForce:
        """With what is empty taken from the environment. Raises ValueError, naming the fault, where the weights do not do."""
        own = {field.name: getattr(self, field.name) for field in fields(Weights)}
        changed = settings.SCHEME_MATCHING | {name: value for name, value in own.items() if value is not None}
        return InForce(
            Weights.of(changed),
            settings.SCHEME_OFFER_DAYS if self.offer_days is None else self.offer_days,
            settings.SCHEME_OFFER_REMINDER_DAYS if self.reminder_days is None else self.reminder_days,
        )

    @classmethod
    def defaults(cls) -> dict[str, int]:
        """{field: what counts where it is left empty}."""
        plain = cls().filled()
        weights = {field.name: getattr(plain.weights, field.name) for field in fields(Weights)}
        return weights | {"offer_days": plain.offer_days, "reminder_days": plain.reminder_days}

    def clean(self):
        """Raises ValidationError, with a sentence at the field, for numbers that would upset the order of the aims."""
        counts = self.defaults() | {
            name: value for name in self.defaults() if (value := getattr(self, name)) is not None
        }
        faults = {}
        total = sum(counts[name] for name in PARTS)
        if total != FULL_MARKS:
            where = next((name for name in reversed(PARTS) if getattr(self, name) is not None), PARTS[0])
            faults[where] = _(
                "The five numbers of points (near, teaching, times, language, script) must come to %(full)s together, "
                "with what counts for those left empty. They come to %(total)s."
            ) % {"full": FULL_MARKS, "total": total}
        if counts["reminder_days"] >= counts["offer_days"]:
            where = "reminder_days" if self.reminder_days is not None else "offer_days"
            faults[where] = _("The reminder must come before the offer ends: fewer than %(days)s days before.") % {
                "days": counts["offer_days"]
            }
        if faults:
            raise ValidationError(faults)
        try:
            self.filled()
        except ValueError as fault:  # whatever else Weights refuses, in its own words
            raise ValidationError(str(fault)) from fault
