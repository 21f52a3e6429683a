"""After an election that changed the wards: what still belongs to a ward that ended goes to the new one around it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from accounts.models import AccessRecord
from champions.models import Application, Champion
from learners.models import Learner, Referral
from places.models import Area, Venue
from places.outlines import Outlines
from places.wards import ward_of


@dataclass
class Moves:
    """`by_hand`: how the records that stay are called, since nothing tells their ward, or since nobody but a lead should say."""

    what: str
    moved: int = 0
    by_hand: list[str] = field(default_factory=list)


@transaction.atomic
def move_to_new_wards(*, dry_run: bool = False, today=None) -> list[Moves]:
    """By postcode, or for venues by point. A confidential venue is a lead's to move: a machine that says which ward it is now in
    would tell where it is more closely than the old ward did."""
    ended = Area.objects.wards().filter(valid_to__lt=today or timezone.localdate())
    outlines = Outlines.of_wards()
    found = [
        _move("venues", Venue.objects.filter(area__in=ended), outlines),
        _move("learners", Learner.objects.filter(area__in=ended), outlines),
        _move("referrals", Referral.objects.filter(area__in=ended), outlines),
        _move("champions", Champion.objects.filter(area__in=ended), outlines),
        _move("applications", Application.objects.filter(area__in=ended), outlines),
    ]
    transaction.set_rollback(dry_run)
    return found


def _move(what: str, records: Iterable, outlines: Outlines) -> Moves:
    moves = Moves(what)
    for record in records:
        new = _ward_of(record, outlines)
        if new is None:
            moves.by_hand.append(str(record))  # a working name or a reference: nobody's name
        else:
            moves.moved += type(record)._base_manager.filter(pk=record.pk, area=record.area_id).update(area=new)
    kind = what.removesuffix("s")
    if moves.moved and kind in ("learner", "referral", "champion", "application"):
        AccessRecord.objects.create(
            user=None,
            action=AccessRecord.Action.CHANGED,
            kind=kind,
            rows=moves.moved,
            screen="command move_to_new_wards",
        )
    return moves


def _ward_of(record, outlines: Outlines) -> Area | None:
    if isinstance(record, Venue):
        return None if record.is_confidential else ward_of(record.postcode, record.place["point"], outlines)
    return ward_of(getattr(record, "postcode", ""), None, outlines)
