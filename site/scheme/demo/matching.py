"""Suggestions as a lead finds them: a real run over those who wait in the demonstration, then what a lead did with it."""

from accounts.models import User
from champions.availability import SLOT_COUNT
from learners.models import MatchingRun, Suggestion
from learners.suggesting import hold, rule_out
from learners.suggesting.carrying_out import carry_out
from scheme.demo import texts
from scheme.demo.bulk import Writer
from scheme.demo.recipe import Recipe

HELD = 2


def write_suggestions(recipe: Recipe, writer: Writer, lead: User) -> None:
    """A finished run; two suggestions held, one grown stale since, one pair ruled out."""
    run = MatchingRun.objects.create(asked_by=lead)
    carry_out(run.pk)
    run.refresh_from_db()
    if run.status != MatchingRun.Status.DONE:
        raise RuntimeError(run.error)
    longest = Suggestion.objects.of_a_pair().select_related("learner", "runner_up")
    first, *others = longest.order_by("learner__waiting_since", "learner")
    learner = first.learner  # has changed what suits since
    learner.slots ^= next(1 << slot for slot in range(SLOT_COUNT) if not learner.slots >> slot & 1)
    learner.save(update_fields=["slots"])
    for suggestion in others[:HELD]:
        hold(suggestion, lead)
    for suggestion in others[HELD:]:
        if suggestion.runner_up is not None:
            rule_out(suggestion.learner, suggestion.runner_up, texts.NOT_THIS_PAIR, lead)
            break
    writer.report(f"{run.figures['suggested']:,} champions suggested to {run.figures['waiting']:,} who wait")
