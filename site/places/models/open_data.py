"""What was loaded from open data: outlines of areas, and from where, since the licences want their sources named."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.models.area import Area


class AreaOutline(models.Model):
    """Apart from Area, so that no list of areas loads it."""

    area = models.OneToOneField(Area, models.CASCADE, primary_key=True, related_name="outline")
    polygons = models.JSONField(
        help_text="As in a GeoJSON MultiPolygon: polygons of rings of [longitude, latitude], thinned out to some 20 metres."
    )

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.area_id and str(self.area)


OS = "Contains OS data © Crown copyright and database right {year}."
ROYAL_MAIL = "Contains Royal Mail data © Royal Mail copyright and database right {year}."
ONS = "Source: Office for National Statistics licensed under the Open Government Licence v3.0."
STATISTICS = "Contains National Statistics data © Crown copyright and database right {year}."


class LoadedData(models.Model):
    """The last file of each sort and source that was loaded."""

    class Sort(models.TextChoices):
        POSTCODES = "postcodes", _("Postcodes")
        AREAS = "areas", _("Areas")

    class Source(models.TextChoices):
        ONS_POSTCODES = "nspl", "NSPL or ONSPD"
        CODE_POINT = "code-point", "Code-Point Open"
        ONS_AREAS = "ons-areas", _("Areas of the Office for National Statistics")
        OWN = "own", _("Own list")

    CREDITS = {
        Source.ONS_POSTCODES: (OS, ROYAL_MAIL, ONS),
        Source.CODE_POINT: (OS, ROYAL_MAIL, STATISTICS),
        Source.ONS_AREAS: (OS, ONS),
        Source.OWN: (),
    }

    sort = models.CharField(max_length=10, choices=Sort)
    source = models.CharField(max_length=10, choices=Source)
    file_name = models.CharField(max_length=200)
    rows = models.PositiveIntegerField(help_text="Kept, not read.")
    loaded_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["sort", "source"], name="loaded_data_of_each_source_once")]

    def __str__(self):
        return f"{self.get_sort_display()}: {self.file_name}"

    @classmethod
    def note(cls, sort: str, source: str, file_name: str, rows: int) -> None:
        told = {"file_name": file_name[:200], "rows": rows, "loaded_at": timezone.now()}
        cls.objects.update_or_create(sort=sort, source=source, defaults=told)

    @classmethod
    def credits(cls) -> list[str]:
        """The sentences to show wherever this data is shown, each once. One query."""
        told = [
            line.format(year=timezone.localtime(each.loaded_at).year)
            for each in cls.objects.order_by("sort", "source")
            for line in cls.CREDITS[cls.Source(each.source)]
        ]
        return list(dict.fromkeys(told))
