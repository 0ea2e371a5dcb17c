"""Rules and what they find, below /khen-thuong/."""

from django.urls import path

from phongtrao.awards.views import clauses, drafts, evaluations, rules

urlpatterns = [
    path("tieu-chuan/", rules.rule_sets, name="rule_sets"),
    path("tieu-chuan/<int:pk>/", rules.rule_set, name="rule_set"),
    path("tieu-chuan/<int:pk>/chuyen-tiep/", rules.transition, name="rule_set_transition"),
    path("tieu-chuan/<int:pk>/sao/", rules.rule_set_copy, name="rule_set_copy"),
    path("tieu-chuan/<int:pk>/so-sanh/", drafts.rule_compare, name="rule_compare"),
    path("tieu-chuan/<int:pk>/sua/", drafts.rule_draft, name="rule_draft"),
    path("tieu-chuan/<int:pk>/sua/ban-hanh/", drafts.draft_publish, name="draft_publish"),
    path("tieu-chuan/<int:pk>/sua/bo/", drafts.draft_discard, name="draft_discard"),
    path("tieu-chuan/<int:pk>/sua/them/", drafts.draft_rule_add, name="draft_rule_add"),
    path("tieu-chuan/<int:pk>/sua/<slug:key>/", drafts.draft_rule, name="draft_rule"),
    path("tieu-chuan/<int:pk>/sua/<slug:key>/dau/", drafts.draft_head, name="draft_head"),
    path("tieu-chuan/<int:pk>/sua/<slug:key>/bo/", drafts.draft_rule_drop, name="draft_rule_drop"),
    path(
        "tieu-chuan/<int:pk>/sua/<slug:key>/dieu-kien/", clauses.draft_clause, name="draft_clause"
    ),
    path(
        "tieu-chuan/<int:pk>/sua/<slug:key>/dieu-kien/xem/",
        clauses.clause_preview,
        name="clause_preview",
    ),
    path("tieu-chuan/<int:pk>/sua/<slug:key>/chuyen/", clauses.clause_move, name="clause_move"),
    path(
        "tieu-chuan/<int:pk>/sua/<slug:key>/bo-dieu-kien/", clauses.clause_drop, name="clause_drop"
    ),
    path("tieu-chuan/<int:pk>/<slug:key>/", rules.rule, name="rule"),
    path("lan-xet/", evaluations.evaluations, name="evaluations"),
    path("lan-xet/<int:pk>/", evaluations.evaluation, name="evaluation"),
    path("lan-xet/<int:pk>/<int:subject>/", evaluations.verdict, name="verdict"),
    path("cua-toi/", evaluations.mine, name="mine"),
]
