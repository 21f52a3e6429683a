"""Outlines of areas as lists of rings of [longitude, latitude]: thinned out, measured, and asked what lies inside."""

from collections.abc import Iterable

import numpy as np

from places.models.area import Area
from places.models.open_data import AreaOutline

TOLERANCE = 0.0002
"""Degrees, some 20 metres: finer than a map of a district shows."""

Ring = list[list[float]]


class Outlines:
    """The outlines of several areas, read once."""

    def __init__(self, outlines: Iterable[tuple[int, list[list[Ring]]]]):
        self.areas = [
            (area, _box(polygons), [[np.array(ring) for ring in each] for each in polygons])
            for area, polygons in outlines
        ]

    @classmethod
    def of_wards(cls) -> "Outlines":
        wards = Area.objects.current().wards()
        return cls(AreaOutline.objects.filter(area__in=wards).order_by("area").values_list("area_id", "polygons"))

    def around(self, latitudes, longitudes) -> np.ndarray:
        """Of each point in degrees the key of the area around it, 0 where there is none."""
        latitudes, longitudes = np.asarray(latitudes, float), np.asarray(longitudes, float)
        found = np.zeros(len(latitudes), int)
        for area, (west, south, east, north), polygons in self.areas:
            near = np.flatnonzero(
                (found == 0) & (latitudes >= south) & (latitudes <= north) & (longitudes >= west) & (longitudes <= east)
            )
            inside = np.zeros(len(near), bool)
            for rings in polygons:
                for ring in rings:  # a ring within a ring is a hole: whoever crosses both is outside
                    inside ^= _crosses_oddly(ring, latitudes[near], longitudes[near])
            found[near[inside]] = area
        return found


def _box(polygons: list[list[Ring]]) -> tuple[float, float, float, float]:
    points = np.array([point for rings in polygons for ring in rings for point in ring])
    return (*points.min(axis=0), *points.max(axis=0))


def _crosses_oddly(ring: np.ndarray, latitudes: np.ndarray, longitudes: np.ndarray) -> np.ndarray:
    """Whether a line from each point eastwards crosses the ring an odd number of times."""
    odd = np.zeros(len(latitudes), bool)
    for (x1, y1), (x2, y2) in zip(ring[:-1], ring[1:], strict=True):
        if y1 == y2:
            continue
        passes = (latitudes >= y1) != (latitudes >= y2)
        odd ^= passes & (longitudes < (x2 - x1) * (latitudes - y1) / (y2 - y1) + x1)
    return odd


def thinned(polygons: list[list[Ring]], tolerance: float = TOLERANCE) -> list[list[Ring]]:
    """With the points left out that lie within `tolerance` of the line without them (Douglas and Peucker). Slivers are left out whole."""
    thin = [
        [_thin_ring(np.array(ring, float)[:, :2], tolerance) for ring in rings if len(ring) >= 4] for rings in polygons
    ]
    kept = [
        [rings[0], *(ring for ring in rings[1:] if len(ring) >= 4)] for rings in thin if rings and len(rings[0]) >= 4
    ]
    return kept or [[np.array(ring, float)[:, :2].tolist() for ring in rings] for rings in polygons]


def _thin_ring(ring: np.ndarray, tolerance: float) -> Ring:
    """Cut at the point farthest from the first one, since first and last are the same."""
    far = int(np.argmax(((ring - ring[0]) ** 2).sum(axis=1)))
    keep = np.zeros(len(ring), bool)
    keep[[0, far, -1]] = True
    spans = [(0, far), (far, len(ring) - 1)]
    while spans:
        start, end = spans.pop()
        if end - start < 2:
            continue
        off = _distances(ring[start + 1 : end], ring[start], ring[end])
        worst = int(np.argmax(off))
        if off[worst] > tolerance:
            middle = start + 1 + worst
            keep[middle] = True
            spans += [(start, middle), (middle, end)]
    return ring[keep].round(5).tolist()


def _distances(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Of points from the line through `start` and `end`, in degrees."""
    along = end - start
    length = float(np.hypot(*along))
    away = points - start
    if length == 0:
        return np.hypot(away[:, 0], away[:, 1])
    return np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]) / length


def middle(polygons: list[list[Ring]]) -> tuple[float, float]:
    """(latitude, longitude) of the balance point of the largest polygon."""
    best = max((_balance(np.array(rings[0], float)) for rings in polygons), key=lambda each: each[0])
    return round(best[2], 5), round(best[1], 5)


def _balance(ring: np.ndarray) -> tuple[float, float, float]:
    """(size, longitude, latitude); measured from the first point, or the sums lose their last digits."""
    x, y = (ring[:, :2] - ring[0, :2]).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    area = cross.sum() / 2
    if area == 0:
        return 0.0, *ring[:, :2].mean(axis=0)
    centre = ((x[:-1] + x[1:]) * cross).sum() / (6 * area), ((y[:-1] + y[1:]) * cross).sum() / (6 * area)
    return abs(area), centre[0] + ring[0, 0], centre[1] + ring[0, 1]
