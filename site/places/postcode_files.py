"""The national postcode files: NSPL and ONSPD of the Office for National Statistics, and Code-Point Open of Ordnance Survey.

A file, a zip or a folder is read as a stream. Nothing here knows the database.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import IO, TextIO

import numpy as np

from imports.tables import TableRefused
from places.grid import to_degrees
from places.models.area import normalise_postcode
from places.models.open_data import LoadedData

AT_ONCE = 5_000
SAY_EVERY = 250_000
COLUMNS = {  # names change every year, patterns less often
    "postcode": r"pcds|pcds?|pcd[78]|pc|postcode",
    "authority": r"lad\d\dcd|laua|oslaua|dc|admin_district_code",
    "ward": r"wd\d\dcd|ward|osward|wc|admin_ward_code",
    "ended": r"doterm",
    "latitude": r"lat|latitude",
    "longitude": r"long|longitude",
    "east": r"east1m|oseast1m|ea|eastings?",
    "north": r"north1m|osnrth1m|no|northings?",
}
CODE_POINT = ["pc", "pq", "ea", "no", "cy", "rh", "lh", "cc", "dc", "wc"]
"""The columns of Code-Point Open, whose files have no headings."""
NOWHERE = 99.999999  # the latitude of a row without a place
NORTHERN_IRELAND = "BT"  # its licence is restricted


@dataclass
class Tally:
    """What became of the rows. `letters`: the beginnings of all postcodes in the file. `refused`: (file, row, why), of our rows only."""

    read: int = 0
    kept: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    letters: set[str] = field(default_factory=set)
    refused: list[tuple[str, int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Batch:
    """Rows of the scheme's authorities that have a place. The arrays are in degrees, as long as the lists."""

    codes: list[str]
    wards: list[str]
    latitudes: np.ndarray
    longitudes: np.ndarray


@dataclass(frozen=True)
class Part:
    """One table of the file. `headings` are those of its first row, or Code-Point's."""

    name: str
    open: Callable[[], IO[bytes]]
    headings: list[str]
    has_headings: bool

    @property
    def columns(self) -> dict[str, int]:
        """{what: column}. Of several postcode columns the one written with a space comes first."""
        found = {}
        for what, pattern in COLUMNS.items():
            fits = [at for at, heading in enumerate(self.headings) if re.fullmatch(pattern, heading)]
            if fits:
                found[what] = min(fits, key=lambda at: self.headings[at] != "pcds")
        return found

    @property
    def wanting(self) -> list[str]:
        """What must be there and is not."""
        columns = self.columns
        wanting = [what for what in ("postcode", "authority") if what not in columns]
        if not ({"latitude", "longitude"} <= columns.keys() or {"east", "north"} <= columns.keys()):
            wanting.append("latitude and longitude")
        return wanting

    def rows(self) -> Iterator[list[str]]:
        with text_of(self.open) as lines:
            yield from csv.reader(lines)


class PostcodeFile:
    """Raises TableRefused, with a sentence, when there is nothing in it to read."""

    def __init__(self, path: Path):
        self.path = path
        self.parts = list(_chosen(_parts(path)))
        if not self.parts:
            raise TableRefused(
                f"{path.name} is no postcode file that we know: it needs a column of postcodes (pcds), and one of local "
                "authorities (lad26cd). Get the NSPL, the ONSPD or Code-Point Open."
            )
        whole = [part for part in self.parts if not part.wanting]
        if not whole:
            part = self.parts[0]
            raise TableRefused(
                f"{part.name} has no column for {' or '.join(part.wanting)}: its columns are {', '.join(part.headings[:12])}."
            )
        self.parts = whole

    @property
    def source(self) -> str:
        kinds = LoadedData.Source
        return kinds.CODE_POINT if {"ea", "eastings"} & set(self.parts[0].headings) else kinds.ONS_POSTCODES

    def batches(self, authorities: set[str] | None, tally: Tally, say: Callable[[str], None]) -> Iterator[Batch]:
        """Live rows of `authorities` (codes; None: of all), so many at a time. `tally` fills while this runs."""
        for part in self.parts:
            try:
                yield from _read(part, authorities, tally, say)
            except csv.Error as error:
                raise TableRefused(f"{part.name} cannot be read after row {tally.read:,}: it is no CSV.") from error
            except (OSError, zipfile.BadZipFile, EOFError) as error:
                raise TableRefused(
                    f"{part.name} breaks off after row {tally.read:,}: download it again, then run this again."
                ) from error


def _read(part: Part, authorities, tally: Tally, say) -> Iterator[Batch]:
    at = part.columns
    postcode, authority = at["postcode"], at["authority"]
    ward, ended = at.get("ward"), at.get("ended")
    in_degrees = "latitude" in at and "longitude" in at
    first, second = (at["latitude"], at["longitude"]) if in_degrees else (at["east"], at["north"])
    needed = max(number for number in (postcode, authority, ward, ended, first, second) if number is not None)
    held: dict[str, tuple[str, float, float]] = {}
    rows = part.rows()
    if part.has_headings:
        next(rows, None)
    for number, row in enumerate(rows, start=1 + part.has_headings):
        tally.read += 1
        if tally.read % SAY_EVERY == 0:
            say(f"{tally.read:,} rows read, {tally.kept:,} kept")
        if len(row) <= needed:
            if row:
                tally.left_out["cut off: too few columns"] += 1
            continue
        tally.letters.add(row[postcode][:2])
        if authorities is not None and row[authority] not in authorities:
            tally.left_out["of other authorities"] += 1
            continue
        if ended is not None and row[ended].strip():
            tally.left_out["no longer in use"] += 1
            continue
        code = normalise_postcode(row[postcode])
        if code.startswith(NORTHERN_IRELAND):
            tally.left_out["of Northern Ireland, whose licence is restricted"] += 1
            continue
        place = _place(row[first], row[second], in_degrees)
        if not code or place is None:
            why = "without a place" if code else "without a whole postcode"
            tally.left_out[why] += 1
            tally.refused.append((part.name, number, f"“{row[postcode][:20]}” is {why}"))
            continue
        tally.kept += 1
        held[code] = (row[ward] if ward is not None else "", *place)
        if len(held) >= AT_ONCE:
            yield _batch(held, in_degrees)
            held = {}
    if held:
        yield _batch(held, in_degrees)


def _place(first: str, second: str, in_degrees: bool) -> tuple[float, float] | None:
    """The two numbers; None when they are no numbers or no place in the United Kingdom."""
    try:
        place = float(first), float(second)
    except ValueError:
        return None
    if in_degrees:
        return place if 49 <= place[0] <= 61.5 and place[0] < NOWHERE and -9 <= place[1] <= 2.5 else None
    return place if 1 <= place[0] <= 700_000 and 1 <= place[1] <= 1_300_000 else None


def _batch(held: dict[str, tuple[str, float, float]], in_degrees: bool) -> Batch:
    places = np.array([place[1:] for place in held.values()])
    latitudes, longitudes = places.T if in_degrees else to_degrees(*places.T)
    return Batch(list(held), [place[0] for place in held.values()], latitudes.round(6), longitudes.round(6))


# Which tables a file, zip or folder holds -----------------------------------------------------------------


@contextmanager
def text_of(opener: Callable[[], IO[bytes]]) -> Iterator[TextIO]:
    """All that we read is ASCII, so letters of another encoding do no harm."""
    with opener() as raw, io.TextIOWrapper(raw, "utf-8-sig", errors="replace", newline="") as lines:
        yield lines


def _parts(path: Path) -> Iterator[Part]:
    try:
        if path.is_dir():
            files = [(str(file.relative_to(path)), _opener(file)) for file in sorted(path.rglob("*.[cC][sS][vV]"))]
        elif zipfile.is_zipfile(path):
            packed = zipfile.ZipFile(path)
            names = sorted(name for name in packed.namelist() if name.lower().endswith(".csv"))
            files = [(name, _member(packed, name)) for name in names]
        else:
            files = [(path.name, _opener(path))]
        for name, opener in files:
            if part := _sniffed(name, opener):
                yield part
    except OSError as error:
        raise TableRefused(f"{path} cannot be opened: {error.strerror or error}.") from error
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:  # damaged, with a password, oddly packed
        raise TableRefused(f"The zip file {path.name} cannot be unpacked: download it again.") from error


def _opener(file: Path) -> Callable[[], IO[bytes]]:
    return lambda: file.open("rb")


def _member(packed: zipfile.ZipFile, name: str) -> Callable[[], IO[bytes]]:
    return lambda: packed.open(name)


def _sniffed(name: str, opener) -> Part | None:
    """A table of postcodes has one in its first or second row. Code-Point's headings lie in a file of their own, without any."""
    with text_of(opener) as lines:
        start = lines.read(20_000)
    try:
        first, second = islice(chain(csv.reader(io.StringIO(start, newline="")), [[], []]), 2)
    except csv.Error:
        return None
    if len(first) == len(CODE_POINT) and normalise_postcode(first[0]):
        return Part(name, opener, CODE_POINT, False)
    headings = [cell.strip().lower() for cell in first]
    named = any(re.fullmatch(COLUMNS["postcode"], heading) for heading in headings)
    return Part(name, opener, headings, True) if named and any(map(normalise_postcode, second)) else None


def _chosen(parts: Iterator[Part]) -> list[Part]:
    """An ONS zip holds the whole table and the same in pieces, the pieces in a folder `multi_csv`: the pieces only without the whole."""
    found = list(parts)
    whole = [part for part in found if "multi_csv" not in part.name.lower()]
    return whole or found
