"""Public lists, objections to them, complaints about results."""

from django.urls import path

from phongtrao.nominations.views import notices

urlpatterns = [
    path("cong-khai/", notices.notice_list, name="notices"),
    path("cong-khai/<int:pk>/", notices.notice, name="notice"),
    path("<int:pk>/xet/cong-khai/", notices.publish, name="publish_selected"),
    path("cong-khai/de-nghi/<int:pk>/", notices.object_, name="object"),
    path("de-nghi/<int:pk>/khieu-nai/", notices.complain_, name="complain"),
    path("phan-anh/<int:pk>/", notices.objection, name="objection"),
    path("phan-anh/<int:pk>/rut/", notices.take_back, name="objection_withdraw"),
]
