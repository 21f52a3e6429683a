from django.urls import path

from reports import views

urlpatterns = [
    path("reports/wifi-where-people-live/", views.housing_wifi, name="housing_wifi"),
]
