"""One row being read: what is understood, what is remarked, and what is kept for the notes."""

from collections.abc import Callable
from typing import Any, TypeVar

from imports.text import clean, one_line
from imports.values import NotUnderstood, look_up_each, or_nothing

T = TypeVar("T")


class RowRefused(Exception):
    """The row is not taken; the message says why, without a full stop."""


class AlreadyThere(Exception):
    """The row is in the database, or stood in the file before. `reference` is empty in a dry run."""

    def __init__(self, remark: str = "", reference: str = ""):
        super().__init__(remark)
        self.remark, self.reference = remark, reference


class RowReading:
    """One row being read. What is not understood becomes a remark, and its text is kept in `leftovers` for the notes."""

    def __init__(self, cells: dict[str, str], labels: dict[str, str]):
        self.cells, self.labels = cells, labels
        self.remarks: list[str] = []
        self.leftovers: list[str] = []

    def text(self, name: str) -> str:
        return or_nothing(one_line(self.cells.get(name, "")))

    def long_text(self, name: str) -> str:
        return or_nothing(clean(self.cells.get(name, "")))

    def value(self, name: str, read: Callable[..., T], **options: Any) -> T | None:
        """What `read` makes of the cell; None, with a remark, when it is not understood."""
        try:
            return read(self.cells.get(name, ""), **options)
        except NotUnderstood as problem:
            self.remark(name, str(problem))
            self.leave_over(name, self.text(name))
            return None

    def each(self, name: str, names: dict[str, T], says: str) -> list[T]:
        """What the names in the cell stand for; `says` what an unknown one is not, such as 'is no language that we know'."""
        found, unknown = look_up_each(self.text(name), names)
        for piece in unknown:
            self.remark(name, f"“{piece}” {says}")
            self.leave_over(name, piece)
        return found

    def remark(self, name: str, sentence: str) -> None:
        self.remarks.append(f"{self.labels[name]}: {sentence}")

    def leave_over(self, name: str, text: str) -> None:
        self.leftovers.append(f"{self.labels[name]}: {text}")

    def with_leftovers(self, text: str) -> str:
        """`text`, and below it what could not be put anywhere else, so that nothing somebody wrote is lost."""
        return "\n".join(filter(None, [text, *self.leftovers]))
