"""The simulation is a command that anybody can run, and it tells the same story each time."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def simulated(path, weeks=3) -> str:
    out = StringIO()
    call_command("simulate_matching", weeks=weeks, picture=path, stdout=out)
    return out.getvalue()


def test_three_ways_of_deciding_are_told_in_a_table_and_a_picture(tmp_path):
    told = simulated(tmp_path / "waiting.svg")
    placed = dict(re.findall(r"^(best fit only|longest wait first, greedily|ours) +([\d,]+)", told, re.MULTILINE))
    assert len(placed) == 3
    assert all(int(number.replace(",", "")) > 50 for number in placed.values())
    picture = (tmp_path / "waiting.svg").read_text()
    assert picture.count("<text") == picture.count("</text>") > 8
    assert "ours" in picture
    assert "Made-up people" in picture


def test_it_tells_the_same_each_time(tmp_path):
    first, again = tmp_path / "1.svg", tmp_path / "2.svg"
    assert simulated(first, 2).replace("1.svg", "") == simulated(again, 2).replace("2.svg", "")
    assert first.read_text() == again.read_text()


def test_no_weeks_are_refused_with_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="1 or more"):
        simulated(tmp_path / "waiting.svg", weeks=0)
