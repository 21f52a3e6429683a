"""Who waits, most urgent first, each with what the last run says of them."""

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.admin import RecordList
from champions.models import Champion
from learners.admin.suggested.rows import rows_of
from learners.admin.suggested.state import run_panel
from learners.admin.suggested.urgency import URGENT, most_urgent_first
from learners.matching.load import weights
from learners.models import Learner, Suggestion
from learners.suggesting import last_run

ALL = 500
"""On one page, to print."""


class SuggestedList(RecordList):
    page_title = _("Suggested matches")
    template_name = "learners/admin/suggested/index.html"
    results_template_name = "learners/admin/suggested/results.html"

    @cached_property
    def given(self):
        return weights()

    def rows(self, queryset):
        waiting = queryset.filter(pk__in=Learner.objects.waiting().order_by().values("pk"))
        waiting = waiting.select_related(
            "area", "suggestion__champion__area", "suggestion__runner_up", "suggestion__held_by"
        )
        # What is encrypted is not shown here, and opening it for a page of people takes time.
        return most_urgent_first(
            waiting.defer(
                *["contact", "address", "postcode", "notes", "goal_text"],
                *["suggestion__champion__phone", "suggestion__champion__address"],
                *["suggestion__champion__postcode", "suggestion__champion__notes"],
            ),
            self.given,
        )

    def get_paginate_by(self, queryset):
        return ALL if "all" in self.request.GET else super().get_paginate_by(queryset)

    def order_queryset(self, queryset):
        return queryset

    def get_page_title(self):
        return self.page_title

    def to_print(self, paginator) -> str:
        """Where all of them stand on one page; empty where they do already."""
        asked = self.request.GET.copy()
        for name in ("_w_filter_fragment", self.page_kwarg):
            asked.pop(name, None)
        asked["all"] = "1"
        return (
            f"{self.index_url}?{asked.urlencode()}" if paginator.num_pages > 1 and "all" not in self.request.GET else ""
        )

    def tabs(self) -> list[tuple]:
        """[(what, how many, address, whether this is shown)]: the kinds of rows, with the number of each."""
        waiting = Suggestion.objects.filter(learner__in=Learner.objects.waiting().order_by().values("pk"))
        found = waiting.aggregate(named=Count("champion"), held=Count("held_at"))
        everybody = Learner.objects.waiting().count()
        tabs = [
            (_("All who wait"), everybody, ""),
            (_("With a suggestion"), found["named"], "with"),
            (_("Without"), everybody - found["named"], "without"),
            (_("Held"), found["held"], "held"),
        ]
        chosen = self.request.GET.get("state", "")
        return [
            (what, count, f"{self.index_url}?state={state}" if state else self.index_url, state == chosen)
            for what, count, state in tabs
            if count or state in ("", chosen)
        ]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        asked = self.request.GET.copy()
        asked.pop("_w_filter_fragment", None)
        listed = rows_of(context["object_list"], self.given)
        more = {
            "listed": listed,
            "tabs": self.tabs(),
            "may_tick": any(row.may_be_ticked for row in listed),
            "last": last_run(),
            "to_print": self.to_print(context["paginator"]),
            "back": asked.urlencode() or "p=1",
        }
        if not self.results_only:
            more |= run_panel() | {"has_champions": Champion.objects.active().exists()}
            more["urgent_weeks"] = round(self.given.waiting_days * URGENT / 7)
            more["vulnerable_weeks"] = round(self.given.waiting_days * self.given.vulnerable / 7)
        return context | more
