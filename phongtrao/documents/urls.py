from django.urls import path

from phongtrao.documents import outgoing_urls
from phongtrao.documents.views import (
    distribution,
    evidence,
    files,
    incoming,
    papers,
    publishing,
    recipients,
    register,
)

app_name = "documents"
urlpatterns = [
    path("", register.document_list, name="document_list"),
    path("cong-khai/", publishing.public_list, name="public_list"),
    path("cong-khai/<int:pk>/tep/", publishing.public_file, name="public_file"),
    path("<int:pk>/cong-khai/", publishing.publish, name="publish"),
    path("<int:pk>/thoi-cong-khai/", publishing.unpublish, name="unpublish"),
    path("moi/", register.document_new, name="document_new"),
    path("<int:pk>/", register.document, name="document"),
    path("<int:pk>/noi-dung/", register.document_text, name="document_text"),
    path("<int:pk>/sua/", register.document_change, name="document_change"),
    path("<int:pk>/dan/", register.document_cite, name="document_cite"),
    path("dan/<int:pk>/bo/", register.citation_remove, name="citation_remove"),
    path("xuat-goi/", register.pack_selected, name="pack_selected"),
    path("<int:pk>/gui/", distribution.distribute, name="distribute"),
    path("<int:pk>/noi-nhan/", distribution.deliveries, name="deliveries"),
    path("<int:pk>/noi-nhan/nhac/", distribution.remind, name="remind"),
    path("noi-nhan/<int:pk>/xac-nhan/", distribution.acknowledge, name="acknowledge"),
    path("nhom-noi-nhan/", recipients.own_groups, name="own_groups"),
    path("nhom-noi-nhan/don-vi/<int:pk>/", recipients.recipient_groups, name="recipient_groups"),
    path(
        "nhom-noi-nhan/don-vi/<int:pk>/thuong-dung/",
        recipients.recipient_groups_ready,
        name="recipient_groups_ready",
    ),
    path(
        "nhom-noi-nhan/don-vi/<int:pk>/moi/",
        recipients.recipient_group_new,
        name="recipient_group_new",
    ),
    path("nhom-noi-nhan/<int:pk>/", recipients.recipient_group, name="recipient_group"),
    path(
        "nhom-noi-nhan/<int:pk>/chuyen/",
        recipients.recipient_group_move,
        name="recipient_group_move",
    ),
    path(
        "nhom-noi-nhan/<int:pk>/bo/", recipients.recipient_group_drop, name="recipient_group_drop"
    ),
    path("den/", incoming.own_incoming, name="own_incoming"),
    path("den/don-vi/<int:pk>/", incoming.incoming_list, name="incoming_list"),
    path("den/don-vi/<int:pk>/vao-so/", incoming.incoming_new, name="incoming_new"),
    path("den/<int:pk>/", incoming.incoming, name="incoming"),
    path("den/<int:pk>/chuyen/", incoming.incoming_hand, name="incoming_hand"),
    path("den/<int:pk>/xong/", incoming.incoming_finish, name="incoming_finish"),
    *outgoing_urls.patterns,
    path("tep/<int:pk>/", files.file, name="file"),
    path("minh-chung/don-vi/<int:pk>/", evidence.evidence_list, name="evidence_list"),
    path("minh-chung/don-vi/<int:pk>/them/", evidence.evidence_new, name="evidence_new"),
    path("minh-chung/<int:pk>/", evidence.evidence, name="evidence"),
    path("mau/", papers.template_list, name="template_list"),
    path("mau/<str:key>/", papers.template, name="template"),
    path("mau/<str:key>/mau-goc/", papers.template_default, name="template_default"),
    path("lap/<int:pk>/", papers.paper, name="paper"),
    path("lap/<int:pk>/da-xong/", papers.paper_watch, name="paper_watch"),
    path("lap/<int:pk>/duyet/", papers.paper_approve, name="paper_approve"),
    path("lap/<int:pk>/tra-lai/", papers.paper_return, name="paper_return"),
]
