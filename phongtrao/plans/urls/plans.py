"""Plans, their tasks, giving them out, and the board: ke-hoach/…, nhiem-vu/…"""

from django.urls import path

from phongtrao.plans.views import board, cascade, placing, plan_papers, plans, sheets, tasks

urlpatterns = [
    path("ke-hoach/", plans.plan_list, name="plan_list"),
    path("ke-hoach/soan/", plans.plan_new, name="plan_new"),
    path("ke-hoach/<int:pk>/", plans.plan, name="plan"),
    path("ke-hoach/<int:pk>/sua/", plans.plan_edit, name="plan_edit"),
    path("ke-hoach/<int:pk>/van-ban/", plan_papers.plan_paper, name="plan_paper"),
    path(
        "ke-hoach/<int:pk>/van-ban/tach/", plan_papers.plan_paper_release, name="plan_paper_release"
    ),
    path("ke-hoach/<int:pk>/ban-hanh/", plans.plan_publish, name="plan_publish"),
    path("ke-hoach/<int:pk>/ket-thuc/", plans.plan_close, name="plan_close"),
    path("ke-hoach/<int:pk>/don-vi/", plans.unit_names, name="unit_names"),
    path("ke-hoach/<int:pk>/giao/", cascade.issue, name="issue"),
    path("ke-hoach/<int:pk>/bang/", board.board, name="board"),
    path("ke-hoach/<int:pk>/bang/o/", board.cell, name="cell"),
    path("ke-hoach/<int:pk>/bang-nhiem-vu/", sheets.task_sheet, name="task_sheet"),
    path("ke-hoach/<int:pk>/nhap-nhiem-vu/", sheets.task_import, name="task_import"),
    path("ke-hoach/<int:pk>/them-nhiem-vu/", tasks.task_new, name="task_new"),
    path("ke-hoach/<int:pk>/gan-noi-dung/", placing.tasks_place, name="tasks_place"),
    path("nhiem-vu/<int:pk>/", tasks.task, name="task"),
    path("nhiem-vu/<int:pk>/sua/", tasks.task_edit, name="task_edit"),
    path("nhiem-vu/<int:pk>/gan/", placing.task_place, name="task_place"),
    path("nhiem-vu/<int:pk>/chuyen/", tasks.task_move, name="task_move"),
    path("nhiem-vu/<int:pk>/bo/", tasks.task_drop, name="task_drop"),
]
