"""What became of each row, to read and to save."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum

FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


class Outcome(StrEnum):
    IMPORTED = "imported"
    WITH_REMARKS = "imported with remarks"
    UPDATED = "updated"
    ALREADY_THERE = "already there"
    NOT_TAKEN = "not taken"


@dataclass(frozen=True)
class RowReport:
    """`reference` is that of the record which the row became or already is; the remarks are sentences without a full stop."""

    number: int
    outcome: Outcome
    remarks: list[str] = field(default_factory=list)
    reference: str = ""


@dataclass
class Report:
    """`notes` are about the file as a whole, each with the number of rows it holds for (0: the file itself)."""

    rows: list[RowReport] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    empty_rows: int = 0

    @property
    def counts(self) -> dict[Outcome, int]:
        """Rows by outcome, every outcome named; “updated” where any was, since not every import updates."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome: counted[outcome] for outcome in Outcome if outcome != Outcome.UPDATED or counted[outcome]}

    @property
    def taken(self) -> int:
        return sum(row.outcome in (Outcome.IMPORTED, Outcome.WITH_REMARKS, Outcome.UPDATED) for row in self.rows)

    @property
    def told(self) -> list[RowReport]:
        """The rows that somebody has to look at."""
        return [row for row in self.rows if row.remarks and row.outcome != Outcome.ALREADY_THERE]

    @property
    def file_notes(self) -> list[tuple[str, int]]:
        """For templates: what is asked of a Counter there is looked up in it first."""
        return list(self.notes.items())

    @property
    def common_remarks(self) -> list[tuple[str, int]]:
        """(remark, number of rows), the most frequent first, with what each quotes left out so that like comes to like."""
        told = Counter(re.sub(r"“.*?”", "“…”", remark, flags=re.DOTALL) for row in self.told for remark in row.remarks)
        return told.most_common()

    def as_csv(self) -> str:
        rows = [(row.number, row.outcome, row.reference, "; ".join(row.remarks)) for row in self.rows]
        return write_csv(["Row", "Outcome", "Reference", "Remarks"], rows)

    def as_data(self) -> dict:
        """For JSON; `from_data` is the way back."""
        return {"rows": [asdict(row) for row in self.rows], "notes": dict(self.notes), "empty_rows": self.empty_rows}

    @classmethod
    def from_data(cls, data: dict) -> "Report":
        rows = [RowReport(**{**row, "outcome": Outcome(row["outcome"])}) for row in data["rows"]]
        return cls(rows, Counter(data["notes"]), data["empty_rows"])


def inert(cell: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0\n").startswith(FORMULA_MARKS):
        return "'" + cell
    return cell


def write_csv(headings: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """With a byte order mark, so that spreadsheets read it as UTF-8, and every cell inert."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([inert(cell) for cell in headings])
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()
