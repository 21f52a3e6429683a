"""Files of every sort become rows of text, or one sentence that says why not."""

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from imports import tables
from imports.tables import TableRefused, read_table


def workbook(*rows, title="Sheet1", others=()):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for other in others:
        book.create_sheet(other)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~"])
def test_the_delimiter_is_found(delimiter):
    text = (
        f"Name{delimiter}Notes\nAnna{delimiter}a; b, c|d\n"
        if delimiter in "^~\t"
        else f"Name{delimiter}Notes\nAnna{delimiter}x\n"
    )
    table = read_table(text.encode())
    assert table.headings == ["Name", "Notes"]
    assert table.rows[0].cells[0] == "Anna"


def test_the_delimiter_that_excel_writes_above_the_headings_is_believed():
    assert read_table(b"sep=;\r\nName;Notes\r\nAnna;a,b,c\r\n").rows[0].cells == ["Anna", "a,b,c"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_names_are_intact_in_every_encoding(encoding):
    table = read_table("Name,Town\nZoë O’Brien,Halifax\n".encode(encoding))
    assert table.headings == ["Name", "Town"]
    assert table.rows[0].cells == ["Zoë O’Brien", "Halifax"]


def test_letters_of_right_to_left_scripts_stay_and_what_hides_text_goes():
    table = read_table("Name,Notes\nفاطمه می\u200cخواهد,a\u202eb\u200bc\u2066d\n".encode())
    assert table.rows[0].cells == ["فاطمه می\u200cخواهد", "abcd"]


def test_a_cell_may_have_several_lines_and_row_numbers_are_those_of_a_spreadsheet():
    table = read_table(b'Name,Notes\r\nAnna,"one\r\ntwo"\r\n,\r\nBen,x\r\n,\r\n')
    assert [(row.number, row.cells) for row in table.rows] == [(2, ["Anna", "one\ntwo"]), (4, ["Ben", "x"])]
    assert table.empty_rows == 1


def test_short_rows_are_filled_and_long_rows_are_marked():
    table = read_table(b"Name,Notes\nAnna\nBen,x,,\nCai,x,y\n")
    assert [(row.cells, row.has_extra) for row in table.rows] == [
        (["Anna", ""], False),
        (["Ben", "x"], False),
        (["Cai", "x"], True),
    ]


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_row():
    with pytest.raises(TableRefused, match="row 3 is never closed"):
        read_table(b'Name,Notes\nAnna,x\nBen,"x\nCai,y\nDee,z\n')


def test_a_workbook_gives_text_as_one_would_type_it():
    table = read_table(
        workbook(
            ["Name", "Phone", "Signed up", "Seen", "Miles", "Consent"],
            ["Zoë", 7700900074, date(2020, 7, 14), datetime(2020, 7, 14, 9, 30), 2.5, True],
            [None, None, None, None, None, None],
            ["Ben", "07700 900001", "31/02/2020", None, 3.0, False],
        )
    )
    assert table.rows[0].cells == ["Zoë", "7700900074", "2020-07-14", "2020-07-14 09:30:00", "2.5", "TRUE"]
    assert table.rows[1].cells == ["Ben", "07700 900001", "31/02/2020", "", "3", "FALSE"]
    assert [row.number for row in table.rows] == [2, 4]


def test_only_the_first_sheet_is_read_and_the_others_are_mentioned():
    table = read_table(workbook(["Name"], ["Anna"], title="People", others=["Old"]))
    assert table.notes == ["The workbook has 2 sheets: only the first, “People”, was read."]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n\n , \n", "empty"),
        (b"Name,Notes\nAn\0na,x\n", r"Line 2 holds a character that is no text \(NUL\)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Excel file"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04broken", "damaged"),
        (b"\x81\x8d\x8f", "not text"),
        (b"a," * 5000, "200 columns"),
        (b'Name\n"' + b"x" * 20_000 + b'"\n', "10,000 characters"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content, says):
    with pytest.raises(TableRefused, match=says):
        read_table(content)


def test_a_file_with_too_many_rows_or_bytes_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MAX_ROWS", 10)
    read_table(b"Name\n" + b"Anna\n" * 10)
    with pytest.raises(TableRefused, match="more than 10 rows"):
        read_table(b"Name\n" + b"Anna\n" * 11)
    with pytest.raises(TableRefused, match="larger than 10 MB"):
        read_table(b"x" * (tables.MAX_BYTES + 1))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        for number in range(7):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 10_000_000)
    assert len(file.getvalue()) < 100_000
    with pytest.raises(TableRefused, match="too large when unpacked"):
        read_table(file.getvalue())


def test_a_zip_that_is_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(TableRefused, match="not an Excel workbook"):
        read_table(file.getvalue())


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_any_bytes_give_a_table_or_a_sentence(content):
    try:
        table = read_table(content)
    except TableRefused as refusal:
        assert str(refusal).endswith(".")
    else:
        assert all(len(row.cells) == len(table.headings) for row in table.rows)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_gives_a_table_or_a_sentence(at, damage):
    content = workbook(["Name", "Date"], ["Anna", date(2020, 7, 14)])
    try:
        read_table(content[:at] + damage + content[at + len(damage) :])
    except TableRefused as refusal:
        assert str(refusal).endswith(".")
