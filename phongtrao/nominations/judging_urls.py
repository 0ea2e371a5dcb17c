"""Before a council, and on to the round above."""

from django.urls import path

from phongtrao.nominations.views import going_up, judging

urlpatterns = [
    path("<int:pk>/xet/hoi-dong/", judging.bring, name="bring_selected"),
    path("<int:pk>/xet/gui-len/", going_up.send_selected_up, name="send_selected_up"),
    path("hoi-dong/<int:pk>/", judging.judged, name="judged"),
]
