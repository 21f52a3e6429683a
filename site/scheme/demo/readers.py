"""What readers made of the guides: who looks after each, when it was checked, how often it was read, and what people said."""

from datetime import timedelta

from wagtail.models import Revision

from accounts.models import User
from guides.models import Feedback, GuidePage, GuideViews
from guides.models.guide import REVIEW_AFTER
from scheme.demo import texts
from scheme.demo.bulk import Writer
from scheme.demo.recipe import Recipe, uuid_from

WEEKS = 8
WIDELY_READ = (
    "join-free-wifi",
    "use-whatsapp",
    "open-your-evisa-and-share-it",
    "make-text-bigger",
    "spot-a-scam-message",
)
OVERDUE = {"use-whatsapp": 31, "gov-uk-one-login": 12, "maps-and-buses": 3}
"""{slug: days past the day on which it was to be checked again}"""
DUE_SOON = {"universal-credit-account": 4, "send-an-email": 11, "use-less-data": 19, "is-this-true": 26}
NOBODY_YET = ("mouse-and-keyboard", "update-your-device", "maps-and-buses", "save-and-back-up-photos")
"""Guides that nobody looks after."""


def write_readers(recipe: Recipe, writer: Writer, editors: list[User]) -> None:
    """On every guide that is published. `editors` share the guides between them."""
    guides = list(GuidePage.objects.live().select_related("latest_revision").defer_streamfields().order_by("path"))
    _hand_out(recipe, guides, editors)
    writer.write(GuideViews, _views(recipe, guides))
    writer.write(Feedback, sorted(_feedback(recipe, guides, editors), key=lambda said: said.day))


def _hand_out(recipe: Recipe, guides: list[GuidePage], editors: list[User]) -> None:
    """Owner and dates, on the page and in the version that the editor opens."""
    draws = recipe.draws("owners of guides")
    for number, guide in enumerate(guides):
        if guide.slug in OVERDUE:
            days = REVIEW_AFTER.days + OVERDUE[guide.slug]
        elif guide.slug in DUE_SOON:
            days = REVIEW_AFTER.days - DUE_SOON[guide.slug]
        else:
            days = draws.randrange(6, 140)
        guide.checked_on = recipe.ago(days)
        guide.review_due_on = guide.checked_on + REVIEW_AFTER
        guide.looked_after_by = None if guide.slug in NOBODY_YET else editors[number % len(editors)]
        guide.latest_revision.content |= {
            "looked_after_by": guide.looked_after_by_id,
            "checked_on": guide.checked_on.isoformat(),
            "review_due_on": guide.review_due_on.isoformat(),
        }
    GuidePage.objects.bulk_update(guides, ["looked_after_by", "checked_on", "review_due_on"])
    Revision.objects.bulk_update([guide.latest_revision for guide in guides], ["content"])


def _views(recipe: Recipe, guides: list[GuidePage]):
    draws = recipe.draws("views of guides")
    for guide in guides:
        most = 40 if guide.slug in WIDELY_READ else draws.randrange(3, 15)
        for days in range(7 * WEEKS):
            day = recipe.ago(days)
            if count := draws.randrange(most + 1) // (3 if day.weekday() > 4 else 1):
                yield GuideViews(page=guide, day=day, count=count)


def _feedback(recipe: Recipe, guides: list[GuidePage], editors: list[User]):
    """Taps on every guide, more where more people read; the sentences of `texts.FEEDBACK`, the older ones dealt with."""
    draws = recipe.draws("feedback")
    by_slug = {guide.slug: guide for guide in guides}
    for guide in guides:
        for _tap in range(draws.randrange(9, 16) if guide.slug in WIDELY_READ else draws.randrange(5)):
            kind = draws.choices(["helpful", "not_helpful"], [5, 1])[0]
            yield _said(recipe, draws, guide, kind, "", draws.randrange(7 * WEEKS))
    for slug, kind, sentence in texts.FEEDBACK:
        if slug not in by_slug:
            continue
        said = _said(recipe, draws, by_slug[slug], kind, sentence, draws.randrange(7 * WEEKS))
        if said.day < recipe.ago(28):
            said.handled_on, said.handled_by = said.day + timedelta(days=draws.randrange(1, 9)), draws.choice(editors)
        yield said


def _said(recipe: Recipe, draws, guide: GuidePage, kind: str, sentence: str, days: int) -> Feedback:
    return Feedback(
        submission_id=uuid_from(draws),
        guide=guide,
        device=draws.choice(["android", "android", "iphone"]) if kind != "helpful" or draws.random() < 0.5 else "",
        kind=kind,
        sentence=sentence,
        day=recipe.ago(days),
    )
