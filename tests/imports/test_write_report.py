import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.report import FORMULA_MARKS, Outcome, Report, RowReport, inert, write_csv


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("http://example.org","x")', "+44 7700 900074", "-1", "@SUM(A1)", "\tx", "\rx", " =1"]
)
def test_a_cell_that_begins_like_a_formula_is_made_text(cell):
    assert inert(cell) == "'" + cell


def test_other_cells_stay_as_they_are():
    assert [inert(cell) for cell in ("O'Brien", "", 7, -7)] == ["O'Brien", "", 7, -7]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"))))
def test_no_csv_of_ours_has_a_live_cell(cells):
    rows = list(csv.reader(io.StringIO(write_csv(["Heading"], [cells]).lstrip("\ufeff"), newline="")))
    assert not any(cell.startswith(FORMULA_MARKS) for row in rows for cell in row)


def test_a_report_is_saved_with_row_numbers_and_survives_the_way_through_json():
    report = Report(
        [RowReport(2, Outcome.IMPORTED, [], "C-00001"), RowReport(3, Outcome.NOT_TAKEN, ["=1+1", "no name"])]
    )
    report.notes["About the file"] += 2
    assert Report.from_data(json.loads(json.dumps(report.as_data()))) == report
    assert (
        report.as_csv()
        == "\ufeffRow,Outcome,Reference,Remarks\r\n2,imported,C-00001,\r\n3,not taken,,'=1+1; no name\r\n"
    )
    assert report.taken == 1
    assert report.counts[Outcome.NOT_TAKEN] == 1


def test_like_remarks_are_counted_together():
    rows = [RowReport(number, Outcome.WITH_REMARKS, [f"Ward: “{number}” is no ward"]) for number in range(3)]
    assert Report(rows).common_remarks == [("Ward: “…” is no ward", 3)]
