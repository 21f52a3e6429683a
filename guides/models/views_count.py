"""How often guides are read. A number for each guide and day: nothing about who, from where, or at what time."""

import datetime

from django.db import IntegrityError, models, transaction
from django.db.models import F, Sum

from guides.models.guide import GuidePage


class GuideViewsQuerySet(models.QuerySet):
    def since(self, day: datetime.date):
        return self.filter(day__gte=day)

    def count_for(self, page, since: datetime.date) -> int:
        return self.filter(page=page).since(since).aggregate(sum=Sum("count"))["sum"] or 0

    def total_since(self, days: dict[int, datetime.date]) -> dict[int, int]:
        """{guide's key: day to count from} -> {guide's key: views}, in one query. Guides that nobody read are not in it."""
        totals: dict[int, int] = {}
        if days:
            rows = self.filter(page__in=days).since(min(days.values())).values_list("page", "day", "count")
            for page, day, count in rows:
                if day >= days[page]:
                    totals[page] = totals.get(page, 0) + count
        return totals

    def add(self, page: int, day: datetime.date, count: int) -> None:
        """Views that were counted elsewhere. Guides that are gone by now are passed over."""
        if self.filter(page=page, day=day).update(count=F("count") + count):
            return
        if not GuidePage.objects.filter(pk=page).exists():
            return
        try:
            with transaction.atomic():
                self.create(page_id=page, day=day, count=count)
        except IntegrityError:  # another process made the day's row just now
            self.filter(page=page, day=day).update(count=F("count") + count)


class GuideViews(models.Model):
    page = models.ForeignKey(GuidePage, models.CASCADE, related_name="views")
    day = models.DateField()
    count = models.PositiveIntegerField()

    objects = GuideViewsQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="one_count_per_guide_and_day")]

    def __str__(self):
        return f"{self.page_id}, {self.day}: {self.count}"
