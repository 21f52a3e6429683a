"""Lists of wards, towns or authorities: a table with headings, or GeoJSON with their outlines. Nothing here knows the database."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from imports.tables import MAX_BYTES, TableRefused, read_table
from imports.text import one_line
from imports.values import NotUnderstood, read_date
from places.grid import to_degrees
from places.outlines import Ring

MAX_OUTLINE_BYTES = 150_000_000
NAMES = {  # {what: pattern of its column or property}
    "code": r"{kind}\d\dcd|code|{word}[ _]?code",
    "name": r"{kind}\d\dnm|name|{word}|{word}[ _]?name",
    "parent": r"lad\d\dcd|parent|parent[ _]code|(local )?authority|(local )?authority[ _]code",
    "parent_name": r"lad\d\dnm|parent[ _]name|(local )?authority[ _]name",
    "latitude": r"lat|latitude",
    "longitude": r"long|lon|lng|longitude",
    "valid_from": r"valid[ _]from|from|start[ _]date",
    "valid_to": r"valid[ _]to|to|until|end[ _]date",
}
KINDS = {"ward": "wd", "authority": "lad", "town": "(?:bua|tcity|town)", "outcode": "outcode"}
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,19}")


class RowRefused(Exception):
    """The row is not taken; the message says why, without a full stop."""


@dataclass
class AreaRow:
    """One area as the file has it. `polygons` as in `AreaOutline`, before they are thinned out; None without an outline."""

    number: int
    cells: dict[str, str]
    polygons: list[list[Ring]] | None = None

    @property
    def parent(self) -> str:
        return self.cells.get("parent", "")

    def values(self) -> dict[str, Any]:
        """{field of Area: value}; fields that the file says nothing about are left out. Raises RowRefused."""
        code, name = self.cells.get("code", ""), self.cells.get("name", "")
        if not CODE.fullmatch(code):
            raise RowRefused(f"“{code[:30]}” is no code of an area" if code else "It has no code")
        if not name or len(name) > 100:
            raise RowRefused("Its name is too long" if name else "It has no name")
        found: dict[str, Any] = {"code": code, "name": name}
        for what in ("valid_from", "valid_to"):
            try:
                day = read_date(self.cells.get(what, ""), today=date.today() + timedelta(days=3660))
            except NotUnderstood as problem:
                raise RowRefused(str(problem)) from problem
            if day or what in self.cells:
                found[what] = day
        if found.get("valid_from") and found.get("valid_to") and found["valid_to"] < found["valid_from"]:
            raise RowRefused("It ends before it begins")
        return found | self._point()

    def _point(self) -> dict[str, float]:
        first, second = self.cells.get("latitude", ""), self.cells.get("longitude", "")
        if not first and not second:
            return {}
        try:
            latitude, longitude = float(first), float(second)
        except ValueError as problem:
            raise RowRefused(f"“{first}, {second}” is no latitude and longitude") from problem
        if not (49 <= latitude <= 61.5 and -9 <= longitude <= 2.5):
            raise RowRefused(f"“{first}, {second}” lies outside the United Kingdom: latitude first, in degrees")
        return {"latitude": round(latitude, 5), "longitude": round(longitude, 5)}


@dataclass
class AreaFile:
    rows: list[AreaRow]
    is_official: bool
    """Whether its columns are named as the Office for National Statistics names them."""
    notes: list[str] = field(default_factory=list)


def read_area_file(path: Path, kind: str) -> AreaFile:
    """Raises TableRefused, with a sentence, for what is neither a table of areas nor GeoJSON of them."""
    try:
        with path.open("rb") as opened:
            content = opened.read(MAX_OUTLINE_BYTES + 1)
    except OSError as error:
        raise TableRefused(f"{path} cannot be opened: {error.strerror}.") from error
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return _read_outlines(content, kind)
    if len(content) > MAX_BYTES:
        raise TableRefused(
            f"The file is larger than {MAX_BYTES // 1_000_000} MB: keep only the rows of your authorities."
        )
    table = read_table(content)
    columns = _columns(table.headings, kind)
    rows = [AreaRow(row.number, {what: one_line(row.cells[at]) for what, at in columns.items()}) for row in table.rows]
    return AreaFile(rows, _is_official(table.headings), list(table.notes))


def _columns(headings: list[str], kind: str) -> dict[str, int]:
    found = {}
    plain = [one_line(heading).lower() for heading in headings]
    for what, pattern in NAMES.items():
        wanted = pattern.format(kind=KINDS[kind], word=kind)
        at = next((at for at, heading in enumerate(plain) if re.fullmatch(wanted, heading)), None)
        if at is not None and at not in found.values():
            found[what] = at
    missing = [what for what in ("code", "name") if what not in found]
    if missing:
        raise TableRefused(
            f"No column was found for the {' and the '.join(missing)} of each {kind}: name the columns code, name, parent, "
            f"latitude, longitude, valid_from, valid_to. This file has {', '.join(headings[:12])[:300] or 'no headings'}."
        )
    return found


def _is_official(headings: list[str]) -> bool:
    return any(re.fullmatch(r"(wd|lad|bua)\d\dcd", heading.lower()) for heading in headings)


# GeoJSON -------------------------------------------------------------------------------------------------


def _read_outlines(content: bytes, kind: str) -> AreaFile:
    if len(content) > MAX_OUTLINE_BYTES:
        raise TableRefused(
            f"The file is larger than {MAX_OUTLINE_BYTES // 1_000_000} MB: take the generalised outlines (BGC or BSC), not the full ones."
        )
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise TableRefused(
            "The file begins like JSON and cannot be read: it may have broken off. Download it again."
        ) from error
    features = data.get("features") if isinstance(data, dict) else None
    features = [each for each in features if isinstance(each, dict)] if isinstance(features, list) else []
    if not features:
        raise TableRefused("This JSON holds no areas: it must be a GeoJSON FeatureCollection.")
    headings = list(dict.fromkeys(key for each in features[:5] for key in _properties(each)))
    columns = {what: headings[at] for what, at in _columns(headings, kind).items()}
    on_grid = _on_grid(data)
    rows = []
    for number, each in enumerate(features, start=1):
        properties = _properties(each)
        cells = {
            what: one_line(str(properties[key])) for what, key in columns.items() if properties.get(key) is not None
        }
        rows.append(AreaRow(number, cells, _polygons(each.get("geometry"), on_grid)))
    return AreaFile(rows, _is_official(headings))


def _properties(feature: dict) -> dict:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _on_grid(data: dict) -> bool:
    return "27700" in json.dumps(data.get("crs", ""))


def _polygons(geometry: object, on_grid: bool) -> list[list[Ring]] | None:
    """None for anything but a sound Polygon or MultiPolygon of places on Earth."""
    if not isinstance(geometry, dict):
        return None
    polygons = {"Polygon": lambda c: [c], "MultiPolygon": lambda c: c}.get(str(geometry.get("type")), lambda c: [])(
        geometry.get("coordinates")
    )
    turn: Callable[[object], Ring] = _ring_on_grid if on_grid else _ring
    try:
        found = [[turn(ring) for ring in rings] for rings in polygons if len(rings)]
    except (TypeError, ValueError, IndexError):
        return None
    return found or None


def _ring(points: Any) -> Ring:
    """Raises ValueError for fewer than four points, or one that is not [longitude, latitude]."""
    ring = np.array([point[:2] for point in points], float)
    if len(ring) < 4 or not (np.abs(ring) <= [180, 90]).all():
        raise ValueError(points)
    return ring.tolist()


def _ring_on_grid(points: Any) -> Ring:
    grid = np.array([point[:2] for point in points], float)
    latitudes, longitudes = to_degrees(*grid.T)
    return _ring(np.column_stack([longitudes, latitudes]).tolist())
