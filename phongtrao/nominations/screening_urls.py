"""Screening: what came in for a round, and what is done with it."""

from django.urls import path

from phongtrao.nominations.views import screening

urlpatterns = [
    path("<int:pk>/xet/", screening.screening, name="screening"),
    path("<int:pk>/xet/tiep/", screening.screen_next, name="screen_next"),
    path("<int:pk>/xet/chap-nhan/", screening.accept_selected, name="accept_selected"),
    path("ho-so/<int:pk>/tiep-nhan/", screening.take, name="take"),
    path("de-nghi/<int:pk>/chap-nhan/", screening.accept, name="accept"),
    path("de-nghi/<int:pk>/tra-lai/", screening.send_back, name="send_back"),
    path("de-nghi/<int:pk>/khong-xet/", screening.refuse, name="refuse"),
    path("de-nghi/<int:pk>/rut/", screening.withdraw, name="withdraw"),
    path("de-nghi/<int:pk>/hoi-y-kien/", screening.ask_others, name="ask_others"),
    path("y-kien/<int:pk>/tra-loi/", screening.others_answer, name="others_answer"),
]
