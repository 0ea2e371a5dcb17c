"""Inside a unit and beside its work: phan-viec/… is one hand-over, y-kien/… one opinion asked."""

from django.urls import path

from phongtrao.plans.views import arranging, findings, handovers, inside

urlpatterns = [
    path("giao-cho-toi/", handovers.handed_to_me, name="handed_to_me"),
    path("viec-duoc-giao/<int:pk>/giao-nguoi/", handovers.hand_over, name="hand_over"),
    path("viec-duoc-giao/<int:pk>/chia-viec/", handovers.split, name="split_work"),
    path("phan-viec/<int:pk>/", handovers.handover, name="handover"),
    path("phan-viec/<int:pk>/bao-cao/", handovers.report_part, name="report_part"),
    path("phan-viec/<int:pk>/nhan/", handovers.judge, name="judge_part"),
    path("phan-viec/<int:pk>/giao-lai/", handovers.pass_on, name="pass_on"),
    path("phan-viec/<int:pk>/thu-hoi/", handovers.drop, name="drop_handover"),
    path("khoi-phu-trach/", arranging.my_block, name="my_block"),
    path("ke-hoach/<int:pk>/phu-trach/", arranging.arrange_plan, name="arrange_plan"),
    path("nhiem-vu/<int:pk>/phu-trach/", arranging.arrange_task, name="arrange_task"),
    path("nhiem-vu/<int:pk>/huong-dan/", arranging.guidance_new, name="guidance_new"),
    path("nhiem-vu/<int:pk>/huong-dan/bo/", arranging.guidance_drop, name="guidance_drop"),
    path("ke-hoach/<int:pk>/kinh-phi/", arranging.plan_budget, name="plan_budget"),
    path("nhiem-vu/<int:pk>/kinh-phi/", arranging.budget_new, name="budget_new"),
    path("kinh-phi/<int:pk>/", arranging.budget_edit, name="budget_edit"),
    path("kinh-phi/<int:pk>/bo/", arranging.budget_drop, name="budget_drop"),
    path("nhiem-vu/<int:pk>/xin-y-kien/", inside.ask_about_task, name="ask_about_task"),
    path("viec-duoc-giao/<int:pk>/xin-y-kien/", inside.ask_about_work, name="ask_about_work"),
    path("y-kien/<int:pk>/", inside.consultation, name="consultation"),
    path("kiem-tra/", findings.finding_list, name="finding_list"),
    path("kiem-tra/<int:pk>/", findings.finding, name="finding"),
    path("kiem-tra/<int:pk>/tra-loi/", findings.finding_answer, name="finding_answer"),
    path("kiem-tra/<int:pk>/lam-tiep/", findings.finding_back, name="finding_back"),
    path("kiem-tra/<int:pk>/ket-thuc/", findings.finding_close, name="finding_close"),
    path("nhiem-vu/<int:pk>/kiem-tra/", findings.task_finding, name="task_finding"),
    path("viec-duoc-giao/<int:pk>/kiem-tra/", findings.work_finding, name="work_finding"),
    path("bao-cao-tien-do/<int:pk>/kiem-tra/", findings.report_finding, name="report_finding"),
]
