"""Addresses below /tong-hop/: what numbers come to."""

from django.urls import path

from phongtrao.indicators.views import differences, totals

app_name = "totals"
urlpatterns = [
    path("", totals.targets, name="targets"),
    path("<int:pk>/", totals.target, name="target"),
    path("<int:pk>/hinh/<slug:name>/", totals.target_picture, name="target_picture"),
    path("chi-so/<int:pk>/", totals.indicator, name="indicator"),
    path("chi-so/<int:pk>/hinh/<slug:name>/", totals.indicator_picture, name="indicator_picture"),
    path("so/<int:pk>/", totals.behind, name="behind"),
    path("lech/", differences.differences, name="differences"),
    path("lech/<int:pk>/tinh-lai/", differences.mend, name="mend"),
]
