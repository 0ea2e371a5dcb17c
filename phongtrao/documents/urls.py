from django.urls import path

from phongtrao.documents.views import evidence, files, papers, register

app_name = "documents"
urlpatterns = [
    path("", register.document_list, name="document_list"),
    path("moi/", register.document_new, name="document_new"),
    path("<int:pk>/", register.document, name="document"),
    path("<int:pk>/sua/", register.document_change, name="document_change"),
    path("<int:pk>/dan/", register.document_cite, name="document_cite"),
    path("dan/<int:pk>/bo/", register.citation_remove, name="citation_remove"),
    path("tep/<int:pk>/", files.file, name="file"),
    path("minh-chung/don-vi/<int:pk>/", evidence.evidence_list, name="evidence_list"),
    path("minh-chung/don-vi/<int:pk>/them/", evidence.evidence_new, name="evidence_new"),
    path("minh-chung/<int:pk>/", evidence.evidence, name="evidence"),
    path("mau/", papers.template_list, name="template_list"),
    path("mau/<str:key>/", papers.template, name="template"),
    path("mau/<str:key>/mau-goc/", papers.template_default, name="template_default"),
    path("lap/<int:pk>/", papers.paper, name="paper"),
    path("lap/<int:pk>/duyet/", papers.paper_approve, name="paper_approve"),
]
