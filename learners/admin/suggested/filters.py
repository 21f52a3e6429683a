"""What the suggested matches can be narrowed by."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from learners.admin.filters import language, radio, ward
from learners.admin.suggested.urgency import urgent
from learners.matching.load import weights
from learners.models import Learner, Suggestion
from learners.suggesting import stale


class SuggestedFilter(WagtailFilterSet):
    state = radio(
        _("Suggestion"),
        [
            ("with", _("With a suggestion")),
            ("without", _("Without a suggestion")),
            ("held", _("Held")),
            ("stale", _("Out of date")),
        ],
        method="in_state",
    )
    urgent = radio(_("Urgent"), [("true", _("Urgent and very urgent"))], method="only_urgent")
    waited = radio(
        _("Waiting for more than"),
        [("28", _("4 weeks")), ("56", _("8 weeks")), ("91", _("3 months")), ("182", _("6 months"))],
        method="longer",
    )
    area = ward()
    speaks = language("speaks")

    class Meta:
        model = Learner
        fields: list[str] = []

    def in_state(self, learners, name, state):
        if state == "with":
            return learners.filter(suggestion__champion__isnull=False)
        if state == "without":
            return learners.filter(suggestion__champion__isnull=True)
        if state == "held":
            return learners.filter(suggestion__held_at__isnull=False)
        suggestions = list(
            Suggestion.objects.filter(champion__isnull=False, learner__in=learners.order_by().values("pk"))
        )
        outdated = stale(suggestions)
        return learners.filter(suggestion__in=[each.pk for each in suggestions if each.pk in outdated])

    def only_urgent(self, learners, name, value):
        return urgent(learners, weights())

    def longer(self, learners, name, days):
        return learners.filter(waiting_since__lt=timezone.localdate() - timedelta(days=int(days)))
