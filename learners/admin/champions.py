"""Champions for leads. It lives here, not in `champions`, because a champion's page tells whom they help."""

from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from accounts.admin import ActionView, AddView, BadgeColumn, EditView, RecordList, RecordView, RecordViewSet
from accounts.models import Role
from champions.admin.forms import ChampionForm, StandDownForm, StepForm, TrainingForm
from champions.models import Champion, ChampionLanguage, OnboardingStep
from learners.admin.filters import ChampionFilter
from learners.models import Match, MatchRefused, Session
from learners.standing_down import stand_down

TONES = {
    Champion.Status.ACTIVE: "good",
    Champion.Status.APPLIED: "wait",
    Champion.Status.ONBOARDING: "wait",
    Champion.Status.STOOD_DOWN: "bad",
}
SOON = 60  # days


def tone(champion) -> str:
    return TONES.get(champion.status, "")


def checks_state(champion, today=None) -> tuple[str, str]:
    """(words, tone) for the rows of `ChampionList.rows`."""
    today = today or timezone.localdate()
    if champion.status in Champion.Status.joining():
        return _g("%(done)s of %(all)s steps") % {
            "done": champion.steps_done,
            "all": len(OnboardingStep.Kind.required()),
        }, "wait"
    if champion.next_renewal is None or champion.status in Champion.Status.gone():
        return "", ""
    if champion.next_renewal < today:
        return _g("Run out %(day)s") % {"day": f"{champion.next_renewal:%d/%m/%Y}"}, "bad"
    if (champion.next_renewal - today).days <= SOON:
        return _g("Runs out %(day)s") % {"day": f"{champion.next_renewal:%d/%m/%Y}"}, "wait"
    return _g("In order"), "good"


class ChampionList(RecordList):
    columns = [
        TitleColumn("name", label=_("Name"), url_name="scheme_champions:inspect", sort_key="name", width="20%"),
        Column("reference", label=_("Reference"), sort_key="pk"),
        Column("area", label=_("Ward"), sort_key="area__name"),
        Column(
            "speaks", label=_("Speaks"), accessor=lambda row: ", ".join(each.language.name for each in row.spoken.all())
        ),
        BadgeColumn("status", label=_("Status"), accessor="get_status_display", tone=tone, sort_key="status"),
        Column("taken", label=_("Learners"), accessor=lambda row: f"{row.taken}/{row.room}"),
        BadgeColumn(
            "checks",
            label=_("Checks"),
            accessor=lambda row: checks_state(row)[0],
            tone=lambda row: checks_state(row)[1],
        ),
    ]
    exported = {
        "reference": _("Reference"),
        "name": _("Name"),
        "email": _("E-mail"),
        "area": _("Ward"),
        "get_status_display": _("Status"),
        "taken": _("Learners"),
        "room": _("Room for"),
        "signed_up_on": _("Signed up on"),
    }

    def rows(self, queryset):
        taken = (
            Match.objects.taking_room()
            .filter(champion=OuterRef("pk"))
            .order_by()
            .values("champion")
            .annotate(n=Count("pk"))
        )
        done = OnboardingStep.objects.done().filter(champion=OuterRef("pk"))
        required = done.filter(kind__in=OnboardingStep.Kind.required())
        return (
            queryset.select_related("area")
            .prefetch_related(Prefetch("spoken", ChampionLanguage.objects.select_related("language")))
            .annotate(
                taken=Coalesce(Subquery(taken.values("n")), 0),
                next_renewal=Subquery(done.exclude(renew_by=None).order_by("renew_by").values("renew_by")[:1]),
                steps_done=Coalesce(
                    Subquery(required.order_by().values("champion").annotate(n=Count("pk")).values("n")), 0
                ),
            )
        )


class ChampionCase(RecordView):
    template_name = "learners/admin/champion.html"

    def records(self):
        return super().records().select_related("area", "user")

    def case(self):
        champion, user = self.object, self.request.user
        steps = list(champion.steps.select_related("done_by"))
        order = list(OnboardingStep.Kind)
        matches = list(Match.objects.shown_to(user).filter(champion=champion).select_related("learner"))
        running = [match for match in matches if match.status in Match.Status.taking_room()]
        spoken = ", ".join(
            f"{each.language} ({each.get_level_display().lower()})"
            for each in champion.spoken.select_related("language")
        )
        last = Session.objects.shown_to(user).filter(match__champion=champion).held().first()
        renewals = [step for step in steps if step.renew_by and step.state in OnboardingStep.State.finished()]
        return {
            "tone": tone(champion),
            "media": StepForm.Meta.widgets["done_on"]().media,
            "steps": [
                (step, self.step_tone(step), StepForm(instance=step, prefix=step.kind))
                for step in sorted(steps, key=lambda step: order.index(OnboardingStep.Kind(step.kind)))
            ],
            "missing": champion.missing_steps if champion.status in Champion.Status.joining() else [],
            "next_renewal": min(renewals, key=lambda step: step.renew_by, default=None),
            "trainings": champion.trainings.all(),
            "running": running,
            "past": [match for match in matches if match not in running],
            "last_session": last,
            "is_cut_off": champion.status == Champion.Status.ACTIVE and not self.signs_in(champion),
            "may": self.allowed(champion),
            "person": [
                (_("Phone"), champion.phone),
                (_("E-mail"), champion.email),
                (_("Ward"), champion.area),
                (_("Address"), champion.address),
                (_("Postcode"), champion.postcode),
                (_("Gender"), champion.get_gender_display()),
                (_("Signs in"), _("Yes") if self.signs_in(champion) else _("No")),
                (_("Signed up on"), champion.signed_up_on.strftime("%d/%m/%Y")),
                (_("Came from"), champion.source),
                (_("Notes"), champion.notes),
            ],
            "offers": [
                (_("Speaks"), spoken),
                (_("Teaches"), ", ".join(str(skill) for skill in champion.skills.all())),
                (_("Devices"), ", ".join(champion.device_names)),
                (_("Ways to meet"), ", ".join(champion.way_names)),
                (
                    _("Travels up to"),
                    "" if champion.travel_miles is None else _("%s miles") % f"{float(champion.travel_miles):g}",
                ),
                (_("Learners"), f"{len(running)}/{champion.room}"),
            ],
        }

    @staticmethod
    def step_tone(step) -> str:
        if step.state == OnboardingStep.State.REFUSED or step.is_overdue():
            return "bad"
        return "good" if step.state in OnboardingStep.State.finished() else "wait"

    @staticmethod
    def signs_in(champion) -> bool:
        """Whether they have taken up an account and still hold the role: one may have ended it in Accounts."""
        return champion.user is not None and champion.user.has_role(Role.CHAMPION)

    def allowed(self, champion) -> dict[str, bool]:
        status, states = champion.status, Champion.Status
        return {
            "begin": status == states.APPLIED,
            "activate": status in (states.ONBOARDING, states.PAUSED, *states.gone()),
            "pause": status == states.ACTIVE,
            "stand_down": status not in states.gone(),
            "invite": status not in states.gone() and not self.signs_in(champion),
        }


class AddChampion(AddView):
    form_class = ChampionForm


class EditChampion(EditView):
    form_class = ChampionForm


class BeginChecks(ActionView):
    page_title = _("Begin the checks")
    submit_button_label = _("Begin the checks")
    success = _("The steps are laid out below.")

    def act(self, form):
        self.object.begin_onboarding(by=self.request.user)


class Activate(ActionView):
    page_title = _("Make active")
    submit_button_label = _("Make active")
    success = _("Active: learners can be offered from now on.")

    def act(self, form):
        self.object.activate()


class Pause(ActionView):
    page_title = _("Pause")
    intro = _("No new learners are offered. Matches stay, but the champion sees no learner until made active again.")
    submit_button_label = _("Pause")
    success = _("Paused.")

    def act(self, form):
        self.object.pause()


class StandDown(ActionView):
    page_title = _("Stand down")
    intro = _("Access ends at once, every match ends, and the learners wait for somebody else.")
    form_class = StandDownForm
    submit_button_label = _("Stand down")
    success = _("Stood down. Their learners are waiting again.")
    refusals = (MatchRefused, ValidationError)

    def act(self, form):
        stand_down(self.object, by=self.request.user, left=form.cleaned_data["why"] == "left")


class Invite(ActionView):
    page_title = _("Invite to sign in")
    intro = _("A mail with a link goes to the champion's address.")
    submit_button_label = _("Send the invitation")
    success = _("The invitation is on its way.")

    def act(self, form):
        self.object.invite(by=self.request.user)


class AddTraining(ActionView):
    page_title = _("Add training")
    form_class = TrainingForm
    submit_button_label = _("Add")
    success = _("Added.")

    def act(self, form):
        form.instance.champion = self.object
        form.save()


class RecordStep(ActionView):
    """One step of the checks: state, date, level, when it runs out; who recorded it is whoever is signed in."""

    form_class = StepForm
    submit_button_label = _("Save")
    success = _("Saved.")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.step = self.object.steps.filter(kind=kwargs["kind"]).first()
        if self.step is None:
            raise Http404

    def get_page_title(self):
        return self.step.get_kind_display()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.step, "prefix": self.step.kind}

    def act(self, form):
        form.record(by=self.request.user)


class ChampionViewSet(RecordViewSet):
    name = "scheme_champions"
    url_prefix = "scheme/champions"
    model = Champion
    icon = "group"
    access_kind = "champion"
    list_view_class = ChampionList
    record_view_class = ChampionCase
    add_view_class = AddChampion
    edit_view_class = EditChampion
    actions = {
        "begin": BeginChecks,
        "activate": Activate,
        "pause": Pause,
        "stand_down": StandDown,
        "invite": Invite,
        "training": AddTraining,
    }
    filterset_class = ChampionFilter
    search_fields = ("name", "email")

    def get_urlpatterns(self):
        step = path("<int:pk>/steps/<slug:kind>/", self.construct_view(RecordStep), name="step")
        return [*super().get_urlpatterns(), step]
