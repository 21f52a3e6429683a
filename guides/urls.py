from django.urls import path

from guides.views import booklets, feedback, pictures, search, short, wifi, words

urlpatterns = [
    path("search/", search.search, name="search"),
    path("words/", words.words, name="words"),
    path("media/images/<str:name>", pictures.picture, name="picture"),
    path("booklets/", booklets.booklets, name="booklets"),
    path("wifi/", wifi.wifi, name="wifi"),
    path("wifi/<slug:code>/", wifi.venue, name="venue"),
    path("g/<int:pk>/", short.short_guide, name="short_guide"),
    path("g/<int:pk>/share/", short.share_guide, name="share_guide"),
    path("g/<int:pk>/feedback/", feedback.give_feedback, name="give_feedback"),
    path("feedback/<str:token>/", feedback.add_words, name="feedback_words"),
]
