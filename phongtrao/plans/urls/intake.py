"""Taking in plans: tiep-nhan/…; muc/… is one fact."""

from django.urls import path

from phongtrao.plans.views import intake, intake_batches, intake_facts

urlpatterns = [
    path("tiep-nhan/", intake.intake_list, name="intake_list"),
    path("tiep-nhan/tep-moi/", intake.intake_new, name="intake_new"),
    path("tiep-nhan/<int:pk>/", intake.intake, name="intake"),
    path("tiep-nhan/<int:pk>/doc-lai/", intake.intake_reread, name="intake_reread"),
    path("tiep-nhan/<int:pk>/bo/", intake.intake_drop, name="intake_drop"),
    path("tiep-nhan/<int:pk>/ban-hanh/", intake.intake_publish, name="intake_publish"),
    path("tiep-nhan/<int:pk>/nhan-cac-muc/", intake_batches.facts_accept, name="facts_accept"),
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
    path("tiep-nhan/muc/<int:pk>/sua/", intake_facts.fact_edit, name="fact_edit"),
    path("tiep-nhan/muc/<int:pk>/tach/", intake_facts.fact_split, name="fact_split"),
]
