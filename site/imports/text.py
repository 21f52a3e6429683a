"""Text as people paste it, made safe to keep: what cannot be seen goes, every letter stays."""

import re
import unicodedata

JOINERS = "\u200c\u200d"
"""Persian, Kurdish and Indic spelling needs these between two letters; anywhere else they only hide something."""


def clean(text: str) -> str:
    """`text` without control, bidirectional-override and zero-width characters. New lines stay, as '\\n'."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text.strip()
    kept = (letter for at, letter in enumerate(text) if _is_seen(text, at))
    return "".join(" " if letter in "\t\u00a0" else letter for letter in kept).strip()


def one_line(text: str) -> str:
    """`clean`, with every run of spaces and new lines as one space."""
    return " ".join(clean(text).split())


def words(text: str) -> str:
    """What two spellings have in common: 'Hebden Bridge & Todmorden East ' and 'hebden bridge and todmorden east'.

    Case, accents typed in two ways, punctuation and spaces do not count; '&' is 'and'.
    """
    text = unicodedata.normalize("NFKC", clean(text)).casefold().replace("&", " and ")
    return " ".join(re.sub(r"[^\w\s]|_", " ", text.replace("'", "").replace("\u2019", "")).split())


def _is_seen(text: str, at: int) -> bool:
    letter = text[at]
    if letter in JOINERS:
        return 0 < at < len(text) - 1 and all(_joins(other) for other in (text[at - 1], text[at + 1]))
    return letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")


def _joins(letter: str) -> bool:
    """Whether it belongs to a script without capitals, such as Arabic or Bengali, or is a mark on such a letter."""
    return unicodedata.category(letter) in ("Lo", "Mn", "Mc")
