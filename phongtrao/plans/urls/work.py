"""Work at the units: the unit's list, one piece of work, its reports, the office's queue."""

from django.urls import path

from phongtrao.plans.views import (
    assignments,
    columns,
    past_work,
    reminder_texts,
    reports,
    urging,
    work,
)

urlpatterns = [
    path("don-vi/<int:pk>/viec/", work.unit_work, name="unit_work"),
    path("don-vi/<int:pk>/viec/tien-than/", past_work.past_work, name="past_work"),
    path("don-vi/<int:pk>/viec/tiep-nhan/", work.accept_selected, name="accept_selected"),
    path("don-vi/<int:pk>/viec/them/", work.add_local_task, name="add_local_task"),
    path("don-vi/<int:pk>/viec/cot/", columns.work_board, name="work_board"),
    path("viec-duoc-giao/<int:pk>/keo/", columns.accept_card, name="accept_card"),
    path("don-vi/<int:pk>/loi-nhac/", reminder_texts.unit_reminder, name="unit_reminder"),
    path("ke-hoach/<int:pk>/loi-nhac/", reminder_texts.plan_reminder, name="plan_reminder"),
    path("don-vi/<int:pk>/cap-duoi/", work.units_work, name="units_work"),
    path("viec-duoc-giao/<int:pk>/", assignments.assignment, name="assignment"),
    path("viec-duoc-giao/<int:pk>/tiep-nhan/", assignments.accept, name="accept_assignment"),
    path("viec-duoc-giao/<int:pk>/de-xuat/", assignments.propose, name="propose_change"),
    path("viec-duoc-giao/<int:pk>/tu-choi/", assignments.decline, name="decline_request"),
    path("viec-duoc-giao/<int:pk>/tra-loi/", assignments.answer, name="answer_proposal"),
    path("viec-duoc-giao/<int:pk>/danh-gia-lai/", assignments.override, name="override_status"),
    path("viec-duoc-giao/<int:pk>/bo-danh-gia/", assignments.reset, name="reset_status"),
    path("viec-duoc-giao/<int:pk>/bo/", assignments.drop, name="drop_local_task"),
    path("viec-duoc-giao/<int:pk>/bao-cao/", reports.start, name="start_report"),
    path("bao-cao-tien-do/cho-duyet/", reports.review_queue, name="review_queue"),
    path("bao-cao-tien-do/duyet-nhieu/", reports.accept_selected, name="accept_selected_reports"),
    path("bao-cao-tien-do/<int:pk>/", reports.report, name="report"),
    path("bao-cao-tien-do/<int:pk>/sua/", reports.edit, name="edit_report"),
    path("bao-cao-tien-do/<int:pk>/luu-nhap/", reports.autosave, name="autosave_report"),
    path("bao-cao-tien-do/<int:pk>/rut/", reports.withdraw, name="withdraw_report"),
    path("bao-cao-tien-do/<int:pk>/duyet/", reports.review, name="review_report"),
    path("ke-hoach/<int:pk>/don-doc/", urging.urge_plan, name="urge_plan"),
    path("nhiem-vu/<int:pk>/don-doc/", urging.urge_task, name="urge_task"),
]
