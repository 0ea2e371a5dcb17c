"""Every address of the product. A new one also goes into tests/access_table.txt."""

from django.urls import include, path

urlpatterns = [
    path("", include("phongtrao.portal.urls")),
    path("", include("phongtrao.plans.urls")),
    path("bao-cao/", include("phongtrao.reports.urls")),
    path("hoat-dong/", include("phongtrao.activities.urls")),
    path("chi-so/", include("phongtrao.indicators.urls")),
    path("hoi-dong/", include("phongtrao.councils.urls")),
    path("doi-chieu/", include("phongtrao.similarity.urls")),
    path("sang-kien/", include("phongtrao.initiatives.urls")),
    path("hoc-so/", include("phongtrao.literacy.urls")),
    path("nghien-cuu/", include("phongtrao.research.urls")),
    path("khen-thuong/", include("phongtrao.awards.urls")),
    path("dot-khen-thuong/", include("phongtrao.nominations.urls")),
    path("cong-nhan/", include("phongtrao.recognition.paper_urls")),
    path("chung-nhan/", include("phongtrao.documents.certificate_urls")),
    path("danh-gia/", include("phongtrao.assessments.urls")),
    path("kho-sang-kien/", include("phongtrao.recognition.urls")),
    path("tong-hop/", include("phongtrao.indicators.total_urls")),
    path("van-ban/", include("phongtrao.documents.urls")),
    path("don-vi/", include("phongtrao.orgs.urls")),
    path("thong-bao/", include("phongtrao.notifications.urls")),
    path("nhat-ky/", include("phongtrao.audit.urls")),
    path("tai-khoan/", include("phongtrao.accounts.allauth_urls")),
    path("tai-khoan/", include("phongtrao.accounts.urls")),
    path("viec/", include("phongtrao.web.urls")),
]
handler400 = "phongtrao.web.errors.bad_request"
handler403 = "phongtrao.web.errors.forbidden"
handler404 = "phongtrao.web.errors.not_found"
handler500 = "phongtrao.web.errors.server_error"
