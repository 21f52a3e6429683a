"""From a scheme's two colours to the custom properties of the stylesheet, light and dark.

What a scheme chooses is its main colour (the band at the top with white letters, buttons) and its accent (the line below
the band, frames of notices). Everything else is worked out so that each text keeps its contrast.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from accounts import colours

MAIN, ACCENT = "#0b5351", "#ffc27d"
"""Ours, for a scheme that chooses none."""

WHITE = "#ffffff"
ON_ACCENT = "#2b2320"  # letters on the accent, light or dark
# The same as in static/css/site.css; a test holds them together.
LIGHT = {"paper": "#fdf8f0", "card": "#ffffff", "ink": "#2b2320", "soft": "#665a52", "good-soft": "#e3f1e0"}
DARK = {"paper": "#1c1917", "card": "#282320", "ink": "#f3ebe0", "soft": "#c9bcae", "good-soft": "#1f3222"}
TINTS = (1, 0.8, 0.6, 0.4, 0.2)  # of the most accent that the ground of a notice may have in it


def fault_in_main(main: str) -> str:
    """Why this cannot be the main colour, in words for whoever chose it; "" when it can."""
    found = colours.contrast(WHITE, main)
    if found >= colours.TEXT:
        return ""
    return _(
        "White letters on this colour can hardly be read: the contrast is %(found)s, it has to be %(least)s. "
        "Choose a darker colour. The nearest one that works is %(better)s."
    ) % {
        "found": _figure(found),
        "least": _figure(colours.TEXT),
        "better": colours.darker(main, [WHITE]),
    }


def fault_in_accent(accent: str, main: str) -> str:
    """Why this cannot be the accent beside `main`; "" when it can."""
    letters, line = colours.contrast(ON_ACCENT, accent), colours.contrast(main, accent)
    if letters >= colours.TEXT and line >= colours.MARK:
        return ""
    if letters < colours.TEXT:
        fault = _("Dark letters on this colour can hardly be read: the contrast is %(found)s, it has to be %(least)s.")
        figures = {"found": _figure(letters), "least": _figure(colours.TEXT)}
    else:
        fault = _(
            "This colour can hardly be told from the main colour: the contrast is %(found)s, it has to be %(least)s."
        )
        figures = {"found": _figure(line), "least": _figure(colours.MARK)}
    advice = _("Choose a lighter colour. The nearest one that works is %(better)s.")
    return f"{fault % figures} {advice % {'better': beside(accent, main)}}"


def beside(accent: str, main: str) -> str:
    """`accent`, made lighter where it would not stand out from `main` or could not carry dark letters."""
    return colours.lighter(colours.lighter(accent, [ON_ACCENT]), [main], colours.MARK)


def _figure(contrast: float) -> str:
    """Cut, not rounded: 4.48 must not read as the 4.5 that it falls short of."""
    return f"{int(contrast * 10) / 10:.1f}"


@dataclass(frozen=True)
class Palette:
    """All colours of a scheme. `main` and `accent` as CSS has them; "" for ours."""

    chosen_main: str = ""
    chosen_accent: str = ""

    @property
    def is_ours(self) -> bool:
        return (self.chosen_main or MAIN, self.chosen_accent or ACCENT) == (MAIN, ACCENT)

    @property
    def main(self) -> str:
        return self.chosen_main or MAIN

    @cached_property
    def accent(self) -> str:
        return self.chosen_accent or beside(ACCENT, self.main)

    @cached_property
    def light(self) -> dict[str, str]:
        """Custom properties by name, without the dashes."""
        tint = self._tint(LIGHT, most=0.25)
        link = colours.darker(self.main, [LIGHT["paper"], LIGHT["card"], LIGHT["good-soft"], tint])
        return {"brand": self.main, "act": self.main, "link": link, "warm": self.accent, "warm-soft": tint}

    @cached_property
    def dark(self) -> dict[str, str]:
        """Those that differ from `light` where the screen is dark."""
        tint = self._tint(DARK, most=0.16)
        act = colours.lighter(self.main, [DARK["paper"], DARK["card"], DARK["good-soft"], tint])
        return {"act": act, "link": act, "warm-soft": tint}

    @cached_property
    def css(self) -> str:
        """What comes after the stylesheet; "" for our own colours, which stand there already."""
        if self.is_ours:
            return ""
        return f"{_rule(self.light)}@media(prefers-color-scheme:dark){{{_rule(self.dark)}}}"

    def _tint(self, mode: dict[str, str], most: float) -> str:
        tints = (colours.mixed(self.accent, mode["paper"], most * part) for part in TINTS)
        letters = [mode["ink"], mode["soft"]]
        return next((tint for tint in tints if colours.stands_out(tint, letters)), mode["paper"])


def _rule(properties: dict[str, str]) -> str:
    return ":root{" + ";".join(f"--{name}:{colour}" for name, colour in properties.items()) + "}"
