"""Tables for tests of imports: the samples in tests/data (invented people), and small ones."""

from pathlib import Path

from imports.tables import Table, read_table
from tests.factories import AreaFactory

DATA = Path(__file__).parent / "data"
WARDS = [
    "Brighouse",
    "Elland",
    "Greetland",
    "Halifax Town",
    "Hebden Bridge & Todmorden East",
    "Hipperholme & Lightcliffe",
    "Illingworth & Mixenden",
    "Luddendenfoot",
    "Northowram & Shelf",
    "Ovenden",
    "Park",
    "Rastrick",
    "Ryburn",
    "Salterhebble, Southowram & Skircoat Green",
    "Sowerby Bridge",
    "Todmorden West",
    "Wainhouse",
    "Warley",
]


def sample(name: str) -> Table:
    """ "volunteers" or "referrals"."""
    return read_table((DATA / f"{name}.csv").read_bytes())


def table(text: str) -> Table:
    return read_table(text.encode())


def lay_out_wards() -> None:
    """The wards that the samples speak of. Languages and skills come with the migrations."""
    for name in WARDS:
        AreaFactory(name=name)
