"""Arithmetic of colours: how well one stands out from another, and the nearest shade that does.

A colour is text as CSS has it, "#0b5351". Contrast is that of WCAG 2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio):
1 for two equal colours, 21 for black on white.
"""

import colorsys
import re
from bisect import bisect_left
from collections.abc import Iterable

TEXT = 4.5
"""The contrast that letters need."""

MARK = 3.0
"""The contrast that lines, symbols and focus rings need."""

SHADES = 1000  # steps from black to white: finer than eight bits can show


def normal(text: str) -> str:
    """ "#0B5351", "0b5351" and "#fa0" as "#0b5351" and "#ffaa00". Raises ValueError for anything else."""
    digits = text.strip().removeprefix("#").lower()
    if re.fullmatch("[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch("[0-9a-f]{6}", digits):
        raise ValueError(text)
    return f"#{digits}"


def luminance(colour: str) -> float:
    """Relative luminance: 0 is black, 1 is white."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def stands_out(colour: str, grounds: Iterable[str], least: float = TEXT) -> bool:
    return all(contrast(colour, ground) >= least for ground in grounds)


def darker(colour: str, grounds: Iterable[str], least: float = TEXT) -> str:
    """The nearest shade of the same hue, not lighter, that stands out from bright `grounds`; black when none does."""
    return _nearest_shade(colour, -1, list(grounds), least)


def lighter(colour: str, grounds: Iterable[str], least: float = TEXT) -> str:
    """The nearest shade of the same hue, not darker, that stands out from dim `grounds`; white when none does."""
    return _nearest_shade(colour, 1, list(grounds), least)


def mixed(colour: str, ground: str, share: float) -> str:
    """`ground` with a `share` (0 to 1) of `colour` in it."""
    return _text(share * a + (1 - share) * b for a, b in zip(_parts(colour), _parts(ground), strict=True))


def _nearest_shade(colour: str, step: int, grounds: list[str], least: float) -> str:
    if stands_out(colour, grounds, least):
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))

    def shade(number: int) -> str:
        return _text(colorsys.hls_to_rgb(hue, number / SHADES, saturation))

    numbers = range(round(lightness * SHADES), SHADES if step > 0 else 0, step)
    passing = bisect_left(numbers, True, key=lambda number: stands_out(shade(number), grounds, least))
    if passing < len(numbers):
        return shade(numbers[passing])
    return "#ffffff" if step > 0 else "#000000"


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _text(parts: Iterable[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
