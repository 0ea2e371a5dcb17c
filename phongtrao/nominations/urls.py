"""Addresses below /dot-khen-thuong/."""

from phongtrao.nominations import (
    choosing_urls,
    decision_urls,
    dossier_urls,
    judging_urls,
    notice_urls,
    round_urls,
    screening_urls,
)

app_name = "nominations"
urlpatterns = [
    *round_urls.urlpatterns,
    *choosing_urls.urlpatterns,
    *screening_urls.urlpatterns,
    *dossier_urls.urlpatterns,
    *notice_urls.urlpatterns,
    *judging_urls.urlpatterns,
    *decision_urls.urlpatterns,
]
