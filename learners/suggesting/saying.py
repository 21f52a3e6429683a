"""What is stored as numbers, in words, as things stand now."""

from collections import Counter
from dataclasses import fields

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learners.matching.explain import Why
from learners.matching.objective import Weights
from learners.matching.telling import Told, help_in_words, told
from learners.matching.wording import listed
from learners.models import Learner, MatchingRun, Suggestion
from learners.suggesting.staleness import Known
from places.models import Area


def told_suggestions(suggestions: list[Suggestion], known: Known | None = None) -> dict[int, Told]:
    """{suggestion id: why this champion, or why none}, in the same number of queries for one as for a page of them.

    `known`: Known.of(suggestions), for whoever asks `stale` about the same page.
    """
    known = known or Known.of(suggestions)
    figures = dict(MatchingRun.objects.filter(pk__in={one.run_id for one in suggestions}).values_list("pk", "figures"))
    return {
        suggestion.pk: _told(suggestion, known, figures.get(suggestion.run_id, {}))
        for suggestion in suggestions
        if suggestion.learner_id in known.learners
    }


def _told(suggestion: Suggestion, known: Known, figures: dict) -> Told:
    why = Why(
        suggestion.half_day,
        suggestion.points,
        suggestion.runner_up_id,
        suggestion.costs,
        suggestion.levels,
        suggestion.left,
    )
    learner, champion = known.learners[suggestion.learner_id], known.champions.get(suggestion.champion_id or 0)
    return told(why, learner, champion, _weights(figures), figures.get("champions", 0), held=suggestion.is_held)


def _weights(figures: dict) -> Weights:
    """Of the run; what a later version does not know is left out."""
    known = {field.name for field in fields(Weights)}
    return Weights.of({name: value for name, value in figures.get("weights", {}).items() if name in known})


def helps_in_words(run: MatchingRun) -> list[tuple[str, list[int]]]:
    """[(sentence, ids of the learners without a champion for whom it would do)], what helps most first; one query."""
    areas = dict(Area.objects.filter(pk__in={one.get("area") for one in run.helps} - {None}).values_list("pk", "name"))
    return [
        (
            help_in_words(one["change"], len(one["learners"]), one.get("language", ""), areas.get(one.get("area"), "")),
            one["learners"],
        )
        for one in run.helps
    ]


def assumptions(run: MatchingRun) -> list[str]:
    """What a what-if takes for granted about the champions one might recruit: sentences; one query."""
    areas = dict(
        Area.objects.filter(pk__in={pk for one in run.supposing for pk in one["areas"]}).values_list("pk", "name")
    )
    says = [
        ngettext(
            "%(count)s champion who speaks %(language)s, in %(where)s, travelling up to %(miles)g miles, with room for %(room)s.",
            "%(count)s champions who speak %(language)s, in %(where)s, travelling up to %(miles)g miles, each with room for %(room)s.",
            one["count"],
        )
        % (one | {"where": listed((areas[pk] for pk in one["areas"] if pk in areas), limit=6)})
        for one in run.supposing
    ]
    says.append(
        _(
            "They are thought of as free at all times, meeting in every way, teaching everything that is wanted, with every check, "
            "speaking no other language, half of them women and half men."
        )
    )
    return says


def effect_in_words(run: MatchingRun) -> list[str]:
    """What the champions of a what-if would change, once it is done: sentences; two queries."""
    figures = run.figures
    if "more" not in figures:
        return []
    more = figures["more"]
    says = [
        ngettext("%(count)s more learner would get a champion:", "%(count)s more learners would get a champion:", more)
        % {"count": more}
        + " "
        + _("%(then)s instead of %(now)s of the %(waiting)s who wait.")
        % {"then": figures["suggested_then"], "now": figures["suggested"], "waiting": figures["waiting"]}
        if more
        else _("No more learners would get a champion than now: %(now)s of the %(waiting)s who wait.")
        % {"now": figures["suggested"], "waiting": figures["waiting"]}
    ]
    if figures["gained"]:
        says.append(_("By language: %(counts)s.") % {"counts": _counted(figures["by_language"])})
        says.append(_("By area: %(counts)s.") % {"counts": _counted(_areas(figures["gained"]))})
        says.append(
            ngettext(
                "Those who would come in have waited %(days)s day on average.",
                "Those who would come in have waited %(days)s days on average.",
                figures["wait_gained"],
            )
            % {"days": figures["wait_gained"]}
        )
    if figures["urgent_count"]:
        whom = Learner.objects.in_bulk(figures["urgent"])
        says.append(
            ngettext(
                "%(count)s of them is urgent: %(whom)s.",
                "%(count)s of them are urgent: %(whom)s.",
                figures["urgent_count"],
            )
            % {
                "count": figures["urgent_count"],
                "whom": listed((str(whom[pk]) for pk in figures["urgent"] if pk in whom), limit=8),
            }
        )
    if figures["moved"]:
        says.append(
            ngettext(
                "%(count)s other learner would get another champion than now.",
                "%(count)s other learners would get another champion than now.",
                figures["moved"],
            )
            % {"count": figures["moved"]}
        )
    idle = figures["supposed"] - figures["supposed_busy"]
    if idle:
        says.append(
            ngettext(
                "%(count)s of these champions would have nobody to help.",
                "%(count)s of these champions would have nobody to help.",
                idle,
            )
            % {"count": idle}
        )
    return says


def _areas(learner_ids: list[int]) -> dict[str, int]:
    """{name of an area: how many of these learners live there}, the most first."""
    rows = Learner.objects.filter(pk__in=learner_ids).values_list("accommodation__area__name", "area__name")
    counts = Counter(house or area or _("not known") for house, area in rows)
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _counted(counts: dict[str, int]) -> str:
    return listed((f"{name} {count}" for name, count in counts.items()), limit=8)
