"""Addresses below /hoat-dong/."""

from django.urls import path

from phongtrao.activities.views import activities, kinds, people

app_name = "activities"
urlpatterns = [
    path("", activities.activities, name="activities"),
    path("ghi/", activities.choose, name="choose"),
    path("ghi/<int:pk>/", activities.new, name="new"),
    path("xac-nhan/", activities.confirm_many, name="confirm_many"),
    path("<int:pk>/", activities.activity, name="activity"),
    path("<int:pk>/sua/", activities.edit, name="edit"),
    path("<int:pk>/ghi-nhan/", activities.record, name="record"),
    path("<int:pk>/xac-nhan/", activities.confirm, name="confirm"),
    path("<int:pk>/tra-lai/", activities.send_back, name="send_back"),
    path("<int:pk>/minh-chung/<int:evidence>/bo/", activities.drop_proof, name="drop_proof"),
    path("<int:pk>/gop/<int:other>/", activities.join, name="join"),
    path("<int:pk>/khac/<int:other>/", activities.apart, name="apart"),
    path("<int:pk>/bo-gop/", activities.part, name="part"),
    path("<int:pk>/bao-cao/<int:work>/", activities.report, name="report"),
    path("<int:pk>/dong-gop/", people.contribution_new, name="contribution_new"),
    path("dong-gop/<int:pk>/xac-nhan/", people.contribution_confirm, name="contribution_confirm"),
    path("loai/", kinds.kinds, name="kinds"),
    path("loai/them/", kinds.kind_new, name="kind_new"),
    path("loai/<int:pk>/", kinds.kind_edit, name="kind_edit"),
]
