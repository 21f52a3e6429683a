"""A plain map, drawn here: where the places of a list lie to each other, to where somebody is, and to names that they know."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from places.models import Area, Venue

WIDTH = 360
"""Of the drawing, in its own units."""
FLATTEST, TALLEST = 200, 440
MARGIN = 0.1
LEAST = 0.012
"""Degrees of latitude that a map shows at least, about 0.8 miles: one place alone is not drawn as a street corner."""
MILE = 1 / 69.1
"""In degrees of latitude."""
LETTER = 7.5
LINE = 18
DOT = 24
"""How wide the mark of a venue is."""
NAMED = 12
"""Areas that are named at most."""


@dataclass(frozen=True)
class Mark:
    x: int
    y: int
    text: str
    name: str = ""


@dataclass(frozen=True)
class Drawing:
    """`venues` carry the numbers of the list. `mile`: how long `miles` are in it."""

    width: int
    height: int
    venues: list[Mark]
    areas: list[Mark]
    here: Mark | None
    miles: int
    mile: int


def draw(venues: Iterable[Venue], here, areas: Iterable[Area], *, first: int) -> Drawing | None:
    """`venues` are numbered from `first` on. What lies far away from the rest is drawn as well. None when there is nothing to draw."""
    placed = [(first + n, venue.name, venue.point) for n, venue in enumerate(venues) if venue.point]
    if not placed:
        return None
    points = [point for _number, _name, point in placed] + ([here] if here else [])
    south, north = min(lat for lat, _lon in points), max(lat for lat, _lon in points)
    west, east = min(lon for _lat, lon in points), max(lon for _lat, lon in points)
    narrower = cos(radians((south + north) / 2))
    tall = max((north - south), LEAST) * (1 + 2 * MARGIN)
    wide = max((east - west) * narrower, LEAST) * (1 + 2 * MARGIN)
    height = round(min(max(WIDTH * tall / wide, FLATTEST), TALLEST))
    scale = min(WIDTH / wide, height / tall)

    def place(point) -> tuple[int, int]:
        lat, lon = point
        return (
            round(WIDTH / 2 + (lon - (west + east) / 2) * narrower * scale),
            round(height / 2 - (lat - (south + north) / 2) * scale),
        )

    miles = max((n for n in (1, 2, 5, 10, 20, 50, 100) if n * MILE * scale < WIDTH / 3), default=1)
    dots = [Mark(*place(point), str(number), name) for number, name, point in placed]
    pointer = Mark(*place(here), "") if here else None
    return Drawing(
        WIDTH,
        height,
        dots,
        _names(areas, place, height, [*dots, *([pointer] if pointer else [])]),
        pointer,
        miles,
        round(miles * MILE * scale),
    )


def _names(areas, place, height: int, dots: list[Mark]) -> list[Mark]:
    """Names of towns, then wards, each on its point or just beside it, where they cover neither a mark nor each other."""
    rank = {Area.Kind.TOWN: 0, Area.Kind.WARD: 1}
    known = sorted((area for area in areas if area.kind in rank and area.point), key=lambda area: rank[area.kind])
    named: list[Mark] = []
    taken = [(dot.x, dot.y, DOT / 2) for dot in dots]
    for area in known:
        if area.name in {each.text for each in named}:
            continue  # a ward that is called like its town
        middle, level = place(area.point)
        half = len(area.name) * LETTER / 2
        beside = round(half + DOT)
        for x, y in (
            (middle, level), (middle, level - LINE), (middle, level + LINE), (middle + beside, level), (middle - beside, level),
        ):  # fmt: skip
            fits = half < x < WIDTH - half and LINE < y < height - 2 * LINE
            if fits and all(abs(y - b) > LINE or abs(x - a) > half + wide for a, b, wide in taken):
                named.append(Mark(x, y, area.name))
                taken.append((x, y, half))
                break
    return named[:NAMED]
