"""Addresses below /doi-chieu/."""

from django.urls import path

from phongtrao.similarity.views import groups, home, index, references, thresholds

app_name = "similarity"
urlpatterns = [
    path("", home.home, name="home"),
    path("nhom/", groups.groups, name="groups"),
    path("nhom/tim/", groups.find, name="groups_find"),
    path("nhom/<int:pk>/", groups.show, name="group"),
    path("kho/tinh-trang/", index.show, name="index"),
    path("kho/tinh-trang/doc-lai/", index.rebuild, name="index_rebuild"),
    path("kho/tinh-trang/thu-lai/", index.retry, name="index_retry"),
    path("nguong/", thresholds.thresholds, name="thresholds"),
    path("nguong/<int:pk>/", thresholds.of_unit, name="thresholds_of"),
    path("nguong/<int:pk>/dat/", thresholds.set_, name="thresholds_set"),
    path("nguong/<int:pk>/thoi/", thresholds.give_up, name="thresholds_give_up"),
    path("nguong/muc/<int:pk>/bo/", thresholds.drop, name="levels_drop"),
    path("kho/", references.references, name="references"),
    path("kho/them/", references.new, name="reference_new"),
    path("kho/lan-them/<int:pk>/", references.load, name="reference_load"),
    path("kho/<int:pk>/", references.show, name="reference"),
    path("kho/<int:pk>/sua/", references.edit, name="reference_edit"),
    path("kho/<int:pk>/thoi-dung/", references.take_out, name="reference_out"),
    path("kho/<int:pk>/dung-lai/", references.take_back, name="reference_back"),
]
