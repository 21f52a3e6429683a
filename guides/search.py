"""Finding public pages by what somebody typed. Any text is a good text."""

import unicodedata
from difflib import get_close_matches

from wagtail.models import Page

from guides.models import GuidePage, StandardPage, TopicPage

MOST_WORDS = 12
MOST_PAGES = 100
NEAR = 0.75
"""How alike two words are that mean the same: "wify" and "wifi" just are."""


def words_of(text: str) -> list[str]:
    """The words in `text`, at most twelve. Letters, figures and accents of any script stay; all else parts words.

    Quotes and NUL characters would make the database refuse the search.
    """
    return _all_words(text[:200])[:MOST_WORDS]


def _all_words(text: str) -> list[str]:
    return "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in text).split()


def find_pages(text: str) -> tuple[list[Page], str]:
    """Published, unrestricted pages, best first, and the words looked for where they are not the ones typed, or "".

    Those with every word; or else with every word spelled as the guides spell it; or else with any of them.
    A page that has the words in its title comes before one that only mentions them.
    """
    words, spelled = words_of(text), ""
    if not words:
        return [], ""
    public = Page.objects.live().public().exact_type(GuidePage, TopicPage, StandardPage).specific()
    found = list(public.search(" ".join(words), operator="and")[:MOST_PAGES])
    if not found:
        as_typed, words = words, as_guides_spell(words)
        if words != as_typed:
            spelled = " ".join(words)
            found = list(public.search(spelled, operator="and")[:MOST_PAGES])
    if not found and len(words) > 1:
        found = list(public.search(" ".join(words), operator="or")[:MOST_PAGES])
    wanted = {word.lower() for word in words}
    found.sort(key=lambda page: -len(wanted.intersection(page.title.lower().split())))
    return found, spelled if found else ""


def as_guides_spell(words: list[str]) -> list[str]:
    """Each word that no public guide's title or first sentence has, replaced by the nearest one that they have."""
    guides = GuidePage.objects.live().public().values_list("title", "what_you_will_do", "search_description")
    known = {word.lower() for texts in guides for text in texts for word in _all_words(text)}

    def spelled(word: str) -> str:
        if len(word) < 4 or word.lower() in known:
            return word
        return next(iter(get_close_matches(word.lower()[:30], known, n=1, cutoff=NEAR)), word)

    return [spelled(word) for word in words]
