"""Difficulties (vuong-mac/…) and answers for all units (hoi-dap/…)."""

from django.urls import path

from phongtrao.plans.views import common_answers, difficulties

urlpatterns = [
    path("vuong-mac/", difficulties.difficulty_list, name="difficulty_list"),
    path("vuong-mac/neu/", difficulties.difficulty_start, name="difficulty_start"),
    path("vuong-mac/neu/<int:pk>/", difficulties.unit_difficulty, name="unit_difficulty"),
    path("viec-duoc-giao/<int:pk>/vuong-mac/", difficulties.difficulty_new, name="difficulty_new"),
    path("phan-viec/<int:pk>/vuong-mac/", difficulties.part_difficulty, name="part_difficulty"),
    path("vuong-mac/<int:pk>/", difficulties.difficulty, name="difficulty"),
    path("vuong-mac/<int:pk>/gui-len/", difficulties.difficulty_send_up, name="difficulty_send_up"),
    path(
        "vuong-mac/<int:pk>/chuyen-len/", difficulties.difficulty_pass_up, name="difficulty_pass_up"
    ),
    path("vuong-mac/<int:pk>/tra-loi/", difficulties.difficulty_answer, name="difficulty_answer"),
    path("vuong-mac/<int:pk>/sua-doi/", difficulties.difficulty_amend, name="difficulty_amend"),
    path("vuong-mac/<int:pk>/gan-sua-doi/", difficulties.difficulty_join, name="difficulty_join"),
    path("vuong-mac/<int:pk>/ket-thuc/", difficulties.difficulty_close, name="difficulty_close"),
    path("vuong-mac/<int:pk>/dang/", common_answers.publish_difficulty, name="publish_difficulty"),
    path("hoi-dap/", common_answers.common_answers, name="common_answers"),
    path("hoi-dap/them/<int:pk>/", common_answers.common_answer_new, name="common_answer_new"),
    path("hoi-dap/<int:pk>/", common_answers.common_answer, name="common_answer"),
    path("hoi-dap/<int:pk>/sua/", common_answers.common_answer_edit, name="common_answer_edit"),
    path(
        "hoi-dap/<int:pk>/go/", common_answers.common_answer_withdraw, name="common_answer_withdraw"
    ),
]
