"""Taking in plans: tiep-nhan/…; muc/… is one fact."""

from django.urls import path

from phongtrao.plans.views import defects, intake, intake_batches, intake_facts, intake_images

urlpatterns = [
    path("tiep-nhan/", intake.intake_list, name="intake_list"),
    path("tiep-nhan/tep-moi/", intake.intake_new, name="intake_new"),
    path("tiep-nhan/<int:pk>/", intake.intake, name="intake"),
    path("tiep-nhan/<int:pk>/trang/<int:number>/", intake_images.intake_page, name="intake_page"),
    path("tiep-nhan/<int:pk>/soat-loi/", defects.intake_defects, name="intake_defects"),
    path("tiep-nhan/<int:pk>/soat-loi/soat-lai/", defects.intake_check, name="intake_check"),
    path("loi-van-ban/<int:pk>/", defects.defect, name="defect"),
    path("loi-van-ban/<int:pk>/bo-qua/", defects.defect_dismiss, name="defect_dismiss"),
    path("loi-van-ban/<int:pk>/lay-lai/", defects.defect_restore, name="defect_restore"),
    path("tiep-nhan/<int:pk>/doc-lai/", intake.intake_reread, name="intake_reread"),
    path("tiep-nhan/<int:pk>/bo/", intake.intake_drop, name="intake_drop"),
    path("tiep-nhan/<int:pk>/ban-hanh/", intake.intake_publish, name="intake_publish"),
    path("tiep-nhan/<int:pk>/nhan-cac-muc/", intake_batches.facts_accept, name="facts_accept"),
    path("tiep-nhan/<int:pk>/nhan-muc-chac/", intake_batches.facts_sure, name="facts_sure"),
    path("tiep-nhan/<int:pk>/hoan-tac/", intake_batches.facts_unaccept, name="facts_unaccept"),
    path("tiep-nhan/<int:pk>/lap-nhiem-vu/", intake_batches.intake_tasks, name="intake_tasks"),
    path(
        "tiep-nhan/<int:pk>/bo-nhiem-vu-nhap/",
        intake_batches.intake_tasks_undo,
        name="intake_tasks_undo",
    ),
    path("tiep-nhan/<int:pk>/so-trong-so/", intake_batches.intake_number, name="intake_number"),
    path("tiep-nhan/<int:pk>/them-muc/", intake_facts.fact_new, name="fact_new"),
    path("tiep-nhan/muc/<int:pk>/nhan/", intake_facts.fact_accept, name="fact_accept"),
    path("tiep-nhan/muc/<int:pk>/bo/", intake_facts.fact_drop, name="fact_drop"),
    path("tiep-nhan/muc/<int:pk>/lay-lai/", intake_facts.fact_restore, name="fact_restore"),
    path("tiep-nhan/muc/<int:pk>/chuyen/", intake_facts.fact_turn, name="fact_turn"),
    path("tiep-nhan/muc/<int:pk>/noi/", intake_facts.fact_join, name="fact_join"),
    path("tiep-nhan/muc/<int:pk>/thanh-viec/", intake_facts.fact_as_task, name="fact_as_task"),
    path("tiep-nhan/muc/<int:pk>/don-vi/", intake_facts.fact_unit, name="fact_unit"),
    path("tiep-nhan/muc/<int:pk>/sua/", intake_facts.fact_edit, name="fact_edit"),
    path("tiep-nhan/muc/<int:pk>/tach/", intake_facts.fact_split, name="fact_split"),
]
