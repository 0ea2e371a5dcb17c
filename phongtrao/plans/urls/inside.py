"""Inside a unit: giao-cho-toi/, phan-viec/… is one hand-over."""

from django.urls import path

from phongtrao.plans.views import handovers

urlpatterns = [
    path("giao-cho-toi/", handovers.handed_to_me, name="handed_to_me"),
    path("viec-duoc-giao/<int:pk>/giao-nguoi/", handovers.hand_over, name="hand_over"),
    path("phan-viec/<int:pk>/", handovers.handover, name="handover"),
    path("phan-viec/<int:pk>/bao-cao/", handovers.report_part, name="report_part"),
    path("phan-viec/<int:pk>/nhan/", handovers.judge, name="judge_part"),
    path("phan-viec/<int:pk>/giao-lai/", handovers.pass_on, name="pass_on"),
    path("phan-viec/<int:pk>/thu-hoi/", handovers.drop, name="drop_handover"),
]
