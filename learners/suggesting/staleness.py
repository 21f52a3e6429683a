"""Whether a suggestion still says what is so: the world may have changed since its run."""

from learners.models import Suggestion


def stale(suggestions: list[Suggestion]) -> dict[int, list[str]]:
    """{suggestion id: what changed, as sentences without full stop} of those that may not be offered as they are.

    A suggestion that is not in it still holds. The same number of queries for one as for a page of them.
    """
    return {}
