"""Finding public pages by what somebody typed. Any text is a good text."""

import re
import unicodedata
from difflib import get_close_matches
from typing import NamedTuple

from wagtail.models import Page

from guides.models import BookletPage, GlossaryTerm, GuidePage, StandardPage, TopicPage

MOST_WORDS = 12
MOST_PAGES = 100
NEAR = 0.75
"""How alike two words are that mean the same: "wify" and "wifi" just are."""
LITTLE_WORDS = frozenset(
    {"a", "an", "and", "are", "can", "cant", "do", "does", "dont", "for", "from", "have", "how", "i", "in", "is", "it"}
    | {
        "me",
        "mean",
        "meaning",
        "means",
        "my",
        "of",
        "on",
        "or",
        "please",
        "s",
        "so",
        "that",
        "the",
        "this",
        "to",
        "too",
    }
    | {"want", "what", "when", "where", "which", "who", "with", "you", "your"}
)
"""Asked with, not asked for. They count only where nothing else was typed, and where two words are one: "on line"."""


class Found(NamedTuple):
    pages: list[Page]
    spelled: str = ""
    """The words looked for, where they are not the ones typed."""
    term: GlossaryTerm | None = None
    """The hard word that was typed."""


def words_of(text: str) -> list[str]:
    """The words in `text`, at most twelve. Letters, figures and accents of any script stay; all else parts words.

    Quotes and NUL characters would make the database refuse the search.
    """
    return _all_words(text[:200])[:MOST_WORDS]


def _all_words(text: str) -> list[str]:
    text = re.sub(r"(?<=\w)['’](?=\w)", "", text)  # "what's app" is "whats app"
    return "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in text).split()


def find_pages(text: str) -> Found:
    """Published, unrestricted pages, best first, and what the word means if it is a hard one.

    Most often the pages with every word suffice: then one of them is called so, by its title or by the other words
    that an editor gave it. If none is, what was typed is read as the guides would write it.
    """
    typed = words_of(text)
    if not typed:
        return Found([])
    terms = list(GlossaryTerm.objects.all())
    meant, found = typed, _with_words(typed)
    if not any(_named(page, meant)[0] == len(stems(meant)) for page in found):
        called = _all_called()
        meant = as_guides_write(typed, _known(called, terms), respell=not found)
        found = _unique(_called(called, meant) + (_with_words(meant) if meant != typed else []) + found)
    if not found and len(meant) > 1:
        found = _with_words(meant, "or")
    found.sort(key=lambda page: _named(page, meant), reverse=True)
    spelled = " ".join(meant) if meant != typed else ""
    term = _term(terms, typed) or _term(terms, meant)
    return Found(found, spelled if found or term else "", term)


# What pages are called ----------------------------------------------------------------------------


def stems(words: list[str]) -> set[str]:
    """What is compared: in lower case, of one or of many alike, without the little words where others are left."""
    lower = [word.lower() for word in words]
    return {_stem(word) for word in [word for word in lower if word not in LITTLE_WORDS] or lower}


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ses", "xes", "ches", "shes")) and len(word) > 4:
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _named(page, words: list[str]) -> tuple[int, int]:
    """(how many of `words` its title or its other words have, how many its title has)."""
    wanted, title = stems(words), stems(_all_words(page.title))
    return len(wanted & (title | stems(_all_words(getattr(page, "other_words", ""))))), len(wanted & title)


class Called(NamedTuple):
    """What stands for one public page when words are compared."""

    pk: int
    title: str
    other_words: str
    sentence: str


def _public():
    return Page.objects.live().public().exact_type(GuidePage, TopicPage, StandardPage, BookletPage)


def _all_called() -> list[Called]:
    fields = ("pk", "title", "guidepage__other_words", "guidepage__what_you_will_do")
    return [Called(pk, *(text or "" for text in texts)) for pk, *texts in _public().values_list(*fields)]


def _called(called: list[Called], words: list[str]) -> list[Page]:
    """The pages that are called by the most of `words`."""
    hits = {page.pk: _named(page, words)[0] for page in called}
    most = max(hits.values(), default=0)
    best = [pk for pk, number in hits.items() if number * 2 > most]
    return list(_public().filter(pk__in=best[:MOST_PAGES]).specific().defer_streamfields()) if most else []


def _with_words(words: list[str], operator: str = "and") -> list[Page]:
    """The pages that have every word ("and") or any ("or") anywhere."""
    big = [word for word in words if word.lower() not in LITTLE_WORDS] or words
    return list(_public().specific().search(" ".join(big), operator=operator)[:MOST_PAGES])


def _unique(pages: list[Page]) -> list[Page]:
    return list({page.pk: page for page in reversed(pages)}.values())[::-1]


# As the guides write ------------------------------------------------------------------------------


def _known(called: list[Called], terms: list[GlossaryTerm]) -> set[str]:
    """Every word in what public pages are called, in their first sentences, and in the hard words."""
    texts = [text for page in called for text in page[1:]] + [name for term in terms for name in term.names]
    return {word.lower() for text in texts for word in _all_words(text)}


def as_guides_write(words: list[str], known: set[str], *, respell: bool) -> list[str]:
    """Words that belong together joined ("go on line": go online), and if `respell`, unknown ones mended."""
    written, at = [], 0
    while at < len(words):
        for number in (3, 2):
            joined = "".join(words[at : at + number]).lower()
            if len(words) >= at + number and joined in known and len(joined) > 1:
                written.append(joined)
                at += number
                break
        else:
            written += _mended(words[at], known) if respell else [words[at]]
            at += 1
    return written


def _mended(word: str, known: set[str]) -> list[str]:
    """The word itself, or the nearest known one; or the two known ones that it is made of: "freewifi"."""
    small = word.lower()
    if len(word) < 4 or small in known | LITTLE_WORDS:
        return [word]
    for cut in range(3, len(small) - 2):
        if {small[:cut], small[cut:]} <= known:
            return [small[:cut], small[cut:]]
    about_as_long = [each for each in known if abs(len(each) - len(small)) <= max(1, len(small) // 4)]
    return get_close_matches(small[:30], about_as_long, n=1, cutoff=NEAR) or [word]


def _term(terms: list[GlossaryTerm], words: list[str]) -> GlossaryTerm | None:
    """The hard word that `words` are, whatever the spaces: "what is a wi fi"."""
    as_typed = "".join(words).lower()
    asked_for = "".join(word for word in words if word.lower() not in LITTLE_WORDS | {"whats"}).lower()
    for wanted in (as_typed, asked_for):
        for term in terms:
            if wanted and wanted in {"".join(_all_words(name)).lower() for name in term.names}:
                return term
    return None
