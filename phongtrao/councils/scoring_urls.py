"""Addresses of rubrics, score sheets and what they come to."""

from django.urls import path

from phongtrao.councils.views import records, rubrics, scores, sheets

urlpatterns = [
    path("phieu-cham/", rubrics.rubric_list, name="rubric_list"),
    path("phieu-cham/<int:pk>/", rubrics.rubric, name="rubric"),
    path("phieu-cham/<int:pk>/sao/", rubrics.rubric_copy, name="rubric_copy"),
    path("phieu-cham/<int:pk>/sua/", rubrics.rubric_edit, name="rubric_edit"),
    path("phieu-cham/<int:pk>/so-sanh/", rubrics.rubric_compare, name="rubric_compare"),
    path("cham/", sheets.my_sheets, name="my_sheets"),
    path("cham/<int:pk>/", sheets.sheet, name="sheet"),
    path("cham/<int:pk>/mo-lai/", sheets.sheet_reopen, name="sheet_reopen"),
    path("<int:pk>/diem/", scores.council_scores, name="council_scores"),
    path("ho-so/<int:pk>/diem/", scores.case_scores, name="case_scores"),
    path("ho-so/<int:pk>/moi-phan-bien/", scores.reviewer_invite, name="reviewer_invite"),
    path("<int:pk>/viec-cham/", records.member_records, name="member_records"),
    path("thanh-vien/<int:pk>/viec-cham/", records.member_record, name="member_record"),
]
