"""How often guides are read. A number for each guide and day: nothing about who, from where, or at what time."""

import datetime

from django.db import IntegrityError, models, transaction
from django.db.models import F

from guides.models.guide import GuidePage


class GuideViewsQuerySet(models.QuerySet):
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
