"""Eastings and northings of the British National Grid as degrees."""

from functools import cache

import numpy as np

NATIONAL_GRID = (
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +type=crs"
)
"""Ordnance Survey's own seven-parameter transformation, right to some five metres. Written out, so that the same file gives the same
points everywhere: by its number (27700) the library would use finer grid files where a machine has them, or may fetch them."""


@cache
def _transformer():
    from pyproj import Transformer  # only an import needs it, and it takes a while to load

    return Transformer.from_crs(NATIONAL_GRID, "EPSG:4326", always_xy=True)


def to_degrees(eastings, northings) -> tuple[np.ndarray, np.ndarray]:
    """(latitudes, longitudes) of arrays in metres. What is not on the grid becomes infinite."""
    longitudes, latitudes = _transformer().transform(np.asarray(eastings, float), np.asarray(northings, float))
    return latitudes, longitudes
