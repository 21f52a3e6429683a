from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets import HeaderButton

from accounts.admin import ActionView, BadgeColumn, EditView, RecordList, RecordView, RecordViewSet
from guides.models import Skill, SkillArea
from learners.admin.filters import LearnerFilter
from learners.admin.finding import FindChampion, OfferChampion
from learners.admin.forms.learner import CloseLearnerForm, LearnerForm
from learners.admin.suggested.pairs import NotThisPair
from learners.admin.what_next import came_to_nothing, to_tell
from learners.models import Concern, Learner, Match, Progress, RuledOut, Session, SkillOutcome

TONES = {Learner.Status.WAITING: "wait", Learner.Status.MATCHED: "good", Learner.Status.FINISHED: "good"}
SESSIONS_SHOWN = 20


def tone(learner) -> str:
    return TONES.get(learner.status, "")


def running(learner):
    """The offered or active match that `LearnerList.rows` fetched, or None."""
    return next(iter(learner.running), None)


def champion_of(learner) -> str:
    match = running(learner)
    if match is None:
        return ""
    return (
        f"{match.champion.name} ({match.get_status_display().lower()})"
        if match.status == Match.Status.OFFERED
        else match.champion.name
    )


class LearnerList(RecordList):
    columns = [
        TitleColumn("reference", label=_("Reference"), url_name="scheme_learners:inspect", sort_key="pk"),
        Column("preferred_name", label=_("Name"), sort_key="preferred_name"),
        Column("area", label=_("Ward"), sort_key="area__name"),
        Column("languages", label=_("Speaks")),
        Column(
            "waiting",
            label=_("Days waiting"),
            accessor="waiting",
            sort_key="waiting_since",
            ascending_title_text=_("Longest first"),
        ),
        BadgeColumn("status", label=_("Status"), accessor="get_status_display", tone=tone, sort_key="status"),
        Column("champion", label=_("Champion"), accessor=champion_of),
    ]
    exported = {
        "reference": _("Reference"),
        "preferred_name": _("Name"),
        "area": _("Ward"),
        "languages": _("Speaks"),
        "waiting_since": _("Waiting since"),
        "get_status_display": _("Status"),
        "champion_name": _("Champion"),
    }

    def rows(self, queryset):
        matches = Match.objects.taking_room().select_related("champion")
        return queryset.select_related("area").prefetch_related(
            "speaks", Prefetch("matches", matches, to_attr="running")
        )

    @property
    def header_buttons(self):
        return [
            HeaderButton(
                _("Suggested matches"),
                url=reverse("scheme_suggested:index"),
                icon_name="list-ul",
                classname="to-suggested",
            )
        ]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        self.spell_out(context["object_list"])
        return context

    def to_row_dict(self, item):
        self.spell_out([item])
        return super().to_row_dict(item)

    @staticmethod
    def spell_out(learners) -> None:
        for learner in learners:
            learner.languages = ", ".join(language.name for language in learner.speaks.all())
            learner.waiting = learner.days_waiting() if learner.status == Learner.Status.WAITING else ""
            learner.champion_name = champion_of(learner)


class LearnerCase(RecordView):
    template_name = "learners/admin/learner.html"

    def records(self):
        return super().records().select_related("area", "accommodation")

    def case(self):
        learner, user = self.object, self.request.user
        matches = list(Match.objects.shown_to(user).filter(learner=learner).select_related("champion"))
        sessions = (
            Session.objects.shown_to(user).filter(match__learner=learner).select_related("match__champion", "venue")
        )
        running = next((match for match in matches if match.status in Match.Status.taking_room()), None)
        return {
            "tone": tone(learner),
            "is_waiting": learner.status == Learner.Status.WAITING,
            "running": running,
            "to_tell": to_tell(running),
            "nothing": came_to_nothing(learner),
            "matches": matches,
            "sessions": sessions.prefetch_related("outcomes__skill")[:SESSIONS_SHOWN],
            "session_count": sessions.count(),
            "progress": self.progress(),
            "assessments": learner.assessments.prefetch_related("confidences__area"),
            "referrals": learner.referrals.all(),
            "ruled_out": RuledOut.objects.shown_to(user).filter(learner=learner).select_related("champion", "by"),
            "concerns": Concern.objects.shown_to(user).filter(learner=learner),
            "who": [
                (_("What to call them"), learner.preferred_name),
                (_("Ward"), learner.area),
                (_("Accommodation"), learner.accommodation),
                (_("Speaks"), ", ".join(str(language) for language in learner.speaks.all())),
                (_("Reads"), ", ".join(str(language) for language in learner.reads.all())),
                (_("Interpreter"), _("Arranged") if learner.interpreter_arranged else ""),
                (_("Especially vulnerable"), _("Yes") if learner.is_vulnerable else ""),
            ],
            "reach": [
                (_("Phone or e-mail"), learner.contact),
                (_("The champion may see it"), _("Yes") if learner.share_contact else _("No")),
                (_("Address"), learner.address),
                (_("Postcode"), learner.postcode),
                (_("Ways to meet"), ", ".join(learner.way_names)),
                (_("Asks for a champion who is a"), learner.get_champion_gender_display()),
                (_("Check that the setting needs"), learner.get_check_needed_display()),
            ],
            "wants": [
                (_("What they want to do"), learner.goal_text),
                (_("Skills wanted"), ", ".join(str(skill) for skill in learner.needs.all())),
                (_("Goals"), ", ".join(str(skill) for skill in learner.goals.all())),
                (_("Devices"), ", ".join(learner.device_names)),
                (_("Internet at home"), learner.get_connection_display()),
                (_("Notes"), learner.notes),
            ],
        }

    def progress(self) -> dict:
        """{"foundation": (done unaided, of how many), "skills": [(skill, level's label, tone, day)]} in the framework's order."""
        progress = Progress.of(self.object)
        skills = Skill.objects.current().select_related("area")
        foundation = [skill for skill in skills if skill.area.stage == SkillArea.Stage.FOUNDATION]
        tones: dict[int, str] = {SkillOutcome.Level.ON_MY_OWN: "good", SkillOutcome.Level.WITH_HELP: "wait"}
        rows = []
        for skill in skills:
            if skill.pk in progress.latest:
                level, day = progress.latest[skill.pk]
                rows.append((skill, SkillOutcome.Level(level).label, tones.get(level, ""), day))
        done = sum(skill.pk in progress.unaided for skill in foundation)
        return {"foundation": (done, len(foundation)), "skills": rows}


class EditLearner(EditView):
    form_class = LearnerForm


class PauseLearner(ActionView):
    page_title = _("Pause")
    intro = _("Nobody looks for a champion while the record is paused.")
    submit_button_label = _("Pause")
    success = _("Paused.")
    refusals = (ValueError,)

    def act(self, form):
        self.object.pause()


class ResumeLearner(ActionView):
    page_title = _("Wait again")
    submit_button_label = _("Wait again")
    success = _("Waiting again, from the same day as before.")
    refusals = (ValueError,)

    def act(self, form):
        self.object.resume()


class CloseLearner(ActionView):
    page_title = _("Close the record")
    form_class = CloseLearnerForm
    submit_button_label = _("Close the record")
    success = _("The record is closed.")
    refusals = (ValueError,)

    def act(self, form):
        self.object.close(finished=form.cleaned_data["outcome"] == "finished")


class LearnerViewSet(RecordViewSet):
    name = "scheme_learners"
    url_prefix = "scheme/learners"
    model = Learner
    icon = "user"
    access_kind = "learner"
    list_view_class = LearnerList
    record_view_class = LearnerCase
    edit_view_class = EditLearner
    actions = {
        "find": FindChampion,
        "offer": OfferChampion,
        "not_this_pair": NotThisPair,
        "pause": PauseLearner,
        "resume": ResumeLearner,
        "close": CloseLearner,
    }
    ordering = ("-status", "waiting_since", "pk")  # the waiting come first: their word is the last in the alphabet
    filterset_class = LearnerFilter
    search_fields = ("preferred_name",)
