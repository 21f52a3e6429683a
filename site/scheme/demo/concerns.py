"""A few safeguarding concerns: one urgent and new, one new, one in hand with notes, one closed."""

from datetime import timedelta

from accounts.models import Role
from learners.models import Concern, ConcernNote, Match
from scheme.demo import texts
from scheme.demo.bulk import Writer
from scheme.demo.recipe import Recipe, uuid_from


def write_concerns(recipe: Recipe, writer: Writer, sign_ins) -> None:
    """Raised by champions about learners of theirs; the sign-in's own learner has none."""
    draws = recipe.draws("concerns")
    others = Match.objects.active().exclude(champion__user=sign_ins[Role.CHAMPION]).select_related("champion")
    matches = list(others.order_by("pk")[:4])
    facts = [
        (texts.CLOSED_CONCERN, False, Concern.Status.CLOSED, 64, [texts.NOTE_CLOSED]),
        (texts.CONCERN_IN_HAND, False, Concern.Status.IN_HAND, 9, texts.NOTES_IN_HAND),
        (texts.NEW_CONCERN, False, Concern.Status.NEW, 2, []),
        (texts.URGENT_CONCERN, True, Concern.Status.NEW, 1, []),
    ]
    notes = []
    for number, (text, urgent, status, days, said) in enumerate(facts):
        match = matches[number % len(matches)]
        raised = recipe.at(recipe.ago(days), 15 + number)
        concern = writer.write(
            Concern,
            [
                Concern(
                    client_id=uuid_from(draws),
                    learner_id=match.learner_id,
                    champion=match.champion if status == Concern.Status.CLOSED else None,
                    text=text,
                    is_urgent=urgent,
                    status=status,
                    raised_by_id=match.champion.user_id,
                    raised_at=raised,
                    closed_at=raised + timedelta(days=8) if status == Concern.Status.CLOSED else None,
                )
            ],
        )[0]
        notes += [
            ConcernNote(
                concern=concern, text=note, by=sign_ins[Role.SAFEGUARDING], at=raised + timedelta(days=1 + place)
            )
            for place, note in enumerate(said)
        ]
    writer.write(ConcernNote, notes)
