"""The hard words of one page: each opens its meaning in the place where it stands first."""

import re
from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.lasting import lasting
from guides.models.glossary import GlossaryTerm


@lru_cache(maxsize=8)
def pattern_for(names: frozenset[str]) -> re.Pattern:
    """Finds whole words of any case, the longest first, in group 1.

    What stands in quotes is passed over: it is the name of a button, which the reader has to find just so.
    So are the parts of an address, such as the "app" in example.org/app.
    """
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(
        rf"“[^”]*”|\"[^\"]*\"|(?<![\w@./-])({longest_first})(?![\w@]|[./-]\w)" if names else "(?!)", re.IGNORECASE
    )


class HardWords:
    """Made anew for each page, since it remembers what it has explained already."""

    @classmethod
    def of_the_glossary(cls, request=None) -> "HardWords":
        return cls(lasting(request, "glossary", lambda: list(GlossaryTerm.objects.all())))

    def __init__(self, terms: Iterable[GlossaryTerm]):
        self.terms = {name.lower(): term for term in terms for name in term.names}
        self.pattern = pattern_for(frozenset(self.terms))
        self.explained: set[int] = set()

    def __bool__(self):
        return bool(self.terms)

    def explain(self, text: str) -> SafeString:
        """`text` as HTML, for a place that may hold <details>: a <div>, <li>, <dt> or <dd>, but no <p>."""
        parts, at = [], 0
        for found in self.pattern.finditer(text):
            term = self.terms.get((found[1] or "").lower())
            if term is None or term.pk in self.explained:
                continue
            self.explained.add(term.pk)
            parts.append(conditional_escape(text[at : found.start()]))
            parts.append(
                format_html(
                    '<details class="word"><summary>{}</summary><span>{}</span></details>', found[0], term.meaning
                )
            )
            at = found.end()
        return mark_safe("".join([*parts, conditional_escape(text[at:])]))  # noqa: S308  each part is escaped
