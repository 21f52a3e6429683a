"""What a lead does with a suggestion: offer, hold, or say that it is not to be."""

from collections.abc import Iterable
from dataclasses import dataclass

from champions.models import Champion
from learners.models import Learner, Match, RuledOut, Suggestion


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one suggestion that was to be offered."""

    suggestion_id: int
    learner: Learner | None
    champion: Champion | None
    match: Match | None
    says: str
    """Why not, as a sentence; empty when it was offered."""

    @property
    def was_offered(self) -> bool:
        return self.match is not None


def hold(suggestion: Suggestion, by) -> None:
    """Keep this pair together in later runs, for as long as no rule forbids it. Raises MatchRefused when it has gone, or is none."""
    raise NotImplementedError


def let_go(suggestion: Suggestion, by) -> None:
    """The next run may take the pair apart again."""
    raise NotImplementedError


def rule_out(learner: Learner, champion: Champion, why: str, by) -> RuledOut:
    """Never suggest this pair again. A suggestion of the two goes; the next run finds another. Raises MatchRefused without a reason."""
    raise NotImplementedError


def allow_again(learner: Learner, champion: Champion, by) -> None:
    """The pair may be suggested again, from the next run on."""
    raise NotImplementedError


def offer_all(suggestion_ids: Iterable[int], by) -> list[Outcome]:
    """Offer each, in the order given and each in a transaction of its own: one refusal stops no other."""
    raise NotImplementedError
