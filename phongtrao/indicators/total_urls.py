"""Addresses below /tong-hop/: what numbers come to."""

from django.urls import path

from phongtrao.indicators.views import differences

app_name = "totals"
urlpatterns = [
    path("lech/", differences.differences, name="differences"),
    path("lech/<int:pk>/tinh-lai/", differences.mend, name="mend"),
]
