"""How far apart two places are, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

import numpy as np

EARTH_RADIUS_MILES = 3958.8


def miles_between(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Miles between two (latitude, longitude) points in degrees, along a great circle."""
    (lat1, lon1), (lat2, lon2) = here, there
    across = sin(radians(lat2 - lat1) / 2) ** 2
    along = cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(min(1.0, across + along)))


def miles_over_chord(squared):
    """The same for arrays: miles from the squared straight line between points on the unit sphere. Not-a-number stays so."""
    return 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.minimum(1.0, squared / 4)))
