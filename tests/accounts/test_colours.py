"""Whatever colours a scheme chooses, its pages can be read: light and dark."""

import colorsys
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import colours
from accounts.palette import ACCENT, DARK, LIGHT, MAIN, WHITE, Palette, beside, fault_in_accent, fault_in_main

any_colour = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
STYLESHEET = Path(__file__).parents[2] / "static" / "css" / "site.css"


def hue(colour):
    return colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0]


@pytest.mark.parametrize(
    ("one", "other", "figure"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)]
)
def test_contrast_is_that_of_wcag(one, other, figure):
    assert colours.contrast(one, other) == colours.contrast(other, one) == pytest.approx(figure, abs=0.01)


@pytest.mark.parametrize("text", ["#0B5351", "0b5351", " #0b5351 "])
def test_a_colour_may_be_written_in_several_ways(text):
    assert colours.normal(text) == "#0b5351"
    assert colours.normal("#fa0") == "#ffaa00"


@pytest.mark.parametrize("text", ["", "#", "green", "#12345", "#0b5351;}", "url(x)", "#0b535１", "#gggggg"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        colours.normal(text)


@given(any_colour)
def test_the_darker_shade_passes_and_is_the_same_colour(colour):
    found = colours.darker(colour, [WHITE])
    assert colours.contrast(found, WHITE) >= colours.TEXT
    assert colours.luminance(found) <= colours.luminance(colour)
    if colours.contrast(colour, WHITE) >= colours.TEXT:
        assert found == colour


@given(any_colour)
def test_the_lighter_shade_passes_and_is_not_darker(colour):
    found = colours.lighter(colour, ["#000000"])
    assert colours.contrast(found, "#000000") >= colours.TEXT
    assert colours.luminance(found) >= colours.luminance(colour)


@given(any_colour)
def test_the_shade_is_the_nearest_one_of_its_hue(colour):
    """It only just passes, and its hue is kept as well as eight bits can."""
    found = colours.darker(colour, [WHITE])
    if found == colour:
        assert colours.contrast(colour, WHITE) >= colours.TEXT
        return
    assert colours.contrast(found, WHITE) < colours.TEXT + 0.25
    high, low = max(found[1:3], found[3:5], found[5:7]), min(found[1:3], found[3:5], found[5:7])
    assert (
        int(high, 16) - int(low, 16) <= 60
        or min(abs(hue(found) - hue(colour)), 1 - abs(hue(found) - hue(colour))) < 0.02
    )


def test_where_no_shade_passes_it_is_black_or_white():
    assert colours.darker("#555555", ["#000000"]) == "#000000"
    assert colours.lighter("#bbbbbb", ["#ffffff"]) == "#ffffff"


@given(any_colour, any_colour)
def test_each_colour_suggested_is_accepted(main, accent):
    better = colours.darker(main, [WHITE])
    assert fault_in_main(better) == ""
    assert fault_in_accent(beside(accent, better), better) == ""
    if fault := fault_in_main(main):
        assert better in fault
    if fault := fault_in_accent(accent, better):
        assert beside(accent, better) in fault


@given(any_colour, st.one_of(st.just(""), any_colour))
def test_every_text_of_an_accepted_palette_can_be_read_light_and_dark(main, accent):
    main = colours.darker(main, [WHITE])
    accent = accent and beside(accent, main)
    palette = Palette(main, accent)
    for ground, chosen in ((LIGHT, palette.light), (DARK, palette.light | palette.dark)):
        grounds = [ground["paper"], ground["card"], ground["good-soft"], chosen["warm-soft"]]
        assert colours.stands_out(chosen["link"], grounds)
        assert colours.stands_out(ground["ink"], [chosen["warm-soft"]])
        assert colours.stands_out(ground["soft"], [chosen["warm-soft"]])
        assert colours.stands_out(WHITE, [chosen["brand"]])
        assert colours.stands_out(chosen["warm"], [chosen["brand"]], colours.MARK)
    assert colours.stands_out(WHITE, [palette.light["act"]])
    assert colours.stands_out(DARK["paper"], [palette.dark["act"]])


@given(any_colour, any_colour)
def test_the_css_is_properties_and_colours_and_nothing_else(main, accent):
    rule = r":root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}"
    css = Palette(main, accent).css
    assert re.fullmatch(rf"{rule}@media\(prefers-color-scheme:dark\)\{{{rule}\}}", css)
    assert len(css) < 220


@pytest.mark.parametrize("palette", [Palette(), Palette(MAIN, ACCENT), Palette(MAIN)])
def test_our_own_colours_cost_no_byte(palette):
    assert palette.css == ""


def test_the_refusal_gives_the_figures_and_a_way_out():
    assert fault_in_main("#ffdd00") == (
        "White letters on this colour can hardly be read: the contrast is 1.3, it has to be 4.5. "
        "Choose a darker colour. The nearest one that works is #897600."
    )
    assert "the contrast is 4.4, it has to be 4.5" in fault_in_main("#777777")
    assert "the contrast is 1.7, it has to be 4.5" in fault_in_accent("#0b5351", MAIN)
    assert "the contrast is 2.8, it has to be 3.0" in fault_in_accent(ACCENT, "#767676")


def test_the_papers_are_those_of_the_stylesheet():
    text = STYLESHEET.read_text()
    for name in LIGHT:
        found = re.findall(rf"--{name}:\s*(#\w+)", text)[:2]
        assert [colours.normal(each) for each in found] == [LIGHT[name], DARK[name]], name
