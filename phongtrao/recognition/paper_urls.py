"""Decisions and certificates of recognition."""

from django.urls import path

from phongtrao.recognition.views import decisions

app_name = "recognition_papers"
urlpatterns = [
    path("quyet-dinh/", decisions.decision_list, name="decision_list"),
    path("quyet-dinh/moi/<int:unit>/", decisions.decision_new, name="decision_new"),
    path("quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("quyet-dinh/<int:pk>/lap-lai/", decisions.decision_print, name="decision_print"),
    path(
        "quyet-dinh/<int:pk>/bo/<int:recognition>/",
        decisions.decision_leave_out,
        name="decision_leave_out",
    ),
    path(
        "quyet-dinh/<int:pk>/giay-chung-nhan/",
        decisions.decision_certificates,
        name="decision_certificates",
    ),
    path("quyet-dinh/<int:pk>/bo/", decisions.decision_drop, name="decision_drop"),
]
