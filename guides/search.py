"""Finding public pages by what somebody typed. Any text is a good text."""

import unicodedata

from wagtail.models import Page

from guides.models import GuidePage, StandardPage, TopicPage

MOST_WORDS = 12


def words_of(text: str) -> list[str]:
    """The words in `text`, at most twelve. Letters, figures and accents of any script stay; all else parts words.

    Quotes and NUL characters would make the database refuse the search.
    """
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in text[:200])
    return kept.split()[:MOST_WORDS]


def find_pages(text: str):
    """Published, unrestricted pages, best first: those with every word, or else those with any of them."""
    words = words_of(text)
    public = Page.objects.live().public().exact_type(GuidePage, TopicPage, StandardPage).specific()
    if not words:
        return public.none()
    found = public.search(" ".join(words), operator="and")
    return found if found.count() else public.search(" ".join(words), operator="or")
