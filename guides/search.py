"""Finding public pages by what somebody typed. Any text is a good text."""

import unicodedata

from wagtail.models import Page

from guides.models import GuidePage, StandardPage, TopicPage

MOST_WORDS = 12
MOST_PAGES = 100


def words_of(text: str) -> list[str]:
    """The words in `text`, at most twelve. Letters, figures and accents of any script stay; all else parts words.

    Quotes and NUL characters would make the database refuse the search.
    """
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in text[:200])
    return kept.split()[:MOST_WORDS]


def find_pages(text: str) -> list[Page]:
    """Published, unrestricted pages, best first: those with every word, or else those with any of them.

    A page that has the words in its title comes before one that only mentions them.
    """
    words = words_of(text)
    if not words:
        return []
    public = Page.objects.live().public().exact_type(GuidePage, TopicPage, StandardPage).specific()
    found = list(public.search(" ".join(words), operator="and")[:MOST_PAGES])
    if not found and len(words) > 1:
        found = list(public.search(" ".join(words), operator="or")[:MOST_PAGES])
    wanted = {word.lower() for word in words}
    return sorted(found, key=lambda page: -len(wanted.intersection(page.title.lower().split())))
