"""Certificates: batches, books, each of them; and their public check."""

from django.urls import path

from phongtrao.documents.views import certificate_check as public
from phongtrao.documents.views import certificates

app_name = "certificates"
urlpatterns = [
    path("", certificates.certificate_list, name="certificate_list"),
    path("kiem-tra/", public.check_form, name="check_form"),
    path("kiem-tra/<str:code>/", public.check, name="check"),
    path("khoa/", public.public_key, name="public_key"),
    path("khoa/khoa-cong-khai.pem", public.public_key_file, name="public_key_file"),
    path("dot/", certificates.batch_list, name="batch_list"),
    path("dot/<int:pk>/", certificates.batch, name="batch"),
    path("dot/<int:pk>/xem-truoc/", certificates.batch_preview, name="batch_preview"),
    path("dot/<int:pk>/tep/<slug:what>/", certificates.batch_file, name="batch_file"),
    path("dot/<int:pk>/cap-so/", certificates.batch_issue, name="batch_issue"),
    path("dot/<int:pk>/bo/", certificates.batch_drop, name="batch_drop"),
    path("so/", certificates.book_list, name="book_list"),
    path("so/<int:pk>/", certificates.book, name="book"),
    path("mau/<int:unit>/<str:kind>/", certificates.words, name="words"),
    path("<int:pk>/", certificates.certificate, name="certificate"),
    path("<int:pk>/tep/", certificates.certificate_file, name="certificate_file"),
    path("<int:pk>/thu-hoi/", certificates.certificate_revoke, name="certificate_revoke"),
    path("<int:pk>/cap-lai/", certificates.certificate_reissue, name="certificate_reissue"),
]
