"""A file of rows as text: CSV with any delimiter, or the first sheet of an Excel workbook (XLSX)."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice

from imports.text import clean

MAX_BYTES = 10_000_000
MAX_UNPACKED_BYTES = 60_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 10_000
DELIMITERS = ",;\t|^~"


class TableRefused(Exception):
    """The file cannot be read; the message is one sentence that says why and what to do."""


@dataclass(frozen=True)
class Row:
    """`number` is the row as a spreadsheet counts it: the headings are row 1 when nothing stands above them."""

    number: int
    cells: list[str]
    has_extra: bool = False


@dataclass(frozen=True)
class Table:
    """Headings, and rows with exactly one cell for each. Empty rows are only counted."""

    headings: list[str]
    rows: list[Row]
    empty_rows: int = 0
    notes: list[str] = field(default_factory=list)


def read_table(content: bytes) -> Table:
    """Raises TableRefused for anything that is not a table of bounded size."""
    if len(content) > MAX_BYTES:
        raise TableRefused(f"The file is larger than {MAX_BYTES // 1_000_000} MB: split it and import the parts.")
    if content.startswith(b"PK\x03\x04"):
        return _read_workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableRefused(
            "This is an old Excel file (.xls), or one with a password: save it without a password as .xlsx or CSV."
        )
    if content.startswith(b"%PDF"):
        raise TableRefused("This is a PDF, not a table: ask for the spreadsheet that it was made from.")
    return _table(_text_rows(_decode(content)))


def _table(rows: Iterator[list[str]]) -> Table:
    """Cut to the width of the first row that is not empty, which holds the headings."""
    top = 0
    headings: list[str] = []
    found: list[Row] = []
    for number, cells in enumerate(rows, start=1):
        cells = _without_empty_end(cells)
        if not cells:
            continue
        if len(cells) > MAX_COLUMNS:
            raise TableRefused(f"Row {number} has more than {MAX_COLUMNS} columns, so this is no list of people.")
        if any(len(cell) > MAX_CELL for cell in cells):
            raise TableRefused(
                f"Row {number} has a cell of more than {MAX_CELL:,} characters: check its quotation marks."
            )
        if not headings:
            top, headings = number, cells
            continue
        if len(found) == MAX_ROWS:
            raise TableRefused(f"The file has more than {MAX_ROWS:,} rows: split it and import the parts.")
        width = len(headings)
        found.append(Row(number, (cells + [""] * width)[:width], has_extra=any(cells[width:])))
    if not headings:
        raise TableRefused("The file is empty.")
    empty_rows = found[-1].number - top - len(found) if found else 0
    return Table(headings, found, empty_rows)


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _decode(content: bytes) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8 if it is that, else Windows-1252, which is what Excel wrote for years."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            raise TableRefused(
                f"Line {line} holds a character that is no text (NUL): open the file in a spreadsheet and save it as CSV."
            )
        return text
    raise TableRefused("The file is not text that we can read: open it in a spreadsheet and save it as CSV (UTF-8).")


def _text_rows(text: str) -> Iterator[list[str]]:
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # what Excel writes above some files
        yield from _csv_rows(rest, first.strip()[4])
    else:
        yield from _csv_rows(text, _delimiter(text))


def _delimiter(text: str) -> str:
    """The one that cuts the first rows into the most columns, alike in every row."""

    def agreement(delimiter: str) -> float:
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 30))
        except csv.Error:
            return 0
        rows = [row for row in rows if any(row)]
        if not rows or len(rows[0]) < 2:
            return 0
        return min(len(rows[0]), MAX_COLUMNS) * sum(len(row) == len(rows[0]) for row in rows) / len(rows)

    return max(DELIMITERS, key=agreement)


def _csv_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    _refuse_open_quotation(text, delimiter)
    number = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            number += 1
            yield [clean(cell) for cell in row]
    except csv.Error as error:
        raise TableRefused(f"Row {number + 1} cannot be read: check its quotation marks.") from error


def _refuse_open_quotation(text: str, delimiter: str) -> None:
    """Only the strict reader notices a quotation mark that is never closed, which swallows the rows after it."""
    number = 0
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            number += 1
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise TableRefused(
                f"A quotation mark in row {number + 1} is never closed: mend that row and try again."
            ) from error


def _read_workbook(content: bytes) -> Table:
    from openpyxl import load_workbook  # slow to load, and most files are CSV

    _refuse_zip_bomb(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        sheets[0].reset_dimensions()  # programs other than Excel write wrong ones, and cells are lost
        table = _table([cell_text(value) for value in row] for row in sheets[0].iter_rows(values_only=True))
    except TableRefused:
        raise
    except Exception as error:  # openpyxl and the XML below it raise whatever a broken file leads to
        raise TableRefused(
            "The Excel file is damaged: open it, save it again as .xlsx or CSV, and try that."
        ) from error
    if len(sheets) > 1:
        table.notes.append(
            f"The workbook has {len(sheets)} sheets: only the first, “{clean(sheets[0].title)}”, was read."
        )
    return table


def _refuse_zip_bomb(content: bytes) -> None:
    """Sizes as the archive itself declares them; zipfile reads no more than that from any member."""
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise TableRefused(
            "The Excel file is damaged: open it, save it again as .xlsx or CSV, and try that."
        ) from error
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise TableRefused("The Excel file is far too large when unpacked: save the sheet as CSV and import that.")
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise TableRefused("This is not an Excel workbook: save it as .xlsx or CSV.")


def cell_text(value: object) -> str:
    """A cell of a workbook as one would type it: dates as 2020-07-14, whole numbers without '.0', truth as TRUE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return clean(str(value))
