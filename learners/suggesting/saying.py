"""What is stored as numbers, in words, as things stand now."""

from learners.matching.telling import Told
from learners.models import MatchingRun, Suggestion


def told_suggestions(suggestions: list[Suggestion]) -> dict[int, Told]:
    """{suggestion id: why this champion, or why none}, in the same number of queries for one as for a page of them."""
    return {suggestion.pk: Told([], [], suggestion.runner_up_id, "") for suggestion in suggestions}


def helps_in_words(run: MatchingRun) -> list[tuple[str, list[int]]]:
    """[(sentence, ids of the learners without a champion for whom it would do)], what helps most first; one query."""
    return []


def assumptions(run: MatchingRun) -> list[str]:
    """What a what-if takes for granted about the champions one might recruit: sentences."""
    return []


def effect_in_words(run: MatchingRun) -> list[str]:
    """What the champions of a what-if would change: sentences; constant queries."""
    return []
