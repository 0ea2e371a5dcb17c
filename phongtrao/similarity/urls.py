"""Addresses below /doi-chieu/."""

from django.urls import path

from phongtrao.similarity.views import home, thresholds

app_name = "similarity"
urlpatterns = [
    path("", home.home, name="home"),
    path("nguong/", thresholds.thresholds, name="thresholds"),
    path("nguong/<int:pk>/", thresholds.of_unit, name="thresholds_of"),
    path("nguong/<int:pk>/dat/", thresholds.set_, name="thresholds_set"),
    path("nguong/muc/<int:pk>/bo/", thresholds.drop, name="levels_drop"),
]
