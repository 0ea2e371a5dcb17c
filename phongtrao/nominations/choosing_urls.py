"""Choosing whom a unit asks for, its meeting, why."""

from django.urls import path

from phongtrao.nominations.views import choosing, meeting, starting, why

urlpatterns = [
    path("de-nghi-tu/<str:source>/", starting.start, name="start"),
    path("<int:pk>/lap/", choosing.begin, name="begin"),
    path("ho-so/<int:pk>/chon/<int:form>/", choosing.choose, name="choose"),
    path("ho-so/<int:pk>/hop/", meeting.meeting, name="meeting"),
    path("de-nghi/<int:pk>/len/", choosing.move_up, name="move_up"),
    path("de-nghi/<int:pk>/truc-tiep/", choosing.frontline, name="frontline"),
    path("de-nghi/<int:pk>/vi-sao/", why.why, name="why"),
    path("de-nghi/<int:pk>/xet-lai/", why.ask_again, name="ask_again"),
    path("xac-nhan/<int:pk>/", why.statement, name="statement"),
]
