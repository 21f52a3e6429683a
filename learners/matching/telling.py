"""A run's reasons in sentences, for the person who decides. Pure: facts and a run in, words out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from champions.availability import slot_name
from learners.matching.explain import Help
from learners.matching.facts import ChampionFacts, LearnerFacts
from learners.matching.findings import SAYS, taught
from learners.matching.fit import PARTS
from learners.matching.objective import POINT
from learners.matching.rules import NAMES
from learners.matching.run import Run
from learners.matching.wording import listed

PART_LABELS = {
    "nearness": gettext_lazy("How near"),
    "teaching": gettext_lazy("Teaches what is wanted"),
    "times": gettext_lazy("Free at the same times"),
    "language": gettext_lazy("How well they share a language"),
    "script": gettext_lazy("Reads the learner's script"),
}

REMAIN = {
    "language": gettext_lazy("share a language with the learner"),
    "way": gettext_lazy("can meet in a way that suits"),
    "distance": gettext_lazy("are near enough"),
    "times": gettext_lazy("are free at the same time"),
    "cleared": gettext_lazy("are active, with nothing run out"),
    "check": gettext_lazy("have the check that the setting needs"),
    "gender": gettext_lazy("are who the learner asks for"),
    "not_declined": gettext_lazy("have not declined"),
    "not_barred": gettext_lazy("were not paired with the learner before in a way that ended badly"),
    "room": gettext_lazy("have room"),
}

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


def told(run: Run, number: int, learner: LearnerFacts, champion: ChampionFacts | None) -> Told:
    """About the learner with this number in `run.problem.people`; `champion` is the one suggested, or None."""
    people, why = run.problem.people, run.reasons
    other = int(why.runner_up[number])
    other_id = None if other < 0 else int(people.champions.id[other])
    if champion is None:
        missing = why.levels(number) * run.problem.weights.waiting_days
        return Told(
            [funnel(why.left[number].tolist(), len(people.champions), learner)], [], other_id, _short_of(missing, other)
        )
    says = [SAYS[name](learner, champion, True) for name in NAMES]
    says += [found.says for found in taught(learner, champion)]
    says.append(_("First meeting: %(slot)s") % {"slot": slot_name(int(run.half_day[number]))})
    says.append(waited(learner.days_waiting))
    parts = [
        (str(PART_LABELS[part.name]), int(points), getattr(run.problem.weights, part.name))
        for part, points in zip(PARTS, why.points[number], strict=True)
    ]
    return Told([sentence for sentence in says if sentence], parts, other_id, _instead(run, number, other))


def waited(days: int) -> str:
    return ngettext("Has waited %(days)s day", "Has waited %(days)s days", days) % {"days": days}


def funnel(left: list[int], champions: int, learner: LearnerFacts) -> str:
    """'Of 30 champions 14 share a language with the learner (Pashto); of these 3 are free at the same time; none of them have room.'"""
    steps, before = [], champions
    for name, count in zip(NAMES, left, strict=True):
        if count == before and name != "language":
            continue
        what = str(REMAIN[name])
        if name == "language" and learner.speaks:
            what = f"{what} ({listed(sorted(learner.speaks))})"
        if count == 0:
            steps.append(_("none of them %(what)s") % {"what": what})
            break
        steps.append(_("%(count)s %(what)s") % {"count": count, "what": what})
        before = count
    words = _("Of %(champions)s champions %(steps)s.") % {"champions": champions, "steps": _("; of these ").join(steps)}
    if left and left[-1] > 0:
        words += " " + _("Their places go to people who have waited longer or need it more.")
    return words


def helps_in_words(help: Help, languages: Iterable[str] = ()) -> str:
    """How many waiting learners one change would place. `languages`: names by bit, for a champion to recruit."""
    count = len(help.learners)
    if help.change == "recruit":
        return ngettext(
            "A champion who speaks %(language)s could take %(count)s person who has nobody.",
            "A champion who speaks %(language)s could take any of %(count)s people who have nobody.",
            count,
        ) % {"language": list(languages)[help.language], "count": count}
    return ngettext(
        "%(count)s person who has nobody would get a champion if they could %(change)s.",
        "%(count)s people who have nobody would each get a champion if they alone could %(change)s.",
        count,
    ) % {"count": count, "change": CHANGES[help.change]}


def _short_of(days: int, other: int) -> str:
    if other < 0:
        return ""
    return _("The nearest to it: about %(days)s days more of waiting, as things stand today.") % {"days": days}


def _instead(run: Run, number: int, other: int) -> str:
    """What the next best champion would cost."""
    if other < 0:
        return _("There is nobody else for this learner.")
    levels = run.reasons.levels(number)
    if levels:
        return ngettext(
            "Instead would cost somebody else their place, or %(levels)s level of urgency.",
            "Instead would cost somebody else their place, or %(levels)s levels of urgency.",
            levels,
        ) % {"levels": levels}
    points = round(int(run.reasons.costs[number]) / POINT)
    if not points:
        return _("Instead may do just as well.")
    return ngettext(
        "Instead would cost at least %(points)s point of fit in all.",
        "Instead would cost at least %(points)s points of fit in all.",
        points,
    ) % {"points": points}
