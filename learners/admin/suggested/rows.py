"""One learner who waits, as the list shows them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from champions.availability import slot_name
from champions.models import Champion
from learners.admin.suggested.urgency import in_words
from learners.matching.objective import Weights
from learners.matching.telling import Told
from learners.models import Learner, Suggestion
from learners.suggesting import stale, told_suggestions
from learners.suggesting.staleness import Known

REASONS = 4


@dataclass(frozen=True)
class Row:
    learner: Learner
    urgency: tuple[str, str]
    """(tone, word)"""
    suggestion: Suggestion | None = None
    told: Told | None = None
    outdated: list[str] = field(default_factory=list)
    """What has changed since the run, as sentences; such a suggestion cannot be offered."""

    @property
    def days(self) -> int:
        return self.learner.days_waiting()

    @property
    def champion(self) -> Champion | None:
        return self.suggestion.champion if self.suggestion else None

    @property
    def pair(self) -> str:
        """For acting.Pair."""
        return f"{self.suggestion.pk}:{self.learner.pk}:{self.suggestion.champion_id}" if self.suggestion else ""

    @property
    def half_day(self) -> str:
        chosen = self.suggestion.half_day if self.suggestion else None
        return "" if chosen is None or chosen < 0 else slot_name(chosen)

    @property
    def is_held(self) -> bool:
        return bool(self.suggestion and self.suggestion.is_held)

    @property
    def may_be_offered(self) -> bool:
        return bool(self.champion) and not self.outdated

    @property
    def may_be_ticked(self) -> bool:
        return self.may_be_offered and not self.is_held

    @property
    def reasons(self) -> list[str]:
        return self.told.says[:REASONS] if self.told else []

    @property
    def more_reasons(self) -> list[str]:
        return self.told.says[REASONS:] if self.told else []

    @property
    def points(self) -> int:
        return sum(points for _what, points, _most in self.told.parts) if self.told else 0


def suggestion_of(learner: Learner) -> Suggestion | None:
    return getattr(learner, "suggestion", None)


def rows_of(learners: Iterable[Learner], given: Weights) -> list[Row]:
    """For learners fetched with their suggestion; the same number of queries for one as for a page of them."""
    learners = list(learners)
    suggestions = [found for learner in learners if (found := suggestion_of(learner))]
    known = Known.of(suggestions)
    told, outdated = told_suggestions(suggestions, known), stale(suggestions, known)
    return [
        Row(learner, in_words(learner, given), found, told.get(found.pk), outdated.get(found.pk, []))
        if (found := suggestion_of(learner))
        else Row(learner, in_words(learner, given))
        for learner in learners
    ]
