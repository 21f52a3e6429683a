from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.admin import RecordViewSet
from learners.admin.suggested.acting import AskForRun, Hold, LetGo, Offer, Progress
from learners.admin.suggested.filters import SuggestedFilter
from learners.admin.suggested.listing import SuggestedList
from learners.admin.suggested.matching_settings import EditMatchingSettings
from learners.admin.suggested.offering import Offered, OfferTicked
from learners.admin.suggested.pairs import AllowAgain, RuledOutPairs
from learners.admin.suggested.what_if import Effect, WhatIf
from learners.models import Learner


class SuggestedViewSet(RecordViewSet):
    name = "scheme_suggested"
    url_prefix = "scheme/suggested"
    menu_label = _("Suggested matches")
    model = Learner
    icon = "list-ul"
    per_page = 25
    list_view_class = SuggestedList
    filterset_class = SuggestedFilter
    search_fields = ("preferred_name", "suggestion__champion__name")

    def get_urlpatterns(self):
        def view(view_class):
            return self.construct_view(view_class)

        return [
            *super().get_urlpatterns(),
            path("run/", view(AskForRun), name="run"),
            path("progress/", view(Progress), name="progress"),
            path("offer/", view(OfferTicked), name="offer_ticked"),
            path("offered/", view(Offered), name="offered"),
            path("<int:pk>/offer/", view(Offer), name="offer"),
            path("<int:pk>/hold/", view(Hold), name="hold"),
            path("<int:pk>/let-go/", view(LetGo), name="let_go"),
            path("what-if/", view(WhatIf), name="what_if"),
            path("what-if/<int:pk>/", view(Effect), name="effect"),
            path("settings/", view(EditMatchingSettings), name="settings"),
            path("ruled-out/", view(RuledOutPairs), name="ruled_out"),
            path("ruled-out/<int:pk>/allow-again/", view(AllowAgain), name="allow_again"),
        ]
