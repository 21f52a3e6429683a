"""How hard a text is to read: sentences, words, syllables, reading age. English only, no word list, no database."""

import re
from dataclasses import dataclass

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n+")
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
VOWELS = re.compile(r"[aeiouy]+")
SILENT_END = re.compile(r"(?:[^laeiouy]e|[^aeiouydt]ed|[^aeiouyscxzgh]es)$")
"""The e of "phone", "tapped" and "pages" is not heard; that of "table", "wanted" and "boxes" is."""

SPLIT_VOWELS = re.compile(r"i[aou](?!u)|[aeou]ing$|eo(?!u)|ua(?=[lt])")
"""Vowels side by side that are two sounds: "dial", "going", "video", "usual"."""

ONE_SOUND = re.compile(r"[cst]i(?:on|ous|al|ent|an)|gi(?:on|ous)|eo(?:ple|us)")
"""... and those that look so and are one: "section", "social", "people"."""


@dataclass(frozen=True)
class Reading:
    """What the formula is fed with, and what it says."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """School grade by the Flesch-Kincaid formula; 0.0 for no text.

        Source: Kincaid, Fishburne, Rogers and Chissom (1975), "Derivation of new readability formulas for Navy enlisted
        personnel", Research Branch Report 8-75: 0.39 words per sentence + 11.8 syllables per word - 15.59.
        """
        if not self.words:
            return 0.0
        return 0.39 * self.words / max(self.sentences, 1) + 11.8 * self.syllables / self.words - 15.59

    @property
    def age(self) -> float:
        """In years: the grade and five, as children in the United States begin grade 1 at six."""
        return self.grade + 5


def sentences(text: str) -> list[str]:
    """`text` cut after each full stop, question or exclamation mark, and at each new line."""
    return [part.strip() for part in SENTENCE_END.split(text) if WORD.search(part)]


def words(text: str) -> list[str]:
    return WORD.findall(text)


def syllables(word: str) -> int:
    """An estimate, at least 1: groups of vowels, without the silent e, and with those that are two sounds."""
    word = word.lower().replace("’", "").replace("'", "")
    found = len(VOWELS.findall(word)) - bool(SILENT_END.search(word))
    found += len(SPLIT_VOWELS.findall(ONE_SOUND.sub("e", word)))
    return max(found, 1)


def reading_of(text: str) -> Reading:
    found = words(text)
    return Reading(len(found), len(sentences(text)), sum(syllables(word) for word in found))
