from django.urls import path

from champions.views import apply, my_details

urlpatterns = [
    path("volunteer/", apply.become_a_champion, name="become_a_champion"),
    path("volunteer/thank-you/", apply.application_received, name="application_received"),
    path("my/details/", my_details.my_details, name="my_details"),
]
