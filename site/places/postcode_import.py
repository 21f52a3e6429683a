"""Puts the postcodes of a national file into the database, so that it holds what the file holds."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Avg

from imports.tables import TableRefused
from places.models import Area, LoadedData, Postcode
from places.outlines import Outlines
from places.postcode_files import AT_ONCE, Batch, PostcodeFile, Tally

MANY = 0.2
"""A file that would take away a larger share of the postcodes is more likely broken off than right."""


@dataclass
class PostcodeReport:
    tally: Tally = field(default_factory=Tally)
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    outcodes: int = 0
    without_ward: Counter[str] = field(default_factory=Counter)


class Known:
    """The postcodes in the database as arrays: 29 bytes each, so that even all of the country's fit."""

    def __init__(self):
        stored = Postcode.objects.order_by().values_list("code", "area_id", "latitude", "longitude")
        kinds = [("code", "S8"), ("area", "i8"), ("latitude", "f8"), ("longitude", "f8")]
        rows = ((code, area or 0, latitude, longitude) for code, area, latitude, longitude in stored.iterator(20_000))
        found = np.fromiter(rows, dtype=kinds)
        order = np.argsort(found["code"], kind="stable")
        self.rows = found[order]
        self.seen = np.zeros(len(found), bool)

    def __len__(self) -> int:
        return len(self.rows)

    def compare(self, codes: np.ndarray, areas, latitudes, longitudes) -> tuple[np.ndarray, np.ndarray]:
        """(is it there, is it there and the same) for each code; what is there counts as seen."""
        if not len(self):
            nowhere = np.zeros(len(codes), bool)
            return nowhere, nowhere
        at = np.minimum(np.searchsorted(self.rows["code"], codes), len(self) - 1)
        there = self.rows["code"][at] == codes
        self.seen[at[there]] = True
        old = self.rows[at]
        same = (old["area"] == areas) & (old["latitude"] == latitudes) & (old["longitude"] == longitudes)
        return there, there & same

    def gone(self, letters: Iterable[str]) -> list[str]:
        """Codes not seen, of the postcode areas (HX, B) that begin with `letters`, as the file has them: two signs of each row."""
        ours = {sign[:2] if sign[1:2].isalpha() else sign[:1] for sign in letters}
        codes = (code.decode() for code in self.rows["code"][~self.seen])
        return [code for code in codes if (code[:2] if code[1].isalpha() else code[:1]) in ours]


def import_postcodes(
    file: PostcodeFile,
    authorities: set[str] | None,
    *,
    say: Callable[[str], None] = lambda line: None,
    take_many_away: bool = False,
) -> PostcodeReport:
    """Each batch is a transaction of its own, so nobody else waits for long. Run again after a failure, it goes on from there.

    A file that holds only some postcode areas leaves the others alone. Raises TableRefused when there is nothing of the scheme
    in it, or when it would take many postcodes away.
    """
    report, known = PostcodeReport(), Known()
    wards = {area.code: area.pk for area in Area.objects.current().wards()}
    outlines = Outlines.of_wards()
    for batch in file.batches(authorities, report.tally, say):
        _store(batch, known, wards, outlines, report)
    if not report.tally.kept:
        raise TableRefused(
            f"None of the {report.tally.read:,} rows lies in {_listed(authorities)} and has a place: nothing was changed."
        )
    gone = known.gone(report.tally.letters)
    total = len(known) + report.added
    if len(gone) > MANY * total and not take_many_away:
        raise TableRefused(
            f"{len(gone):,} of {total:,} postcodes are not in this file, which is a lot: the others were brought up to date, and "
            "none was taken away. If the file is right, run this again with --take-many-away."
        )
    for start in range(0, len(gone), 500):
        report.removed += Postcode.objects.filter(pk__in=gone[start : start + 500]).delete()[0]
    report.outcodes = fill_in_areas()
    LoadedData.note(LoadedData.Sort.POSTCODES, file.source, file.path.name, report.tally.kept)
    return report


def _store(batch: Batch, known: Known, wards: dict[str, int], outlines: Outlines, report: PostcodeReport) -> None:
    areas = np.array([wards.get(code, 0) for code in batch.wards])
    lost = areas == 0
    if lost.any():
        areas[lost] = outlines.around(batch.latitudes[lost], batch.longitudes[lost])
        report.without_ward.update(batch.wards[at] for at in np.flatnonzero(areas == 0))
    codes = np.array(batch.codes, "S8")
    there, same = known.compare(codes, areas, batch.latitudes, batch.longitudes)
    columns = zip(batch.codes, areas.tolist(), batch.latitudes.tolist(), batch.longitudes.tolist(), same, strict=True)
    rows = [
        Postcode(code=code, area_id=area or None, latitude=latitude, longitude=longitude)
        for code, area, latitude, longitude, is_same in columns
        if not is_same
    ]
    Postcode.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["area", "latitude", "longitude"],
    )
    report.unchanged += int(same.sum())
    report.changed += int((there & ~same).sum())
    report.added += int((~there).sum())


def fill_in_areas() -> int:
    """Make an area of each outcode that has none, and give wards without a point the middle of their postcodes; returns how many."""
    middle = {"latitude": Avg("latitude"), "longitude": Avg("longitude")}
    for ward in Area.objects.wards().filter(latitude=None, postcodes__isnull=False).distinct():
        Area.objects.filter(pk=ward.pk).update(**ward.postcodes.aggregate(**middle))
    sums: dict[str, np.ndarray] = {}
    for code, latitude, longitude in Postcode.objects.values_list("code", "latitude", "longitude").iterator(AT_ONCE):
        outcode = code.partition(" ")[0]
        sums[outcode] = sums.get(outcode, 0) + np.array([1, latitude, longitude])
    there = set(Area.objects.filter(code__in=sums).values_list("code", flat=True))
    made = [
        Area(
            code=outcode,
            name=outcode,
            kind=Area.Kind.OUTCODE,
            latitude=round(latitude / count, 5),
            longitude=round(longitude / count, 5),
        )
        for outcode, (count, latitude, longitude) in sums.items()
        if outcode not in there
    ]
    Area.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _listed(authorities: set[str] | None) -> str:
    return " or ".join(sorted(authorities)) if authorities else "any authority"
