"""Which column is which field: by the words of its heading, and by the person who imports where words do not settle it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from imports.tables import TableRefused
from imports.text import words

FILLERS = frozenset(
    words(
        """a an any are can do does for have if in is known of or our please s the their them they to uk what when where which
        who with you your yes no y n optional"""
    ).split()
)
"""Words that change nothing in a heading: 'Your e-mail address (if any)' is 'e-mail address'."""


@dataclass(frozen=True)
class Field:
    """One thing that an import can read. `wordings` are the headings people give it, commas between."""

    name: str
    label: str
    wordings: str = ""
    required: bool = False

    @property
    def keys(self) -> set[frozenset[str]]:
        return {_key(wording) for wording in (self.name.replace("_", " "), self.label, *self.wordings.split(","))}


@dataclass(frozen=True)
class Matched:
    """`columns` is {field name: column number from 0}. The rest says what was not settled."""

    columns: dict[str, int]
    unknown: list[str] = field(default_factory=list)
    ambiguous: dict[str, list[str]] = field(default_factory=dict)

    def missing(self, fields: Iterable[Field]) -> list[Field]:
        return [each for each in fields if each.required and each.name not in self.columns]

    @property
    def notes(self) -> list[str]:
        said = [f"The column “{heading}” was not read: no field goes by that name." for heading in self.unknown]
        for name, headings in self.ambiguous.items():
            listed = " and ".join(f"“{heading}”" for heading in headings)
            said.append(f"{listed} could each be the field {name}, so none was read: say which with a mapping.")
        return said


def match_headings(headings: list[str], fields: Iterable[Field], chosen: dict[int, str] | None = None) -> Matched:
    """`chosen` is {column: field name, or '' to leave the column out} and comes before the words."""
    fields, chosen = list(fields), chosen or {}
    taken = set(chosen.values())
    found: dict[str, list[int]] = {name: [column] for column, name in chosen.items() if name}
    unknown = []
    for column, heading in enumerate(headings):
        if column in chosen:
            continue
        keys = _heading_keys(heading)
        names = [each.name for each in fields if each.name not in taken and not keys.isdisjoint(each.keys)]
        for name in names:
            found.setdefault(name, []).append(column)
        if not names and heading:
            unknown.append(heading)
    ambiguous = {name: [headings[at] for at in columns] for name, columns in found.items() if len(columns) > 1}
    return Matched({name: columns[0] for name, columns in found.items() if len(columns) == 1}, unknown, ambiguous)


def read_mapping(pairs: Iterable[str], headings: list[str], fields: Iterable[Field]) -> dict[int, str]:
    """{column: field name} from 'Heading=field' texts; 'Heading=' leaves the column out.

    Raises TableRefused naming the heading or field that does not exist, or the field given twice.
    """
    names = {each.name for each in fields}
    chosen: dict[int, str] = {}
    for pair in pairs:
        heading, equals, name = (part.strip() for part in pair.rpartition("="))
        columns = [column for column, each in enumerate(headings) if words(each) == words(heading)]
        if not equals or not columns:
            raise TableRefused(f"The mapping “{pair}” names no heading of the file: write it as Heading=field.")
        if name and name not in names:
            raise TableRefused(f"There is no field “{name}”: the fields are {', '.join(sorted(names))}.")
        if len(columns) > 1 and name:
            raise TableRefused(f"The heading “{heading}” stands {len(columns)} times in the file: rename one of them.")
        if name and name in chosen.values():
            raise TableRefused(f"The field “{name}” was given to two headings: one column fills one field.")
        chosen |= dict.fromkeys(columns, name)
    return chosen


def _heading_keys(heading: str) -> set[frozenset[str]]:
    """The heading's words, and those without the help that stands beside it: '(e.g. Mon am)', or lines below the first.

    Other brackets count: “Consent (photos)” is not consent to be contacted.
    """
    first_line = heading.partition("\n")[0]
    plain = re.sub(r"[(\[](e\.?g\b|for example|if |please|tick).*?[)\]]", " ", first_line, flags=re.IGNORECASE)
    return {_key(heading), _key(plain)} - {frozenset()}


def _key(heading: str) -> frozenset[str]:
    joined = re.sub(r"\be mail\b", "email", words(heading)).split()
    kept = [word for word in joined if word not in FILLERS] or joined
    return frozenset(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in kept
    )
