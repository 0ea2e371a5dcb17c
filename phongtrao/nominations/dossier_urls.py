"""The dossier of one nomination, and how a unit sends all of them."""

from django.urls import path

from phongtrao.nominations.views import claims, dossiers, reports

urlpatterns = [
    path("de-nghi/<int:pk>/bao-cao/viet/", reports.write, name="report_write"),
    path("de-nghi/<int:pk>/bao-cao/tu-luu/", reports.autosave, name="report_autosave"),
    path("de-nghi/<int:pk>/bao-cao/", reports.printed, name="report"),
    path("de-nghi/<int:pk>/thanh-tich/", claims.claims, name="claims"),
    path("thanh-tich/<int:pk>/minh-chung/", claims.claim_prove, name="claim_prove"),
    path("ho-so/<int:pk>/gui/", dossiers.dossier, name="dossier"),
    path("ho-so/<int:pk>/gui/di/", dossiers.send, name="dossier_send"),
    path("ho-so/<int:pk>/gui/rut-ve/", dossiers.take_back, name="dossier_call_back"),
    path("ho-so/<int:pk>/to-trinh/", dossiers.letter, name="letter"),
    path("ho-so/<int:pk>/ban-in/<slug:kind>/", dossiers.paper, name="dossier_paper"),
    path("ho-so/<int:pk>/lan-gui/<int:number>/", dossiers.version, name="version"),
]
