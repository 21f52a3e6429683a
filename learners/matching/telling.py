"""A run's reasons in sentences, for the person who decides. Pure: facts and stored numbers in, words out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from champions.availability import slot_name
from learners.matching.explain import Why
from learners.matching.facts import ChampionFacts, LearnerFacts
from learners.matching.fit import PARTS
from learners.matching.judging import judge
from learners.matching.objective import POINT, Weights
from learners.matching.rules import NAMES
from learners.matching.wording import listed

PART_LABELS = {
    "nearness": gettext_lazy("How near"),
    "teaching": gettext_lazy("Teaches what is wanted"),
    "times": gettext_lazy("Free at the same times"),
    "language": gettext_lazy("How well they share a language"),
    "script": gettext_lazy("Reads the learner's script"),
}

REMAIN = {
    "language": (gettext_lazy("shares a language with the learner"), gettext_lazy("share a language with the learner")),
    "way": (gettext_lazy("can meet in a way that suits"), gettext_lazy("can meet in a way that suits")),
    "distance": (gettext_lazy("is near enough"), gettext_lazy("are near enough")),
    "times": (gettext_lazy("is free at the same time"), gettext_lazy("are free at the same time")),
    "cleared": (gettext_lazy("is active, with nothing run out"), gettext_lazy("are active, with nothing run out")),
    "check": (
        gettext_lazy("has the check that the setting needs"),
        gettext_lazy("have the check that the setting needs"),
    ),
    "gender": (gettext_lazy("is who the learner asks for"), gettext_lazy("are who the learner asks for")),
    "not_declined": (gettext_lazy("has not declined"), gettext_lazy("have not declined")),
    "not_barred": (
        gettext_lazy("was not paired with the learner before in a way that ended badly"),
        gettext_lazy("were not paired with the learner before in a way that ended badly"),
    ),
    "not_ruled_out": (
        gettext_lazy("was not ruled out for the learner by a lead"),
        gettext_lazy("were not ruled out for the learner by a lead"),
    ),
    "room": (gettext_lazy("has room"), gettext_lazy("have room")),
}
"""(of one champion, of several or none)"""

CHANGES = {
    "in_person": gettext_lazy("meet in person too"),
    "by_phone": gettext_lazy("talk by phone too"),
    "by_video": gettext_lazy("talk by video too"),
    "interpreter": gettext_lazy("have an interpreter arranged"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a lead reads about one learner."""

    says: list[str]
    parts: list[tuple[str, int, int]]
    """(what it is, points, the most there could be), of a suggestion."""
    other_id: int | None
    """The champion who is next best; without a suggestion the one who came nearest. None: there is nobody else."""
    other_says: str


def told(
    why: Why,
    learner: LearnerFacts,
    champion: ChampionFacts | None,
    weights: Weights,
    champions: int,
    *,
    held: bool = False,
) -> Told:
    """About `learner` and the `champion` suggested, or None, as both are now.

    `why`: what the run found, `weights`: its, `champions`: how many it looked at. `held`: a lead keeps the two together.
    """
    if champion is None:
        missing = why.levels * weights.waiting_days
        return Told([funnel(why.left, champions, learner)], [], why.runner_up, _short_of(missing, why.runner_up))
    says = [reason["says"] for reason in judge(learner, champion).reasons]
    if why.half_day is not None:
        says.append(_("First meeting: %(slot)s") % {"slot": slot_name(why.half_day)})
    says.append(waited(learner.days_waiting))
    parts = [
        (str(PART_LABELS[part.name]), points, getattr(weights, part.name))
        for part, points in zip(PARTS, why.points, strict=True)
    ]
    return Told(says, parts, why.runner_up, _("A lead keeps these two together.") if held else _instead(why))


def waited(days: int) -> str:
    return ngettext("Has waited %(days)s day", "Has waited %(days)s days", days) % {"days": days}


def funnel(left: Sequence[int], champions: int, learner: LearnerFacts) -> str:
    """'Of 30 champions 14 share a language with the learner (Pashto); of these 3 are free at the same time; none of them have room.'"""
    if not left:
        return _("The champion suggested before was ruled out. The next run looks for somebody else.")
    steps, before, none = [], champions, ""
    for name, count in zip(NAMES, left, strict=True):
        if count == before and name != "language":
            continue
        what = str(REMAIN[name][count != 1])
        if name == "language" and learner.speaks:
            what = f"{what} ({listed(sorted(learner.speaks))})"
        if count == 0:
            none = "; " + _("none of them %(what)s") % {"what": what}
            break
        steps.append(_("%(count)s %(what)s") % {"count": count, "what": what})
        before = count
    said = _("; of these ").join(steps) + none
    words = _("Of %(champions)s champions %(steps)s.") % {"champions": champions, "steps": said.removeprefix("; ")}
    if left and left[-1] > 0:
        words += " " + _("Their places go to people who have waited longer or need it more.")
    return words


def help_in_words(change: str, count: int, language: str = "", place: str = "") -> str:
    """How many waiting learners one change would do for; `language` and, where known, `place` of a champion to recruit."""
    if change == "recruit":
        who = _("A champion in %(place)s who speaks %(language)s") if place else _("A champion who speaks %(language)s")
        return ngettext(
            "%(who)s could take %(count)s person who has nobody.",
            "%(who)s could take any of %(count)s people who have nobody.",
            count,
        ) % {"who": who % {"place": place, "language": language}, "count": count}
    return ngettext(
        "%(count)s person who has nobody would get a champion if they could %(change)s.",
        "%(count)s people who have nobody would each get a champion if they alone could %(change)s.",
        count,
    ) % {"count": count, "change": CHANGES[change]}


def _short_of(days: int, other: int | None) -> str:
    if other is None:
        return ""
    return _("It would take about %(days)s more days of waiting, as things stand today.") % {"days": days}


def _instead(why: Why) -> str:
    """What the next best champion would cost."""
    if why.runner_up is None:
        return _("There is nobody else for this learner.")
    if why.levels:
        return ngettext(
            "This would cost somebody else their place, or %(levels)s level of urgency.",
            "This would cost somebody else their place, or %(levels)s levels of urgency.",
            why.levels,
        ) % {"levels": why.levels}
    points = round(why.costs / POINT)
    if not points:
        return _("This may do just as well.")
    return ngettext(
        "This would cost at least %(points)s point of fit in all.",
        "This would cost at least %(points)s points of fit in all.",
        points,
    ) % {"points": points}
