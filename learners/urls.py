from django.urls import path

from learners.models import Session
from learners.views import ask, concerns, learner, my_home, offers, partner, sessions, wifi_checks

urlpatterns = [
    path("help/ask/", ask.ask_for_help, name="ask_for_help"),
    path("help/ask/thank-you/", ask.help_asked, name="help_asked"),
    path("my/", my_home.my_home, name="my_home"),
    path("my/break/", my_home.take_a_break, name="take_a_break"),
    path("my/back/", my_home.come_back, name="come_back"),
    path("my/venues/", wifi_checks.my_venues, name="my_venues"),
    path("my/offers/<int:pk>/", offers.offer, name="offer"),
    path("my/offers/<int:pk>/accept/", offers.accept_offer, name="accept_offer"),
    path("my/offers/<int:pk>/decline/", offers.decline_offer, name="decline_offer"),
    path("my/learners/<int:pk>/", learner.my_learner, name="my_learner"),
    path("my/learners/<int:pk>/end/", learner.end_match, name="end_match"),
    path("my/learners/<int:learner_pk>/log/", sessions.log_session, name="log_session"),
    path("my/learners/<int:learner_pk>/plan/", sessions.plan_session, name="plan_session"),
    path("my/sessions/", my_home.choose_learner, name="choose_learner"),
    path("my/sessions/<int:pk>/", sessions.change_session, name="change_session"),
    path("my/sessions/<int:pk>/log/", sessions.log_planned_session, name="log_planned_session"),
    path(
        "my/sessions/<int:pk>/missed/",
        sessions.call_off_session,
        {"status": Session.Status.MISSED},
        name="session_missed",
    ),
    path(
        "my/sessions/<int:pk>/cancelled/",
        sessions.call_off_session,
        {"status": Session.Status.CANCELLED},
        name="session_cancelled",
    ),
    path("my/concern/", concerns.raise_concern, name="raise_concern"),
    path("my/concern/sent/", concerns.concern_raised, name="concern_raised"),
    path("venues/<int:pk>/wifi-check/", wifi_checks.log_wifi_check, name="log_wifi_check"),
    path("my/wifi-speed/", wifi_checks.wifi_speed_sample, name="wifi_speed_sample"),
    path("partner/", partner.partner_home, name="partner_home"),
    path("partner/refer/", partner.refer_someone, name="refer_someone"),
    path("partner/venues/<int:pk>/", partner.partner_venue, name="partner_venue"),
    path("partner/venues/<int:pk>/wifi/", partner.change_wifi, name="change_wifi"),
    path("partner/venues/<int:pk>/still-so/", partner.confirm_wifi, name="confirm_wifi"),
]
